import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connector } from '../../src/github/connection/connector.js';
import { hasNotice } from '../../src/newsletter/draft/notice.js';
import { draftEdition } from '../../src/run/draft-edition.js';
import { silent } from '../github/silent.js';
import { PRIVATE_KEY } from './server-story.js';
import { endStory, merged, NEWS, type Story, startStory } from './story.js';

const CONFIG = '.github/newsletter.yml';
const BROKEN = 'notes: true\nhide:\n  bots: perhaps\n';

let story: Story;
let connect: ReturnType<typeof connector>;

beforeEach(async () => {
  story = await startStory({ config: 'notes: true\n' });
  const { github } = story;
  const app = { appId: '12345', slug: 'this-month-bot', privateKey: PRIVATE_KEY };
  github.installApp({ account: 'acme', ...app });
  const credentials = { kind: 'app', appId: 12345, privateKey: PRIVATE_KEY } as const;
  connect = connector(credentials, `${github.baseUrl}/api/v3`, NEWS, silent, 1);
  github.addUser({ login: 'phil' });
  merged(story, 10);
});

afterEach(() => endStory(story));

/** What the run came to, or its error's message. */
async function sync(): Promise<string> {
  const request = { newsletter: NEWS, organization: null };
  try {
    return (await draftEdition(await connect(), request, null, story.github.world.clock, silent)).outcome;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function phil() {
  return story.github.as('phil');
}

function writeConfig(text: string, branch = 'main'): void {
  phil().editFile(NEWS, branch, CONFIG, () => text);
}

function draft() {
  const found = story.github.pullRequests(NEWS).find(({ headRefName }) => headRefName === 'next');
  if (found === undefined) throw new Error('There is no draft.');
  return found;
}

/** Check runs at a branch's head, the latest last. */
function checkRuns(branch = 'next') {
  const [head] = story.github.commits(NEWS, branch);
  return checkRunsOf(head?.oid ?? '');
}

function checkRunsOf(oid: string) {
  return story.github.checkRuns(NEWS, oid).map(({ name, conclusion, output }) => {
    const { title, annotations } = output as {
      readonly title: string;
      readonly annotations: readonly { readonly path: string; readonly start_line: number }[];
    };
    return { name, conclusion, title, at: annotations.map((each) => `${each.path}:${each.start_line}`) };
  });
}

/** Writes of the bot since the requests were last reset. */
function writes(): readonly string[] {
  return story.github.requests
    .filter(({ method, path, operation }) =>
      operation === undefined
        ? method !== 'GET' && !path.endsWith('/access_tokens')
        : /Commit|Store|Comment$/.test(operation),
    )
    .map(({ method, path, operation }) => operation ?? `${method} ${path}`);
}

describe('a settings file with mistakes on the default branch', () => {
  it('is told at the top of the draft with its line, fails the check run there, and is over once it is mended', async () => {
    expect(await sync()).toBe('created');
    phil().editPullRequestBody(NEWS, draft().number, (body) => `Please read.\n\n${body}\n\nThanks!`);
    const before = draft().body;
    writeConfig(BROKEN);
    merged(story, 11);
    expect(await sync()).toContain('has mistakes');
    const told = draft().body;
    expect(hasNotice(told)).toBe(true);
    expect(told).toMatch(
      /^Please read\.\n\n<!-- newsletter dashboard -->\n<!-- newsletter notice -->\n> \[!CAUTION\]/,
    );
    expect(told).toContain(
      '\n> - [line 3](https://github.com/acme/news/blob/main/.github/newsletter.yml?plain=1#L3): hide.bots',
    );
    expect(told.endsWith('\n\nThanks!')).toBe(true);
    expect(checkRuns().at(-1)).toEqual({
      name: 'newsletter',
      conclusion: 'failure',
      title: 'The draft waits: .github/newsletter.yml must be mended',
      at: ['.github/newsletter.yml:3'],
    });

    writeConfig('notes: true\n');
    expect(await sync()).toBe('updated');
    expect(draft().body).not.toContain('CAUTION');
    expect(draft().body).toMatch(/^Please read\.\n\n[\s\S]*\n\nThanks!$/);
    expect(story.draft()).toContain('Change 11');
    expect(checkRuns().at(-1)).toMatchObject({ conclusion: 'success', title: '2 entries, nothing to note' });
    expect(before).not.toContain('CAUTION');
  });

  it('is told once, and anew when there are other mistakes', async () => {
    await sync();
    writeConfig(BROKEN);
    await sync();
    story.github.resetRequests();
    await sync();
    expect(writes()).toEqual([]);
    writeConfig(`${BROKEN}grupp: crate\n`);
    await sync();
    expect(draft().body).toContain('[line 4]');
    expect(draft().body.match(/newsletter notice/g)).toHaveLength(1);
  });

  it('is taken away from the check run too when nothing but that changed', async () => {
    await sync();
    writeConfig(BROKEN);
    await sync();
    writeConfig('notes: true\n');
    expect(await sync()).toBe('updated');
    expect(checkRuns().map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'success']);
    expect(await sync()).toBe('unchanged');
  });

  it('is told on a draft whose branch has another name, and where the name is part of the mistake', async () => {
    writeConfig('branch: upcoming\n');
    await sync();
    const own = () => story.github.pullRequests(NEWS).find(({ headRefName }) => headRefName === 'upcoming');
    writeConfig('branch: upcoming\nhide: 7\n');
    await sync();
    expect(hasNotice(own()?.body ?? '')).toBe(true);
    writeConfig('branch: [upcoming\n');
    await sync();
    expect(own()?.body).toMatch(/is not valid YAML/);
    writeConfig('branch: upcoming\n');
    await sync();
    expect(hasNotice(own()?.body ?? '')).toBe(false);
  });

  it('is told where a person emptied the description, or wrote in the dashboard', async () => {
    await sync();
    phil().editPullRequestBody(NEWS, draft().number, () => '');
    writeConfig(BROKEN);
    await sync();
    expect(hasNotice(draft().body)).toBe(true);
    phil().editPullRequestBody(NEWS, draft().number, (body) =>
      body.replace('This draft waits', 'This waits, says Phil'),
    );
    await sync();
    expect(hasNotice(draft().body)).toBe(true);
    expect(draft().body).toContain('says Phil');
  });

  it('is never told on a pull request of somebody else, whatever that looks like', async () => {
    await sync();
    const { body } = draft();
    story.github.addUser({ login: 'eve' });
    const fork = story.github
      .as('eve')
      .openPullRequestFromFork(
        NEWS,
        { title: 'Mine', body, headRefName: 'next', baseRefName: 'main' },
        { 'a.md': 'a' },
      );
    phil().createBranch(NEWS, 'topic', 'main');
    phil().editFile(NEWS, 'topic', 'b.md', () => 'b');
    const topic = story.github
      .as('eve')
      .openPullRequest(NEWS, { title: 'Mine too', body, headRefName: 'topic', baseRefName: 'main' });
    writeConfig(BROKEN);
    await sync();
    const bodyOf = (number: number) =>
      story.github.pullRequests(NEWS).find((each) => each.number === number)?.body;
    expect([bodyOf(fork), bodyOf(topic)]).toEqual([body, body]);
    expect(hasNotice(draft().body)).toBe(true);
  });

  it('fails a check run of the commit that has it where no draft is open', async () => {
    writeConfig(BROKEN);
    await sync();
    expect(checkRuns('main')).toMatchObject([{ conclusion: 'failure', at: ['.github/newsletter.yml:3'] }]);
    expect(story.github.pullRequests(NEWS)).toEqual([]);
    writeConfig('notes: true\n');
    expect(await sync()).toBe('created');
  });

  it('is taken away from a draft that is frozen meanwhile, which is left alone otherwise', async () => {
    story.github.grant(NEWS, 'phil', 'write');
    await sync();
    writeConfig(BROKEN);
    await sync();
    phil().labelPullRequest(NEWS, draft().number, 'newsletter: freeze');
    writeConfig('notes: true\n');
    merged(story, 11);
    expect(await sync()).toBe('frozen');
    expect(hasNotice(draft().body)).toBe(false);
    expect(checkRuns().at(-1)).toMatchObject({
      conclusion: 'neutral',
      title: 'The bot leaves the draft alone',
    });
    expect(story.draft()).not.toContain('Change 11');
    story.github.resetRequests();
    expect(await sync()).toBe('frozen');
    expect(writes()).toEqual([]);
  });
});

describe('what else an editor can mend', () => {
  it.each([
    ['a template that is missing', 'notes: true\ntemplate: frame.md\n', /The template frame\.md is not in/],
    [
      'a draft branch that is the default branch',
      'notes: true\nbranch: main\n',
      /main is the default branch/,
    ],
    [
      'an organization that is not there',
      'notes: true\norganization: acne\n',
      /There is no organization acne/,
    ],
  ])('%s is told with the line of the setting', async (_, config, sentence) => {
    await sync();
    writeConfig(config);
    expect(await sync()).toMatch(sentence);
    expect(draft().body).toMatch(sentence);
    expect(checkRuns().at(-1)).toMatchObject({ conclusion: 'failure', at: ['.github/newsletter.yml:2'] });
    writeConfig('notes: true\n');
    expect(await sync()).toBe('updated');
    expect(hasNotice(draft().body)).toBe(false);
  });

  it('a template with a placeholder that there is not is told with its line', async () => {
    await sync();
    phil().editFile(NEWS, 'main', 'frame.md', () => '# A\n\nBy {contributers}.\n\n{sections}\n');
    writeConfig('notes: true\ntemplate: frame.md\n');
    const sentence = /\{contributers\} in line 3, where \{contributors\} may be meant/;
    expect(await sync()).toMatch(sentence);
    expect(draft().body).toMatch(sentence);
    expect(checkRuns().at(-1)).toMatchObject({ conclusion: 'failure', at: ['.github/newsletter.yml:2'] });
    phil().editFile(NEWS, 'main', 'frame.md', (text) => text.replace('contributers', 'contributors'));
    expect(await sync()).toBe('updated');
    expect(hasNotice(draft().body)).toBe(false);
  });

  it('goes on by itself when the organization comes to be, without a commit', async () => {
    await sync();
    writeConfig('organization: newborn\n');
    await sync();
    expect(hasNotice(draft().body)).toBe(true);
    story.github.addOrganization({ login: 'newborn' });
    story.github.addRepository({ nameWithOwner: 'newborn/first', files: { 'a.md': '' } });
    expect(await sync()).not.toMatch(/organization/);
  });

  it('a refused commit is told, and taken away', async () => {
    await sync();
    merged(story, 11);
    const message = 'Repository rule violations found';
    story.github.failGraphql({
      errors: [{ type: 'UNPROCESSABLE', path: ['createCommitOnBranch'], message }],
      operation: 'CommitDraft',
    });
    expect(await sync()).toContain(message);
    expect(draft().body).toContain(message);
    expect(checkRuns().at(-1)).toMatchObject({ conclusion: 'failure', title: 'The draft waits' });
    expect(await sync()).toBe('updated');
    expect(hasNotice(draft().body)).toBe(false);
  });

  it('nothing is told of trouble that is GitHub’s own', async () => {
    await sync();
    story.github.failNext({ status: 502, times: 4, when: ({ path }) => path === '/graphql' });
    expect(await sync()).toMatch(/Something went wrong/);
    expect(hasNotice(draft().body)).toBe(false);
  });
});

describe('a pull request that changes the settings', () => {
  function open(text: string | null, branch = 'settings'): string {
    phil().createBranch(NEWS, branch, 'main');
    if (text === null) phil().deleteFile(NEWS, branch, CONFIG);
    else writeConfig(text, branch);
    phil().openPullRequest(NEWS, { title: 'Settings', headRefName: branch, baseRefName: 'main' });
    return branch;
  }

  it.each([
    ['is right', 'hide:\n  bots: false\n', 'success', 'The settings are valid', []],
    ['is wrong', BROKEN, 'failure', 'The settings have a mistake', [`${CONFIG}:3`]],
    [
      'is wrong twice',
      `${BROKEN}grupp: x\n`,
      'failure',
      'The settings have 2 mistakes',
      [`${CONFIG}:3`, `${CONFIG}:4`],
    ],
    ['names the default branch', 'branch: main\n', 'failure', 'The settings have a mistake', [`${CONFIG}:1`]],
    [
      'names a template that is not there',
      'notes: true\ntemplate: a.md\n',
      'failure',
      'The settings have a mistake',
      [`${CONFIG}:2`],
    ],
    ['removes them', null, 'success', 'The settings are valid', []],
    [
      'asks for titles, which this server does not read',
      'notes: true\nfetchTitles: true\n',
      'success',
      'The settings are valid',
      [`${CONFIG}:2`],
    ],
    [
      'watches too much',
      `watch: [${Array.from({ length: 101 }, (_, index) => `zed/r${index}`).join(', ')}]\n`,
      'failure',
      'The settings have a mistake',
      [`${CONFIG}:1`],
    ],
  ] as const)('is told before it is merged that it %s', async (_, text, conclusion, title, at) => {
    const branch = open(text);
    await sync();
    expect(checkRuns(branch)).toEqual([{ name: 'newsletter', conclusion, title, at }]);
    await sync();
    expect(checkRuns(branch)).toHaveLength(1);
  });

  it('is told when it takes away the template that the settings name', async () => {
    phil().editFile(NEWS, 'main', 'frame.md', () => '{sections}\n');
    writeConfig('template: frame.md\n');
    phil().createBranch(NEWS, 'tidy', 'main');
    phil().deleteFile(NEWS, 'tidy', 'frame.md');
    phil().openPullRequest(NEWS, { title: 'Tidy', headRefName: 'tidy', baseRefName: 'main' });
    await sync();
    expect(checkRuns('tidy')).toMatchObject([{ conclusion: 'failure', at: [`${CONFIG}:1`] }]);
  });

  it.each([
    ['takes the place of the sections out of the template', 'The {sections} are here.\n'],
    ['puts a placeholder that there is not into the template', '{sectons}\n\n{sections}\n'],
  ])('is told when it %s', async (_, frame) => {
    phil().editFile(NEWS, 'main', 'frame.md', () => '{sections}\n');
    writeConfig('template: frame.md\n');
    phil().createBranch(NEWS, 'tidy', 'main');
    phil().editFile(NEWS, 'tidy', 'frame.md', () => frame);
    phil().openPullRequest(NEWS, { title: 'Tidy', headRefName: 'tidy', baseRefName: 'main' });
    await sync();
    expect(checkRuns('tidy')).toMatchObject([{ conclusion: 'failure', at: [`${CONFIG}:1`] }]);
  });

  it('that mends broken ones is told so while they are broken', async () => {
    await sync();
    writeConfig(BROKEN);
    const branch = open('hide:\n  bots: true\n');
    await sync();
    expect(checkRuns(branch)).toMatchObject([{ conclusion: 'success' }]);
  });

  it('is looked at after each push, also from a fork', async () => {
    await sync();
    const eve = () => story.github.as('eve');
    story.github.addUser({ login: 'eve' });
    const number = eve().openPullRequestFromFork(
      NEWS,
      { title: 'Settings', headRefName: 'next', baseRefName: 'main' },
      { [CONFIG]: BROKEN },
    );
    const head = () =>
      story.github.pullRequests(NEWS).find((each) => each.number === number)?.headRefOid ?? '';
    await sync();
    expect(checkRunsOf(head())).toMatchObject([{ name: 'newsletter', conclusion: 'failure' }]);
    eve().pushToFork(NEWS, 'next', { [CONFIG]: 'notes: false\n' });
    await sync();
    expect(checkRunsOf(head())).toMatchObject([{ conclusion: 'success' }]);
  });

  it('from a fork whose commits GitHub takes no check runs for ends no run', async () => {
    story.github.world.takesForkCheckRuns = false;
    story.github.addUser({ login: 'eve' });
    story.github
      .as('eve')
      .openPullRequestFromFork(
        NEWS,
        { title: 'S', headRefName: 's', baseRefName: 'main' },
        { [CONFIG]: BROKEN },
      );
    expect(await sync()).toBe('created');
    expect(await sync()).toBe('unchanged');
  });

  it('and that is the draft itself, has both check runs', async () => {
    await sync();
    writeConfig(BROKEN, 'next');
    await sync();
    await sync();
    expect(checkRuns().map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
      'newsletter success',
      'newsletter settings failure',
    ]);
  });

  it('is not one that only lags behind, or changes something else', async () => {
    phil().createBranch(NEWS, 'old', 'main');
    phil().editFile(NEWS, 'old', 'c.md', () => 'c');
    phil().openPullRequest(NEWS, { title: 'Old', headRefName: 'old', baseRefName: 'main' });
    writeConfig('notes: true\nhide:\n  bots: true\n');
    await sync();
    expect(checkRuns('old')).toEqual([]);
  });

  it('is found among many', async () => {
    const branch = open(BROKEN);
    for (let index = 0; index < 8; index += 1) {
      phil().createBranch(NEWS, `topic-${index}`, 'main');
      phil().editFile(NEWS, `topic-${index}`, 'd.md', () => 'd');
      phil().openPullRequest(NEWS, { title: 'T', headRefName: `topic-${index}`, baseRefName: 'main' });
    }
    await sync();
    expect(checkRuns(branch)).toMatchObject([{ conclusion: 'failure' }]);
  });
});
