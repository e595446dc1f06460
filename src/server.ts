import { createServer, type Server } from 'node:http';
import { createNodeMiddleware, Probot, ProbotOctokit } from 'probot';
import { newsletterApp } from './app.js';
import type { Clock } from './clock.js';
import type { ServerSettings } from './config/operator-settings.js';
import { draftEdition } from './draft-edition.js';
import { type Client, findInstallation, type Log } from './github/client.js';
import { ActionNeeded, explain } from './github/errors.js';
import { pace } from './github/pace.js';
import { RunQueue } from './run-queue.js';

type OctokitOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/** A server that runs. */
export interface RunningServer {
  readonly port: number;
  /** Takes no more requests and resolves when the present run has ended. */
  stop(): Promise<void>;
}

/** Starts the App: webhooks, the schedule, and one run at once. Rejects when the port is taken. */
export async function startServer(
  settings: ServerSettings,
  privateKey: string,
  clock: Clock,
): Promise<RunningServer> {
  const probot = createProbot(settings, privateKey);
  const { newsletter } = settings;
  const queue = new RunQueue({
    run: () => runOnce(probot, newsletter, clock),
    quiet: settings.quietSeconds * 1000,
    timer(callback, milliseconds) {
      const timeout = setTimeout(callback, milliseconds);
      return () => clearTimeout(timeout);
    },
  });
  const app = newsletterApp({ newsletter, lookAgain: () => queue.lookAgain() });
  const middleware = await createNodeMiddleware(app, { probot, webhooksPath: settings.webhookPath });
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/ping') return response.end('PONG');
    return middleware(request, response, () => response.writeHead(404).end());
  });
  await listen(server, settings);
  const schedule = setInterval(() => queue.runNow(), settings.syncIntervalMinutes * 60_000);
  queue.runNow();
  return {
    port: portOf(server),
    async stop() {
      clearInterval(schedule);
      server.close();
      server.closeIdleConnections();
      await queue.stop();
      server.closeAllConnections();
    },
  };
}

function createProbot(settings: ServerSettings, privateKey: string): Probot {
  const { credentials, webhookSecret, baseUrl, logLevel } = settings;
  const Octokit = ProbotOctokit.defaults((options: OctokitOptions = {}) => ({
    ...options,
    throttle: { ...options.throttle, ...pace(options.log ?? console) },
  }));
  return new Probot({
    appId: credentials.appId,
    privateKey,
    secret: webhookSecret,
    baseUrl,
    logLevel,
    Octokit,
  });
}

/** The error policy of the server: what goes wrong in a run is said on the log, and the next run tries again. */
async function runOnce(probot: Probot, newsletter: string, clock: Clock): Promise<void> {
  const log: Log = probot.log;
  try {
    const client: Client = await probot.auth(await findInstallation(await probot.auth(), newsletter));
    const { outcome, url } = await draftEdition(client, { newsletter, organization: null }, null, clock, log);
    log.info(`${outcome} ${url}`);
  } catch (error) {
    if (error instanceof ActionNeeded) return log.warn(error.message);
    probot.log.error(explain(error));
    probot.log.debug(error);
  }
}

function listen(server: Server, { port, host }: ServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host ?? undefined, resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
