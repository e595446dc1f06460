import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ServerSettings } from '../../src/config/environment.js';
import { editionText } from '../newsletter/builders.js';
import { type Postgres, startPostgres } from '../postgres/start-postgres.js';
import { PRIVATE_KEY, type ServerStory, startServerStory, until } from './server-story.js';
import { merged, NEWS, WIDGET } from './story.js';

jest.setTimeout(120_000);

const SETTINGS = '.github/newsletter.yml';
const APP = { appId: '12345', slug: 'this-month-bot', privateKey: PRIVATE_KEY };
const EVIL = 'eve/news';
const LIB = 'eve/lib';

/** All that somebody may name to find out about another account. */
const NOSY = `
organization: acme
watch: [acme/vault, eve/lib]
exclude: [acme/vault-two]
repositories:
  acme/vault: { introduction: 'What is it?', directCommits: show }
  acme/vault-two: { group: crate }
`;

const section = `### [\`vault\`](https://github.com/acme/vault)

We merged the following PRs this month:

- [Something](https://github.com/acme/vault/pull/1)`;

let postgres: Postgres;
let world: ServerStory;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  await postgres.stop();
});

afterEach(async () => {
  await world.stop();
  expect(world.github.unexpectedRequests).toEqual([]);
});

const makes = [
  ['in process', async () => null],
  ['on PostgreSQL', () => postgres.createDatabase()],
] as const;

/** A server for `acme` and for `eve`, who is hostile; `settings` are hers. */
async function start(settings: string): Promise<void> {
  world = await startServerStory({ config: 'notes: true\n' });
  const { github } = world;
  github.addOrganization({ login: 'eve' });
  github.addRepository({
    nameWithOwner: EVIL,
    files: { [SETTINGS]: settings, 'content/this-month/2020-04/index.md': editionText('2020-04', section) },
  });
  github.addRepository({ nameWithOwner: LIB, files: { a: '' } });
  github.installApp({ account: 'eve', ...APP });
  merged(world.story, 10);
}

const run = (databaseUrl: string | null, more: Partial<ServerSettings> = {}) =>
  world.start({ newsletter: null, databaseUrl, ...more });

const haveRun = (...names: readonly string[]) =>
  until(`runs of ${names.join(', ')}`, () => names.every((name) => world.outcomes(name).length > 0));

const text = (name: string) =>
  world.github.readFile(name, 'next', 'content/this-month/2020-05/index.md') ?? '';

describe.each(makes)('two accounts on one server, %s', (_, open) => {
  /** All that `eve` can read, where `acme` has a private repository of that name. */
  async function seenByEve(secret: string): Promise<string> {
    await start(NOSY);
    const { github } = world;
    for (const name of [secret, `${secret}-two`]) {
      const nameWithOwner = `acme/${name}`;
      const description = 'A private description';
      github.addRepository({ nameWithOwner, isPrivate: true, description, files: { a: '' } });
      merged(world.story, 1, { in: nameWithOwner, title: 'A private matter', author: 'zoe' });
    }
    github.addRepository({ nameWithOwner: 'acme/letters', isPrivate: true, files: { [SETTINGS]: '{}\n' } });
    github.addUser({ login: 'eve-admin' });
    github.grant(EVIL, 'eve-admin', 'admin');
    const eve = github.as('eve-admin');
    const body = 'Closes acme/vault#1, as https://github.com/acme/vault/pull/1 does.';
    merged(world.story, 1, { in: LIB, title: 'Use acme/vault#1', author: 'eve-admin', body });
    eve.comment(LIB, 1, '/newsletter note See acme/vault#1 and https://github.com/acme/vault.');
    await run(await open());
    await haveRun(NEWS, EVIL, 'acme/letters');
    expect(text('acme/letters')).toContain('A private matter');
    await world.settle();

    const draft = github.pullRequests(EVIL).at(-1)?.number ?? 0;
    for (const command of [
      '/newsletter link https://github.com/acme/vault/pull/1',
      '/newsletter why acme/vault#1',
      '/newsletter show acme/vault#1',
      '/newsletter note acme/vault#1 What is it?',
      '/newsletter highlight acme/vault-two#1',
    ]) {
      eve.comment(EVIL, draft, command);
    }
    const link =
      '\n- [It](https://github.com/acme/vault/pull/1)\n- [The other](https://github.com/acme/vault-two/pull/1)\n';
    eve.editFile(EVIL, 'next', 'content/this-month/2020-05/index.md', (before) => `${before}${link}`);
    const replies = () =>
      github.comments(EVIL, draft).filter(({ author }) => author === 'this-month-bot[bot]');
    await until('an answer', () => replies().length > 0);
    await world.settle();

    // What happens in private is not even counted.
    const before = world.outcomes(EVIL).length;
    github.as('zoe').mergePullRequest(`acme/${secret}`, { title: 'Another secret', files: ['b'] });
    await until('a run', () => text('acme/letters').includes('Another secret'));
    await world.settle();
    expect(world.outcomes(EVIL)).toHaveLength(before);

    const pull = github.pullRequests(EVIL).at(-1);
    const head = github.commits(EVIL, 'next');
    const seen = {
      text: text(EVIL),
      base: github.readFile(EVIL, 'this-month-bot/rendered', 'content/this-month/2020-05/index.md'),
      body: pull?.body,
      title: pull?.title,
      messages: head.map(({ message }) => message),
      comments: [github.comments(EVIL, draft), github.comments(LIB, 1)].flat().map((each) => each.body),
      checks: head
        .flatMap(({ oid }) => github.checkRuns(EVIL, oid))
        .map(({ output, conclusion }) => [output, conclusion]),
    };
    await world.stop();
    return JSON.stringify(seen, null, 1);
  }

  it('never meet: who names the private things of the other learns no more than of what there is not', async () => {
    const [named, unnamed] = [await seenByEve('vault'), await seenByEve('attic')];
    expect(named).not.toMatch(/private (matter|description)|zoe|another secret|attic|letters/i);
    expect(named).toContain('vault');
    expect(named).toBe(unnamed);
  });

  it('do not wait for each other’s rate limits', async () => {
    await start('organization: eve\n');
    const reset = Math.floor(Date.now() / 1000) + 3_600;
    world.github.failNext({
      times: 1_000,
      when: ({ operation, body }) => operation === 'Newsletter' && JSON.stringify(body).includes('"eve"'),
      status: 403,
      body: { message: 'API rate limit exceeded for installation.' },
      headers: {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(reset),
        'x-ratelimit-resource': 'graphql',
      },
    });
    await run(await open(), { runsAtOnce: 1 });
    await haveRun(NEWS);
    world.github.as('eve').editFile(EVIL, 'main', 'a', () => 'x');
    world.github.as('ann').mergePullRequest(WIDGET, { title: 'News', files: ['b'] });
    await until('the draft', () => text(NEWS).includes('News'));
    await until('the failure', () => world.said.some((line) => line.startsWith('error: The run failed')));
    expect(world.said.filter((line) => /waiting \d{3,} seconds/.test(line))).toEqual([]);
  });

  it('do not use up the App’s own rate limit for each other', async () => {
    await start('organization: eve\n');
    await run(await open());
    await haveRun(NEWS, EVIL);
    await world.settle();
    world.github.resetRequests();
    const count = world.outcomes(EVIL).length;
    for (let index = 0; index < 3; index += 1) {
      world.github.as('ann').mergePullRequest(LIB, { title: `Thing ${index}`, files: ['b'] });
      await until('the draft', () => text(EVIL).includes(`Thing ${index}`));
    }
    expect(world.outcomes(EVIL).length).toBeGreaterThan(count);
    expect(
      world.github.requests
        .filter(({ sentBy }) => sentBy?.kind === 'app' && sentBy.appId === '12345')
        .filter(({ method }) => method === 'GET'),
    ).toEqual([]);
  });

  it('go on when the other fails, who is told why where its settings are, and goes on once they are mended', async () => {
    await start('branch: [main]\n');
    await run(await open());
    await haveRun(NEWS);
    const head = world.github.commits(EVIL, 'main')[0]?.oid ?? '';
    await until('the word to eve', () => world.github.checkRuns(EVIL, head).length > 0);
    expect(world.github.checkRuns(EVIL, head)).toMatchObject([{ conclusion: 'failure' }]);
    world.github.as('ann').mergePullRequest(WIDGET, { title: 'News', files: ['b'] });
    await until('the draft', () => text(NEWS).includes('News'));
    world.github.as('eve').editFile(EVIL, 'main', SETTINGS, () => 'organization: eve\n');
    await haveRun(EVIL);
  });
});
