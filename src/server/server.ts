import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { createNodeMiddleware, Probot } from 'probot';
import type { ServerSettings } from '../config/environment.js';
import { connectApp } from '../github/connection/connector.js';
import { shareLeft } from '../github/connection/transport.js';
import { nameKey } from '../newsletter/activity/names.js';
import type { WebReaders } from '../run/read-run.js';
import { createFeedReader, type FetchFeed } from '../web/feed-reader.js';
import { createTitleReader } from '../web/title-reader.js';
import { newsletterApp } from './app.js';
import type { Clock } from './clock.js';
import { openDatabase } from './database.js';
import { inProcessQueue, type Job, type JobQueue, type QueueCounts, within } from './job-queue.js';
import { holdLease } from './lease.js';
import type { LineLog } from './line-log.js';
import { listen } from './listen.js';
import { createMetrics, type Metrics } from './metrics.js';
import { inMemoryStore, type NewsletterRecord, type NewsletterStore } from './newsletter-store.js';
import { postgresQueue } from './postgres-queue.js';
import { postgresStore } from './postgres-store.js';
import type { Delivery } from './relevant-events.js';
import { jobsFor, NewsletterIndex, quietFor } from './route-delivery.js';
import { createStatusRoutes, remembered } from './status-routes.js';
import { begin, createWorker, type WorkerOptions } from './worker.js';

/** A server that runs. */
export interface RunningServer {
  readonly port: number;
  /** How much there is to do. */
  counts(): Promise<QueueCounts>;
  /**
   * Takes no more requests and resolves when the present runs have ended, or after the time of grace without them: a run may
   * be cut off at any point, since the next one reads everything anew. Whether the runs ended.
   */
  stop(): Promise<boolean>;
}

/** GitHub's own limit for a payload: who sends more is not GitHub. */
const MOST_BYTES = 25 * 1024 * 1024;

/**
 * Whoever used up the rate limit of an installation waits for the schedule, not in a run that holds up those of other
 * installations; in seconds.
 */
const LONGEST_WAIT = 60;

/** How long things take, in milliseconds, so that tests need not wait; how feeds are reached; and who else is told of errors. */
export interface ServerOptions {
  /** Is told what went wrong; the log says it anyway. */
  readonly onError?: (error: unknown) => void;
  /** What is waited for each second where GitHub, or the server itself, wants seconds. */
  readonly waitUnit?: number;
  /** How long a request to GitHub may take. */
  readonly requestLimit?: number;
  /** How feeds are fetched: from the public web alone, unless said otherwise. */
  readonly fetchFeed?: FetchFeed;
  /** How long runs may go on once the server is to stop. Process managers give up on a process after a while. */
  readonly grace?: number;
}

/** Where the server keeps what it has to do, and for whom. */
interface Keeping {
  readonly store: NewsletterStore;
  readonly queue: JobQueue;
  /** Whether this process may still write: nobody else does its work in the meantime. */
  readonly mayWrite: () => boolean;
  /** After the queue has stopped. */
  close(): Promise<void>;
}

async function openKeeping(databaseUrl: string | null, log: LineLog): Promise<Keeping> {
  if (databaseUrl === null) {
    const queue = inProcessQueue();
    return { store: inMemoryStore(), queue, mayWrite: () => true, close: async () => undefined };
  }
  const pool = openDatabase(databaseUrl, log);
  const store = await postgresStore(pool, log);
  const lease = await holdLease(pool, log);
  const queue = await postgresQueue(pool, lease, log);
  return {
    store,
    queue,
    mayWrite: () => lease.isHeld(),
    async close() {
      await store.stop();
      // What did not end is free for others as soon as nobody holds the lease.
      await lease.release();
      await pool.end();
    },
  };
}

/**
 * Starts the App: webhooks, the schedule, and one run at once. Throws `ActionNeeded` when it cannot listen.
 */
export async function startServer(
  settings: ServerSettings,
  privateKey: string,
  clock: Clock,
  log: LineLog,
  { waitUnit = 1000, requestLimit, fetchFeed, grace = 10_000, onError }: ServerOptions = {},
): Promise<RunningServer> {
  const { newsletter, baseUrl, credentials, syncIntervalMinutes, quietSeconds, runsAtOnce } = settings;
  const { databaseUrl, role } = settings;
  const keeping = await openKeeping(databaseUrl, log);
  const { store, queue, mayWrite } = keeping;
  const metrics = createMetrics(
    store,
    remembered(COUNT_EVERY, () => queue.counts()),
    clock,
  );
  const isHosted = newsletter === null;
  const longestWait = isHosted ? LONGEST_WAIT : undefined;
  const connection = {
    baseUrl,
    log,
    waitUnit,
    limit: requestLimit,
    mayWrite,
    longestWait,
    onAnswer: metrics.answered,
  };
  const app = connectApp({ ...credentials, privateKey }, connection);
  const take = createTaker({ store, queue }, app.slug, { isHosted, quiet: quietSeconds * 1000, clock, log });
  const interval = syncIntervalMinutes * 60_000;
  const status = { store, queue, checkGitHub: app.check, metrics, isHosted, interval, clock };
  const routes = createStatusRoutes({ ...status, token: settings.statusToken });
  const failed = (error: unknown) => {
    metrics.failed(error);
    onError?.(error);
  };
  const web = await listenForWebhooks(settings, { take, routes, metrics, onError: failed, clock, log });
  const options = {
    app,
    store,
    queue,
    interval,
    readWeb: webReaders(settings.fetchTitles, fetchFeed, clock, log),
    clock,
    log,
    onEnd: metrics.jobEnded,
    onError: failed,
  };
  if (role !== 'web') await queue.work(createWorker(options), runsAtOnce);
  await begin(options, newsletter);
  return {
    port: web.port,
    counts: () => queue.counts(),
    async stop() {
      const answered = web.close();
      const isEnded = await queue.stop(grace);
      // The jobs of webhooks that are under way are still kept.
      await within(LONGEST_ANSWER, answered);
      web.closeAllConnections();
      await within(LONGEST_CLOSING, keeping.close());
      return isEnded;
    },
  };
}

/** How long webhooks may take that are under way when the server is to stop, and its connections; in milliseconds. */
const LONGEST_ANSWER = 2_000;
const LONGEST_CLOSING = 2_000;

/** How long the counts of the queue are told again, in milliseconds. */
const COUNT_EVERY = 5_000;

/** Newsletters whose page titles and feeds are kept. */
const READERS = { max: 200, ttl: 7_200_000, updateAgeOnGet: true, ttlAutopurge: true };

/** What reads pages and feeds for a newsletter; each remembers its own, so that none finds out what another one asked. */
function webReaders(
  isAllowed: boolean,
  fetchFeed: FetchFeed | undefined,
  clock: Clock,
  log: LineLog,
): WorkerOptions['readWeb'] {
  const readers = new LRUCache<string, WebReaders>(READERS);
  return ({ nameWithOwner, installationId }) => {
    if (!isAllowed) return {};
    const key = `${installationId} ${nameKey(nameWithOwner)}`;
    const own = readers.get(key) ?? {
      readTitle: createTitleReader(clock, (sentence) => log.info(sentence)),
      readFeed: createFeedReader(clock, fetchFeed),
    };
    readers.set(key, own);
    return own;
  };
}

/** The part of the server that speaks HTTP. */
interface Web {
  readonly port: number;
  /** Takes no more requests; resolves when those under way are answered. */
  close(): Promise<void>;
  closeAllConnections(): void;
}

/** What becomes of requests. */
interface WebOptions {
  readonly take: (delivery: Delivery) => Promise<void>;
  readonly routes: ReturnType<typeof createStatusRoutes>;
  readonly metrics: Metrics;
  readonly onError: (error: unknown) => void;
  readonly clock: Clock;
  readonly log: LineLog;
}

async function listenForWebhooks(
  settings: ServerSettings,
  { take, routes, metrics, onError, clock, log }: WebOptions,
): Promise<Web> {
  const app = newsletterApp({ take, onError, clock, log });
  const probot = createProbot(settings.webhookSecret);
  const middleware = await createNodeMiddleware(app, { probot, webhooksPath: settings.webhookPath });
  const server = createServer((request, response) => {
    if (routes(request, response)) return;
    if (request.url === settings.webhookPath) countWebhook(metrics, request, response);
    readBody(request, (body) => {
      void middleware(Object.assign(request, { body }), response, () => response.writeHead(404).end());
    });
  });
  return {
    port: await listen(server, settings),
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      return closed;
    },
    closeAllConnections: () => server.closeAllConnections(),
  };
}

/** Nothing stays of an installation that is gone for longer than two hours, whichever process found it gone. */
const REMEMBERED = { max: 1_000, ttl: 7_200_000, ttlAutopurge: true };

/** What decides which jobs an event leads to, beside the newsletters. */
interface TakerOptions {
  readonly isHosted: boolean;
  /** In milliseconds. */
  readonly quiet: number;
  readonly clock: Clock;
  readonly log: LineLog;
}

/** Takes events: keeps the jobs that they lead to. */
function createTaker(
  { store, queue }: Pick<Keeping, 'store' | 'queue'>,
  slug: () => string | null,
  { isHosted, quiet, clock, log }: TakerOptions,
): (delivery: Delivery) => Promise<void> {
  const quietOf = createQuiet(quiet, clock, log);
  let records: readonly NewsletterRecord[] = [];
  let newsletters = new NewsletterIndex(records);
  return async (delivery) => {
    const all = store.all();
    if (all !== records) [records, newsletters] = [all, new NewsletterIndex(all)];
    const botLogin = slug() ?? records.find(({ state }) => state.botLogin !== null)?.state.botLogin ?? null;
    const jobs = jobsFor(delivery, { newsletters, botLogin, isHosted, quiet: quietOf, now: clock() });
    if (jobs.length === 0) return;
    const subjects = [...new Set(jobs.map(inWords))];
    const fields = delivery.id === undefined ? {} : { deliveries: [delivery.id] };
    log.info(`The event ${delivery.name} requests ${subjects.join(' and ')}.`, fields);
    await queue.add(jobs);
  };
}

function inWords({ kind, subject }: Job): string {
  switch (kind) {
    case 'discover':
      return `a look at installation ${subject}`;
    case 'introduce':
      return 'a word on how to get a newsletter';
    default:
      return `a run of ${subject}`;
  }
}

/** The quiet period of a newsletter, for what is left of its rate limit; that it changed is said once. */
function createQuiet(quiet: number, clock: Clock, log: LineLog): (record: NewsletterRecord) => number | null {
  const last = new LRUCache<number, { readonly quiet: number | null }>(REMEMBERED);
  return ({ newsletter: { installationId }, state }) => {
    const share = shareLeft(new Map(state.limits), clock().getTime());
    const now = quietFor(share, quiet);
    if (now !== (last.get(installationId) ?? { quiet }).quiet)
      log.info(quietSentence(share, now === null ? null : now / quiet));
    last.set(installationId, { quiet: now });
    return now;
  };
}

function quietSentence(share: number, times: number | null): string {
  if (times === 1) return 'Enough of the rate limit of GitHub is left again; runs follow events as usual.';
  const left = `${Math.floor(share * 100)} % of the rate limit of GitHub is left;`;
  if (times === null) return `${left} only the schedule starts runs until it is reset.`;
  return `${left} a run waits ${times} times as long as usual for further events.`;
}

/**
 * Probot receives the webhooks; the bot asks GitHub through its own clients. So Probot gets a made-up token: with the App's
 * key it would make a client for each event, which takes longer than all else about the event. Its log shows
 * stacks, and the whole payload of deliveries that anybody may have sent, so it is silent: what matters is said on `log`.
 */
function createProbot(secret: string): Probot {
  return new Probot({ githubToken: 'none', secret, logLevel: 'fatal' });
}

function countWebhook(metrics: Metrics, { headers }: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  response.once('close', () => {
    const status = response.writableFinished ? response.statusCode : null;
    metrics.webhook(String(headers['x-github-event']), status, performance.now() - began);
  });
}

/**
 * Has the whole text, which Octokit's middleware takes as `body`; it would copy it once more. Who sends too much is cut off, as
 * soon as they say so.
 */
function readBody(request: IncomingMessage, take: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const cutOff = () => request.destroy(new Error('The body is too large.'));
  if (Number(request.headers['content-length']) > MOST_BYTES) return void cutOff();
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) cutOff();
    else chunks.push(chunk);
  });
  request.once('end', () => take(Buffer.concat(chunks, bytes).toString()));
}
