import { describe, expect, it } from '@jest/globals';
import { completePullRequest } from '../../src/github/complete-pull-request.js';
import type { PullRequestNode } from '../../src/github/pull-request-query.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { commitBy, lastPage, pageUntil, pullRequestNode, user } from './pull-request-nodes.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const ann = commitBy(user('ann', 1));
const bob = commitBy(user('ann', 1), user('bob', 2));
const large = pullRequestNode(1, {
  files: pageUntil('f1', [file('a.rs')]),
  commits: pageUntil('c1', [ann]),
});

function file(path: string) {
  return { path, additions: 1, deletions: 0 };
}

async function complete(pullRequest: PullRequestNode, answers: readonly Answer[], files = true) {
  const asked = answerGraphql(...answers);
  const gaps: string[] = [];
  const whole = await completePullRequest(await client(), pullRequest, { files }, (gap) => gaps.push(gap));
  return {
    asked: asked.map(({ variables }) => variables),
    gaps,
    paths: whole.files?.nodes?.map((node) => node?.path),
    commits: whole.commits.nodes,
  };
}

describe('a pull request with more than one page of files and commits', () => {
  it('that has no more is not asked for', async () => {
    const { asked, paths } = await complete(pullRequestNode(1), []);
    expect(asked).toEqual([]);
    expect(paths).toEqual(['src/lib.rs']);
  });

  it('is read to the end, both lists in one request', async () => {
    const { asked, paths, commits, gaps } = await complete(large, [
      {
        data: { node: { files: pageUntil('f2', [file('b.rs')]), commits: lastPage([bob]) } },
      },
      { data: { node: { files: lastPage([file('c.rs')]) } } },
    ]);
    expect(asked).toEqual([
      { id: large.id, files: 'f1', commits: 'c1', moreFiles: true, moreCommits: true },
      { id: large.id, files: 'f2', commits: null, moreFiles: true, moreCommits: false },
    ]);
    expect(paths).toEqual(['a.rs', 'b.rs', 'c.rs']);
    expect(commits).toEqual([ann, bob]);
    expect(gaps).toEqual([]);
  });

  it('is read for its commits alone where files decide nothing', async () => {
    const answer = { data: { node: { commits: lastPage([bob]) } } };
    const { asked, paths, commits, gaps } = await complete(large, [answer], false);
    expect(asked).toMatchObject([{ moreFiles: false, moreCommits: true }]);
    expect(paths).toEqual(['a.rs']);
    expect(commits).toEqual([ann, bob]);
    expect(gaps).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['vanished', { data: { node: null }, errors: [error('NOT_FOUND', 'node')] }],
    ['without one list', { data: { node: { files: null, commits: lastPage([bob]) } } }],
    [
      'with a hole in a list',
      {
        data: { node: { files: lastPage([null]), commits: lastPage([bob]) } },
        errors: [error('INTERNAL', 'node', 'files', 'nodes', 0)],
      },
    ],
  ])('%s is taken as far as it is known, and that is said', async (_, answer) => {
    const { paths, gaps } = await complete(large, [answer]);
    expect(paths?.[0]).toBe('a.rs');
    expect(gaps).toEqual(['GitHub did not give all files and commits of acme/widget#1.']);
  });
});

function error(type: string, ...path: readonly (string | number)[]) {
  return { type, path, message: 'Could not be read.' };
}
