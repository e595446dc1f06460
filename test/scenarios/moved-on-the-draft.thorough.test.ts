import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BOT, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { merged, NEWS, WIDGET } from './story.js';

let story: NoteStory;

beforeEach(async () => {
  story = await startNoteStory();
  merged(story, 20, { title: 'Half a gear', mergedAt: '2020-05-20T12:00:00Z' });
  merged(story, 21, { title: 'Too good to wait', mergedAt: '2020-06-01T12:00:00Z' });
});

afterEach(() => endNoteStory(story));

/** The open draft is published at that time, and the next one begun. */
async function publish(instant: string): Promise<void> {
  const { github } = story;
  const number = github.pullRequests(NEWS).find(({ state }) => state === 'OPEN')?.number ?? 0;
  github.as('phil').readyForReview(NEWS, number);
  github.as('phil').mergeOpenPullRequest(NEWS, number);
  story.setTime(instant);
  await story.run();
}

function say(login: string, words: string): number {
  const number = story.github.pullRequests(NEWS).find(({ state }) => state === 'OPEN')?.number ?? 0;
  return story.github.as(login).comment(NEWS, number, `/newsletter ${words}`);
}

const edition = (month: string) =>
  story.github.readFile(NEWS, 'next', `content/this-month/${month}/index.md`) ?? '';

describe('an editor on the draft', () => {
  it('postpones an entry, which the later edition has with all that was noted about it', async () => {
    const { github } = story;
    github.as('ann').comment(WIDGET, 20, '/newsletter note The other half follows.');
    // Pages of a story have three comments.
    for (const text of ['One.', 'Two.', 'Three.', 'Four.'])
      github.as('eve').comment(NEWS, story.number, text);
    const word = say('phil', 'edition widget#20 2020-06');
    await story.run();
    expect(story.draft()).not.toContain('Half a gear');
    expect(github.reactions(NEWS, word)).toEqual([`${BOT} ROCKET`]);
    await publish('2020-06-10T08:00:00Z');
    expect(edition('2020-06')).toMatch(/\[Half a gear\]\(.*\n {2}- The other half follows\./);
    await story.run();
    // By then nobody is answered there any more.
    story.setTime('2020-06-28T08:00:00Z');
    github.resetRequests();
    expect((await story.run()).outcome).toBe('unchanged');
    expect(github.requests.filter(({ operation }) => operation === 'MoreConversations')).toEqual([]);
    await publish('2020-07-10T08:00:00Z');
    expect(edition('2020-07')).not.toContain('Half a gear');
  });

  it('postpones it again, and the edition between has it not', async () => {
    say('phil', 'edition widget#20 2020-06');
    await story.run();
    await publish('2020-06-10T08:00:00Z');
    const again = say('phil', 'edition widget#20 2020-08');
    await story.run();
    expect(story.github.reactions(NEWS, again)).toEqual([`${BOT} ROCKET`]);
    expect(edition('2020-06')).not.toContain('Half a gear');
    await publish('2020-07-10T08:00:00Z');
    expect(edition('2020-07')).not.toContain('Half a gear');
    await publish('2020-08-10T08:00:00Z');
    expect(edition('2020-08')).toContain('Half a gear');
  });

  it('takes it back, or deletes the comment, and the entry is where it was', async () => {
    const { github } = story;
    const word = say('phil', 'edition widget#20 2020-06');
    await story.run();
    github.as('phil').deleteComment(NEWS, word);
    await story.run();
    expect(story.draft()).toContain('Half a gear');
    say('phil', 'edition widget#20 2020-06');
    story.setTime('2020-06-03T09:00:00Z');
    say('phil', 'undo');
    await story.run();
    expect(story.draft()).toContain('Half a gear');
    await publish('2020-06-10T08:00:00Z');
    expect(edition('2020-06')).not.toContain('Half a gear');
  });

  it('pulls a later pull request forward, and drops it again', async () => {
    const { github } = story;
    const word = say('phil', 'now widget#21');
    await story.run();
    expect(story.draft()).toContain('Too good to wait');
    expect(github.reactions(NEWS, word)).toEqual([`${BOT} ROCKET`]);
    expect((await story.run()).outcome).toBe('unchanged');
    github.as('phil').deleteComment(NEWS, word);
    await story.run();
    expect(story.draft()).not.toContain('Too good to wait');
    say('phil', `edition https://github.com/${WIDGET}/pull/21 2020-05`);
    await story.run();
    expect(story.draft()).toContain('Too good to wait');
    await publish('2020-06-10T08:00:00Z');
    expect(edition('2020-06')).not.toContain('Too good to wait');
  });

  it('is told what cannot be found later', async () => {
    const { github } = story;
    const far = say('phil', 'edition widget#20 2021-06');
    await story.run();
    expect(story.draft()).toContain('Half a gear');
    expect(github.reactions(NEWS, far)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer()).toContain('Write this on the pull request itself');
  });
});

describe('others on the draft', () => {
  it('move what is of their repository, and nothing else', async () => {
    const { github } = story;
    github.addRepository({ nameWithOwner: 'acme/gadget', files: { 'Cargo.toml': '' } });
    merged(story, 5, { in: 'acme/gadget', title: 'Of June', mergedAt: '2020-06-02T12:00:00Z' });
    say('maria', 'now widget#21');
    const foreign = say('maria', 'now gadget#5');
    say('eve', 'edition widget#20 2020-06');
    const wrong = say('phil', 'now widget#99');
    await story.run();
    expect(story.draft()).toContain('Too good to wait');
    expect(story.draft()).toContain('Half a gear');
    expect(story.draft()).not.toContain('Of June');
    for (const comment of [foreign, wrong])
      expect(github.reactions(NEWS, comment)).toEqual([`${BOT} CONFUSED`]);
    await publish('2020-06-10T08:00:00Z');
    expect(edition('2020-06')).toContain('Of June');
    expect(edition('2020-06')).not.toContain('Half a gear');
  });

  it('do not lose what they postponed when they may not write there any more', async () => {
    say('maria', 'edition widget#20 2020-06');
    await story.run();
    story.github.grant(WIDGET, 'maria', 'read');
    await publish('2020-06-10T08:00:00Z');
    expect(edition('2020-06')).toContain('Half a gear');
  });
});
