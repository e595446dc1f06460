import { createServer } from 'node:http';
import { createNodeMiddleware, Probot } from 'probot';
import { lineLog } from '../../src/server/line-log.js';
import { listen } from '../../src/server/listen.js';
import { startServer } from '../../src/server/server.js';
import { newPrivateKey } from '../fake-github/install-app.js';
import { APP_ID, fleetClock } from './generated-fleet.js';

/** Which program runs. */
export type ReceiverArgument = BotArgument | { readonly kind: 'bare Probot app'; readonly secret: string };

/** The server as it is deployed. */
export interface BotArgument {
  readonly kind: 'bot';
  readonly secret: string;
  readonly role: 'all' | 'web' | 'worker';
  /** `null`: all installations. */
  readonly newsletter: string | null;
  readonly baseUrl: string;
  readonly privateKey: string;
  readonly databaseUrl: string | null;
  readonly quietSeconds: number;
  readonly runsAtOnce: number;
  /** When the benchmark began, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds that are waited for a second of GitHub's. */
  readonly waitUnit: number;
}

export interface ReceiverReady {
  readonly url: string;
}

/** The answer to any message: what this process takes, and its warnings so far. */
export interface ProcessReport {
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly peakMegabytes: number;
  readonly warnings: readonly string[];
}

const PATH = '/api/github/webhooks';

const argument: ReceiverArgument = JSON.parse(process.argv[2] ?? '{}');
const warnings: string[] = [];
const port = await (argument.kind === 'bot' ? startBot(argument) : startBareApp(argument.secret));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.memoryUsage().rss / 2 ** 20,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    warnings,
  } satisfies ProcessReport);
});
process.once('disconnect', () => process.exit());
process.send?.({ url: `http://127.0.0.1:${port}${PATH}` } satisfies ReceiverReady);

async function startBot({
  privateKey,
  startedAt,
  waitUnit,
  secret,
  ...settings
}: BotArgument): Promise<number> {
  nameProcess();
  const log = lineLog({ write: keepWarning }, 'info');
  const server = await startServer(
    {
      ...settings,
      credentials: { kind: 'app', appId: APP_ID, privateKey: { kind: 'pem', pem: privateKey } },
      clockStart: null,
      logLevel: 'info',
      webhookSecret: secret,
      webhookPath: PATH,
      port: 0,
      host: '127.0.0.1',
      syncIntervalMinutes: 60,
      fetchTitles: false,
      statusToken: null,
      logFormat: null,
      sentryDsn: null,
    },
    privateKey,
    fleetClock(startedAt),
    log,
    { waitUnit },
  );
  return server.port;
}

function keepWarning(line: string): void {
  if (/^(?:warn|error): /.test(line)) warnings.push(line.trimEnd());
}

/** GitHub's log says by the user agent which process sent a request. */
function nameProcess(): void {
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('user-agent', `process ${process.pid}`);
    return send(input, { ...init, headers });
  };
}

/** One empty handler, and nothing said. */
async function startBareApp(secret: string): Promise<number> {
  const probot = new Probot({ appId: APP_ID, privateKey: newPrivateKey(), secret, logLevel: 'fatal' });
  const app = (bare: Probot) => void bare.on('pull_request', () => undefined);
  const middleware = await createNodeMiddleware(app, { probot, webhooksPath: PATH });
  const server = createServer((request, response) =>
    middleware(request, response, () => response.writeHead(404).end()),
  );
  return await listen(server, { port: 0, host: '127.0.0.1' });
}
