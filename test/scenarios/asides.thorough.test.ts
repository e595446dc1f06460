import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ServerStory, startServerStory, until } from './server-story.js';
import { merged, NEWS, WIDGET } from './story.js';
import { excessOf } from './token-story.js';

jest.setTimeout(120_000);

const BOT = 'this-month-bot[bot]';
const CONFIG = '.github/newsletter.yml';

let world: ServerStory;

beforeEach(async () => {
  world = await startServerStory();
  const { github, story } = world;
  for (const login of ['ann', 'eve', 'bob']) github.addUser({ login });
  github.grant(NEWS, 'phil', 'write');
  github.grant(WIDGET, 'maria', 'write');
  story.setTime('2020-06-03T08:00:00Z');
  merged(story, 10, { title: 'Add a lever' });
});

afterEach(async () => {
  await world.stop();
  expect(world.github.unexpectedRequests).toEqual([]);
  expect(excessOf(world.github.requests)).toEqual([]);
});

/** Starts the server, and waits for the draft of May. */
async function start(): Promise<void> {
  await world.start({ quietSeconds: 0.25 });
  await until('the first run', () => world.outcomes().length > 0);
  await world.settle();
}

/** The edition of May is published, and that of June begun. */
async function publishMay(): Promise<void> {
  const { github, story } = world;
  const phil = github.as('phil');
  const [draft] = github.pullRequests(NEWS);
  phil.readyForReview(NEWS, draft?.number ?? 0);
  phil.mergeOpenPullRequest(NEWS, draft?.number ?? 0);
  story.setTime('2020-06-04T08:00:00Z');
  await world.settle();
}

/** The bot's comments there. */
function answers(repository: string, number: number): readonly string[] {
  const own = world.github.comments(repository, number).filter(({ author }) => author === BOT);
  return own.map(({ body }) => body);
}

/** Comments as somebody and waits for everything that follows; the bot's reactions to it. */
async function say(
  login: string,
  repository: string,
  number: number,
  body: string,
): Promise<readonly string[]> {
  const { github } = world;
  const id = github.as(login).comment(repository, number, body);
  await world.settle();
  return github.reactions(repository, id);
}

function writes(): readonly string[] {
  const names = ['Reactions', 'AddComment', 'UpdateComment', 'DeleteComment'];
  return world.github.requests.flatMap(({ operation = '' }) => (names.includes(operation) ? operation : []));
}

/** The number of a pull request that `ann` opened. */
function opened(repository: string, title: string): number {
  const ann = world.github.as('ann');
  ann.createBranch(repository, 'topic', 'main');
  ann.editFile(repository, 'topic', 'topic.txt', () => title);
  return ann.openPullRequest(repository, { title, headRefName: 'topic', baseRefName: 'main' });
}

describe('who asks on a pull request of a published edition', () => {
  beforeEach(async () => {
    await start();
    await publishMay();
  });

  it('is told at once where the edition is and what can be done, in one comment', async () => {
    expect(await say('ann', WIDGET, 10, '/newsletter note Late.\n/newsletter hide')).toEqual([
      `${BOT} CONFUSED`,
    ]);
    const [answer = '', ...others] = answers(WIDGET, 10);
    expect(others).toEqual([]);
    expect(answer).toContain('[The edition of May 2020](http');
    expect(answer).toContain('/acme/news/issues/new)');
    expect(answer).not.toContain('Late.');
    world.github.resetRequests();
    expect(await say('eve', WIDGET, 10, '/newsletter note Later.')).toEqual([`${BOT} CONFUSED`]);
    expect(answers(WIDGET, 10)).toEqual([answer]);
    expect(writes()).toEqual(['Reactions', 'Reactions']);
  });

  it('is told so by runs no more, which leave the answer alone', async () => {
    await say('ann', WIDGET, 10, '/newsletter note Late.');
    const before = answers(WIDGET, 10);
    world.github.resetRequests();
    await world.deliver('push', {
      ref: 'refs/heads/main',
      repository: { full_name: WIDGET, default_branch: 'main' },
    });
    await world.settle();
    expect(world.runs()).toBe(1);
    expect(writes()).toEqual([]);
    expect(answers(WIDGET, 10)).toEqual(before);
  });

  it('is told what could not be read, and what works', async () => {
    await say('ann', WIDGET, 10, '/newsletter hlep\n/newsletter help\n/newsletter uncredit always');
    const [answer] = answers(WIDGET, 10);
    expect(answer).toContain('Did you mean `/newsletter help`?');
    expect(answer).toContain('| `/newsletter note <text>` |');
    expect(answer).toMatch(/It counts on \[the draft\]\(\S+\/acme\/news\/pulls\)/);
  });

  it('cannot move it either, and is told so', async () => {
    expect(await say('maria', WIDGET, 10, '/newsletter edition 2020-06')).toEqual([`${BOT} CONFUSED`]);
    expect(answers(WIDGET, 10)).toEqual([
      expect.stringContaining('lists this pull request and is published'),
    ]);
  });

  it('on its draft, is told that this was the draft', async () => {
    const [draft] = world.github.pullRequests(NEWS).filter(({ state }) => state === 'MERGED');
    const number = draft?.number ?? 0;
    expect(await say('bob', NEWS, number, '/newsletter link https://example.org')).toEqual([
      `${BOT} CONFUSED`,
    ]);
    expect(answers(NEWS, number).join('\n')).toContain('This was the draft of [the edition of May 2020]');
  });
});

describe('who asks on a pull request that the published edition does not list', () => {
  beforeEach(async () => {
    await start();
    await publishMay();
    merged(world.story, 11, { title: 'Forgotten', mergedAt: '2020-05-30T12:00:00Z' });
  });

  it('is told how it comes into the draft; once it is there, all is done', async () => {
    const { github } = world;
    const note = github.as('ann').comment(WIDGET, 11, '/newsletter note It counts.');
    await world.settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} CONFUSED`]);
    expect(answers(WIDGET, 11)).toEqual([expect.stringContaining('is published and does not list it')]);
    expect(await say('maria', WIDGET, 11, '/newsletter edition 2020-06')).toEqual([`${BOT} ROCKET`]);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    const moved = [expect.stringContaining('This is the entry in [the edition of June 2020]')];
    expect(answers(WIDGET, 11)).toEqual(moved);
    expect(await say('ann', WIDGET, 11, '/newsletter title Found again')).toEqual([`${BOT} ROCKET`]);
    expect(answers(WIDGET, 11)).toEqual(moved);
  });

  it('is not told so once it was moved by a comment on the draft', async () => {
    const [draft] = world.github.pullRequests(NEWS).filter(({ state }) => state === 'OPEN');
    await say('phil', NEWS, draft?.number ?? 0, '/newsletter now acme/widget#11');
    expect(world.github.readFile(NEWS, 'next', 'content/this-month/2020-06/index.md')).toContain('Forgotten');
    world.github.resetRequests();
    expect(await say('ann', WIDGET, 11, '/newsletter hide')).not.toContain(`${BOT} CONFUSED`);
    // 👀 at once, 🚀 by the run, and no other in between.
    expect(writes().filter((operation) => operation === 'Reactions')).toHaveLength(2);
    expect(answers(WIDGET, 11).join('\n')).not.toContain('does not list it');
  });

  it('is answered by the run alone when asking for what only others may', async () => {
    expect(await say('ann', WIDGET, 11, '/newsletter edition 2020-06')).toEqual([`${BOT} CONFUSED`]);
    expect(answers(WIDGET, 11)).toEqual([
      expect.stringContaining(
        'people with write access to the repository can use `edition` for `acme/widget#11`',
      ),
    ]);
  });
});

describe('who asks on a pull request of a month', () => {
  it('that is due is answered by the run alone', async () => {
    await start();
    world.github.resetRequests();
    expect(await say('ann', WIDGET, 10, '/newsletter note Levers.')).toEqual([`${BOT} ROCKET`]);
    expect(answers(WIDGET, 10)).toEqual([expect.stringContaining('This is the entry in')]);
    expect(writes().filter((operation) => operation !== 'Reactions')).toEqual(['AddComment']);
  });

  it('whose draft may be open still is told nothing wrong', async () => {
    world.story.setTime('2020-07-02T08:00:00Z');
    await start();
    expect(await say('ann', WIDGET, 10, '/newsletter note Levers.')).toEqual([`${BOT} EYES`]);
    expect(answers(WIDGET, 10)).toEqual([]);
  });

  it('that is over and of which later editions are published is told that there is none', async () => {
    await start();
    merged(world.story, 12, { mergedAt: '2020-01-10T12:00:00Z' });
    expect(await say('ann', WIDGET, 12, '/newsletter note Levers.')).toEqual([`${BOT} CONFUSED`]);
    expect(answers(WIDGET, 12)).toEqual([expect.stringContaining('there is no edition of that month')]);
  });
});

describe('who asks on a pull request that is not merged', () => {
  it('is told that it is done later, and it is', async () => {
    await start();
    const { github } = world;
    const number = opened(WIDGET, 'A gear');
    const note = github.as('ann').comment(WIDGET, number, '/newsletter note It turns.');
    await world.settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} EYES`]);
    expect(answers(WIDGET, number)).toEqual([expect.stringContaining('is not merged yet')]);
    github.as('maria').mergeOpenPullRequest(WIDGET, number);
    await world.settle();
    await say('eve', WIDGET, number, '/newsletter note It is round.');
    expect(answers(WIDGET, number)).toEqual([
      expect.stringContaining('This pull request belongs to a later edition, that of June 2020'),
    ]);
    await publishMay();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    expect(answers(WIDGET, number)).toEqual([
      expect.stringContaining('This is the entry in [the edition of June 2020]'),
    ]);
  });

  it('is told that nothing comes of it once it was closed, until it is opened again', async () => {
    await start();
    const ann = world.github.as('ann');
    const number = opened(WIDGET, 'A gear');
    ann.closePullRequest(WIDGET, number);
    expect(await say('ann', WIDGET, number, '/newsletter note It turns.')).toEqual([`${BOT} CONFUSED`]);
    expect(answers(WIDGET, number)).toEqual([expect.stringContaining('closed without being merged')]);
    ann.reopenPullRequest(WIDGET, number);
    expect(await say('ann', WIDGET, number, '/newsletter note Yes.')).toEqual([`${BOT} EYES`]);
    expect(answers(WIDGET, number)).toEqual([expect.stringContaining('is not merged yet')]);
  });
});

describe('who asks in a repository that is not collected', () => {
  it.each([
    ['left out by the settings', 'acme/about', false, 'exclude: [about]\n'],
    ['hidden by the settings', 'acme/about', false, 'repositories: { about: { hide: true } }\n'],
    ['a fork', 'acme/fork', true, ''],
  ])('since it is %s, is told so', async (_, nameWithOwner, isFork, config) => {
    const { github } = world;
    if (config !== '') github.as('phil').editFile(NEWS, 'main', CONFIG, () => config);
    github.addRepository({ nameWithOwner, isFork, files: { 'a.md': '' } });
    merged(world.story, 5, { in: nameWithOwner });
    await start();
    expect(await say('ann', nameWithOwner, 5, '/newsletter note Hello.')).toEqual([`${BOT} CONFUSED`]);
    expect(answers(nameWithOwner, 5)).toEqual([
      expect.stringContaining(`The newsletter does not collect \`${nameWithOwner}\``),
    ]);
  });

  it('since it is private, gets no answer from a public newsletter', async () => {
    const { github } = world;
    github.addRepository({ nameWithOwner: 'acme/secret', isPrivate: true, files: { 'a.md': '' } });
    merged(world.story, 5, { in: 'acme/secret' });
    await start();
    expect(await say('ann', 'acme/secret', 5, '/newsletter note Hello.')).toEqual([]);
    expect(answers('acme/secret', 5)).toEqual([]);
  });

  it('since it is of another account where the App is installed too, gets no answer, nor does a namesake', async () => {
    const { github } = world;
    github.addOrganization({ login: 'other' });
    github.addRepository({ nameWithOwner: 'other/widget', files: { 'a.md': '' } });
    merged(world.story, 10, { in: 'other/widget' });
    await start();
    world.github.resetRequests();
    const id = github.as('ann').comment('other/widget', 10, '/newsletter note Hello.');
    await world.deliver('issue_comment', {
      action: 'created',
      repository: { full_name: 'other/widget' },
      issue: { number: 10, pull_request: {} },
      comment: { body: '/newsletter note Hello.', node_id: 'IC_other' },
      sender: { type: 'User' },
    });
    await world.settle();
    expect(github.reactions('other/widget', id)).toEqual([]);
    expect(answers(WIDGET, 10)).toEqual([]);
    expect(world.github.requests.filter(({ path }) => path.endsWith('/access_tokens'))).toEqual([]);
    expect(world.said.join('')).not.toMatch(/warn/i);
  });
});

describe('who asks on another pull request of the newsletter', () => {
  it('is told where commands work; on the draft nobody is', async () => {
    await start();
    const [draft] = world.github.pullRequests(NEWS);
    const number = opened(NEWS, 'Fix a typo');
    expect(await say('bob', NEWS, number, '/newsletter note Hello.')).toEqual([`${BOT} CONFUSED`]);
    expect(answers(NEWS, number)).toEqual([
      expect.stringContaining('commands work only on [the draft of an edition]'),
    ]);
    await say('phil', NEWS, draft?.number ?? 0, '/newsletter hide widget#10');
    expect(answers(NEWS, draft?.number ?? 0).join('')).not.toContain('commands work only on');
  });
});

describe('where the conversation is locked', () => {
  it('nobody is answered', async () => {
    await start();
    const { github } = world;
    const number = opened(WIDGET, 'A gear');
    github.as('maria').lock(WIDGET, number);
    expect(await say('maria', WIDGET, number, '/newsletter note It turns.')).toEqual([]);
    expect(answers(WIDGET, number)).toEqual([]);
  });
});
