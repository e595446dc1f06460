import { describe, expect, it, jest } from '@jest/globals';
import type { GraphqlFailure } from '../fake-github/failures.js';
import { complaintOf, newsletterOf } from './newsletter-state.js';
import { directCommit, MAY_FILE, merged, NEWS, type Story, WIDGET } from './story.js';
import { forAll, tell } from './tell.js';
import { READS } from './trouble.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

type Path = readonly (string | number)[];

const GADGET = 'acme/gadget';

/** Two repositories with something merged, and a pull request with more commits than fit on a page. */
function twoRepositories(story: Story): void {
  story.github.addRepository({
    nameWithOwner: GADGET,
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["core"]\n',
      'core/Cargo.toml': '[package]\nname = "gadget-core"\n',
    },
  });
  directCommit(story, WIDGET);
  const commits = Array.from({ length: 5 }, () => ({ authors: [{ login: 'ann' }] }));
  merged(story, 10, { commits });
  merged(story, 11, { in: GADGET });
}

function missing(operation: string, path: Path, more: Partial<GraphqlFailure> = {}): GraphqlFailure {
  const errors = [{ type: 'FORBIDDEN', path, message: 'Resource protected by organization SAML.' }];
  return { operation, errors, ...more };
}

interface Gap {
  readonly name: string;
  readonly failure: GraphqlFailure;
  readonly sentence: RegExp;
}

const GAPS: readonly Gap[] = [
  {
    name: 'a pull request',
    failure: missing('MergedPullRequests', ['search', 'nodes', 0]),
    sentence: /did not show 1 of them/,
  },
  {
    name: 'the files of a pull request',
    failure: missing('MergedPullRequests', ['search', 'nodes', 0, 'files']),
    sentence: /Resource protected by organization SAML \(at search\.nodes\.0\.files\)/,
  },
  {
    name: 'a pull request, by trouble of its own that lasts',
    failure: {
      operation: 'MergedPullRequests',
      times: 4,
      errors: [{ path: ['search', 'nodes', 0], message: 'Timed out (request 1A:2B).' }],
    },
    sentence: /it had trouble of its own \(at search\.nodes\.0\)/,
  },
  {
    name: 'further commits',
    failure: missing('MoreOfPullRequests', ['pullRequest0', 'commits']),
    sentence: /did not give all files and commits of .*acme.*widget.*10/,
  },
  {
    name: 'a pull request that vanished meanwhile',
    failure: missing('MoreOfPullRequests', ['pullRequest0']),
    sentence: /did not give all files and commits of .*acme.*widget.*10/,
  },
  {
    name: 'a repository and its history',
    failure: missing('Repositories', ['repositoryOwner', 'repositories', 'nodes', 0]),
    sentence: /Resource protected by organization SAML \(at repositoryOwner\.repositories\.nodes\.0\)/,
  },
  {
    name: 'a commit',
    failure: missing('Commits', ['nodes', 0]),
    sentence: /Resource protected by organization SAML \(at nodes\.0\)/,
  },
  {
    name: 'a repository’s manifest',
    failure: missing('GitObjects', ['object0', 'object']),
    sentence: /did not give .*Cargo.*toml.* of .*acme/,
  },
];

const REFUSED: readonly (readonly [string, Path])[] = [
  ['Newsletter', ['repository', 'config']],
  ['Newsletter', ['repository', 'defaultBranchRef']],
  ['Editions', ['repositoryOwner']],
  ['Editions', ['repository', 'folder']],
  ['Editions', ['repository', 'folder', 'entries', 0, 'object']],
  ['Editions', ['repository', 'template']],
  ['Draft', ['repository', 'ref']],
  ['Draft', ['repository', 'ref', 'target', 'history']],
  ['Draft', ['repository', 'file']],
  ['Draft', ['repository', 'folder']],
  ['Draft', ['repository', 'pullRequests']],
];

describe('an edition of which GitHub does not give everything', () => {
  it.concurrent('is drafted as incomplete, says what is missing, and is completed by the next run', async () => {
    const expected = await tell(twoRepositories, async (story) => {
      await story.sync();
      return story.draft();
    });
    await forAll(GAPS, ({ failure, sentence }) =>
      tell(twoRepositories, async (story) => {
        story.github.failGraphql(failure);
        expect((await story.sync()).outcome).toBe('incomplete');
        const [pullRequest] = story.github.pullRequests(NEWS);
        expect(pullRequest?.body).toMatch(/This draft is incomplete/);
        expect(pullRequest?.body).toContain('some missing');
        expect(pullRequest?.body.replaceAll('\\', '')).toMatch(sentence);
        expect(pullRequest?.body).not.toContain('1A:2B');
        expect(story.said.join('\n')).toMatch(sentence);

        expect((await story.sync()).outcome).toBe('updated');
        expect(story.draft()).toBe(expected);
        expect(story.github.pullRequests(NEWS)).toMatchObject([
          { body: expect.stringContaining('3 merged, 2 shown, 1 hidden, 0 missing') },
        ]);
      }),
    );
  });

  it.concurrent('takes nothing away from a draft that is there', async () => {
    await forAll(GAPS, ({ failure }) =>
      tell(twoRepositories, async (story) => {
        await story.sync();
        await story.restart();
        const before = newsletterOf(story);
        story.github.failGraphql(failure);
        expect((await story.sync()).outcome).toBe('incomplete');
        expect(newsletterOf(story)).toMatchObject({ commits: before.commits, files: before.files });
        await story.sync();
        expect(newsletterOf(story)).toEqual(before);
      }),
    );
  });

  it.concurrent('says the same of the same gap, run after run, so that no run causes another', async () => {
    await tell(twoRepositories, async (story) => {
      story.github.failGraphql(missing('GitObjects', ['object0', 'object'], { times: 2 }));
      await story.sync();
      const before = newsletterOf(story);
      expect((await story.sync()).outcome).toBe('incomplete');
      expect(newsletterOf(story)).toEqual(before);
    });
  });

  it.concurrent('is whole when fewer pull requests at once are no trouble', async () => {
    await tell(twoRepositories, async (story) => {
      story.github.failGraphql({
        operation: 'MergedPullRequests',
        errors: [{ path: ['search', 'nodes', 0], message: 'Timed out.' }],
      });
      expect((await story.sync()).outcome).toBe('created');
    });
  });
});

describe('a part that decides what is written', () => {
  const cases = REFUSED.map(([operation, path]) => ({
    name: `${operation} without ${path.join('.')}`,
    failure: missing(operation, path),
  }));

  it.concurrent('is never taken for absent: the run ends with a sentence and without a write', async () => {
    await forAll(cases, ({ failure }) =>
      tell(twoRepositories, async (story) => {
        await story.sync();
        story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => `${text}\nA last word.\n`);
        const before = newsletterOf(story);
        merged(story, 12, { in: WIDGET });
        await story.restart();
        story.github.failGraphql(failure);
        expect(await complaintOf(story, story.sync())).toMatch(
          /^GitHub does not allow \w+(?:\.\w+)*: Resource protected by organization SAML\. Give the token/,
        );
        expect(newsletterOf(story)).toEqual(before);
      }),
    );
  });
});

describe('an answer without any data', () => {
  it.concurrent('ends the run with a sentence and without a write', async () => {
    const cases = READS.map((name) => ({ name }));
    await forAll(cases, ({ name }) =>
      tell(twoRepositories, async (story) => {
        const before = newsletterOf(story);
        const errors = [{ type: 'INSUFFICIENT_SCOPES', message: 'It broke.' }];
        story.github.failGraphql({ operation: name, errors, nullAt: [] });
        expect(await complaintOf(story, story.sync())).toMatch(
          /^GitHub could not answer: It broke\. Run again/,
        );
        expect(newsletterOf(story)).toEqual(before);
      }),
    );
  });

  it.concurrent('to a commit that was made all the same is made good by the next run', async () => {
    await tell(twoRepositories, async (story) => {
      story.github.failGraphql(missing('CommitDraft', ['createCommitOnBranch']));
      expect(await complaintOf(story, story.sync())).toMatch(/^GitHub does not allow createCommitOnBranch:/);
      expect((await story.sync()).outcome).toBe('created');
      expect(story.github.commits(NEWS, 'next')).toHaveLength(story.github.commits(NEWS, 'main').length + 1);
      expect(story.github.pullRequests(NEWS)).toHaveLength(1);
    });
  });
});
