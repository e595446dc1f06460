import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BOT, ENTRY, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { NEWS, WIDGET } from './story.js';

let story: NoteStory;

describe('notes by comment', () => {
  beforeEach(async () => {
    story = await startNoteStory();
  });

  afterEach(() => endNoteStory(story));

  it('a contributor says what the change means, corrects it, and takes it back', async () => {
    const { github } = story;
    const ann = github.as('ann');
    const note = ann.comment(WIDGET, 10, '/newsletter note Levers turn **both** was.');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - Levers turn **both** was.`);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer(10)).toContain(ENTRY);
    ann.editComment(WIDGET, note, '/newsletter note Levers turn **both** ways.');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - Levers turn **both** ways.`);
    ann.deleteComment(WIDGET, note);
    await story.run();
    expect(story.draft()).toMatch(/pull\/10\)\n\n/);
    expect(story.answer(10)).toBe('');
  });

  it('a stranger suggests, an editor ticks; a misspelt word is asked about; then all is quiet', async () => {
    const { github } = story;
    const note = github.as('eve').comment(WIDGET, 10, '/newsletter note Great for left-handers.');
    const slip = github.as('ann').comment(WIDGET, 10, '/newsletter titel Better');
    await story.run();
    expect(story.draft()).not.toContain('left-handers');
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} EYES`]);
    expect(github.reactions(WIDGET, slip)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toContain('Did you mean `/newsletter title Better`?');
    github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - Great for left-handers.`);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    await story.run();
    github.resetRequests();
    expect((await story.run()).outcome).toBe('unchanged');
    const writes = ['Reactions', 'AddComment', 'UpdateComment', 'DeleteComment', 'CommitDraft'];
    expect(github.requests.filter(({ operation }) => writes.includes(operation ?? ''))).toEqual([]);
  });
});
