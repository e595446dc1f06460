import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { thoroughly } from '../thoroughly.js';
import { type ServerStory, sleep, startServerStory, until } from './server-story.js';
import { merged, NEWS, WIDGET } from './story.js';
import { excessOf } from './token-story.js';

jest.setTimeout(120_000);

let world: ServerStory;

/** Each test of a `describe` has a world of its own. */
function tellStories(): void {
  beforeEach(async () => {
    world = await startServerStory();
  });

  afterEach(async () => {
    await world.stop();
    expect(world.github.unexpectedRequests).toEqual([]);
    expect(excessOf(world.github.requests)).toEqual([]);
  });
}

/** A push to the default branch of `acme/widget`, which is worth a run. */
const push = { ref: 'refs/heads/main', repository: { full_name: WIDGET, default_branch: 'main' } };

describe('the server', () => {
  tellStories();

  thoroughly('looks once when it starts', async () => {
    merged(world.story, 10, { title: 'Add a lever' });
    await world.start({ webhooks: false });
    await world.untilOutcome('created');
    await world.settle();
    expect(world.outcomes()).toEqual(['created']);
    expect(world.story.draft()).toContain('Add a lever');
  });

  it('brings a merge into the draft when a webhook tells of it', async () => {
    merged(world.story, 10);
    await world.start();
    await world.untilOutcome('created');
    world.github.as('ann').mergePullRequest(WIDGET, { title: 'Add a spring', files: ['src/spring.rs'] });
    await until('the entry', () => world.story.draft().includes('Add a spring'));
    await world.github.settled();
    expect(new Set(world.github.deliveries.map(({ status }) => status))).toEqual(new Set([200]));
    const commits = world.github.commits(NEWS, 'next').filter(({ verified }) => verified);
    expect(commits.map(({ author }) => author)).toEqual(['this-month-bot[bot]', 'this-month-bot[bot]']);
  });

  thoroughly('makes one run of a burst of deliveries', async () => {
    merged(world.story, 10);
    await world.start({ webhooks: false, quietSeconds: 0.3 });
    await world.untilOutcome('created');
    world.github.resetRequests();
    const statuses = await Promise.all(Array.from({ length: 20 }, () => world.deliver('push', push)));
    await world.untilOutcome('unchanged');
    await world.settle();
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(world.runs()).toBe(1);
  });

  thoroughly(
    'answers a webhook at once, also while a run waits for GitHub, and follows with one more run',
    async () => {
      merged(world.story, 10);
      world.gate.close();
      await world.start({ webhooks: false });
      await until('the first request', () => world.gate.waiting() === 1);
      expect(await world.deliver('push', push)).toBe(200);
      expect(await world.deliver('push', push)).toBe(200);
      expect(world.gate.waiting()).toBe(1);
      world.gate.open();
      await world.untilOutcome('unchanged');
      await world.settle();
      expect(world.outcomes()).toEqual(['created', 'unchanged']);
    },
  );

  thoroughly('looks by schedule, without any webhook, and never twice at the same time', async () => {
    merged(world.story, 10);
    world.gate.close();
    const server = await world.start({ webhooks: false, syncIntervalMinutes: 0.001 });
    await sleep(300);
    expect(world.gate.waiting()).toBe(1);
    world.gate.open();
    await world.untilOutcome('created');
    merged(world.story, 11, { title: 'Nobody told' });
    await until('the entry', () => world.story.draft().includes('Nobody told'));
    await server.stop();
    const steps = world.github.requests.flatMap(({ operation }) =>
      operation === 'Newsletter' || operation === 'Draft' ? [operation] : [],
    );
    expect(steps).toEqual(steps.map((_, index) => (index % 2 === 0 ? 'Newsletter' : 'Draft')));
  });

  thoroughly('does not look again because of what it wrote itself, and once for a merge', async () => {
    merged(world.story, 10);
    await world.start();
    await world.untilOutcome('created');
    await world.settle();
    expect(world.outcomes()).toEqual(['created']);
    world.github.as('ann').mergePullRequest(WIDGET, { title: 'Add a spring', files: ['src/spring.rs'] });
    await world.untilOutcome('updated');
    await world.settle();
    expect(world.outcomes()).toEqual(['created', 'updated']);
    expect(world.story.draft()).toContain('Add a spring');
  });
});

describe('a comment that asks for something', () => {
  tellStories();

  const note = '/newsletter note Levers turn both ways.';

  beforeEach(async () => {
    merged(world.story, 10);
    world.github.addUser({ login: 'ann' });
  });

  thoroughly('is seen at once, while the run waits for more to come, and then is in the draft', async () => {
    const secret = 'acme/secret';
    world.github.addRepository({ nameWithOwner: secret, isPrivate: true, files: { 'a.md': '' } });
    merged(world.story, 10, { in: secret });
    await world.start({ quietSeconds: 0.5 });
    await world.untilOutcome('created');
    const unheard = world.github.as('ann').comment(secret, 10, note);
    const id = world.github.as('ann').comment(WIDGET, 10, note);
    await until('the eyes', () => world.github.reactions(WIDGET, id).length > 0);
    expect(world.github.reactions(WIDGET, id)).toEqual(['this-month-bot[bot] EYES']);
    expect(world.github.reactions(secret, unheard)).toEqual([]);
    expect(world.story.draft()).not.toContain('both ways');
    await until('the rocket', () => world.github.reactions(WIDGET, id)[0] === 'this-month-bot[bot] ROCKET');
    expect(world.story.draft()).toContain('both ways');
  });

  thoroughly('keeps no eye beside its answer, also where the eye takes its time', async () => {
    await world.start();
    await world.untilOutcome('created');
    await world.settle();
    // The first to ask is who gives the eye; the run comes after the quiet period.
    world.github.failNext({ delay: 1500, when: ({ operation }) => operation === 'Newsletter' });
    const id = world.github.as('ann').comment(WIDGET, 10, note);
    await until('the rocket', () =>
      world.github.reactions(WIDGET, id).includes('this-month-bot[bot] ROCKET'),
    );
    await world.settle();
    await until(
      'the eye',
      () => world.github.requests.filter(({ operation }) => operation === 'Reactions').length > 1,
    );
    await world.settle();
    expect(world.github.reactions(WIDGET, id)).toEqual(['this-month-bot[bot] ROCKET']);
  });

  thoroughly('is found by the schedule when its webhook was lost', async () => {
    await world.start({ webhooks: false, syncIntervalMinutes: 0.002 });
    await world.untilOutcome('created');
    const id = world.github.as('ann').comment(WIDGET, 10, note);
    await until('the rocket', () => world.github.reactions(WIDGET, id).length > 0);
    expect(world.story.draft()).toContain('both ways');
  });
});

describe('stopping the server', () => {
  tellStories();

  thoroughly('waits for the present run and starts no other', async () => {
    merged(world.story, 10);
    world.gate.close();
    const { port, stop } = await world.start();
    await until('the first request', () => world.gate.waiting() === 1);
    await world.deliver('push', push);
    let isStopped = false;
    const stopping = stop().then(() => {
      isStopped = true;
    });
    await sleep(100);
    expect(isStopped).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}/ping`)).rejects.toThrow();
    world.gate.open();
    await stopping;
    await world.settle();
    expect(world.outcomes()).toEqual(['created']);
    expect(world.runs()).toBe(1);
  });
});
