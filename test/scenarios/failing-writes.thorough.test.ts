import { describe, expect, it, jest } from '@jest/globals';
import { ActionNeeded } from '../../src/github/connection/errors.js';
import { ARCHIVE_BRANCH } from '../../src/github/draft/archive.js';
import { complaintOf, type NewsletterState, newsletterOf } from './newsletter-state.js';
import { MAY_FILE, merged, NEWS, type Story } from './story.js';
import { type Beginning, forAll, tell } from './tell.js';
import {
  begin,
  LOST_ANSWERS,
  operation,
  type RequestKind,
  rest,
  TROUBLES,
  type Trouble,
  troubleNamed,
} from './trouble.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

/** There is no draft. */
const nothingYet = (story: Story) => merged(story, 10);

/** A person made the branch long ago, and the default branch went on. */
const branchBehind = (story: Story) => {
  story.github.as('phil').createBranch(NEWS, 'next', 'main');
  story.github.as('phil').editFile(NEWS, 'main', 'about.md', () => 'News.\n');
  merged(story, 10);
};

/** The draft is there, and there is more to tell. */
const draftBehind = async (story: Story) => {
  merged(story, 10);
  await story.sync();
  merged(story, 11, { title: 'Another change', author: 'bob' });
};

const WRITES: readonly (readonly [string, Beginning, RequestKind])[] = [
  ['the branch is made', nothingYet, creationOf('next')],
  ['the branch is moved forward', branchBehind, rest('PATCH', /\/git\/refs\//)],
  ['the archive is begun', nothingYet, creationOf(ARCHIVE_BRANCH)],
  ['what the bot offers is stored', nothingYet, operation('StoreRendered')],
  ['the first commit is made', nothingYet, operation('CommitDraft')],
  ['the pull request is opened', nothingYet, rest('POST', /\/pulls$/)],
  ['another commit is made', draftBehind, operation('CommitDraft')],
  ['the body is edited', draftBehind, rest('PATCH', /\/pulls\/\d+$/)],
];

function creationOf(branch: string): RequestKind {
  const { matches } = rest('POST', /\/git\/refs$/);
  const ref = `refs/heads/${branch}`;
  const isOfBranch = (body: unknown) => (body as { readonly ref?: unknown } | undefined)?.ref === ref;
  return {
    name: `creation of ${branch}`,
    matches: (request) => matches(request) && isOfBranch(request.body),
  };
}

/**
 * Runs into each of the troubles, and once more when they are over. However a run ended, nothing is half-written, and
 * in the end the newsletter is as if nothing had ever failed: the same file, one branch, one pull request.
 */
async function expectConvergence(
  beginning: Beginning,
  kind: RequestKind,
  troubles: readonly Trouble[],
  expected: NewsletterState,
): Promise<void> {
  await tell(beginning, async (story) => {
    const before = newsletterOf(story);
    for (const trouble of troubles) {
      const end = begin(story, kind, trouble);
      const complaint = await complaintOf(story, complainingSync(story));
      end();
      const after = newsletterOf(story);
      if (complaint === null) expect(after).toEqual(expected);
      else expect(complaint).toMatch(trouble.sentence);
      expectNothingHalf(after, before, expected);
    }
    await story.sync();
    expect(newsletterOf(story)).toEqual(expected);
  });
}

const PULL_REQUEST_LEFT =
  /^.* (?:could not open its pull request\. A person can do it|could not be brought up to date)\. /;

/** Pull requests that may not be written end no run, but that is said. */
async function complainingSync(story: Story): Promise<void> {
  const { outcome } = await story.sync();
  if (outcome !== 'incomplete') return;
  const refusal = story.said.findLast((line) => PULL_REQUEST_LEFT.test(line)) ?? 'Nothing was said.';
  throw new ActionNeeded(refusal.replace(PULL_REQUEST_LEFT, ''));
}

/** Each file is the old one or the new one, and a pull request is not there without it. */
function expectNothingHalf(after: NewsletterState, before: NewsletterState, expected: NewsletterState): void {
  expect([...before.files, ...expected.files]).toEqual(expect.arrayContaining([...after.files]));
  for (const { files } of after.pullRequests) expect(files).toEqual([MAY_FILE]);
  expect(after.commits[0]).toEqual(before.commits[0]);
  expect(after.branches.filter((branch) => !expected.branches.includes(branch))).toEqual([]);
}

/** What the newsletter comes to without any trouble. */
function undisturbed(beginning: Beginning): Promise<NewsletterState> {
  return tell(beginning, async (story) => {
    await story.sync();
    return newsletterOf(story);
  });
}

describe('trouble with GitHub', () => {
  it.concurrent.each(WRITES)(
    'while %s leaves nothing half-written, and the next run comes to the same draft',
    async (_, beginning, kind) => {
      const expected = await undisturbed(beginning);
      const cases = [
        { name: 'refused, time and again', troubles: TROUBLES },
        ...LOST_ANSWERS.map((trouble) => ({ name: trouble.name, troubles: [trouble] })),
      ];
      await forAll(cases, ({ troubles }) => expectConvergence(beginning, kind, troubles, expected));
    },
  );
});

describe('a write that is repeated or put off', () => {
  it('happens once, where its answer was lost', async () => {
    await tell(nothingYet, async (story) => {
      begin(story, operation('CommitDraft'), troubleNamed('502 after the work, once'));
      expect((await story.sync()).outcome).toBe('created');
      expect(story.github.commits(NEWS, 'next')).toHaveLength(story.github.commits(NEWS, 'main').length + 1);
    });
  });

  it('is merged with what a hand wrote in the file meanwhile', async () => {
    await tell(draftBehind, async (story) => {
      const end = begin(story, operation('CommitDraft'), troubleNamed('502'));
      await expect(story.sync()).rejects.toThrow();
      end();
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => `${text}\nA last word.\n`);
      await story.sync();
      expect(story.draft()).toContain('A last word.');
      expect(story.draft()).toContain('Another change');
    });
  });
});
