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

describe('a pull request that the published edition does not list', () => {
  beforeEach(async () => {
    await publishMay();
    merged(story, 11, { title: 'Forgotten', mergedAt: '2020-05-30T12:00:00Z' });
  });

  it('can be moved to the draft by who may', async () => {
    const { github } = story;
    const note = github.as('ann').comment(WIDGET, 11, '/newsletter note It counts.');
    await settle();
    expect(github.reactions(WIDGET, note)).toEqual([]);
    github.as('maria').comment(WIDGET, 11, '/newsletter edition 2020-06');
    await settle();
    expect(github.readFile(NEWS, 'next', JUNE_FILE)).toMatch(/\[Forgotten\]\(.*\n {2}- It counts\./);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer(11)).toContain('This is the entry in [the edition of June 2020]');
  });

  it('can be moved by the name of the bot, too', async () => {
    const { github } = story;
    github.as('maria').comment(WIDGET, 11, '@acme-bot edition 2020-06');
    await settle();
    expect(github.readFile(NEWS, 'next', JUNE_FILE)).toContain('[Forgotten]');
  });

  it('is not moved by others, who are told so', async () => {
    const { github } = story;
    const note = github.as('ann').comment(WIDGET, 11, '/newsletter note It counts.');
    const move = github.as('ann').comment(WIDGET, 11, '/newsletter edition 2020-06');
    await settle();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} CONFUSED`]);
    expect(github.reactions(WIDGET, move)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(11)).toContain('does not list it');
    expect(story.answer(11)).toContain(
      'people with write access to the repository can use `edition` for `acme/widget#11`',
    );
  });
});

describe('a pull request that the published edition lists', () => {
  it('cannot be moved, and what was said there stays, with the word that it is published, and a link that stays', async () => {
    const { github } = story;
    const done = github.as('ann').comment(WIDGET, 10, '/newsletter note Levers.');
    const slip = github.as('ann').comment(WIDGET, 10, '/newsletter titel Better');
    await story.run();
    const answer = story.answer(10);
    await publishMay();
    github.as('maria').comment(WIDGET, 10, '/newsletter edition 2020-06');
    await settle();
    expect(github.readFile(NEWS, 'next', JUNE_FILE) ?? '').not.toContain('pull/10)');
    expect(github.reactions(WIDGET, done)).toEqual([`${BOT} ROCKET`]);
    expect(github.reactions(WIDGET, slip)).toEqual([`${BOT} CONFUSED`]);
    const said = answer.slice(answer.indexOf('This is the entry'), answer.lastIndexOf('\n\n'));
    const told = story.answer(10).replace(/^(?:<!-- newsletter .* -->\n+)+/, '');
    expect(told).toMatch(/\/blob\/[0-9a-f]{40}\//);
    expect(told.replace(/\/blob\/[0-9a-f]{40}\//, '/blob/next/')).toBe(
      `Published: <https://github.com/${NEWS}/blob/main/content/this-month/2020-05/index.md>\n\n${said}`,
    );
  });
});

describe('a pull request of a watched repository', () => {
  it('is told of as people ask there, and nobody is answered, nor in a repository of the same name', async () => {
    await endNoteStory(story);
    story = await startNoteStory({ config: 'watch: [other/widget]\n' });
    const { github } = story;
    const elsewhere = 'other/widget';
    github.addOrganization({ login: 'other' });
    github.addRepository({ nameWithOwner: elsewhere, files: { 'a.md': '' } });
    merged(story, 7, { in: elsewhere, title: 'A far lever' });
    const note = github.as('ann').comment(elsewhere, 7, '/newsletter note It is far.');
    const slip = github.as('ann').comment(elsewhere, 7, '/newsletter hlep');
    github.resetRequests();
    const { said } = await story.run();
    expect(story.draft()).toMatch(/A far lever\]\(.*\n {2}- It is far\./);
    expect(github.comments(elsewhere, 7)).toHaveLength(2);
    expect([note, slip].flatMap((id) => github.reactions(elsewhere, id))).toEqual([]);
    expect(said.join('\n')).not.toContain('could not answer');
    expect(github.requests.filter(({ path }) => path.endsWith('/access_tokens'))).toEqual([]);
  });
});
