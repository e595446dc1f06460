import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ServerStory, startServerStory, until } from './server-story.js';
import { MAY_FILE, merged, NEWS, WIDGET } from './story.js';

jest.setTimeout(120_000);

let world: ServerStory;

beforeEach(async () => {
  world = await startServerStory();
  world.github.addUser({ login: 'ann' });
  merged(world.story, 10);
});

afterEach(async () => {
  await world.stop();
  expect(world.github.unexpectedRequests).toEqual([]);
});

/** Starts the server, and waits until it has nothing to do. */
async function start(quietSeconds = 0.1): Promise<void> {
  await world.start({ quietSeconds });
  await until('the first run', () => world.outcomes().length === 1);
  await world.settle();
  expect(world.outcomes()).toEqual(['created']);
}

/** What the runs came to that somebody's act caused. */
async function runsAfter(act: () => unknown): Promise<readonly string[]> {
  const before = world.outcomes().length;
  await world.after(act);
  return world.outcomes().slice(before);
}

function draftNumber(): number {
  return world.github.pullRequests(NEWS).at(-1)?.number ?? 0;
}

/** A branch of a release, beside the default one. */
function branchOff(branch: string): void {
  world.github.commitFiles(WIDGET, { branch, files: { 'README.md': 'Old' }, message: 'Branch off' });
}

describe('one thing that happens costs one run', () => {
  it('a merge', async () => {
    await start();
    const spring = { title: 'Add a spring', files: ['src/spring.rs'] };
    expect(await runsAfter(() => world.github.as('ann').mergePullRequest(WIDGET, spring))).toEqual([
      'updated',
    ]);
    expect(world.story.draft()).toContain('Add a spring');
  });

  it('a merge by another bot', async () => {
    world.github.addUser({ login: 'bors[bot]' });
    await start();
    const spring = { title: 'Add a spring', files: ['src/spring.rs'] };
    expect(await runsAfter(() => world.github.as('bors[bot]').mergePullRequest(WIDGET, spring))).toEqual([
      'updated',
    ]);
  });

  it('a merge aside of the default branch, though the search does not show it yet', async () => {
    branchOff('v0.9');
    await start();
    world.github.delaySearch();
    const fix = { title: 'Mend the old lever', files: ['src/old.rs'], baseRefName: 'v0.9' };
    expect(await runsAfter(() => world.github.as('ann').mergePullRequest(WIDGET, fix))).toEqual(['updated']);
    expect(world.story.draft()).toContain('Mend the old lever');
    // Other runs come while the search is still late.
    expect(
      await runsAfter(() =>
        world.github.as('ann').mergePullRequest(WIDGET, { title: 'Add a spring', files: ['src/spring.rs'] }),
      ),
    ).toEqual(['updated']);
    expect(world.story.draft()).toContain('Mend the old lever');
    world.github.delaySearch(false);
    const ask = () => world.github.as('ann').comment(NEWS, draftNumber(), '/newsletter status');
    expect(await runsAfter(ask)).toEqual(['unchanged']);
    expect(world.story.draft().match(/Mend the old lever/g)).toHaveLength(1);
  });

  it('a note, with the answer to it', async () => {
    await start();
    const note = '/newsletter note Levers turn both ways.';
    let id = 0;
    expect(
      await runsAfter(() => {
        id = world.github.as('ann').comment(WIDGET, 10, note);
      }),
    ).toEqual(['updated']);
    expect(world.github.reactions(WIDGET, id)).toEqual(['this-month-bot[bot] ROCKET']);
  });

  it('a note that moves a pull request of another month here, though the search does not show it yet', async () => {
    merged(world.story, 3, { title: 'Older than May', mergedAt: '2020-03-10T12:00:00Z' });
    world.github.grant(WIDGET, 'ann', 'write');
    await start();
    world.github.delaySearch();
    expect(
      await runsAfter(() => world.github.as('ann').comment(WIDGET, 3, '/newsletter edition 2020-05')),
    ).toEqual(['updated']);
    expect(world.story.draft()).toContain('Older than May');
  });

  it('an edit of the draft by a person', async () => {
    await start();
    const edit = (text: string) => text.replace('Change 10', 'A change of mine');
    expect(await runsAfter(() => world.github.as('ann').editFile(NEWS, 'next', MAY_FILE, edit))).toEqual([
      'unchanged',
    ]);
  });
});

describe('the run that opens the draft', () => {
  it('says there what waits for an editor, so that no other run is needed', async () => {
    world.github.addUser({ login: 'eve' });
    world.github.as('eve').comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    await start();
    const [status, ...others] = world.github.comments(NEWS, draftNumber());
    expect(status?.body).toContain('**1 suggestion waiting**');
    expect(others).toEqual([]);
  });
});

describe('what asks the bot for nothing costs no run', () => {
  it('chat on the draft and on issues, and branches and labels that are not the draft’s', async () => {
    const { github } = world;
    github.addUser({ login: 'eve' });
    github.grant(NEWS, 'phil', 'write');
    await start();
    github.resetRequests();
    const eve = github.as('eve');
    const ids = Array.from({ length: 12 }, (_, index) => eve.comment(NEWS, draftNumber(), `Nice, ${index}!`));
    eve.editComment(NEWS, ids[0] ?? 0, 'Very nice!');
    eve.comment(WIDGET, 10, 'Thanks!');
    github.as('phil').createBranch(NEWS, 'topic', 'main');
    github.as('phil').editFile(NEWS, 'topic', 'notes.md', () => 'A thought.');
    github.as('phil').labelPullRequest(NEWS, draftNumber(), 'good');
    await world.settle();
    expect(world.runs()).toBe(0);
    expect(github.requests).toEqual([]);
  });

  it('but a command that is taken back, links, and a tick do', async () => {
    const { github } = world;
    github.addUser({ login: 'eve' });
    github.grant(NEWS, 'phil', 'write');
    await start();
    const note = github.as('ann').comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    await world.settle();
    expect(world.story.draft()).toContain('both ways');
    await world.after(() => github.as('ann').editComment(WIDGET, note, 'Never mind.'));
    expect(world.story.draft()).not.toContain('both ways');
    await world.after(() => github.as('eve').comment(NEWS, draftNumber(), 'https://levers.example/'));
    const status = github.comments(NEWS, draftNumber()).at(-1);
    expect(status?.body).toContain('1 suggestion waiting');
    const tick = (body: string) => body.replace('- [ ]', '- [x]');
    await world.after(() => github.as('phil').editComment(NEWS, status?.databaseId ?? 0, tick));
    expect(world.story.draft()).toContain('https://levers.example/');
    await world.after(() => github.as('phil').deleteComment(NEWS, status?.databaseId ?? 0));
    expect(world.story.draft()).not.toContain('https://levers.example/');
  });
});

describe('what people do with the draft', () => {
  it('starts a run: its merge makes the next draft', async () => {
    await start();
    world.story.setTime('2020-06-02T08:00:00Z');
    await runsAfter(() => world.github.as('ann').readyForReview(NEWS, draftNumber()));
    const runs = await runsAfter(() => world.github.as('ann').mergeOpenPullRequest(NEWS, draftNumber()));
    expect(runs).toEqual(['created']);
  });
});
