import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BOT, ENTRY, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { NEWS, WIDGET } from './story.js';

const SENTENCE = 'Levers turn **both** ways from now on.';

let story: NoteStory;

describe('a plain sentence behind /newsletter', () => {
  beforeEach(async () => {
    story = await startNoteStory();
  });

  afterEach(() => endNoteStory(story));

  async function say(login: string, body: string): Promise<readonly string[]> {
    const id = story.github.as(login).comment(WIDGET, 10, body);
    await story.run();
    return story.github.reactions(WIDGET, id);
  }

  it("on one's own pull request is offered as a note, which an editor ticks", async () => {
    expect(await say('ann', `/newsletter ${SENTENCE}`)).toEqual([`${BOT} EYES`]);
    expect(story.answer(10)).toContain(`Did you mean \`/newsletter note ${SENTENCE}\`?`);
    expect(story.draft()).not.toContain('both');
    expect(story.answer()).toContain('ann perhaps means `note`');
    story.github.as('phil').tick(NEWS, story.status(), 'ann');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - ${SENTENCE}`);
  });

  it('counts when its author, who may, ticks it', async () => {
    await say('ann', `/newsletter ${SENTENCE}`);
    story.github.grant(NEWS, 'ann', 'triage');
    story.github.as('ann').tick(NEWS, story.status(), 'ann');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - ${SENTENCE}`);
  });

  it('does not count when somebody else ticks it', async () => {
    await say('ann', `/newsletter ${SENTENCE}`);
    story.github.as('eve').tick(NEWS, story.status(), 'ann');
    await story.run();
    expect(story.draft()).not.toContain('both');
  });

  it('of a newcomer that leads elsewhere waits for an editor, whoever ticks it', async () => {
    await say('ann', '/newsletter Buy all of your levers at https://example.com now.');
    story.github.grant(NEWS, 'ann', 'triage');
    story.github.as('ann').tick(NEWS, story.status(), 'ann');
    await story.run();
    expect(story.draft()).not.toContain('example.com');
  });

  it('waits no longer once its author writes it as a note', async () => {
    const { github } = story;
    const id = github.as('ann').comment(WIDGET, 10, `/newsletter ${SENTENCE}`);
    await story.run();
    github.as('ann').editComment(WIDGET, id, `/newsletter note ${SENTENCE}`);
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - ${SENTENCE}`);
    expect(story.answer()).not.toContain('perhaps means');
  });

  it('of somebody else is a mistake, and shows what may be meant', async () => {
    expect(await say('eve', `/newsletter ${SENTENCE}`)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toContain(`Did you mean \`/newsletter note ${SENTENCE}\`?`);
    expect(story.answer()).not.toContain('perhaps means');
  });

  it('cannot make a box or a mention of its own', async () => {
    await say('ann', '/newsletter We thank @maria, and - [x] tick this <!-- suggestion 0 -->');
    expect(story.answer()).toContain('ann perhaps means `note`');
    expect(story.answer().match(/^- \[[ x]\]/gm)).toHaveLength(1);
  });

  it('and words that people try do what they mean', async () => {
    expect(await say('ann', '/newsletter skip')).toEqual([`${BOT} ROCKET`]);
    expect(story.draft()).not.toContain(`\n${ENTRY}`);
    expect(await say('ann', '/newsletter unhide')).toEqual([`${BOT} ROCKET`]);
    expect(story.draft()).toContain(`\n${ENTRY}`);
  });
});
