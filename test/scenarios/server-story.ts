import { createHmac, randomUUID } from 'node:crypto';
import type { ServerSettings } from '../../src/config/environment.js';
import { lineLog } from '../../src/server/line-log.js';
import { type RunningServer, startServer } from '../../src/server/server.js';
import type { FakeGitHub } from '../fake-github/fake-github.js';
import { somePrivateKey } from '../fake-github/install-app.js';
import { type Gate, startGate } from './gate.js';
import { NEWS, type Story, type StoryOptions, startStory } from './story.js';

export const SECRET = 'the secret of the webhooks';
const HOOKS = '/api/github/webhooks';

export const PRIVATE_KEY = somePrivateKey();

/** The story's world on 20 May 2020, with the App installed and its server in this process. */
export interface ServerStory {
  readonly story: Story;
  readonly github: FakeGitHub;
  /** All that the server asks of GitHub goes through it. */
  readonly gate: Gate;
  /** Lines of the server's log, oldest first. */
  readonly said: readonly string[];
  /** Starts the server; every change in the world is delivered to it, unless it shall not be. */
  start(
    settings?: Partial<ServerSettings> & { readonly webhooks?: boolean; readonly requestLimit?: number },
  ): Promise<RunningServer>;
  /** Delivers an event of one's own making; resolves with the status of the answer. */
  deliver(event: string, payload: object, secret?: string): Promise<number>;
  /** Outcomes of runs, as the log told them, oldest first; of all newsletters, or of that one. */
  outcomes(newsletter?: string): readonly string[];
  /**
   * Until all webhooks are answered, and the servers have nothing to do but what their schedule asks for later, and so many
   * runs that newsletters rest before.
   */
  settle(putOff?: number): Promise<void>;
  /** How many runs ended, well or not. */
  ended(): number;
  /** Does something that starts a run, and waits for its end and for whatever comes of it. */
  after(act: () => unknown): Promise<void>;
  /** Waits for the outcome of the last run so far to be this. */
  untilOutcome(outcome: string): Promise<void>;
  /** How many runs began since the requests were last reset. */
  runs(): number;
  stop(): Promise<void>;
}

export async function startServerStory(options: StoryOptions = {}): Promise<ServerStory> {
  const story = await startStory(options);
  const { github } = story;
  story.setTime('2020-05-20T08:00:00Z');
  github.installApp({ account: 'acme', appId: '12345', slug: 'this-month-bot', privateKey: PRIVATE_KEY });
  const gate = await startGate(github.baseUrl);
  const said: string[] = [];
  let lastPort = 0;
  const servers = new Set<RunningServer>();
  const world: ServerStory = {
    story,
    github,
    gate,
    said,
    async start({ webhooks = true, requestLimit = 20_000, ...more } = {}) {
      const settings = { ...defaultSettings(`${gate.url}/api/v3`), ...more };
      const log = lineLog({ write: (text) => said.push(text) }, settings.logLevel);
      const started = await startServer(settings, PRIVATE_KEY, github.world.clock, log, {
        waitUnit: 1,
        requestLimit,
      });
      let stopping: Promise<boolean> | null = null;
      const server = {
        ...started,
        stop() {
          servers.delete(server);
          stopping ??= started.stop();
          return stopping;
        },
      };
      servers.add(server);
      lastPort = server.port;
      const isHosted = settings.newsletter === null;
      if (webhooks) github.deliverWebhooksTo(`http://127.0.0.1:${server.port}${HOOKS}`, SECRET, isHosted);
      return server;
    },
    async deliver(event, payload, secret = SECRET) {
      const body = JSON.stringify(payload);
      const headers = {
        'content-type': 'application/json',
        'x-github-event': event,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      };
      const url = `http://127.0.0.1:${lastPort}${HOOKS}`;
      return (await fetch(url, { method: 'POST', headers, body })).status;
    },
    untilOutcome(outcome) {
      return until(`the outcome "${outcome}"`, () => this.outcomes().at(-1) === outcome);
    },
    outcomes: (newsletter) =>
      said.flatMap((line) => {
        const [, outcome = '', name] =
          /^([a-z]+) https:\/\/github\.com\/([^/]+\/[^/]+)\S+\n$/.exec(line) ?? [];
        return name === undefined || (newsletter !== undefined && newsletter !== name) ? [] : outcome;
      }),
    ended: () => said.filter((line) => /^(?:[a-z]+ https:\S+|error: The run failed; .*)\n/.test(line)).length,
    async after(act) {
      const before = world.ended();
      await act();
      await until('the end of a run', () => world.ended() > before);
      await world.settle();
    },
    async settle(putOff = 0) {
      const deadline = Date.now() + LONGEST_WAIT;
      for (;;) {
        const before = github.requests.length;
        await github.settled();
        const counts = await Promise.all([...servers].map((server) => server.counts()));
        const left = counts.map(({ requested, running }) => Math.max(0, requested - putOff) + running);
        // A job that ended in between may have caused webhooks.
        if (left.every((jobs) => jobs === 0) && before === github.requests.length) return;
        if (Date.now() > deadline) throw new Error(`The servers did not come to rest: ${left.join()} jobs.`);
        await sleep(5);
      }
    },
    runs: () => github.requests.filter(({ operation }) => operation === 'Newsletter').length,
    async stop() {
      gate.open();
      for (const server of [...servers]) await server.stop();
      gate.stop();
      await github.stop();
    },
  };
  return world;
}

function defaultSettings(baseUrl: string): ServerSettings {
  return {
    credentials: { kind: 'app', appId: 12345, privateKey: { kind: 'path', path: 'not read here' } },
    newsletter: NEWS,
    baseUrl,
    clockStart: null,
    logLevel: 'info',
    webhookSecret: SECRET,
    webhookPath: HOOKS,
    port: 0,
    host: '127.0.0.1',
    syncIntervalMinutes: 60,
    quietSeconds: 0.03,
    runsAtOnce: 4,
    fetchTitles: true,
    databaseUrl: null,
    role: 'all',
    statusToken: null,
    logFormat: null,
    sentryDsn: null,
  };
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** In milliseconds. */
const LONGEST_WAIT = 60_000;

/** Waits until it is so; fails when that takes very long. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await sleep(5);
  }
}
