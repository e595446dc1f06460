import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck';
import type { Log, RateLimits } from './client.js';

/** How often the client waits for a rate limit and tries again. */
const PATIENCE = 2;

/** In the `request` options of what the next run makes good: at a rate limit it fails at once. */
export const IMPATIENT = { isPatient: false } as const;

/** A request, as Octokit's hooks have it. */
interface HookedRequest {
  readonly request?: { readonly isPatient?: unknown };
}

/**
 * Options for Octokit's throttling, which waits where a rate limit is reached. It takes every POST for a write, queries
 * too, so the pace of writing is left to `pacedFetch`. All waits are in units of `second` milliseconds.
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
 * A `fetch` for Octokit that lets each write, a repeated one too, wait for its turn; clients share the turns. It waits at the
 * last moment: a turn that was taken before a token is asked for would come later than it was given.
 */
export function pacedFetch(send: typeof fetch, takeTurn: () => Promise<void>): typeof fetch {
  return async (input, init) => {
    if (isWrite(init?.method ?? 'GET', new URL(String(input)).pathname, init?.body)) await takeTurn();
    return send(input, init);
  };
}

/** A token is asked for by POST, but is nothing written. */
function isWrite(method: string, path: string, body: unknown): boolean {
  if (['GET', 'HEAD'].includes(method) || path.endsWith('/access_tokens')) return false;
  if (!path.endsWith('/graphql')) return true;
  const { query } = JSON.parse(String(body)) as { readonly query?: unknown };
  return /^\s*mutation\b/.test(String(query));
}

/** The limits that runs use up; GitHub's search of the REST API has one of its own, a minute long. */
const WATCHED_LIMITS = ['core', 'graphql'];

/**
 * Octokit's plugin that keeps what each answer says of its rate limit in `limits` of the client's options (GitHub docs,
 * "Rate limits for the REST API", headers `x-ratelimit-…`). A server that has no limits sends none.
 */
export function watchedLimits(
  octokit: Pick<Octokit, 'hook'>,
  { limits }: { readonly limits?: RateLimits; readonly [option: string]: unknown },
): void {
  const keep = (headers: Readonly<Record<string, unknown>> = {}) => {
    const resource = String(headers['x-ratelimit-resource']);
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
      Number(headers[`x-ratelimit-${name}`] ?? Number.NaN),
    );
    if (limit === undefined || remaining === undefined || reset === undefined) return;
    if (!WATCHED_LIMITS.includes(resource) || !(limit > 0) || Number.isNaN(remaining + reset)) return;
    limits?.set(resource, { limit, remaining, resetAt: reset * 1000 });
  };
  octokit.hook.after('request', ({ headers }) => keep(headers));
  octokit.hook.error('request', (error) => {
    if (error instanceof RequestError) keep(error.response?.headers);
    throw error;
  });
}

/** The share of the scarcest rate limit that is left, from 0 to 1. `now`: in milliseconds. */
export function shareLeft(limits: RateLimits, now: number): number {
  const shares = [...limits.values()].map(({ limit, remaining, resetAt }) =>
    resetAt <= now ? 1 : remaining / limit,
  );
  return Math.min(1, ...shares);
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
  let last = Promise.resolve(Number.NEGATIVE_INFINITY);
  const after = async (before: number) => {
    const left = before + second - now();
    // A timer that is told a part of a millisecond leaves it out.
    if (left > 0) await wait(Math.ceil(left));
    return now();
  };
  return async () => {
    last = last.then(after);
    await last;
  };
}
