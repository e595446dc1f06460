import { afterEach, describe, expect, it } from '@jest/globals';
import { editionText } from '../newsletter/builders.js';
import { BOT, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { MAY_FILE, NEWS } from './story.js';

const COMMENT = '<!--\n\n## News and Blog Posts\n\nWe collect posts.\n\n-->';
const ITEM = '- [Levers](https://example.org/levers)';

let story: NoteStory;

/** The story after an edition of April with these words before the projects' sections. */
async function startAfter(before: string): Promise<void> {
  const sections =
    '### [`widget`](https://github.com/acme/widget)\n\nLevers.\n\n- [Older](https://github.com/acme/widget/pull/1)';
  const april = editionText('2020-04', sections).replace('## `acme`', () => `${before}\n\n## \`acme\``);
  story = await startNoteStory({ editions: { 'content/this-month/2020-04/index.md': april } });
}

async function link(): Promise<readonly string[]> {
  const id = story.github
    .as('phil')
    .comment(NEWS, story.number, '/newsletter link news https://example.org/levers Levers');
  await story.run();
  return story.github.reactions(NEWS, id);
}

describe('a link', () => {
  afterEach(() => endNoteStory(story));

  it('takes its part out of the comment, in a draft that is there already', async () => {
    await startAfter(COMMENT);
    expect(story.draft()).toContain(COMMENT);
    expect(await link()).toEqual([`${BOT} ROCKET`]);
    expect(story.draft()).toContain(`## News and Blog Posts\n\nWe collect posts.\n\n${ITEM}\n\n## \`acme\``);
    expect(story.draft()).not.toContain('<!--\n\n## News');
    expect(story.draft().match(/^## /gm)).toHaveLength(2);
  });

  it('puts the part back into its comment when it is taken back', async () => {
    await startAfter(COMMENT);
    await link();
    story.github.as('phil').comment(NEWS, story.number, '/newsletter undo');
    await story.run();
    expect(story.draft()).toContain(COMMENT);
    expect(story.draft()).not.toContain(ITEM);
  });

  it('leaves a comment that an editor changed as it is', async () => {
    await startAfter(COMMENT);
    const changed = COMMENT.replace('We collect posts.', 'Nothing yet, ask Ann!');
    story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(COMMENT, changed));
    expect(await link()).toEqual([`${BOT} ROCKET`]);
    expect(story.draft()).toContain('Nothing yet, ask Ann!');
    expect(story.draft()).toContain(ITEM);
  });

  it('adds no second part beside one that an editor put there in the meantime, and says so', async () => {
    await startAfter(COMMENT);
    const theirs = '## News and Blog Posts\n\nWe collect posts.\n\n- [Theirs](https://example.org/theirs)';
    story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(COMMENT, theirs));
    await link();
    expect(story.draft().match(/^## News and Blog Posts$/gm)).toHaveLength(1);
    expect(story.draft()).toContain('[Theirs]');
    expect(story.answer()).toContain('Someone edited this in the draft');
  });

  it('takes the place of the line that says that there is nothing', async () => {
    await startAfter(
      '## News\n\nWe collect posts.\n\n<span class="gray">No news were submitted this month.</span>',
    );
    expect(story.draft()).toContain('No news were submitted');
    await link();
    expect(story.draft()).toContain(`## News\n\nWe collect posts.\n\n${ITEM}\n\n## \`acme\``);
  });
});
