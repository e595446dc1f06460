import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck';
import type { Log } from './client.js';

/** How often the client waits for a rate limit and tries again. */
const PATIENCE = 2;

/** In the `request` options of what the next run makes good: at a rate limit it fails at once. */
export const IMPATIENT = { isPatient: false } as const;

/** A request, as Octokit's hooks have it. */
interface HookedRequest {
  readonly method: string;
  readonly url: string;
  /** Of GraphQL: the document. */
  readonly query?: unknown;
  readonly request?: { readonly isPatient?: unknown };
}

/**
 * Options for Octokit's throttling, which waits where a rate limit is reached. It takes every POST for a write, queries
 * too, so the pace of writing is left to `pacedWrites`. All waits are in units of `second` milliseconds.
 */
export function pace(log: Log, second = 1000) {
  const wait = (limit: string) => (seconds: number, asked: object, _client: unknown, retryCount: number) => {
    const { request } = asked as HookedRequest;
    if (request?.isPatient === false || retryCount >= PATIENCE) return false;
    log.warn(`GitHub's ${limit} is reached; waiting ${seconds} seconds.`);
    return true;
  };
  return {
    write: new Bottleneck.Group({ maxConcurrent: 1 }),
    notifications: new Bottleneck.Group({ maxConcurrent: 1 }),
    onRateLimit: wait('rate limit'),
    onSecondaryRateLimit: wait('secondary rate limit'),
    retryAfterBaseValue: second,
  };
}

/**
 * Octokit's plugin that lets each write, a repeated one too, wait for its turn: `takeTurn` of the client's options, which
 * clients share.
 */
export function pacedWrites(
  octokit: Pick<Octokit, 'hook'>,
  { takeTurn }: { readonly takeTurn?: () => Promise<void>; readonly [option: string]: unknown },
): void {
  octokit.hook.before('request', async (request) => {
    if (isWrite(request)) await takeTurn?.();
  });
}

/** A token is asked for by POST, but is nothing written. */
function isWrite({ method, url, query }: Omit<HookedRequest, 'request'>): boolean {
  if (url.endsWith('/graphql')) return /^\s*mutation\b/.test(String(query));
  return !['GET', 'HEAD'].includes(method) && !url.endsWith('/access_tokens');
}

/**
 * Turns for writing, `second` milliseconds apart: "wait at least one second between each request" (GitHub docs, "Best
 * practices for using the REST API"). That is less than the 80 a minute that create content.
 */
export function turns(
  second: number,
  now: () => number = () => performance.now(),
  wait: (milliseconds: number) => Promise<unknown> = sleep,
): () => Promise<void> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const time = now();
    const turn = Math.max(time, next);
    next = turn + second;
    if (turn > time) await wait(turn - time);
  };
}
