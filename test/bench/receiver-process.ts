import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeMiddleware, Probot } from 'probot';
import { lineLog } from '../../src/server/line-log.js';
import { listen } from '../../src/server/listen.js';
import { startServer } from '../../src/server/server.js';
import { FakeGitHub } from '../fake-github/fake-github.js';
import { newPrivateKey } from '../fake-github/install-app.js';
import { generateOrganization, NEWSLETTER } from './generated-organization.js';

/** Which program takes the webhooks. */
export interface ReceiverArgument {
  readonly kind: 'bot' | 'bare Probot app';
  readonly secret: string;
}

export interface ReceiverReady {
  readonly url: string;
}

const PATH = '/api/github/webhooks';
const APP_ID = 1;

const { kind, secret }: ReceiverArgument = JSON.parse(process.argv[2] ?? '{}');
const port = await (kind === 'bot' ? startBot() : startBareApp());
process.once('disconnect', () => process.exit());
process.send?.({ url: `http://127.0.0.1:${port}${PATH}` } satisfies ReceiverReady);

/** The server as it is deployed, after its first run; deliveries that come now wait for an hour of quiet. */
async function startBot(): Promise<number> {
  const now = new Date('2020-06-03T08:00:00Z');
  const github = await FakeGitHub.start({ clock: () => now });
  generateOrganization(github, { repositories: 2, pullRequests: 2 });
  const { privateKey } = github.installApp({ account: 'acme', appId: String(APP_ID), slug: 'bench' });
  const said: string[] = [];
  const settings = {
    credentials: { kind: 'app', appId: APP_ID, privateKey: { kind: 'pem', pem: privateKey } },
    newsletter: NEWSLETTER,
    baseUrl: `${github.baseUrl}/api/v3`,
    clockStart: null,
    logLevel: 'info',
    webhookSecret: secret,
    webhookPath: PATH,
    port: 0,
    host: '127.0.0.1',
    syncIntervalMinutes: 60,
    quietSeconds: 3600,
    runsAtOnce: 4,
    fetchTitles: false,
    databaseUrl: null,
    role: 'all',
  } as const;
  const log = lineLog({ write: (text) => said.push(text) }, 'info');
  const server = await startServer(settings, privateKey, () => now, log);
  while (!said.some((line) => line.startsWith('created '))) await sleep(20);
  return server.port;
}

/** One empty handler, and nothing said. */
async function startBareApp(): Promise<number> {
  const probot = new Probot({ appId: APP_ID, privateKey: newPrivateKey(), secret, logLevel: 'fatal' });
  const app = (bare: Probot) => void bare.on('pull_request', () => undefined);
  const middleware = await createNodeMiddleware(app, { probot, webhooksPath: PATH });
  const server = createServer((request, response) =>
    middleware(request, response, () => response.writeHead(404).end()),
  );
  return await listen(server, { port: 0, host: '127.0.0.1' });
}
