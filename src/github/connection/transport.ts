import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck';
import { stillWaiting, TAKEN_OVER, tryingAgain } from '../../replies/problems.js';
import type { Log, RateLimits } from './client.js';
import { explainBriefly, type GraphqlError, networkTroubleOf, SECONDARY_LIMIT } from './errors.js';

/** Milliseconds. GitHub ends a request after ten seconds; what takes much longer is not going to be answered. */
export const REQUEST_LIMIT = 20_000;

/** Seconds without any answer, after which somebody who looks on is told that the bot waits. */
const SILENCE = 1.5;

/** How requests are sent. */
interface TransportOptions {
  readonly log: Log;
  /** Milliseconds that are waited for a second. */
  readonly waitUnit?: number | undefined;
  /** How long a request may take, in milliseconds. */
  readonly limit?: number | undefined;
  /** Whether writes may still be sent; absent: always. */
  readonly mayWrite?: (() => boolean) | undefined;
  /** Is told the status of each answer; `null`: there was none. */
  readonly onAnswer?: ((status: number | null) => void) | undefined;
}

/**
 * Sends the requests of all clients of an installation: each within the limit, writes a second apart. What an answer says
 * of its rate limit is kept in `limits`, if the client has any.
 */
export function createTransport({
  log,
  waitUnit = 1000,
  limit = REQUEST_LIMIT,
  mayWrite = () => true,
  onAnswer,
}: TransportOptions): (limits: RateLimits | null) => typeof fetch {
  const takeTurn = turns(waitUnit);
  const send = pacedFetch(boundedFetch(limit, log), async () => {
    await takeTurn();
    // After the wait, which may be long.
    if (!mayWrite()) throw new Error(TAKEN_OVER);
  });
  let hasAnswered = false;
  const tellSilence = () => log.progress?.(stillWaiting(limit / 1000));
  return (limits) => async (input, init) => {
    let status: number | null = null;
    const silence = hasAnswered ? undefined : setTimeout(tellSilence, SILENCE * waitUnit);
    try {
      const response = await send(input, init);
      hasAnswered = true;
      status = response.status;
      if (limits !== null && !asksForToken(String(input))) keepLimit(limits, response.headers);
      return response;
    } finally {
      clearTimeout(silence);
      onAnswer?.(status);
    }
  };
}

/**
 * A `fetch` for Octokit that lets each write, a repeated one too, wait for its turn. It waits at the last moment: a turn
 * that was taken before a token is asked for would come later than it was given.
 */
export function pacedFetch(send: typeof fetch, takeTurn: () => Promise<void>): typeof fetch {
  return async (input, init) => {
    if (isWrite(init?.method ?? 'GET', String(input), init?.body)) await takeTurn();
    return send(input, init);
  };
}

/**
 * Turns for writing, `waitUnit` milliseconds apart: "wait at least one second between each request" (GitHub docs, "Best
 * practices for using the REST API"). That is less than the 80 a minute that create content. Bottleneck counts from when a
 * turn was due, so after a late timer its next turn would come too early.
 */
export function turns(
  waitUnit: number,
  now: () => number = () => performance.now(),
  wait: (milliseconds: number) => Promise<unknown> = sleep,
): () => Promise<void> {
  let last = Promise.resolve(Number.NEGATIVE_INFINITY);
  const after = async (before: number) => {
    const left = before + waitUnit - now();
    // Timers ignore parts of a millisecond.
    if (left > 0) await wait(Math.ceil(left));
    return now();
  };
  return async () => {
    last = last.then(after);
    await last;
  };
}

function isWrite(method: string, url: string, body: unknown): boolean {
  if (['GET', 'HEAD'].includes(method) || asksForToken(url)) return false;
  if (!isGraphql(url)) return true;
  const { query } = JSON.parse(String(body)) as { readonly query?: unknown };
  return /^\s*mutation\b/.test(String(query));
}

/** A token is asked for by POST, but nothing is written; its limit is that of the App. */
function asksForToken(url: string): boolean {
  return new URL(url).pathname.endsWith('/access_tokens');
}

function isGraphql(url: string): boolean {
  return new URL(url).pathname.endsWith('/graphql');
}

/**
 * A `fetch` for Octokit with a time limit. A request without a whole answer within `limit` milliseconds fails as a broken
 * connection does, so that the client repeats it where that is safe. It also turns GraphQL's rate limits, which are
 * answered with status 200, into status 429: the client waits for that one alone, whatever the address.
 */
export function boundedFetch(limit: number, log: Log): typeof fetch {
  return async (input, init) => {
    const signal = AbortSignal.timeout(limit);
    try {
      const response = await fetch(input, { ...init, signal });
      // The limit holds for the body, too.
      const body = await response.text();
      return (
        asRateLimit(String(input), response, body) ?? Object.assign(response, { text: async () => body })
      );
    } catch (error) {
      if (!signal.aborted) throw error;
      const sentence = `GitHub did not answer within ${limit / 1000} s`;
      log.info(`${sentence}: ${init?.method ?? 'GET'} ${new URL(String(input)).pathname}.`);
      throw new Error(sentence, { cause: error });
    }
  };
}

/** Of GraphQL's types for its hourly limit, the documentation names one, and users of the API report the other. */
const PRIMARY_LIMITS = ['RATE_LIMITED', 'RATE_LIMIT'];

/** The body of an answer to GraphQL. */
interface GraphqlBody {
  readonly errors?: readonly Partial<GraphqlError>[];
  readonly data?: unknown;
  readonly message?: string;
}

/** The answer as one that says 429, if it is a rate limit in GraphQL's form; else `null`. */
function asRateLimit(url: string, response: Response, body: string): Response | null {
  if (response.status !== 200 || !/RATE_LIMIT|secondary rate limit/i.test(body)) return null;
  const errors = errorsIn(url, body);
  const limit = errors.find(
    ({ type = '', message = '' }) => PRIMARY_LIMITS.includes(type) || SECONDARY_LIMIT.test(message),
  );
  if (limit === undefined) return null;
  const headers = new Headers(response.headers);
  if (!SECONDARY_LIMIT.test(limit.message ?? '')) headers.set('x-ratelimit-remaining', '0');
  return new Response(JSON.stringify({ message: limit.message }), { status: 429, headers });
}

/** The errors of an answer to GraphQL. One without any may have a message in their place, as an answer of REST. */
function errorsIn(url: string, body: string): readonly Partial<GraphqlError>[] {
  if (!isGraphql(url)) return [];
  try {
    const { errors, data, message } = JSON.parse(body) as GraphqlBody;
    if (Array.isArray(errors)) return errors;
    return data == null && message !== undefined ? [{ message }] : [];
  } catch {
    // GraphQL answers JSON.
    return [];
  }
}

/** Answers that no repetition changes, and rate limits: to wait for those is the throttling's part. */
const NOT_REPEATED = [400, 401, 403, 404, 410, 422, 429, 451];

/** How often a request that failed on GitHub's side is sent again, after one, four and nine seconds. */
const REPETITIONS = 3;

/** What `tellRepetitions` takes from the `request` options. */
interface RepeatedRequest {
  readonly progress?: Log['progress'];
  readonly retries?: number;
  /** Repetitions so far. */
  readonly retryCount?: number;
}

/**
 * A plugin for Octokit that announces each repetition. It stands before the plugin that repeats. A certificate that is not
 * trusted stays so, and so does a server without HTTPS: then nothing is repeated.
 */
export function tellRepetitions({ hook }: Pick<Octokit, 'hook'>): void {
  hook.error('request', (error, { request }) => {
    if (!(error instanceof RequestError) || NOT_REPEATED.includes(error.status)) throw error;
    if (['certificate', 'protocol'].includes(networkTroubleOf(error))) request.retries = 0;
    const { progress, retries = REPETITIONS, retryCount = 0 }: RepeatedRequest = request as object;
    if (retryCount < retries) progress?.(tryingAgain(explainBriefly(error), (retryCount + 1) ** 2));
    throw error;
  });
}

/** How often the client waits for a rate limit and tries again. */
const PATIENCE = 2;

/** In the `request` options of what the next run makes good: at a rate limit it fails at once. */
export const IMPATIENT = { isPatient: false } as const;

/** A request, as Octokit's hooks have it. */
interface HookedRequest {
  readonly request?: { readonly isPatient?: unknown };
}

/**
 * Options for two plugins of Octokit: one repeats requests, the other waits where a rate limit is reached. The second takes
 * every POST for a write, queries too, so `pacedFetch` sets the pace of writing. All waits are in units of `waitUnit`
 * milliseconds; what would wait longer than `longestWait` seconds fails at once.
 */
export function patience(log: Log, waitUnit: number, longestWait = Number.POSITIVE_INFINITY) {
  const wait = (limit: string) => (seconds: number, asked: object, _client: unknown, retryCount: number) => {
    const { request } = asked as HookedRequest;
    if (request?.isPatient === false || retryCount >= PATIENCE || seconds > longestWait) return false;
    log.warn(`GitHub's ${limit} is reached; waiting ${seconds} seconds.`);
    return true;
  };
  const throttle = {
    write: new Bottleneck.Group({ maxConcurrent: 1 }),
    // GitHub answers 30 searches a minute ("REST API endpoints for search", docs.github.com). One run asks fewer, so they
    // need not be two seconds apart; where runs meet, GitHub says how long to wait.
    search: new Bottleneck.Group({ maxConcurrent: 1, minTime: waitUnit / 4 }),
    notifications: new Bottleneck.Group({ maxConcurrent: 1 }),
    onRateLimit: wait('rate limit'),
    onSecondaryRateLimit: wait('secondary rate limit'),
    retryAfterBaseValue: waitUnit,
  };
  const retry = { doNotRetry: NOT_REPEATED, retries: REPETITIONS, retryAfterBaseValue: waitUnit };
  return { throttle, retry };
}

/** The limits that runs use up; GitHub's search of the REST API has one of its own, a minute long. */
const WATCHED_LIMITS = ['core', 'graphql'];

/** GitHub docs, "Rate limits for the REST API", headers `x-ratelimit-…`. A server that has no limits sends none. */
function keepLimit(limits: RateLimits, headers: Headers): void {
  const resource = headers.get('x-ratelimit-resource') ?? '';
  const [limit = 0, remaining = 0, reset = 0] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN),
  );
  if (!WATCHED_LIMITS.includes(resource) || !(limit > 0) || Number.isNaN(remaining + reset)) return;
  limits.set(resource, { limit, remaining, resetAt: reset * 1000 });
}

/** The share of the scarcest rate limit that is left, from 0 to 1. `now`: in milliseconds. */
export function shareLeft(limits: RateLimits, now: number): number {
  const shares = [...limits.values()].map(({ limit, remaining, resetAt }) =>
    resetAt <= now ? 1 : remaining / limit,
  );
  return Math.min(1, ...shares);
}
