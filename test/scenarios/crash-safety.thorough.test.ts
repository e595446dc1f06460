import { describe, expect, it, jest } from '@jest/globals';
import { pullRequestOf, repositoryOf } from '../fake-github/world.js';
import {
  archiveWithoutLedger,
  bodyBehind,
  branchBehind,
  branchDeleted,
  branchDiverged,
  draftBehind,
  editDraft,
  editedBehind,
  editionCorrected,
  fileMoved,
  nothingYet,
} from './beginnings.js';
import { type Death, deathsAmong, runUntil } from './death.js';
import { newsletterOf } from './newsletter-state.js';
import { expectSoundHistory } from './sound-history.js';
import { MAY_FILE, merged, NEWS, type Story, WIDGET } from './story.js';
import { forAll, tell } from './tell.js';
import { writesOf } from './watched-run.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

type Act = (story: Story) => unknown;

interface Ending extends Death {
  readonly name: string;
}

/** A run that nobody kills: what it comes to, and every way to die in it. Its writes are counted, so none is forgotten. */
async function undisturbed<Result>(begin: Act, follow: (story: Story) => Result | Promise<Result>) {
  return tell(begin, async (story) => {
    const writes = await writesOf(story);
    const expected = await follow(story);
    const endings = deathsAmong(writes.length).map((death): Ending => {
      return { ...death, name: `${death.moment} ${writes[death.write]}` };
    });
    expect(await writesOf(story)).toEqual([]);
    return { writes, expected, endings };
  });
}

const RUNS: readonly { readonly name: string; readonly begin: Act; readonly essential: string }[] = [
  { name: 'makes the first draft', begin: nothingYet, essential: 'POST /repos/{owner}/{repo}/pulls' },
  { name: 'moves the branch', begin: branchBehind, essential: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}' },
  { name: 'merges into the branch', begin: branchDiverged, essential: 'POST /repos/{owner}/{repo}/merges' },
  { name: 'brings the draft up to date', begin: draftBehind, essential: 'CommitDraft' },
  { name: 'adds to what people edited', begin: editedBehind, essential: 'StoreRendered' },
  { name: 'rewrites an old archive', begin: archiveWithoutLedger, essential: 'StoreRendered' },
  {
    name: 'writes the body alone',
    begin: bodyBehind,
    essential: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  },
  { name: 'reopens the draft', begin: branchDeleted, essential: 'POST /repos/{owner}/{repo}/git/refs' },
  { name: 'takes a corrected edition over', begin: editionCorrected, essential: 'UpdateEditions' },
  { name: 'follows a file that was moved', begin: fileMoved, essential: 'StoreRendered' },
];

describe('a run that is killed', () => {
  it.each(RUNS)(
    'while it $name is made good by the next one, as if nothing had happened',
    async ({ begin, essential }) => {
      const { writes, expected, endings } = await undisturbed(begin, newsletterOf);
      expect(writes).toContain(essential);
      // A run goes on where only an answer to people fails.
      const fatal = endings.filter(({ name }) => !/ (?:Reactions|AddComment)$/.test(name));
      await forAll(fatal, (ending) =>
        tell(begin, async (story) => {
          await runUntil(story, ending);
          expectSoundHistory(story);
          await story.sync();
          expect(newsletterOf(story)).toEqual(expected);
        }),
      );
    },
  );

  it('again and again, after each single write, gets there all the same', async () => {
    const { writes, expected } = await undisturbed(editedBehind, newsletterOf);
    await tell(editedBehind, async (story) => {
      for (const _ of writes) await runUntil(story, { write: 0, moment: 'after' });
      expect(newsletterOf(story)).toEqual(expected);
    });
  });
});

/** Whether GitHub lists the pull request: its search is late at times, and repositories become private. */
function list({ github }: Story, number: number, isListed: boolean): void {
  pullRequestOf(repositoryOf(github.world, WIDGET), number).state = isListed ? 'MERGED' : 'CLOSED';
}

/** What happens before the run that dies, and before each run after it. */
const CHANGES: readonly { readonly name: string; readonly before?: Act; readonly after: readonly Act[] }[] = [
  {
    name: 'an entry vanishes and comes back, and another one that was missing',
    before: (story) => list(story, 11, false),
    after: [
      (story) => {
        list(story, 11, true);
        list(story, 12, false);
      },
      (story) => list(story, 12, true),
    ],
  },
  {
    name: 'one is retitled, one is merged and a person edits',
    after: [
      (story) => {
        story.github.as('ann').retitlePullRequest(WIDGET, 12, 'Another title');
        merged(story, 20, { author: 'joe' });
        if (story.draft() !== '') editDraft(story, (text) => text.replace('Hello from Acme', 'Hello you'));
      },
    ],
  },
];

/** The edition as its readers see it: without what the body says of single commits. */
function editionOf({ github }: Story) {
  return {
    file: github.readFile(NEWS, 'next', MAY_FILE)?.replace('Hello you', 'Hello from Acme'),
    pullRequests: github.pullRequests(NEWS).map(({ title, state, body }) => ({
      title,
      state,
      body: body.replace(/\n+Last change: .*/, '').replace(/<!-- end of the dashboard .*$/, ''),
    })),
  };
}

async function live(story: Story, acts: readonly Act[]): Promise<void> {
  for (const act of acts) {
    await act(story);
    await story.sync();
  }
}

const LIVES = CHANGES.flatMap((change) => [
  { ...change, run: 'made the first draft', begin: nothingYet },
  { ...change, run: 'added to what people edited', begin: editedBehind },
]);

describe('while there is nobody to look', () => {
  it.each(LIVES)('after a run that $run: $name', async ({ begin, before, after }) => {
    const beginning: Act = async (story) => {
      await begin(story);
      await before?.(story);
    };
    const { expected, endings } = await undisturbed(beginning, async (story) => {
      await live(story, after);
      return editionOf(story);
    });
    // Whatever ends before the edition is stored has left nothing of it behind; after the last write, all is done.
    await forAll(endings.slice(-3, -1), (ending) =>
      tell(beginning, async (story) => {
        await runUntil(story, ending);
        const isEdited = story.draft() !== '';
        await live(story, after);
        expect(editionOf(story)).toEqual(expected);
        if (isEdited && after.length === 1) expect(story.draft()).toContain('Hello you');
        expectSoundHistory(story);
        expect(await writesOf(story)).toEqual([]);
      }),
    );
  });
});
