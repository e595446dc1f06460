import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { planEdition } from '../../src/run/draft-edition.js';
import { printPlan, type RunPlan } from '../../src/run/run-plan.js';
import { newsletterOf } from './newsletter-state.js';
import { MAY_FILE, merged, NEWS, type Story, WIDGET } from './story.js';
import { tell } from './tell.js';

const MUTATIONS = readdirSync('src/github', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(`src/github/${file}`, 'utf8').matchAll(/\bmutation (\w+)/g)])
  .map(([, name]) => name);

/** The plan of the next run; asking for it writes nothing. */
async function dryRun(story: Story): Promise<RunPlan> {
  const before = [newsletterOf(story), story.github.comments(WIDGET, 10)];
  const request = { newsletter: NEWS, organization: null };
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
  story.github.resetRequests();
  const plan = await planEdition(story.clients, request, null, story.github.world.clock(), log);
  expect([newsletterOf(story), story.github.comments(WIDGET, 10)]).toEqual(before);
  const written = story.github.requests.filter(
    ({ method, path, operation = '' }) =>
      MUTATIONS.includes(operation) || (method !== 'GET' && path !== '/graphql'),
  );
  expect(MUTATIONS).toContain('CommitDraft');
  expect(written).toEqual([]);
  return plan;
}

/** What the lines begin with. */
function firstWords(plan: RunPlan): readonly string[] {
  return printPlan(plan)
    .trimEnd()
    .split('\n')
    .map((line) => /^(?:\S+ ){1,2}\S+/.exec(line)?.[0] ?? line);
}

describe('a dry run', () => {
  it('names each write of a new draft on a line, in the order in which a run writes, and writes nothing', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Add a lever' });
      const plan = await dryRun(story);
      expect(plan.outcome).toBe('created');
      expect(firstWords(plan)).toEqual([
        'Make the branch',
        'Store what the',
        `Commit ${MAY_FILE} to`,
        'Open a draft',
        'Show the check',
      ]);
      expect(printPlan(plan)).toMatch(
        /Commit .* to next, if it is still at [0-9a-f]{7} .*: Draft the edition of May 2020 \(essential\)\n/,
      );
      expect((await story.sync()).outcome).toBe('created');
    });
  });

  it('names replies, and a draft that is made ready', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      await story.sync();
      const [draft] = story.github.pullRequests(NEWS);
      story.github.grant(NEWS, 'phil', 'write');
      story.github.as('phil').comment(NEWS, draft?.number ?? 0, '/newsletter publish');
      const plan = await dryRun(story);
      expect(printPlan(plan)).toContain('Mark the draft ready for review (best effort)\n');
      expect(printPlan(plan)).toMatch(/Reply in acme\/news: \d comments?, 1 reaction \(best effort\)\n/);
    });
  });

  it('of a current draft names nothing but the check run, which is compared when it is due', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      await story.sync();
      const plan = await dryRun(story);
      expect({ outcome: plan.outcome, lines: firstWords(plan) }).toEqual({
        outcome: 'unchanged',
        lines: ['Show the check'],
      });
    });
  });

  it('stops after the writes on which the rest depends', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      await story.sync();
      const [draft] = story.github.pullRequests(NEWS);
      story.github.grant(NEWS, 'phil', 'write');
      story.github.as('phil').closePullRequest(NEWS, draft?.number ?? 0);
      story.github.as('phil').deleteBranch(NEWS, 'next');
      story.setTime('2020-06-04T08:00:00Z');
      story.github.as('phil').comment(NEWS, draft?.number ?? 0, '/newsletter refresh');
      const plan = await dryRun(story);
      expect(firstWords(plan)).toEqual(['Restore the branch', `Reopen #${draft?.number}; where`]);
      expect(plan.remarks.at(-1)?.message).toContain('reads the draft again');
    });
  });

  it('says that an edition which could not be read whole is incomplete', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      story.github.failGraphql({
        operation: 'Repositories',
        errors: [
          { type: 'FORBIDDEN', path: ['repositoryOwner', 'repositories', 'nodes', 0], message: 'Not today' },
        ],
      });
      expect((await dryRun(story)).outcome).toBe('incomplete');
    });
  });
});
