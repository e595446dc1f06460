import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../src/github/connection/errors.js';
import { ARCHIVE_BRANCH } from '../../src/github/draft/archive.js';
import { samples } from '../thoroughly.js';
import { bodyBehind, draftBehind, editDraft, editedBehind, nothingYet } from './beginnings.js';
import { INTRUSIONS } from './intrusions.js';
import { complaintOf, newsletterOf } from './newsletter-state.js';
import { expectSoundHistory } from './sound-history.js';
import { MAY_FILE, NEWS, type Story } from './story.js';
import { forAll, tell } from './tell.js';
import { type Participant, takeTurns } from './turns.js';
import { beforeWrite, runWatched, writesOf } from './watched-run.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

/** How many random orders of steps are tried with three at once. */

/** How a run ends that was too late too often. */
const GIVEN_UP = /^Others keep changing the branch|^GitHub refuses the change \(422\): .*run again\.$/;

/** A process that waits for its turn before it reads the draft, and before each write. */
function processOf(story: Story): Participant<unknown> {
  return (turn) =>
    runWatched(story, async (step, go) => {
      if (step.isWrite || step.name === 'Draft') await turn();
      return go();
    });
}

/** All ended with an outcome, or with a sentence, and at least one process with an outcome. */
function expectGoodEnds(results: readonly PromiseSettledResult<unknown>[]): void {
  const complaints = results.flatMap((result) =>
    result.status === 'rejected' ? [explain(result.reason)] : [],
  );
  for (const complaint of complaints) expect(complaint).toMatch(GIVEN_UP);
  expect(complaints.length).toBeLessThan(2);
}

describe('two processes at once', () => {
  it.each([
    ['make one draft', nothingYet],
    ['bring it up to date once', editedBehind],
    ['write one body', bodyBehind],
  ] as const)('%s', async (_, begin) => {
    // Reading the draft is a step, too.
    const { steps, expected } = await tell(begin, async (story) => ({
      steps: 1 + (await writesOf(story)).length,
      expected: newsletterOf(story),
    }));
    const orders = [
      ...Array.from({ length: steps - 1 }, (_, done) => ({
        name: `one after ${done + 1} steps of the other`,
        order: [...Array<number>(done + 1).fill(0), ...Array<number>(6 * steps).fill(1)],
      })),
      { name: 'in turns', order: Array.from({ length: 12 * steps }, (_, turn) => turn % 2) },
    ];
    await forAll(orders, ({ order }) =>
      tell(begin, async (story) => {
        const results = await takeTurns([processOf(story), processOf(story)], order);
        expectGoodEnds(results);
        expect(newsletterOf(story)).toEqual(expected);
        expectSoundHistory(story);
      }),
    );
  });

  it('lose no edit of a person who writes all the time', async () => {
    const lines = ['One more thing.', 'A second one.', 'The last word.'];
    const personOf =
      (story: Story): Participant<unknown> =>
      async (turn) => {
        for (const line of lines) {
          await turn();
          editDraft(story, (text) => `${text}\n${line}\n`);
        }
      };
    const order = fc.array(fc.nat({ max: 2 }), { minLength: 12, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(order, (numbers) =>
        tell(editedBehind, async (story) => {
          const participants = [processOf(story), processOf(story), personOf(story)];
          const results = await takeTurns(participants, numbers);
          for (const result of results) {
            if (result.status === 'rejected') expect(explain(result.reason)).toMatch(GIVEN_UP);
          }
          expectSoundHistory(story);
          await story.sync();
          for (const words of [...lines, 'My words', 'A word on all of this.', 'Another change']) {
            expect(story.draft().split(words)).toHaveLength(2);
          }
          expect(story.draft()).not.toContain('Change 11');
          expect(story.github.pullRequests(NEWS)).toHaveLength(1);
          expect(await writesOf(story)).toEqual([]);
        }),
      ),
      samples(3, 3, 500),
    );
  });
});

describe('a branch that does not stand still', () => {
  const edits = (story: Story, times: number) => {
    let count = 0;
    return runWatched(story, (step, go) => {
      if (step.name === 'CommitDraft' && count < times) {
        count += 1;
        editDraft(story, (text) => `${text}\nEdit ${count}.\n`);
      }
      return go();
    });
  };

  it('is read again, and the draft brought up to date', async () => {
    await tell(draftBehind, async (story) => {
      expect((await edits(story, 2)).outcome).toBe('updated');
      for (const words of ['Edit 1.', 'Edit 2.', 'Another change']) expect(story.draft()).toContain(words);
    });
  });

  it('is given up with a sentence; no edit is lost, and the next run makes it good', async () => {
    await tell(draftBehind, async (story) => {
      expect(await complaintOf(story, edits(story, 100))).toMatch(/^Others keep changing the branch/);
      expect(story.draft()).toMatch(/Edit 1\.\n\nEdit 2\.\n\nEdit 3\.\n$/);
      expect(story.draft()).not.toContain('Another change');
      expectSoundHistory(story);
      expect((await story.sync()).outcome).toBe('updated');
      for (const words of ['Edit 1.', 'Edit 3.', 'Another change']) expect(story.draft()).toContain(words);
    });
  });
});

describe('while a run writes, a person', () => {
  it.each(INTRUSIONS)('$name', async ({ begin, act, outcome, expectAfter }) => {
    const writes = await tell(begin, writesOf);
    let happened = 0;
    const test = (number: number) => async (story: Story) => {
      let isDone = false;
      const watch = beforeWrite(number, () => {
        isDone = act(story);
      });
      expect(await complaintOf(story, runWatched(story, watch))).toBeNull();
      if (!isDone) return;
      happened += 1;
      expect((await story.sync()).outcome).toBe(outcome);
      expectAfter(story);
      expectSoundHistory(story);
      expect(story.github.pullRequests(NEWS)).toHaveLength(1);
    };
    const moments = writes.map((write, number) => ({ name: `before ${write}`, number }));
    await forAll(moments, ({ number }) => tell(begin, test(number)));
    expect(happened).toBeGreaterThan(0);
  });

  it('deletes the archive, which begins anew', async () => {
    await tell(draftBehind, async (story) => {
      const watch = beforeWrite(0, () => story.github.as('phil').deleteBranch(NEWS, ARCHIVE_BRANCH));
      expect((await runWatched(story, watch)).outcome).toBe('updated');
      expect(story.github.readFile(NEWS, ARCHIVE_BRANCH, MAY_FILE)).toBe(story.draft());
      expect(story.draft()).toContain('Another change');
    });
  });
});
