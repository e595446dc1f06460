import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BOT, ENTRY, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { MAY_FILE, merged, NEWS } from './story.js';

const JUNE_FILE = 'content/this-month/2020-06/index.md';
const INTRODUCTION = 'The `widget` crate turns levers.';
const LEAD = 'We merged the following PR this month:';
const TOLD = `The great turning of the levers is done, after three years of careful work.

It began with **one** lever that nobody dared to touch.`;
const OF_ALL = 'In May, the whole workshop moved to a house by the river.';

let story: NoteStory;

describe('the story of a month', () => {
  beforeEach(async () => {
    story = await startNoteStory();
  });

  afterEach(() => endNoteStory(story));

  /** What a person says on the draft, and how the bot reacts to it. */
  async function say(login: string, body: string): Promise<readonly string[]> {
    const id = story.github.as(login).comment(NEWS, story.number, body);
    await story.run();
    return story.github.reactions(NEWS, id);
  }

  /** The draft of June, after that of May was merged. */
  async function next(): Promise<string> {
    const phil = story.github.as('phil');
    phil.readyForReview(NEWS, story.number);
    phil.mergeOpenPullRequest(NEWS, story.number);
    story.setTime('2020-07-02T08:00:00Z');
    merged(story, 11, { title: 'Oil it', mergedAt: '2020-06-10T12:00:00Z' });
    await story.run();
    return story.github.readFile(NEWS, 'next', JUNE_FILE) ?? '';
  }

  it('stands between introduction and list, below the opening, and is gone in the next edition', async () => {
    expect(await say('maria', `/newsletter story widget\n\n${TOLD}`)).toEqual([`${BOT} ROCKET`]);
    expect(await say('phil', `/newsletter story\n${OF_ALL}`)).toEqual([`${BOT} ROCKET`]);
    expect(story.draft()).toContain(`${INTRODUCTION}\n\n${TOLD}\n\n${LEAD}\n\n${ENTRY}`);
    expect(story.draft()).toMatch(new RegExp(`\\n\\n${OF_ALL}\\n\\n## `));
    const june = await next();
    expect(june).toContain(`${INTRODUCTION}\n\n${LEAD}\n\n- [Oil it]`);
    expect(june).not.toMatch(/turning|nobody dared|river/);
  });

  it('is gone in the next edition, too, where an editor reworded it, joined and split its paragraphs', async () => {
    await say('maria', `/newsletter story widget\n${TOLD}`);
    await say('phil', `/newsletter story\n${OF_ALL}`);
    story.github
      .as('phil')
      .editFile(NEWS, 'next', MAY_FILE, (text) =>
        text
          .replace('work.\n\nIt began', 'labour.\nIt began')
          .replace('the whole workshop', 'our workshop')
          .replace('levers is done', 'levers is nearly done'),
      );
    await story.run();
    expect(story.draft()).toContain('careful labour.\nIt began');
    expect(story.draft()).toContain('our workshop moved');
    const june = await next();
    expect(june).toContain(`${INTRODUCTION}\n\n${LEAD}\n\n- [Oil it]`);
    expect(june).not.toMatch(/nobody dared|river/);
  });

  it('takes the place of the list, which stays in comments and thanks its people; what somebody wants to be shown is shown', async () => {
    await say('maria', `/newsletter story widget only\n${TOLD}`);
    expect(story.draft()).toContain(`${INTRODUCTION}\n\n${TOLD}\n\n<!-- ${ENTRY} -->`);
    expect(story.draft()).not.toContain('We merged');
    expect(story.draft()).toContain('Thanks to [@ann]');
    story.github.as('ann').comment('acme/widget', 10, '/newsletter show');
    await story.run();
    expect(story.draft()).toContain(`${TOLD}\n\n${LEAD}\n\n${ENTRY}`);
  });

  it('leaves the lead sentence and the list of the next edition as they were before it took their place', async () => {
    await say('maria', `/newsletter story widget only\n${TOLD}`);
    const june = await next();
    expect(june).toContain(`${INTRODUCTION}\n\n${LEAD}\n\n- [Oil it]`);
  });

  it('is not told again when its crate comes back after a month of rest', async () => {
    await say('maria', `/newsletter story widget\n${TOLD}`);
    await say('phil', `/newsletter story\n${OF_ALL}`);
    const phil = story.github.as('phil');
    phil.readyForReview(NEWS, story.number);
    phil.mergeOpenPullRequest(NEWS, story.number);
    story.github.addRepository({ nameWithOwner: 'acme/engine', description: 'Engines' });
    merged(story, 3, { in: 'acme/engine', mergedAt: '2020-06-10T12:00:00Z' });
    story.setTime('2020-07-02T08:00:00Z');
    await story.run();
    const june = story.github.pullRequests(NEWS).find(({ state }) => state === 'OPEN')?.number ?? 0;
    phil.readyForReview(NEWS, june);
    phil.mergeOpenPullRequest(NEWS, june);
    story.setTime('2020-08-02T08:00:00Z');
    merged(story, 11, { title: 'Oil it', mergedAt: '2020-07-10T12:00:00Z' });
    await story.run();
    const july = story.github.readFile(NEWS, 'next', 'content/this-month/2020-07/index.md') ?? '';
    expect(july).toContain(`${INTRODUCTION}\n\n${LEAD}\n\n- [Oil it]`);
    expect(july).not.toMatch(/turning|nobody dared|river/);
  });

  it('keeps its words where a person shows an entry of the list that it replaced', async () => {
    await say('maria', '/newsletter story widget only\nI fixed these bugs:');
    story.github
      .as('phil')
      .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(`<!-- ${ENTRY} -->`, ENTRY));
    await story.run();
    expect(story.draft()).toContain(`I fixed these bugs:\n\n${ENTRY}`);
  });

  it('told twice, is told as it was told last, whatever the crate is called', async () => {
    await say('maria', `/newsletter story widget\n${TOLD}`);
    expect(await say('maria', '/newsletter story acme/Widget\nAll is new.')).toEqual([`${BOT} ROCKET`]);
    expect(story.draft()).toContain(`${INTRODUCTION}\n\nAll is new.\n\n${LEAD}`);
    expect(story.draft()).not.toContain('nobody dared');
    expect(story.answer()).toContain('counts instead');
  });

  it('of a stranger waits for an editor', async () => {
    expect(await say('eve', `/newsletter story widget\n${TOLD}`)).toEqual([`${BOT} EYES`]);
    expect(story.draft()).not.toContain('nobody dared');
    story.github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).toContain(TOLD);
  });

  it('of a maintainer about the whole edition waits for an editor', async () => {
    expect(await say('maria', `/newsletter story\n${OF_ALL}`)).toEqual([`${BOT} EYES`]);
    expect(story.draft()).not.toContain(OF_ALL);
  });

  it('that a stranger tells in the words of the introduction takes nothing from the next edition', async () => {
    await say('eve', `/newsletter story widget\n${INTRODUCTION}`);
    await say('eve', `/newsletter story widget only\n${LEAD}`);
    expect(await next()).toContain(`${INTRODUCTION}\n\n${LEAD}\n\n- [Oil it]`);
  });

  it('that begins with the introduction leaves it to the next edition', async () => {
    await say('maria', `/newsletter story widget\n${INTRODUCTION}\n\nNow they turn back.`);
    const june = await next();
    expect(june).toContain(`${INTRODUCTION}\n\n${LEAD}\n\n- [Oil it]`);
    expect(june).not.toContain('turn back');
  });

  it('is left as an editor rewrote it, and out where an editor took it out', async () => {
    await say('maria', `/newsletter story widget\n${TOLD}`);
    story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(TOLD, 'A quiet month.'));
    await story.run();
    expect(story.draft()).toContain(`${INTRODUCTION}\n\nA quiet month.\n\n${LEAD}`);
    expect(story.answer()).toMatch(/\n\nEdited since then:\n\n- .*Someone edited this in the draft/);
    expect(story.answer()).not.toContain('Not done:');
  });

  it('without a place or a text is told so where it was written', async () => {
    const mistakes: readonly (readonly [string, string])[] = [
      [
        'story widgte\nNews.',
        'Nothing was merged this month in a crate called `widgte`. Did you mean `widget`?',
      ],
      ['story engine\nNews.', 'Nothing was merged this month in a crate called `engine`.'],
      ['story widget', 'The text is missing. Write it on the lines below'],
      ['story', 'The text is missing. Write it on the lines below'],
      ['story widget It was a good month.', 'The text is missing. Write it on the lines below'],
      ['story only\nNews.', 'Name the crate first'],
      ['story @maria\nNews.', 'Name a crate, such as `x86_64`, or none for the whole edition'],
      ['story widget\n<!-- nothing -->', 'Readers would not see any of this text.'],
      ['story widget\n- [Mine](https://github.com/acme/widget/pull/9)', 'would be mistaken for its entry'],
    ];
    for (const [command, sentence] of mistakes) {
      expect(await say('phil', `/newsletter ${command}`)).toEqual([`${BOT} CONFUSED`]);
      expect(story.answer()).toContain(sentence);
    }
    expect(story.draft()).toContain(`${INTRODUCTION}\n\n${LEAD}\n\n${ENTRY}`);
  });

  it('cannot open a part, a comment or a section of its own', async () => {
    await say(
      'phil',
      '/newsletter story\n## Hidden\n\n<!-- and\n\n- [x](https://example.org)\n\n{{ evil() }}',
    );
    expect(story.draft()).not.toMatch(/^## Hidden/m);
    expect(story.draft()).toContain(ENTRY);
    expect(story.draft()).not.toContain('\n<!-- and');
  });
});
