import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BOT, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { merged, NEWS, WIDGET } from './story.js';

let story: NoteStory;

beforeEach(async () => {
  story = await startNoteStory();
});

afterEach(() => endNoteStory(story));

const WRITES = ['Reactions', 'AddComment', 'UpdateComment', 'DeleteComment', 'CommitDraft', 'StoreRendered'];
const JUNE_FILE = 'content/this-month/2020-06/index.md';

function writes({ github }: NoteStory): readonly string[] {
  return github.requests.flatMap(({ operation = '' }) => (WRITES.includes(operation) ? operation : []));
}

/** The edition of May is published, and that of June begun. */
async function publishMay(): Promise<void> {
  const phil = story.github.as('phil');
  phil.readyForReview(NEWS, story.number);
  phil.mergeOpenPullRequest(NEWS, story.number);
  story.setTime('2020-06-04T08:00:00Z');
  await story.run();
}

/** Two runs, of which the second has nothing to write. */
async function settle(): Promise<void> {
  await story.run();
  await story.run();
  story.github.resetRequests();
  await story.run();
  expect(writes(story)).toEqual([]);
}

function botOn(repository: string, number: number): readonly string[] {
  const own = story.github.comments(repository, number).filter(({ author }) => author === BOT);
  return own.map(({ body }) => body);
}

/** The number of a pull request that `ann` opened. */
function opened(repository: string, title: string): number {
  const { github } = story;
  const ann = github.as('ann');
  ann.createBranch(repository, 'topic', 'main');
  ann.editFile(repository, 'topic', 'topic.txt', () => title);
  return ann.openPullRequest(repository, { title, headRefName: 'topic', baseRefName: 'main' });
}

describe('a pull request of an edition that is published', () => {
  it('tells who comes too late where the edition is and what can be done, once', async () => {
    const { github } = story;
    await publishMay();
    const late = github
      .as('ann')
      .comment(WIDGET, 10, '/newsletter note Levers turn both ways.\n/newsletter hide');
    await settle();
    expect(github.reactions(WIDGET, late)).toEqual([`${BOT} CONFUSED`]);
    expect(botOn(WIDGET, 10)).toHaveLength(1);
    expect(story.answer(10)).toContain('[The edition of May 2020](http');
    expect(story.answer(10)).toMatch(/acme\/news\/blob\/main\/content\/this-month\/2020-05\/index\.md\)/);
    expect(story.answer(10)).toContain('/acme/news/issues/new)');
    expect(story.answer(10)).not.toContain('line 1');
    github.as('ann').deleteComment(WIDGET, late);
    await settle();
    expect(story.answer(10)).toBe('');
  });

  it('keeps what was done and said in time', async () => {
    const { github } = story;
    const done = github.as('ann').comment(WIDGET, 10, '/newsletter note Levers.');
    const slip = github.as('ann').comment(WIDGET, 10, '/newsletter titel Better');
    await story.run();
    const answer = story.answer(10);
    await publishMay();
    await settle();
    expect(github.reactions(WIDGET, done)).toEqual([`${BOT} ROCKET`]);
    expect(github.reactions(WIDGET, slip)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toBe(answer);
    github.as('eve').comment(WIDGET, 10, '/newsletter note Late.\n/newsletter hlep');
    await settle();
    expect(github.reactions(WIDGET, done)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer(10)).toContain('is published');
    expect(story.answer(10)).toContain('Did you mean `/newsletter help`?');
  });

  it('tells whose suggestion nobody ticked', async () => {
    const { github } = story;
    const offered = github.as('eve').comment(WIDGET, 10, '/newsletter note Great.');
    const link = github.as('bob').comment(NEWS, story.number, 'https://example.org/levers');
    await story.run();
    expect(github.reactions(NEWS, link)).toEqual([`${BOT} EYES`]);
    await publishMay();
    await settle();
    expect(github.reactions(WIDGET, offered)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toContain('is published');
    expect(github.reactions(NEWS, link)).toEqual([`${BOT} CONFUSED`]);
    expect(botOn(NEWS, story.number).join('\n')).toContain('This was the draft of [the edition of May 2020]');
  });

  it('still takes the word of who never wants to be thanked', async () => {
    const { github } = story;
    await publishMay();
    const word = github.as('ann').comment(WIDGET, 10, '/newsletter uncredit always');
    await settle();
    expect(github.reactions(WIDGET, word)).toEqual([`${BOT} ROCKET`]);
    expect(github.readFile(NEWS, 'this-month-bot/rendered', 'opt-outs.txt')).toContain('ann\n');
    expect(story.answer(10)).toBe('');
  });

  it('answers who asks for help there', async () => {
    const { github } = story;
    await publishMay();
    github.as('ann').comment(WIDGET, 10, '/newsletter help');
    await settle();
    expect(story.answer(10)).toContain('| `/newsletter note <text>` |');
  });
});

describe('a pull request that the published edition does not list', () => {
  it('can be moved to the draft by who may, as the answer says', async () => {
    const { github } = story;
    await publishMay();
    merged(story, 11, { title: 'Forgotten', mergedAt: '2020-05-30T12:00:00Z' });
    const late = github.as('ann').comment(WIDGET, 11, '/newsletter note It counts.');
    await settle();
    expect(github.reactions(WIDGET, late)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(11)).toContain('is published and does not list it');
    expect(story.answer(11)).toContain('`/newsletter edition YYYY-MM`');
    github.as('maria').comment(WIDGET, 11, '/newsletter edition 2020-06');
    await settle();
    expect(github.readFile(NEWS, 'next', JUNE_FILE)).toMatch(/\[Forgotten\]\(.*\n {2}- It counts\./);
    expect(github.reactions(WIDGET, late)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer(11)).toContain('This is the entry in [the edition of June 2020]');
  });

  it('can be moved by the name of the bot, too, and whoever asks by that name is answered', async () => {
    const { github } = story;
    await publishMay();
    merged(story, 11, { title: 'Forgotten', mergedAt: '2020-05-30T12:00:00Z' });
    merged(story, 12, { title: 'Left behind', mergedAt: '2020-05-30T13:00:00Z' });
    github.as('maria').comment(WIDGET, 11, '@acme-bot edition 2020-06');
    const late = github.as('ann').comment(WIDGET, 12, '@acme-bot note Hello.');
    await settle();
    expect(github.readFile(NEWS, 'next', JUNE_FILE)).toContain('[Forgotten]');
    expect(github.reactions(WIDGET, late)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(12)).toContain('does not list it');
  });

  it('is not done what others ask for there, as nobody who may moves it', async () => {
    const { github } = story;
    await publishMay();
    merged(story, 11, { title: 'Forgotten', mergedAt: '2020-05-30T12:00:00Z' });
    const note = github.as('ann').comment(WIDGET, 11, '/newsletter note It counts.');
    const move = github.as('ann').comment(WIDGET, 11, '/newsletter edition 2020-06');
    await settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} CONFUSED`]);
    expect(github.reactions(WIDGET, move)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(11)).toContain('does not list it');
    expect(story.answer(11)).toContain('`edition` about `acme/widget#11` is for people who may write');
  });

  it('cannot be moved when an edition lists it already', async () => {
    const { github } = story;
    await publishMay();
    const again = github.as('maria').comment(WIDGET, 10, '/newsletter edition 2020-06');
    await settle();
    expect(github.readFile(NEWS, 'next', JUNE_FILE) ?? '').not.toContain('pull/10)');
    expect(github.reactions(WIDGET, again)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toContain('lists this pull request and is published');
  });
});

describe('a pull request that is not merged', () => {
  it('is told that it is done later, and it is', async () => {
    const { github } = story;
    const ann = github.as('ann');
    const number = opened(WIDGET, 'A gear');
    const note = ann.comment(WIDGET, number, '/newsletter note It turns.');
    const slip = ann.comment(WIDGET, number, '/newsletter nte It turns.');
    await settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} EYES`]);
    expect(github.reactions(WIDGET, slip)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(number)).toContain('is not merged yet');
    expect(story.answer(number)).toContain('Did you mean `/newsletter note It turns.`?');
    github.as('maria').mergeOpenPullRequest(WIDGET, number);
    await settle();
    expect(story.answer(number)).toContain('A later edition tells of this pull request, that of June 2020');
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} EYES`]);
    await publishMay();
    await settle();
    expect(github.readFile(NEWS, 'next', JUNE_FILE)).toMatch(/\[A gear\]\(.*\n {2}- It turns\./);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    expect(botOn(WIDGET, number)).toHaveLength(1);
    expect(story.answer(number)).toContain('This is the entry in [the edition of June 2020]');
  });

  it('is told that nothing comes of it once it was closed, until it is opened again', async () => {
    const { github } = story;
    const ann = github.as('ann');
    const number = opened(WIDGET, 'A gear');
    ann.closePullRequest(WIDGET, number);
    const note = ann.comment(WIDGET, number, '/newsletter note It turns.');
    await settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(number)).toContain('closed without being merged');
    expect(story.answer(number)).toContain('`/newsletter note acme/widget@0123abc <text>`');
    ann.reopenPullRequest(WIDGET, number);
    await settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} EYES`]);
    expect(story.answer(number)).toContain('is not merged yet');
  });
});

describe('a repository that is not collected', () => {
  it('is told so, where the settings leave it out and where it is a fork', async () => {
    const { github } = story;
    for (const [name, isFork] of [
      ['about', false],
      ['fork', true],
    ] as const) {
      const nameWithOwner = `acme/${name}`;
      github.addRepository({ nameWithOwner, isFork, files: { 'a.md': '' } });
      merged(story, 5, { in: nameWithOwner });
      const note = github.as('ann').comment(nameWithOwner, 5, '/newsletter note Hello.');
      await settle();
      expect(github.reactions(nameWithOwner, note)).toEqual([`${BOT} CONFUSED`]);
      expect(botOn(nameWithOwner, 5)).toEqual([
        expect.stringContaining(`\`${nameWithOwner}\` is not collected`),
      ]);
    }
  });

  it('is told so where the settings hide it, too', async () => {
    const { github } = story;
    github
      .as('phil')
      .editFile(NEWS, 'main', '.github/newsletter.yml', () => 'repositories: { widget: { hide: true } }\n');
    const note = github.as('ann').comment(WIDGET, 10, '/newsletter note Hello.');
    await settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toContain('`acme/widget` is not collected');
  });

  it('that is private is not even read for a public newsletter', async () => {
    const { github } = story;
    const secret = 'acme/secret';
    github.addRepository({ nameWithOwner: secret, isPrivate: true, files: { 'a.md': '' } });
    merged(story, 5, { in: secret });
    github.as('ann').comment(secret, 5, '/newsletter note Hello.');
    await settle();
    expect(github.comments(secret, 5)).toHaveLength(1);
  });
});

describe('another pull request of the newsletter', () => {
  it('is told where commands work', async () => {
    const { github } = story;
    const number = opened(NEWS, 'Fix a typo');
    const link = github.as('bob').comment(NEWS, number, '/newsletter link https://example.org');
    await settle();
    expect(github.reactions(NEWS, link)).toEqual([`${BOT} CONFUSED`]);
    expect(botOn(NEWS, number)).toEqual([
      expect.stringContaining('commands work on [the draft of an edition]'),
    ]);
  });
});

describe('what was said long ago', () => {
  it('is left alone', async () => {
    const { github } = story;
    await publishMay();
    github.as('ann').comment(WIDGET, 10, '/newsletter note Late.');
    story.setTime('2020-07-05T08:00:00Z');
    await story.run();
    expect(story.answer(10)).toBe('');
  });
});
