import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ServerStory, startServerStory, until } from './server-story.js';
import { merged, NEWS } from './story.js';

interface Example {
  readonly name: string;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}

/** What GitHub documents of every event. */
const documented: readonly Example[] = createRequire(import.meta.url)('@octokit/webhooks-examples');

let world: ServerStory;

beforeEach(async () => {
  world = await startServerStory();
  merged(world.story, 10);
  await world.start({ webhooks: false, logLevel: 'info' });
  await until('the first run', () => world.outcomes().length > 0);
});

afterEach(async () => {
  await world.stop();
  expect(world.github.unexpectedRequests).toEqual([]);
});

/** Delivers all of them, changed or not, and returns what the server answered and complained of. */
async function deliverAll(change: (payload: Example['examples'][number]) => object) {
  const statuses = new Map<number, number>();
  for (const { name, examples } of documented) {
    for (const payload of examples) {
      const status = await world.deliver(name, change(payload));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  await world.settle();
  return { statuses: Object.fromEntries(statuses), complaints: world.said.filter(isComplaint) };
}

function isComplaint(line: string): boolean {
  return /^(warn|error): /.test(line);
}

const COUNT = documented.reduce((total, { examples }) => total + examples.length, 0);

describe('every payload that GitHub documents', () => {
  it('is accepted without an error', async () => {
    expect(COUNT).toBeGreaterThan(300);
    expect(await deliverAll((payload) => payload)).toEqual({ statuses: { 200: COUNT }, complaints: [] });
  });

  it('is accepted from the newsletter’s repository, and with commands in whatever was written', async () => {
    const command = '/newsletter note Hello.';
    const change = (payload: Example['examples'][number]) => ({
      ...payload,
      ...(payload.repository !== undefined && {
        repository: { ...Object(payload.repository), full_name: NEWS, name: 'news' },
      }),
      ...(payload.comment !== undefined && { comment: { ...Object(payload.comment), body: command } }),
      ...(payload.review !== undefined && { review: { ...Object(payload.review), body: command } }),
    });
    expect(await deliverAll(change)).toEqual({ statuses: { 200: COUNT }, complaints: [] });
  });

  it('is accepted with nothing in it but its names', async () => {
    const change = (payload: Example['examples'][number]) =>
      Object.fromEntries(
        Object.entries(payload).map(([name, value]) => [name, typeof value === 'object' ? {} : value]),
      );
    expect(await deliverAll(change)).toEqual({ statuses: { 200: COUNT }, complaints: [] });
  });
});
