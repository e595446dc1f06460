import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { explain, kindOfError } from '../github/connection/errors.js';
import type { Clock } from './clock.js';
import { type JobQueue, within } from './job-queue.js';
import { METRICS_TYPE, type Metrics } from './metrics.js';
import type { NewsletterStore } from './newsletter-store.js';
import { PAGE_HEADERS, renderStatusPage } from './status-page.js';

/** What the routes for operators tell about. */
export interface StatusOptions {
  readonly store: Pick<NewsletterStore, 'all' | 'check'>;
  readonly queue: Pick<JobQueue, 'check'>;
  /** Asks GitHub whether it accepts the App's credentials; fails if it does not. */
  readonly checkGitHub: () => Promise<void>;
  readonly metrics: Pick<Metrics, 'text'>;
  /** Who has it sees private newsletters, what is wrong, and installations; `null`: nobody does. */
  readonly token: string | null;
  /** Whether the server is for many accounts, none of which may learn of the others. */
  readonly isHosted: boolean;
  /** From one scheduled run of a newsletter to the next, in milliseconds. */
  readonly interval: number;
  readonly clock: Clock;
}

/** What is answered: HEAD gets the same without the body. */
interface HealthAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers GET and HEAD of `/`, `/healthz`, `/readyz`, `/metrics` and `/ping`; whether the request was one of these. Anybody may
 * ask, so nothing here costs more the more often it is asked for.
 */
export function createStatusRoutes(
  options: StatusOptions,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { metrics, isHosted } = options;
  const readiness = createReadiness(options);
  const routes: Readonly<Record<string, (isEntitled: boolean) => Promise<HealthAnswer>>> = {
    '/': async (isEntitled) => pageOf(options, isEntitled),
    '/ping': async () => ({ status: 200, type: 'text/plain', text: 'PONG' }),
    '/healthz': async () => json(200, { healthy: true }),
    '/readyz': readiness,
    '/metrics': async (isEntitled) => ({
      status: 200,
      type: METRICS_TYPE,
      text: await metrics.text(isEntitled || !isHosted),
    }),
  };
  return (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route === undefined || !['GET', 'HEAD'].includes(request.method ?? '')) return false;
    const given = tokenOf(request, query);
    const isEntitled = given !== null && options.token !== null && isSame(given, options.token);
    const answer = given !== null && !isEntitled ? Promise.resolve(WRONG_TOKEN) : route(isEntitled);
    answer.then(
      (each) => send(response, each),
      (error: unknown) => send(response, json(500, { problem: explain(error) })),
    );
    return true;
  };
}

const WRONG_TOKEN: HealthAnswer = {
  status: 401,
  type: 'text/plain; charset=utf-8',
  text: 'This token is not the STATUS_TOKEN of the server.\n',
  headers: { 'www-authenticate': 'Bearer' },
};

/** The token that the request has in its query or its header; `null`: none. */
function tokenOf({ headers: { authorization = '' } }: IncomingMessage, query: string): string | null {
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? new URLSearchParams(query).get('token');
}

/** Compares in a time that says nothing about either. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function pageOf({ store, interval, clock }: StatusOptions, isEntitled: boolean): HealthAnswer {
  const text = renderStatusPage({ records: store.all(), isEntitled, interval, now: clock() });
  return { status: 200, type: 'text/html; charset=utf-8', text, headers: PAGE_HEADERS };
}

function json(status: number, value: object): HealthAnswer {
  return { status, type: 'application/json', text: `${JSON.stringify(value)}\n` };
}

function send(response: ServerResponse, { status, type, text, headers }: HealthAnswer): void {
  response
    .writeHead(status, {
      ...headers,
      'content-type': type,
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
    })
    .end(text);
}

/** How long a check may take, in milliseconds; probes give up after some seconds. */
const LONGEST_CHECK = 3_000;

/** For how long an answer is given again, in milliseconds. */
const CHECK_EVERY = 1_000;

/** GitHub is asked this often at most, and its word holds this long, in milliseconds. */
const ASK_GITHUB_EVERY = 60_000;
const GITHUB_ACCEPTED_FOR = 300_000;

/** Whether a part works; `problem` is a sentence. */
type CheckResult = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/**
 * Whether this process can do its work: GitHub accepted the credentials within the last minutes, the queue and the store
 * answer. 200 or 503, and JSON that says what is wrong.
 */
function createReadiness({ store, queue, checkGitHub }: StatusOptions): () => Promise<HealthAnswer> {
  const github = acceptance(checkGitHub, () => performance.now());
  return remembered(CHECK_EVERY, async () => {
    const [ofGitHub, ofQueue, ofStore] = await Promise.all([
      github(),
      resultOf('The queue', queue.check()),
      resultOf('The store', store.check()),
    ]);
    const checks = { github: ofGitHub, queue: ofQueue, store: ofStore };
    const ready = Object.values(checks).every(({ ok }) => ok);
    return json(ready ? 200 : 503, { ready, checks });
  });
}

async function resultOf(what: string, check: Promise<unknown>): Promise<CheckResult> {
  try {
    if (await within(LONGEST_CHECK, check)) return { ok: true };
    return { ok: false, problem: `${what} did not answer within ${LONGEST_CHECK / 1000} s.` };
  } catch (error) {
    return { ok: false, problem: explain(error) };
  }
}

/**
 * Whether GitHub accepted the credentials of late. A refusal counts at once; as long as GitHub does not answer, what it said
 * before counts for some minutes. `now`: in milliseconds.
 */
export function acceptance(ask: () => Promise<void>, now: () => number): () => Promise<CheckResult> {
  let acceptedAt = Number.NEGATIVE_INFINITY;
  const answer = remembered(
    ASK_GITHUB_EVERY,
    async (): Promise<CheckResult> => {
      try {
        await ask();
        acceptedAt = now();
        return { ok: true };
      } catch (error) {
        if (kindOfError(error) === 'credentials') acceptedAt = Number.NEGATIVE_INFINITY;
        return { ok: false, problem: explain(error) };
      }
    },
    now,
  );
  return async () => {
    const asked = answer();
    const last = (await within(LONGEST_CHECK, asked))
      ? await asked
      : ({ ok: false, problem: `GitHub did not answer within ${LONGEST_CHECK / 1000} s.` } as const);
    return now() - acceptedAt < GITHUB_ACCEPTED_FOR ? { ok: true } : last;
  };
}

/** Does the work at most once in so many milliseconds, and never twice at the same time; others get the same result. */
export function remembered<Result>(
  milliseconds: number,
  work: () => Promise<Result>,
  now: () => number = () => performance.now(),
): () => Promise<Result> {
  let last: Promise<Result> | null = null;
  let until = Number.NEGATIVE_INFINITY;
  return () => {
    if (last !== null && now() < until) return last;
    const started = work();
    last = started;
    until = Number.POSITIVE_INFINITY;
    const ended = () => {
      until = now() + milliseconds;
    };
    started.then(ended, ended);
    return started;
  };
}
