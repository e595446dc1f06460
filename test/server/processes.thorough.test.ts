import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Postgres, startPostgres } from '../postgres/start-postgres.js';
import { type RunningProgram, startProgram } from '../run-program.js';
import { type Gate, startGate } from '../scenarios/gate.js';
import { PRIVATE_KEY, SECRET, until } from '../scenarios/server-story.js';
import { merged, NEWS, type Story, startStory, WIDGET } from '../scenarios/story.js';

jest.setTimeout(180_000);

let postgres: Postgres;
let story: Story;
let gate: Gate;
const running: RunningProgram[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  await postgres.stop();
});

afterEach(async () => {
  gate.open();
  for (const process of running) process.signal('SIGKILL');
  await Promise.all(running.splice(0).map(({ ended }) => ended));
  gate.stop();
  expect(story.github.unexpectedRequests).toEqual([]);
  await story.github.stop();
});

/** A world whose App is installed, with something to draft. */
async function begin(): Promise<void> {
  story = await startStory();
  story.setTime('2020-05-20T08:00:00Z');
  story.github.installApp({ account: 'acme', appId: '12345', slug: 'bot', privateKey: PRIVATE_KEY });
  merged(story, 10, { title: 'Add a lever' });
  gate = await startGate(story.github.baseUrl);
}

/** A process of the server that asks GitHub through the gate. */
function start(more: Readonly<Record<string, string>>): RunningProgram {
  const environment = {
    APP_ID: '12345',
    PRIVATE_KEY,
    WEBHOOK_SECRET: SECRET,
    NEWSLETTER_REPOSITORY: NEWS,
    GHE_HOST: new URL(gate.url).host,
    GHE_PROTOCOL: 'http',
    CLOCK_START: '2020-05-20T08:00:00Z',
    PORT: '0',
    HOST: '127.0.0.1',
    ...more,
  };
  const process = startProgram({ words: ['serve'], environment });
  running.push(process);
  return process;
}

interface Line {
  readonly msg: string;
  readonly run?: string;
  readonly role: string;
  readonly newsletter?: string;
  readonly deliveries?: readonly string[];
}

/** Lines of the log that are whole. */
function linesOf(process: RunningProgram): readonly Line[] {
  return process
    .stdout()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

const portOf = (process: RunningProgram) => /Listening on port (\d+)/.exec(process.stdout())?.[1];
const OUTCOME = /^(?:created|updated|unchanged) https?:/;
const outcomeOf = (process: RunningProgram) => linesOf(process).find(({ msg }) => OUTCOME.test(msg));

describe('processes that share PostgreSQL', () => {
  it('go on within 30 seconds with what one of them had that was killed in the middle of a run', async () => {
    await begin();
    const shared = { DATABASE_URL: await postgres.createDatabase(), ROLE: 'worker' };
    gate.close();
    const first = start(shared);
    await until('its run', () => gate.waiting() > 0);
    const second = start(shared);
    await until('the other one', () => portOf(second) !== undefined);
    first.signal('SIGKILL');
    await first.ended;
    const killed = Date.now();
    gate.open();
    await until('the run of the other one', () => outcomeOf(second) !== undefined);
    expect(Date.now() - killed).toBeLessThan(30_000);
    expect(second.stdout()).toContain('A worker is gone');
    expect(story.draft()).toContain('Add a lever');
    expect(story.github.pullRequests(NEWS)).toHaveLength(1);
  });

  it('tell the story of a webhook by its id, from the process that took it to the one that ran', async () => {
    await begin();
    const DATABASE_URL = await postgres.createDatabase();
    const worker = start({ DATABASE_URL, ROLE: 'worker', QUIET_SECONDS: '0.1' });
    await until('the first run', () => outcomeOf(worker) !== undefined);
    const web = start({ DATABASE_URL, ROLE: 'web', QUIET_SECONDS: '0.1' });
    await until('the port', () => portOf(web) !== undefined);
    await until(
      'the run for its start',
      () => linesOf(worker).filter(({ msg }) => OUTCOME.test(msg)).length === 2,
    );
    const ready = await fetch(`http://127.0.0.1:${portOf(web)}/readyz`);
    expect(await ready.json()).toMatchObject({ ready: true });
    story.github.deliverWebhooksTo(`http://127.0.0.1:${portOf(web)}/api/github/webhooks`, SECRET);
    story.github.as('ann').mergePullRequest(WIDGET, { title: 'Add a spring', files: ['src/spring.rs'] });
    await until('the entry', () => story.draft().includes('Add a spring'));
    const taken = linesOf(web).filter(({ deliveries }) => deliveries !== undefined);
    expect(taken[0]?.msg).toMatch(/^The event \S+ requests a run of acme\/news\./);
    const [delivery = ''] = taken[0]?.deliveries ?? [];
    await until('the outcome', () =>
      linesOf(worker).some(
        ({ msg, deliveries }) => msg.startsWith('updated ') && deliveries?.includes(delivery),
      ),
    );
    const ofRun = linesOf(worker).filter(({ deliveries }) => deliveries?.includes(delivery));
    expect(new Set(ofRun.map(({ run }) => run)).size).toBe(1);
    expect(new Set(ofRun.map(({ newsletter, role }) => `${newsletter} ${role}`))).toEqual(
      new Set([`${NEWS} worker`]),
    );
    expect(web.stdout() + worker.stdout()).not.toMatch(/of-the-tests|PRIVATE KEY|ghs_/);
  });

  it.each(['all', 'worker'])(
    'end within 20 seconds at SIGTERM, also where GitHub does not answer (%s)',
    async (ROLE) => {
      await begin();
      gate.close();
      const DATABASE_URL = await postgres.createDatabase();
      const process = start({ DATABASE_URL, ROLE });
      await until('its run', () => gate.waiting() > 0);
      const began = Date.now();
      process.signal('SIGTERM');
      expect(await process.ended).toMatchObject({ status: 0, stderr: '' });
      expect(Date.now() - began).toBeLessThan(20_000);
      expect(process.stdout()).toContain('is cut off. Nothing is lost');
      gate.open();
      const next = start({ DATABASE_URL, ROLE });
      await until('the run of the next process', () => outcomeOf(next) !== undefined);
      expect(story.draft()).toContain('Add a lever');
    },
  );
});

describe('the server', () => {
  it('does not start with SENTRY_DSN where the package is missing, and says what to do', async () => {
    await begin();
    const process = start({ SENTRY_DSN: 'https://key@sentry.example/1' });
    expect(await process.ended).toMatchObject({
      status: 1,
      stdout: '',
      stderr:
        'SENTRY_DSN is set, but the package @sentry/node is not installed. Install it beside this-month-bot, or empty SENTRY_DSN.\n',
    });
  });
});
