import { describe, expect, it, jest } from '@jest/globals';
import { addMinutes } from 'date-fns/addMinutes';
import { draftEdition } from '../../src/run/draft-edition.js';
import { createRandom } from '../bench/random.js';
import type { RequestFailure } from '../fake-github/failures.js';
import { silent } from '../github/silent.js';
import { GADGET } from './beginnings.js';
import { complaintOf } from './newsletter-state.js';
import { expectSoundHistory } from './sound-history.js';
import { directCommit, merged, NEWS, type Story } from './story.js';
import { forAll, tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(120_000);

/** Enough that every list has several pages, since a page has three nodes. */
function aBusyMonth(story: Story): void {
  const files = { 'Cargo.toml': '[package]\nname = "gadget-core"\n' };
  story.github.addRepository({ nameWithOwner: GADGET, files });
  const commits = Array.from({ length: 5 }, (_, index) => ({
    authors: [{ login: index === 4 ? 'bob' : 'ann' }],
  }));
  for (let number = 10; number < 17; number += 1) merged(story, number, number === 12 ? { commits } : {});
  merged(story, 20, { in: GADGET });
  directCommit(story, GADGET);
}

/** The draft as it is without any fault. */
function expectedDraft(): Promise<string> {
  return tell(aBusyMonth, async (story) => {
    await story.sync();
    return story.draft();
  });
}

interface Fault {
  readonly name: string;
  /** Switches the fault on. */
  readonly begin: (story: Story) => void;
}

/** A failure of some of the requests that come, each by its number. */
function faultOf(name: string, failure: RequestFailure, strikes: (index: number) => boolean): Fault {
  return {
    name,
    begin({ github }) {
      let index = 0;
      const when = () => {
        index += 1;
        return strikes(index);
      };
      github.failNext({ times: Number.POSITIVE_INFINITY, ...failure, when });
    },
  };
}

/** A tenth of the answers, by chance. */
function byChance(seed: number): (index: number) => boolean {
  const random = createRandom(seed);
  return () => random.below(10) === 0;
}

const SEEDS = [1, 2, 3, 4, 5, 6];

const FAULTS: readonly Fault[] = [
  ...SEEDS.map((seed) => faultOf(`502 for a tenth, seed ${seed}`, { status: 502 }, byChance(seed))),
  ...SEEDS.map((seed) =>
    faultOf(`502 after the work for a tenth, seed ${seed}`, { status: 502, afterWork: true }, byChance(seed)),
  ),
  ...SEEDS.map((seed) =>
    faultOf(`a cut connection for a tenth, seed ${seed}`, { cutConnection: true }, byChance(seed)),
  ),
  ...SEEDS.map((seed) =>
    faultOf(
      `a cut connection after the work, seed ${seed}`,
      { cutConnection: true, afterWork: true },
      byChance(seed),
    ),
  ),
  faultOf(
    'a secondary limit each 15 requests',
    {
      status: 403,
      body: { message: 'You have exceeded a secondary rate limit.' },
      headers: { 'retry-after': '3' },
    },
    (index) => index % 15 === 0,
  ),
  faultOf('a late answer each third time', { delay: 200 }, (index) => index % 3 === 0),
];

describe('a GitHub that fails now and then', () => {
  it('gets the same draft in the end, and nothing twice', async () => {
    const expected = await expectedDraft();
    await forAll(FAULTS, ({ begin }) =>
      tell(aBusyMonth, async (story) => {
        begin(story);
        const complaints: (string | null)[] = [];
        for (let run = 0; run < 6 && (run === 0 || complaints.at(-1) !== null); run += 1) {
          complaints.push(await complaintOf(story, story.sync()));
          expectSoundHistory(story);
        }
        expect(complaints.at(-1)).toBeNull();
        expect(story.draft()).toBe(expected);
        expect(story.github.pullRequests(NEWS)).toHaveLength(1);
        expect(story.github.commits(NEWS, 'next')).toHaveLength(
          story.github.commits(NEWS, 'main').length + 1,
        );
      }),
    );
  });

  it('and limits its requests is waited for, and that is said', async () => {
    const limit = FAULTS.find(({ name }) => name.startsWith('a secondary limit'));
    await tell(aBusyMonth, async (story) => {
      limit?.begin(story);
      expect((await story.sync()).outcome).toBe('created');
      expect(story.said).toContain("GitHub's secondary rate limit is reached; waiting 3 seconds.");
    });
  });
});

/** What happens once, just before that page of the search is answered. */
function beforePage(story: Story, page: number, happens: () => void): void {
  let pages = 0;
  story.github.failNext({
    when({ operation }) {
      if (operation !== 'MergedPullRequests') return false;
      pages += 1;
      if (pages === page) happens();
      return false;
    },
  });
}

function deleteGadget({ github }: Story): void {
  github.world.repositories.delete(GADGET);
}

describe('a month that changes while it is read', () => {
  const changes: readonly { readonly name: string; readonly happens: (story: Story) => void }[] = [
    { name: 'a repository is deleted', happens: deleteGadget },
    {
      name: 'a repository becomes private',
      happens: ({ github }) => {
        const gadget = github.world.repositories.get(GADGET);
        if (gadget) Object.assign(gadget, { isPrivate: true });
      },
    },
    {
      name: 'a pull request vanishes from the pages',
      happens: ({ github }) => github.world.repositories.get('acme/widget')?.numbered.delete(10),
    },
    {
      name: 'another is merged',
      happens: (story) => merged(story, 9, { title: 'Merged meanwhile', mergedAt: '2020-05-01T00:00:01Z' }),
    },
  ];
  const cases = changes.flatMap((change) =>
    [1, 2, 3].map((page) => ({ ...change, page, name: `${change.name} before page ${page}` })),
  );

  it('is drafted whole or said to be incomplete, and the next run has it right', async () => {
    const before = await expectedDraft();
    await forAll(cases, async ({ happens, page }) => {
      const expected = await tell(aBusyMonth, async (story) => {
        happens(story);
        await story.sync();
        return story.draft();
      });
      await tell(aBusyMonth, async (story) => {
        beforePage(story, page, () => happens(story));
        const { outcome } = await story.sync();
        if (outcome === 'created') expect([before, expected]).toContain(story.draft());
        else {
          expect(outcome).toBe('incomplete');
          expect(story.github.pullRequests(NEWS)[0]?.body).toMatch(/This draft is incomplete/);
        }
        await story.sync();
        expect(story.draft()).toBe(expected);
        expect((await story.sync()).outcome).toBe('unchanged');
        expect(story.github.pullRequests(NEWS)).toHaveLength(1);
        expectSoundHistory(story);
      });
    });
  });

  it('is incomplete when a repository is deleted after its commits were listed', async () => {
    await tell(aBusyMonth, async (story) => {
      story.github.failNext({
        when({ operation }) {
          if (operation === 'Commits') deleteGadget(story);
          return false;
        },
      });
      expect((await story.sync()).outcome).toBe('incomplete');
      expect((await story.sync()).outcome).toBe('updated');
      expect(story.draft()).not.toContain(GADGET);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });
});

describe('a clock that is wrong', () => {
  const MINUTES = [-10, -1, 1, 10];

  it('around the end of a month makes the draft that the right one makes', async () => {
    const cases = ['2020-05-31T23:58:00Z', '2020-06-01T00:02:00Z'].flatMap((instant) =>
      MINUTES.map((minutes) => ({ name: `${instant}, ${minutes} minutes`, instant, minutes })),
    );
    const expected = await expectedDraft();
    await forAll(cases, ({ instant, minutes }) =>
      tell(aBusyMonth, async (story) => {
        story.setTime(instant);
        const clock = () => addMinutes(new Date(instant), minutes);
        const request = { newsletter: NEWS, organization: null };
        const { outcome } = await draftEdition(story.clients, request, null, clock, silent);
        expect(outcome).toBe('created');
        expect(story.draft()).toBe(expected);
        expect((await story.sync()).outcome).toBe('unchanged');
      }),
    );
  });
});
