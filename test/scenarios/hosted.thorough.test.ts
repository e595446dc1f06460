import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import type { ServerSettings } from '../../src/config/environment.js';
import type { QueueCounts } from '../../src/server/job-queue.js';
import type { RunningServer } from '../../src/server/server.js';
import type { IncomingRequest } from '../fake-github/failures.js';
import { type Postgres, startPostgres } from '../postgres/start-postgres.js';
import { PRIVATE_KEY, type ServerStory, startServerStory, until } from './server-story.js';
import { merged, NEWS, WIDGET } from './story.js';

jest.setTimeout(120_000);

const PAPER = 'zed/paper';
const LIB = 'zed/lib';
const SETTINGS = '.github/newsletter.yml';
const APP = { appId: '12345', slug: 'this-month-bot', privateKey: PRIVATE_KEY };

let postgres: Postgres;
let databaseUrl: string | null;
let world: ServerStory;
/** The installations on `zed` and on `bare`, which has no newsletter; that on `acme` comes before. */
let zed: number;
let bare: number;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  await postgres.stop();
});

const makes = [
  ['in process', async () => null],
  ['on PostgreSQL', () => postgres.createDatabase()],
] as const;

describe.each(makes)('an App for everybody, %s', (_, open) => {
  beforeEach(async () => {
    databaseUrl = await open();
    world = await startServerStory({ config: 'notes: true\n' });
    const { github } = world;
    for (const login of ['zed', 'bare']) github.addOrganization({ login });
    github.addRepository({ nameWithOwner: PAPER, files: { [SETTINGS]: 'organization: zed\n' } });
    github.addRepository({ nameWithOwner: LIB, files: { a: '' } });
    for (const name of ['a', 'b', 'c', 'd']) {
      github.addRepository({ nameWithOwner: `bare/${name}`, files: { a: '' } });
    }
    zed = github.installApp({ account: 'zed', ...APP }).installationId;
    bare = github.installApp({ account: 'bare', ...APP }).installationId;
    merged(world.story, 10);
    merged(world.story, 1, { in: LIB, title: 'Mend the library' });
  });

  afterEach(async () => {
    await world.stop();
    expect(world.github.unexpectedRequests).toEqual([]);
  });

  async function start(settings: Partial<ServerSettings> = {}): Promise<void> {
    await world.start({ newsletter: null, databaseUrl, ...settings });
  }

  /** Starts the server, and waits until the newsletters that are there have their drafts. */
  async function started(settings: Partial<ServerSettings> = {}): Promise<void> {
    await start(settings);
    await haveRun(NEWS, PAPER);
    await world.settle();
  }

  async function haveRun(...names: readonly string[]): Promise<void> {
    for (const name of names) await until(`a run of ${name}`, () => world.outcomes(name).length > 0);
  }

  /** Which newsletters have run by the time that these have, of all that there are. */
  async function ran(act: () => unknown, ...expected: readonly string[]): Promise<readonly string[]> {
    const names = [NEWS, PAPER, WIDGET];
    const before = new Map(names.map((name) => [name, world.outcomes(name).length]));
    const hasRun = (name: string) => world.outcomes(name).length > (before.get(name) ?? 0);
    await act();
    await until(`runs of ${expected.join(', ')}`, () => expected.every(hasRun));
    await world.settle();
    return names.filter(hasRun);
  }

  /** Requests with the tokens of an installation. */
  const askedFor = (id: number) =>
    world.github.requests.filter(
      ({ sentBy }) => sentBy?.kind === 'installation' && sentBy.installation.installationId === id,
    );

  const merge = (name: string, title: string) =>
    world.github.as('ann').mergePullRequest(name, { title, files: ['src/lib.rs'] });

  const isGone = (name: string) =>
    until(`the end of ${name}`, () =>
      world.said.some((line) => line.startsWith(`${name} is no longer a newsletter`)),
    );

  const drafts = (name: string) => world.github.pullRequests(name).filter(({ state }) => state === 'OPEN');

  const text = (name: string) =>
    world.github.readFile(name, 'next', 'content/this-month/2020-05/index.md') ?? '';

  it('finds the newsletters at its start, several in one account, and leaves the other repositories alone', async () => {
    world.github.addRepository({
      nameWithOwner: 'zed/digest',
      files: { [SETTINGS]: 'organization: acme\n' },
    });
    await start();
    await haveRun(NEWS, PAPER, 'zed/digest');
    await world.settle();
    expect([NEWS, PAPER, 'zed/digest', WIDGET, LIB].map((name) => drafts(name).length)).toEqual([
      1, 1, 1, 0, 0,
    ]);
    expect(text(PAPER)).toContain('Mend the library');
    expect(text(PAPER)).not.toContain('Change 10');
    expect(text('zed/digest')).toContain('Change 10');
  });

  it.each([
    [
      'settings come',
      ({ operation }: IncomingRequest) => operation === 'NewslettersAmong',
      () => world.github.as('ann').editFile(WIDGET, 'main', SETTINGS, () => 'organization: acme\n'),
      [NEWS, WIDGET],
      0,
    ],
    [
      'settings go',
      ({ operation }: IncomingRequest) => operation === 'NewslettersAmong',
      () => world.github.as('ann').deleteFile(NEWS, 'main', SETTINGS),
      [],
      0,
    ],
    [
      'an installation comes',
      ({ path }: IncomingRequest) => path === '/app/installations',
      () => world.github.as('ann').installApp({ account: 'zed', ...APP }),
      [NEWS, PAPER],
      // The first look comes to a newsletter that has just had its run: it rests.
      1,
    ],
  ])(
    'believes the newer answer where %s while the first look is under way',
    async (_, isLate, act, expected, putOff) => {
      for (const id of [zed, bare]) world.github.as('ann').uninstallApp(id);
      let isAsked = false;
      const when = (request: IncomingRequest) => {
        isAsked ||= isLate(request);
        return isLate(request);
      };
      world.github.failNext({ delay: 3_000, when });
      await start();
      await until('the first look', () => isAsked);
      act();
      await world.settle(putOff);
      const merges = () => {
        merge(WIDGET, 'This is news');
        merge(LIB, 'This, too');
      };
      expect(await ran(merges, ...expected)).toEqual(expected);
    },
  );

  it('asks next to nothing of an installation without a newsletter', async () => {
    await started();
    // Its four repositories are listed by three, and asked for their settings at once.
    expect(askedFor(bare).length).toBeLessThanOrEqual(4);
    world.github.resetRequests();
    const act = () => {
      const number = merge('bare/a', 'Something');
      world.github.as('ann').comment('bare/a', number, '/newsletter hide');
      merge(WIDGET, 'Something else');
    };
    expect(await ran(act, NEWS)).toEqual([NEWS]);
    expect(askedFor(bare)).toEqual([]);
  });

  it('tells the operator of an installation without a newsletter, but not at each look by schedule', async () => {
    const told = () => world.said.filter((line) => line.includes('has no newsletter'));
    const looks = () => askedFor(bare).filter(({ operation }) => operation === 'NewslettersAmong').length;
    await start({ syncIntervalMinutes: 0.05 });
    await haveRun(NEWS, PAPER);
    await until('looks by schedule', () => looks() > 2);
    expect(told()).toEqual([
      'The installation on bare has no newsletter: none of its repositories has .github/newsletter.yml on its default branch.\n',
    ]);
    world.github.as('ann').deleteFile(PAPER, 'main', SETTINGS);
    await until('the word', () => told().length > 1);
    expect(told()[1]).toMatch(/^The installation on zed has no newsletter: /);
  });

  it('follows a push that adds the settings, changes them, and removes them', async () => {
    await started();
    world.github.as('ann').editFile(WIDGET, 'main', SETTINGS, () => 'organization: zed\n');
    await haveRun(WIDGET);
    expect(text(WIDGET)).toContain('Mend the library');

    expect(await ran(() => merge(LIB, 'A second thing'), PAPER, WIDGET)).toEqual([PAPER, WIDGET]);
    world.github.as('ann').editFile(NEWS, 'main', SETTINGS, () => 'watch: [zed/lib]\n');
    await until('the new settings', () => text(NEWS).includes('A second thing'));
    await waitForDiscovery();
    expect(await ran(() => merge(LIB, 'A third thing'), NEWS, PAPER, WIDGET)).toEqual([NEWS, PAPER, WIDGET]);

    world.github.as('ann').deleteFile(WIDGET, 'main', SETTINGS);
    await isGone(WIDGET);
    await world.settle();
    expect(await ran(() => merge(LIB, 'A fourth thing'), NEWS, PAPER)).toEqual([NEWS, PAPER]);
    expect(drafts(WIDGET)).toHaveLength(1);
  });

  /** Until the newsletters of an installation were looked up once more. */
  async function waitForDiscovery(): Promise<void> {
    const looked = () =>
      world.github.requests.filter(({ operation }) => operation === 'NewslettersAmong').length;
    const before = looked();
    world.github.as('ann').publicizeRepository(WIDGET);
    await until('a look at the installation', () => looked() > before);
    await world.settle();
  }

  it('begins where it is installed, and forgets everything where it is uninstalled', async () => {
    await world.github.as('ann').uninstallApp(zed);
    await start();
    await haveRun(NEWS);
    expect(drafts(PAPER)).toEqual([]);
    const id = world.github.as('ann').installApp({ account: 'zed', ...APP });
    await haveRun(PAPER);
    await world.settle();
    const before = text(PAPER);
    world.github.as('ann').uninstallApp(id);
    await isGone(PAPER);
    await world.settle();
    const act = () => {
      merge(LIB, 'Nobody hears of this');
      merge(WIDGET, 'This is news');
    };
    expect(await ran(act, NEWS)).toEqual([NEWS]);
    expect(text(PAPER)).toBe(before);
    if (databaseUrl !== null) expect(await whatIsKept(databaseUrl)).not.toMatch(/zed|paper/i);
  });

  it('rests while it is suspended, and goes on afterwards', async () => {
    await started();
    world.github.as('ann').suspendApp(zed);
    await isGone(PAPER);
    merge(LIB, 'While suspended');
    world.github.as('ann').unsuspendApp(zed);
    await until('the draft', () => text(PAPER).includes('While suspended'));
  });

  it('follows repositories that are taken from it and given to it', async () => {
    await started();
    world.github.as('ann').selectRepositories(zed, [LIB]);
    await isGone(PAPER);
    merge(LIB, 'Meanwhile');
    world.github.as('ann').selectRepositories(zed, null);
    await until('the draft', () => text(PAPER).includes('Meanwhile'));
  });

  it('follows a newsletter that is renamed, with the same draft', async () => {
    await started();
    world.github.as('ann').renameRepository(PAPER, 'zed/gazette');
    await isGone(PAPER);
    merge(LIB, 'After the renaming');
    await until('the draft', () => text('zed/gazette').includes('After the renaming'));
    expect(drafts('zed/gazette')).toHaveLength(1);
    // Another one takes the name.
    world.github.addRepository({ nameWithOwner: PAPER, files: { a: '' } });
    world.github.as('ann').editFile(PAPER, 'main', SETTINGS, () => 'organization: zed\n');
    await until('the draft of the new one', () => drafts(PAPER).length === 1);
  });

  it.each([
    ['archived', () => world.github.as('ann').archiveRepository(PAPER)],
    ['deleted', () => world.github.as('ann').deleteRepository(PAPER)],
  ])('leaves a newsletter that is %s', async (_, act) => {
    await started();
    await act();
    await isGone(PAPER);
    await world.settle();
    world.github.resetRequests();
    const late = () => {
      merge(LIB, 'Too late');
      merge(WIDGET, 'This is news');
    };
    expect(await ran(late, NEWS)).toEqual([NEWS]);
    expect(askedFor(zed)).toEqual([]);
  });

  it('follows a newsletter that another account takes over', async () => {
    await started();
    world.github.as('ann').renameRepository(PAPER, 'acme/paper');
    await until('its draft', () => world.outcomes('acme/paper').length > 0);
    await isGone(PAPER);
    await world.settle();
    expect(drafts('acme/paper')).toHaveLength(1);
    world.github.resetRequests();
    merge(LIB, 'After the transfer');
    await until('the draft', () => text('acme/paper').includes('After the transfer'));
    expect(askedFor(zed)).toEqual([]);
  });

  it('lists private repositories in a newsletter only as long as that is private, too', async () => {
    world.github.addRepository({ nameWithOwner: 'zed/vault', isPrivate: true, files: { a: '' } });
    merged(world.story, 1, { in: 'zed/vault', title: 'A private matter' });
    await started();
    expect(text(PAPER)).not.toContain('A private matter');
    world.github.as('ann').privatizeRepository(PAPER);
    await until('the entry', () => text(PAPER).includes('A private matter'));
    world.github.as('ann').publicizeRepository(PAPER);
    await until('the end of the entry', () => !text(PAPER).includes('A private matter'));
    expect(text(PAPER)).toContain('Mend the library');
  });

  it('runs the newsletters that an event concerns, and no other', async () => {
    await started();
    expect(await ran(() => merge(LIB, 'A thing'), PAPER)).toEqual([PAPER]);
    expect(await ran(() => merge(WIDGET, 'A thing'), NEWS)).toEqual([NEWS]);
    const comment = (name: string, number: number, body: string) => () =>
      world.github.as('ann').comment(name, number, body);
    const draft = drafts(PAPER)[0]?.number ?? 0;
    expect(await ran(comment(PAPER, draft, '/newsletter status'), PAPER)).toEqual([PAPER]);
    expect(await ran(comment(LIB, 1, '/newsletter hide'), PAPER)).toEqual([PAPER]);
  });

  it('collects what a newsletter watches in another installation, and answers nobody there for it', async () => {
    world.github.as('ann').editFile(NEWS, 'main', SETTINGS, () => 'watch: [zed/lib]\n');
    await started();
    expect(text(NEWS)).toContain('Mend the library');
    expect(await ran(() => merge(LIB, 'A second thing'), NEWS, PAPER)).toEqual([NEWS, PAPER]);
    expect(text(NEWS)).toContain('A second thing');
    const id = world.github.as('ann').comment(LIB, 1, '/newsletter note Said by all.');
    await until('both drafts', () => [NEWS, PAPER].every((name) => text(name).includes('Said by all.')));
    await world.settle();
    const reactions = () => world.github.reactions(LIB, id);
    await until('the answer', () => reactions().includes('this-month-bot[bot] ROCKET'));
    await until('the end of the eyes', () => reactions().length === 1);
    expect(
      world.github.comments(LIB, 1).filter(({ author }) => author === 'this-month-bot[bot]'),
    ).toHaveLength(1);
  });

  it('tells who asks it by its name how to get a newsletter, once, and says nothing to others', async () => {
    await started();
    const { github } = world;
    const [first, second] = [merge('bare/a', 'A thing'), merge('bare/b', 'A thing')];
    github.as('ann').comment('bare/b', second, '/newsletter help');
    github.as('ann').comment('bare/b', second, 'Thanks, @this-month-bot!');
    github.as('ann').comment('bare/a', first, '@this-month-bot help');
    const byBot = (name: string, number: number) =>
      github.comments(name, number).filter(({ author }) => author === 'this-month-bot[bot]');
    await until('the answer', () => byBot('bare/a', first).length > 0);
    github.as('ann').comment('bare/a', first, '@this-month-bot hide');
    await world.settle();
    await until('a second look', () => askedFor(bare).length > 0);
    await world.settle();
    expect(byBot('bare/a', first)).toMatchObject([{ body: expect.stringContaining(SETTINGS) }]);
    expect(byBot('bare/b', second)).toEqual([]);
  });

  it('runs each newsletter by its schedule, without any event', async () => {
    await start({ syncIntervalMinutes: 0.05 });
    await haveRun(NEWS, PAPER);
    merged(world.story, 11);
    merged(world.story, 2, { in: LIB, title: 'Told by nobody' });
    await until(
      'both drafts',
      () => text(NEWS).includes('Change 11') && text(PAPER).includes('Told by nobody'),
    );
    world.github.addRepository({ nameWithOwner: 'bare/news', files: { [SETTINGS]: 'organization: bare\n' } });
    await haveRun('bare/news');
  });

  it('looks at once for what nobody heard of while it was away, and soon again only after a rest', async () => {
    const server = await world.start({ newsletter: null, databaseUrl, webhooks: false });
    await haveRun(NEWS, PAPER);
    await server.stop();
    merge(LIB, 'While nobody was there');
    world.story.setTime('2020-05-20T09:00:00Z');
    await world.start({ newsletter: null, databaseUrl, webhooks: false });
    await until('the draft', () => text(PAPER).includes('While nobody was there'));
    await world.settle();
    if (databaseUrl === null) return;
    const before = [NEWS, PAPER].map((name) => world.outcomes(name).length);
    const third = await world.start({ newsletter: null, databaseUrl, webhooks: false });
    await untilCounts(third, ({ requested, running }) => requested === 2 && running === 0);
    expect([NEWS, PAPER].map((name) => world.outcomes(name).length)).toEqual(before);
  });

  async function untilCounts(server: RunningServer, isSo: (counts: QueueCounts) => boolean): Promise<void> {
    let last: QueueCounts | null = null;
    const timer = setInterval(async () => {
      last = await server.counts();
    }, 20);
    await until('these counts', () => last !== null && isSo(last));
    clearInterval(timer);
  }

  it('goes on where a server before it ended', async () => {
    const server = await world.start({ newsletter: null, databaseUrl, webhooks: false });
    await haveRun(NEWS, PAPER);
    await server.stop();
    const before = [NEWS, PAPER].map((name) => drafts(name));
    merge(LIB, 'While nobody was there');
    world.github.as('ann').archiveRepository(NEWS);
    await start({ syncIntervalMinutes: 0.05 });
    await until('the draft', () => text(PAPER).includes('While nobody was there'));
    await world.settle();
    expect(drafts(PAPER).map(({ number }) => number)).toEqual(before[1]?.map(({ number }) => number));
    expect(drafts(NEWS)).toEqual(before[0]);
  });
});

/** All that the database holds. */
async function whatIsKept(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = [
      'this_month_bot.newsletters',
      'graphile_worker._private_jobs',
      'graphile_worker._private_job_queues',
    ];
    const rows = [];
    for (const table of tables) rows.push((await client.query(`select * from ${table}`)).rows);
    return JSON.stringify(rows);
  } finally {
    await client.end();
  }
}
