import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endStory, MAY_FILE, merged, NEWS, type Story, startStory, WIDGET } from './story.js';

let story: Story;

/** Each test of a `describe` has a story of its own. */
function tellStories(): void {
  beforeEach(async () => {
    story = await startStory();
  });

  afterEach(() => endStory(story));
}

describe('an editor', () => {
  tellStories();

  const number = () => story.github.pullRequests(NEWS)[0]?.number ?? 0;

  beforeEach(async () => {
    story.github.grant(NEWS, 'phil', 'write');
    merged(story, 10);
    await story.sync();
    merged(story, 11);
  });

  it('freezes and thaws the draft by a label', async () => {
    story.github.as('phil').labelPullRequest(NEWS, number(), 'newsletter: freeze');
    expect((await story.sync()).outcome).toBe('frozen');
    expect(story.draft()).not.toContain('Change 11');
    story.github.as('phil').unlabelPullRequest(NEWS, number(), 'newsletter: freeze');
    expect((await story.sync()).outcome).toBe('updated');
  });

  it('finds its label among many others, of an entry and of the draft', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `area ${index}`);
    const phil = story.github.as('phil');
    phil.labelPullRequest(WIDGET, 11, ...many, 'newsletter: skip');
    await story.sync();
    expect(story.draft()).toMatch(/<!--[^>]*Change 11/);
    phil.labelPullRequest(NEWS, number(), 'newsletter: freeze');
    phil.labelPullRequest(NEWS, number(), ...many);
    expect((await story.sync()).outcome).toBe('frozen');
  });

  it('freezes and thaws the draft by a comment', async () => {
    story.github.as('phil').comment(NEWS, number(), '/newsletter freeze');
    expect((await story.sync()).outcome).toBe('frozen');
    story.github.as('phil').comment(NEWS, number(), 'Go on!\n/newsletter thaw');
    expect((await story.sync()).outcome).toBe('updated');
  });

  it('is not somebody without write access', async () => {
    story.github.addUser({ login: 'eve' });
    story.github.as('eve').comment(NEWS, number(), '/newsletter freeze');
    expect((await story.sync()).outcome).toBe('updated');
  });

  it('has a closed draft looked at again with a comment', async () => {
    story.github.as('phil').closePullRequest(NEWS, number());
    expect((await story.sync()).outcome).toBe('frozen');
    story.setTime('2020-06-04T08:00:00Z');
    story.github.as('phil').comment(NEWS, number(), '/newsletter refresh');
    expect((await story.sync()).outcome).toBe('updated');
    expect(story.draft()).toContain('Change 11');
  });

  it('sets the day of publication by marking the draft ready for review, or by name', async () => {
    expect(story.draft()).toContain('date = 2020-06-01');
    story.setTime('2020-06-05T08:00:00Z');
    story.github.as('phil').readyForReview(NEWS, number());
    await story.sync();
    expect(story.draft()).toContain('date = 2020-06-05');
    expect((await story.sync()).outcome).toBe('unchanged');
    story.github.as('phil').comment(NEWS, number(), '/newsletter date 2020-06-07');
    await story.sync();
    expect(story.draft()).toContain('date = 2020-06-07');
  });
});

describe('while others write', () => {
  tellStories();

  it('a moved head is read again, and the person’s edit stays', async () => {
    merged(story, 10);
    await story.sync();
    merged(story, 11);
    let edited = false;
    story.github.failNext({
      status: 502,
      when({ operation }) {
        if (operation === 'CommitDraft' && !edited) {
          edited = true;
          story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => `${text}\nA last word.\n`);
        }
        return false;
      },
    });
    await story.sync();
    expect(story.draft()).toContain('A last word.');
    expect(story.draft()).toContain('Change 11');
  });

  it('a pull request that was opened meanwhile is not opened twice', async () => {
    merged(story, 10);
    let opened = false;
    story.github.failNext({
      status: 502,
      when({ method, path }) {
        if (method === 'POST' && path.endsWith('/pulls') && !opened) {
          opened = true;
          story.github
            .as('phil')
            .openPullRequest(NEWS, { title: 'Mine', headRefName: 'next', baseRefName: 'main' });
        }
        return false;
      },
    });
    await story.sync();
    expect(story.github.pullRequests(NEWS).map(({ title }) => title)).toEqual(['Mine']);
  });

  it.each([
    ['a branch, which was not made,', '/git/refs', false],
    ['a branch, which was made,', '/git/refs', true],
    ['a pull request, which was not opened,', '/pulls', false],
    ['a pull request, which was opened,', '/pulls', true],
  ])('a creation of %s is found out within the run when it is answered 502', async (_, path, afterWork) => {
    merged(story, 10);
    story.github.failNext({
      status: 502,
      afterWork,
      when: (request) => request.method === 'POST' && request.path.endsWith(path),
    });
    await story.sync();
    expect(story.draft()).toContain('Change 10');
    expect(story.github.pullRequests(NEWS)).toHaveLength(1);
    expect((await story.sync()).outcome).toBe('unchanged');
  });
});
