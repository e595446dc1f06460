import type { Log } from './client.js';
import { SECONDARY_LIMIT } from './errors.js';

/** Milliseconds. GitHub ends a request after ten seconds; what takes much longer is not going to be answered. */
export const REQUEST_LIMIT = 20_000;

/** Answers without a body: a `Response` may not be made of one. */
const WITHOUT_BODY = [101, 204, 205, 304];

/**
 * A `fetch` for Octokit that ends. A request without a whole answer within `limit` milliseconds fails as a broken
 * connection does, so that the client repeats it where that is safe. It also gives all forms of GitHub's rate limits one
 * form, status 429, since the client waits for no other under all addresses: GraphQL tells them with status 200.
 */
export function boundedFetch(limit: number, log: Log): typeof fetch {
  return async (input, init) => {
    const signal = AbortSignal.timeout(limit);
    try {
      const response = await fetch(input, { ...init, signal });
      if (WITHOUT_BODY.includes(response.status)) return response;
      // The limit holds for the body, too.
      const body = await response.text();
      return asRateLimit(String(input), response, body) ?? new Response(body, response);
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

interface GraphqlAnswer {
  readonly errors?: readonly GraphqlError[];
  readonly data?: unknown;
  readonly message?: string;
}

interface GraphqlError {
  readonly type?: string;
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
function errorsIn(url: string, body: string): readonly GraphqlError[] {
  if (!new URL(url).pathname.endsWith('/graphql')) return [];
  try {
    const { errors, data, message } = JSON.parse(body) as GraphqlAnswer;
    if (Array.isArray(errors)) return errors;
    return data == null && message !== undefined ? [{ message }] : [];
  } catch {
    // What is no JSON is no answer of GraphQL's.
    return [];
  }
}
