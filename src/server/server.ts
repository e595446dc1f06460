import { createServer, type IncomingMessage } from 'node:http';
import { createNodeMiddleware, Probot } from 'probot';
import type { ServerSettings } from '../config/environment.js';
import type { Clients, RateLimits } from '../github/connection/client.js';
import { connector } from '../github/connection/connector.js';
import { explain, stacksOf } from '../github/connection/errors.js';
import { REQUEST_LIMIT, shareLeft } from '../github/connection/transport.js';
import { draftEdition } from '../run/draft-edition.js';
import type { RunExtras } from '../run/read-run.js';
import { createTitleReader } from '../web/title-reader.js';
import { createAcknowledger } from './acknowledge-comment.js';
import { newsletterApp } from './app.js';
import type { Clock } from './clock.js';
import type { LineLog } from './line-log.js';
import { listen } from './listen.js';
import { type AnnouncedPullRequest, stillAnnounced, withAnnounced } from './relevant-events.js';
import { quietFor, RunQueue } from './run-queue.js';

/** A server that runs. */
export interface RunningServer {
  readonly port: number;
  /**
   * Takes no more requests and resolves when the present run has ended, or after the time of grace without it: a run may
   * be cut off at any point, since the next one reads everything anew. Whether the run ended.
   */
  stop(): Promise<boolean>;
}

/** GitHub's own limit for a payload: who sends more is not GitHub. */
const MOST_BYTES = 25 * 1024 * 1024;

/** How long a run waits until comments that came before it are reacted to, in milliseconds. */
const LONGEST_REACTION = 10_000;

/** How long things take, in milliseconds; tests need not wait. */
export interface Timing {
  /** What is waited for each second where GitHub, or the server itself, wants seconds. */
  readonly waitUnit?: number;
  /** How long a request to GitHub may take. */
  readonly requestLimit?: number;
  /** How long a run may go on once the server is to stop. Process managers give up on a process after a while. */
  readonly grace?: number;
}

/** What the server remembers between runs, beside what its clients do: each run comes to the same draft without it. */
interface ServerMemory {
  /** The login that addresses the bot; `null` as long as it is not known. */
  botLogin: string | null;
  limits: RateLimits;
  /** On which drafts are; `null` as long as they are not known. */
  branches: readonly string[] | null;
  /** Why the last run failed; `null`: it did not. */
  trouble: unknown;
  /** Whether the next run shows the draft's check run again. */
  checksAgain: boolean;
  announced: readonly AnnouncedPullRequest[];
}

function emptyMemory(): ServerMemory {
  return {
    botLogin: null,
    limits: new Map(),
    branches: null,
    trouble: null,
    checksAgain: false,
    announced: [],
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
  { waitUnit = 1000, requestLimit = REQUEST_LIMIT, grace = 10_000 }: Timing = {},
): Promise<RunningServer> {
  const probot = createProbot(settings, privateKey);
  const { newsletter, baseUrl, credentials } = settings;
  const connect = connector({ ...credentials, privateKey }, baseUrl, newsletter, log, waitUnit, requestLimit);
  const memory = emptyMemory();
  const connectAndRemember = async () => {
    const clients = await connect();
    memory.botLogin = clients.botLogin;
    memory.limits = clients.limits;
    return clients;
  };
  const acknowledger = createAcknowledger({
    connect: connectAndRemember,
    newsletter,
    clock,
    trouble: () => memory.trouble,
    log,
  });
  const readTitle = createTitleReader(clock, (sentence) => log.info(sentence));
  const queue = new RunQueue({
    async run() {
      // What a run does not read it does not take back: an eye that came later would stay beside the answer.
      await within(LONGEST_REACTION, acknowledger.settled());
      memory.announced = stillAnnounced(memory.announced, clock());
      const onBranches = (found: readonly string[]) => {
        memory.branches = found;
      };
      const { checksAgain, announced: announcedByWebhook } = memory;
      memory.checksAgain = false;
      const extras = { readTitle, checksAgain, announcedByWebhook, onBranches };
      const reason = await runOnce(connectAndRemember, newsletter, clock, log, extras);
      if (reason !== null) memory.checksAgain ||= checksAgain;
      if (reason === null && memory.trouble !== null) log.info('The trouble is over: this run went through.');
      memory.trouble = reason;
      if (reason === null) acknowledger.answerWaiting();
    },
    quiet: createQuiet(settings.quietSeconds * 1000, () => shareLeft(memory.limits, clock().getTime()), log),
    timer(callback, milliseconds) {
      const timeout = setTimeout(callback, milliseconds);
      return () => clearTimeout(timeout);
    },
  });
  const app = newsletterApp({
    newsletter,
    requestRun: () => queue.requestRun(),
    announce(pullRequest) {
      memory.announced = withAnnounced(memory.announced, pullRequest, clock());
    },
    checkAgain() {
      memory.checksAgain = true;
    },
    acknowledge: acknowledger.acknowledge,
    botLogin: () => memory.botLogin,
    branches: () => memory.branches,
    clock,
    log,
  });
  const middleware = await createNodeMiddleware(app, { probot, webhooksPath: settings.webhookPath });
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/ping') return response.end('PONG');
    limitBody(request);
    return middleware(request, response, () => response.writeHead(404).end());
  });
  const port = await listen(server, settings);
  const schedule = setInterval(() => queue.runNow(), settings.syncIntervalMinutes * 60_000);
  queue.runNow();
  return {
    port,
    async stop() {
      clearInterval(schedule);
      server.close();
      server.closeIdleConnections();
      const ended = Promise.all([acknowledger.settled(), queue.stop()]);
      const isEnded = await within(grace, ended);
      server.closeAllConnections();
      return isEnded;
    },
  };
}

/** The quiet period for what is left of the rate limit; that it changed is said once. */
function createQuiet(quiet: number, left: () => number, log: LineLog): () => number | null {
  let last: number | null = quiet;
  return () => {
    const share = left();
    const now = quietFor(share, quiet);
    if (now !== last) log.info(quietSentence(share, now === null ? null : now / quiet));
    last = now;
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
 * Probot receives the webhooks; what is asked of GitHub goes through clients of the bot's own. Its log shows stacks, and
 * the whole payload of deliveries that anybody may have sent, so it is silent: what matters is said on `log`.
 */
function createProbot({ credentials, webhookSecret, baseUrl }: ServerSettings, privateKey: string): Probot {
  return new Probot({
    appId: credentials.appId,
    privateKey,
    secret: webhookSecret,
    baseUrl,
    logLevel: 'fatal',
  });
}

/**
 * The error policy of the server: what goes wrong in a run is said on the log, and the next run tries again. Why it
 * failed; `null`: it did not.
 */
async function runOnce(
  connect: () => Promise<Clients>,
  newsletter: string,
  clock: Clock,
  log: LineLog,
  extras: RunExtras,
): Promise<unknown> {
  try {
    const { outcome, url } = await draftEdition(
      await connect(),
      { newsletter, organization: null },
      null,
      clock,
      log,
      extras,
    );
    log.info(`${outcome} ${url}`);
    return null;
  } catch (error) {
    log.error(`The run failed; the server tries again by itself. ${explain(error)}`);
    for (const stack of stacksOf(error)) log.debug(stack);
    return error;
  }
}

/** Whether the promise resolves within so many milliseconds. */
function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    promise.finally(() => clearTimeout(timer)).then(() => resolve(true), reject);
  });
}

function limitBody(request: IncomingMessage): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) request.destroy(new Error('The body is too large.'));
  });
}
