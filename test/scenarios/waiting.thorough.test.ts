import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { hasNotice } from '../../src/newsletter/draft/notice.js';
import { type ServerStory, startServerStory, until } from './server-story.js';
import { merged, NEWS, WIDGET } from './story.js';
import { excessOf } from './token-story.js';

jest.setTimeout(120_000);

const CONFIG = '.github/newsletter.yml';
const BROKEN = 'hide:\n  bots: perhaps\n';
const NOTE = '/newsletter note Levers turn both ways.';
const WAITS =
  /^<!-- newsletter waiting -->\nSeen\. It waits until \[`\.github\/newsletter\.yml`\]\(https:\S+#L2\) of the newsletter is mended\./;

let world: ServerStory;

beforeEach(async () => {
  world = await startServerStory();
  world.github.addUser({ login: 'ann' });
  world.github.addUser({ login: 'phil' });
  world.github.grant(NEWS, 'phil', 'write');
  merged(world.story, 10);
  await world.start({ quietSeconds: 0.1 });
  await until('the draft', () => world.outcomes().length === 1);
  await world.settle();
});

afterEach(async () => {
  await world.stop();
  expect(world.github.unexpectedRequests).toEqual([]);
  expect(excessOf(world.github.requests)).toEqual([]);
});

function phil() {
  return world.github.as('phil');
}

async function writeConfig(text: string): Promise<void> {
  await world.after(() => phil().editFile(NEWS, 'main', CONFIG, () => text));
}

async function comment(where: string, number: number, body: string, by = 'ann'): Promise<number> {
  let id = 0;
  await world.after(() => {
    id = world.github.as(by).comment(where, number, body);
  });
  return id;
}

/** What the bot said there. */
function said(where: string, number: number): readonly string[] {
  return world.github
    .comments(where, number)
    .filter(({ author }) => author === 'this-month-bot[bot]')
    .map(({ body }) => body);
}

function draftNumber(): number {
  return world.github.pullRequests(NEWS).find(({ headRefName }) => headRefName === 'next')?.number ?? 0;
}

describe('who asks while the settings have mistakes', () => {
  it('is seen and told once to wait, and then it is done by itself', async () => {
    await writeConfig(BROKEN);
    const first = await comment(WIDGET, 10, NOTE);
    const second = await comment(WIDGET, 10, '/newsletter note They squeak.');
    for (const id of [first, second])
      expect(world.github.reactions(WIDGET, id)).toEqual(['this-month-bot[bot] EYES']);
    expect(said(WIDGET, 10)).toEqual([expect.stringMatching(WAITS)]);

    await writeConfig('hide:\n  bots: true\n');
    for (const id of [first, second])
      expect(world.github.reactions(WIDGET, id)).toEqual(['this-month-bot[bot] ROCKET']);
    expect(said(WIDGET, 10).join()).not.toContain('waits');
    expect(world.story.draft()).toContain('both ways');
    expect(
      hasNotice(world.github.pullRequests(NEWS).find(({ number }) => number === draftNumber())?.body ?? ''),
    ).toBe(false);
  });

  it('is told so on the draft, too', async () => {
    await writeConfig(BROKEN);
    const id = await comment(NEWS, draftNumber(), '/newsletter date 2020-06-07', 'phil');
    expect(world.github.reactions(NEWS, id)).toEqual(['this-month-bot[bot] EYES']);
    expect(said(NEWS, draftNumber())).toEqual([expect.stringMatching(WAITS)]);
    await writeConfig('hide:\n  bots: true\n');
    expect(world.github.reactions(NEWS, id)).toEqual(['this-month-bot[bot] ROCKET']);
    expect(said(NEWS, draftNumber()).join()).not.toContain('waits');
    expect(world.story.draft()).toContain('2020-06-07');
  });

  it('waits no longer than others on a pull request that no run reads', async () => {
    phil().createBranch(WIDGET, 'topic', 'main');
    phil().editFile(WIDGET, 'topic', 'a.md', () => 'a');
    const number = phil().openPullRequest(WIDGET, { title: 'A', headRefName: 'topic', baseRefName: 'main' });
    await writeConfig(BROKEN);
    await comment(WIDGET, number, NOTE);
    expect(said(WIDGET, number)).toEqual([expect.stringMatching(WAITS)]);
    await writeConfig('hide:\n  bots: true\n');
    expect(said(WIDGET, number).join()).not.toContain('waits');
  });

  it.each([
    ['the settings let nobody ask', `notes: false\n${BROKEN}`, WIDGET],
    ['the repository is private, and the newsletter is not', BROKEN, 'acme/secret'],
  ])('is told nothing where %s', async (_, config, where) => {
    world.github.addRepository({ nameWithOwner: 'acme/secret', isPrivate: true, files: { 'a.md': '' } });
    merged(world.story, 10, { in: 'acme/secret' });
    await writeConfig(config);
    const id = await comment(where, 10, NOTE);
    expect(said(where, 10)).toEqual([]);
    expect(world.github.reactions(where, id)).toEqual([]);
  });

  it('is answered also where another one who waits is gone, and no run fails for that', async () => {
    world.github.addRepository({ nameWithOwner: 'acme/gone', files: { 'a.md': '' } });
    merged(world.story, 10, { in: 'acme/gone' });
    await writeConfig(BROKEN);
    await comment('acme/gone', 10, NOTE);
    const id = await comment(WIDGET, 10, NOTE);
    expect([said('acme/gone', 10), said(WIDGET, 10)]).toEqual([
      [expect.stringMatching(WAITS)],
      [expect.stringMatching(WAITS)],
    ]);
    phil().deleteRepository('acme/gone');
    const before = world.said.length;
    await writeConfig('hide:\n  bots: true\n');
    expect(world.said.slice(before).filter((line) => line.startsWith('error: '))).toEqual([]);
    expect(world.github.reactions(WIDGET, id)).toEqual(['this-month-bot[bot] ROCKET']);
    expect(said(WIDGET, 10).join()).not.toContain('waits');
  });

  it('is not told to wait by somebody who only looks like the bot', async () => {
    await writeConfig(BROKEN);
    phil().comment(WIDGET, 10, '<!-- newsletter waiting -->\nSeen.');
    await comment(WIDGET, 10, NOTE);
    expect(said(WIDGET, 10)).toHaveLength(1);
    await writeConfig('hide:\n  bots: true\n');
    expect(world.github.comments(WIDGET, 10).map(({ body }) => body)).toContain(
      '<!-- newsletter waiting -->\nSeen.',
    );
  });
});

describe('the log of the server', () => {
  it('tells the mistakes at level error, and once that they are over', async () => {
    await writeConfig(BROKEN);
    const errors = world.said.filter((line) => line.startsWith('error: '));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/\.github\/newsletter\.yml:2: hide\.bots: must be/);
    await writeConfig('hide:\n  bots: true\n');
    await comment(NEWS, draftNumber(), '/newsletter status', 'phil');
    expect(world.said.filter((line) => line.startsWith('The trouble is over'))).toHaveLength(1);
  });
});

describe('a webhook of a pull request that changes the settings', () => {
  it('shows a moment later whether they are right, and so after each push', async () => {
    phil().createBranch(NEWS, 'settings', 'main');
    phil().editFile(NEWS, 'settings', CONFIG, () => BROKEN);
    await world.after(() =>
      phil().openPullRequest(NEWS, { title: 'S', headRefName: 'settings', baseRefName: 'main' }),
    );
    const conclusions = () => {
      const found = world.github.pullRequests(NEWS).find(({ headRefName }) => headRefName === 'settings');
      return world.github.checkRuns(NEWS, found?.headRefOid ?? '').map(({ conclusion }) => conclusion);
    };
    expect(conclusions()).toEqual(['failure']);
    await world.after(() => phil().editFile(NEWS, 'settings', CONFIG, () => 'hide:\n  bots: true\n'));
    expect(conclusions()).toEqual(['success']);
  });
});
