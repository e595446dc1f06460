import { describe, expect, it, jest } from '@jest/globals';
import { GADGET } from './beginnings.js';
import { complaintOf, newsletterOf } from './newsletter-state.js';
import { directCommit, MAY_FILE, merged, NEWS, type Story } from './story.js';
import { forAll, tell } from './tell.js';
import { begin, operation, READS, reading, TROUBLES, troubleNamed } from './trouble.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

/** So many commits that they do not fit on a page. */
const manyCommits = Array.from({ length: 5 }, (_, index) => ({
  authors: [{ login: 'ann' }, ...(index === 4 ? [{ login: 'bob' }] : [])],
}));

function somethingMerged(story: Story): void {
  merged(story, 10, { commits: manyCommits });
  const manifest = '[package]\nname = "gadget-core"\n';
  const files = { 'Cargo.toml': '[workspace]\nmembers = ["core"]\n', 'core/Cargo.toml': manifest };
  story.github.addRepository({ nameWithOwner: GADGET, files });
  directCommit(story, GADGET);
}

function writesOf({ github }: Story) {
  return github.requests.filter(
    ({ method, path, operation }) =>
      operation === 'CommitDraft' || (method !== 'GET' && !path.endsWith('/graphql')),
  );
}

describe('trouble with GitHub', () => {
  it.concurrent.each(READS)(
    'while it is asked for %s ends the run with a sentence and without a write',
    async (name) => {
      await tell(somethingMerged, async (story) => {
        const before = newsletterOf(story);
        for (const trouble of TROUBLES) {
          const end = begin(story, reading(name), trouble);
          const complaint = await complaintOf(story, story.sync());
          end();
          expect([trouble.name, complaint]).toEqual([trouble.name, expect.stringMatching(trouble.sentence)]);
        }
        expect(writesOf(story)).toEqual([]);
        expect(newsletterOf(story)).toEqual(before);
        expect((await story.sync()).outcome).toBe('created');
        expect(story.draft()).toContain('[@ann]');
        expect(story.draft()).toContain('[@bob]');
      });
    },
  );

  it('that passes is not noticed', async () => {
    const once = ['429', '500', '502', 'nothing'].map(troubleNamed);
    await forAll(once, async ({ name, failure, sentence }) => {
      await tell(somethingMerged, async (story) => {
        for (const read of READS) {
          begin(story, operation(read), { name, failure: { ...failure, times: 1 }, sentence });
        }
        expect((await story.sync()).outcome).toBe('created');
      });
    });
  });

  it('takes no draft away that is there, not even an edited one', async () => {
    await tell(somethingMerged, async (story) => {
      await story.sync();
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => `${text}\nA last word.\n`);
      const before = newsletterOf(story);
      merged(story, 11);
      for (const name of READS) {
        await story.restart();
        const end = begin(story, operation(name), troubleNamed('404'));
        expect(await complaintOf(story, story.sync())).toMatch(/404/);
        end();
      }
      expect(newsletterOf(story)).toEqual(before);
    });
  });
});

describe('a rate limit', () => {
  it('of requests is waited for twice; then the run says when to come again', async () => {
    await tell(somethingMerged, async (story) => {
      const reset = Math.floor(Date.now() / 1000) + 5;
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
      story.github.failNext({ status: 403, times: 3, headers, body: { message: 'API rate limit exceeded' } });
      expect(await complaintOf(story, story.sync())).toBe(
        `GitHub's rate limit is used up. Run again after ${new Date(reset * 1000).toISOString()}.`,
      );
      expect(story.said.filter((line) => line.includes('rate limit is reached; waiting'))).toHaveLength(2);
    });
  });

  it('of GraphQL is told as one', async () => {
    await tell(somethingMerged, async (story) => {
      story.github.failGraphql({
        operation: 'MergedPullRequests',
        times: 3,
        errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }],
        nullAt: [],
      });
      expect(await complaintOf(story, story.sync())).toMatch(/^GitHub's rate limit is used up\. Run again/);
    });
  });
});
