import { describe, expect, it } from '@jest/globals';
import { completePullRequests } from '../../src/github/activity/complete-pull-requests.js';
import type { PullRequestNode } from '../../src/github/activity/pull-requests.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { commitBy, lastPage, pageUntil, pullRequestNode, user } from './pull-request-nodes.js';
import { silent } from './silent.js';
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

async function complete(pullRequests: readonly PullRequestNode[], answers: readonly Answer[], files = true) {
  const asked = answerGraphql(...answers);
  const gaps: string[] = [];
  const report = (gap: string) => void gaps.push(gap);
  const whole = await completePullRequests(await client(), pullRequests, { files }, report, silent);
  return { asked: asked.map(({ variables }) => variables), gaps, whole };
}

function pathsOf(pullRequest: PullRequestNode | undefined) {
  return pullRequest?.files?.nodes?.map((node) => node?.path);
}

describe('a pull request with more than one page of files and commits', () => {
  it('that has no more is not asked for', async () => {
    const { asked, whole } = await complete([pullRequestNode(1)], []);
    expect(asked).toEqual([]);
    expect(pathsOf(whole[0])).toEqual(['src/lib.rs']);
  });

  it('has all its labels, also where GitHub gives fewer than it was asked for', async () => {
    const label = (name: string) => ({ name });
    const { asked, whole } = await complete(
      [{ ...pullRequestNode(1), labels: pageUntil('l1', [label('a')]) }],
      [
        { data: { node: { labels: pageUntil('l2', [label('b')]) } } },
        { data: { node: { labels: lastPage([label('newsletter: skip')]) } } },
      ],
    );
    expect(asked.map(({ after }) => after)).toEqual(['l1', 'l2']);
    expect(whole[0]?.labels?.nodes?.map((node) => node?.name)).toEqual(['a', 'b', 'newsletter: skip']);
  });

  it('is read to the end, both lists in one request', async () => {
    const { asked, whole, gaps } = await complete(
      [large],
      [
        { data: { pullRequest0: { files: pageUntil('f2', [file('b.rs')]), commits: lastPage([bob]) } } },
        { data: { pullRequest0: { files: lastPage([file('c.rs')]) } } },
      ],
    );
    const variables = { id0: large.id, moreFiles0: 100, moreCommits0: 100 };
    expect(asked).toMatchObject([
      { ...variables, files0: 'f1', commits0: 'c1', withFiles0: true, withCommits0: true },
      { ...variables, files0: 'f2', commits0: null, withFiles0: true, withCommits0: false },
    ]);
    expect(pathsOf(whole[0])).toEqual(['a.rs', 'b.rs', 'c.rs']);
    expect(whole[0]?.commits.nodes).toEqual([ann, bob]);
    expect(gaps).toEqual([]);
  });

  it('is asked for no more than is left, since GitHub charges what a page may hold', async () => {
    const known = {
      ...large,
      files: { totalCount: 31, ...pageUntil('f1', [file('a.rs')]) },
      commits: { totalCount: 250, ...pageUntil('c1', [ann]) },
    };
    const { asked } = await complete(
      [known],
      [{ data: { pullRequest0: { files: lastPage([]), commits: lastPage([]) } } }],
    );
    expect(asked).toMatchObject([{ moreFiles0: 30, moreCommits0: 100 }]);
  });

  it('is read for its commits alone where files decide nothing', async () => {
    const answer = { data: { pullRequest0: { commits: lastPage([bob]) } } };
    const { asked, whole, gaps } = await complete([large], [answer], false);
    expect(asked).toMatchObject([{ withFiles0: false, withCommits0: true }]);
    expect(pathsOf(whole[0])).toEqual(['a.rs']);
    expect(whole[0]?.commits.nodes).toEqual([ann, bob]);
    expect(gaps).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['vanished', { data: { pullRequest0: null }, errors: [error('NOT_FOUND', 'pullRequest0')] }],
    ['without one list', { data: { pullRequest0: { files: null, commits: lastPage([bob]) } } }],
    [
      'with a hole in a list',
      {
        data: { pullRequest0: { files: lastPage([null]), commits: lastPage([bob]) } },
        errors: [error('INTERNAL', 'pullRequest0', 'files', 'nodes', 0)],
      },
    ],
  ])('%s is taken as far as it is known, and that is said', async (_, answer) => {
    const { whole, gaps } = await complete([large], [answer]);
    expect(pathsOf(whole[0])?.[0]).toBe('a.rs');
    expect(gaps).toEqual(['GitHub did not give all files and commits of acme/widget#1.']);
  });
});

describe('many pull requests with more than one page', () => {
  const many = Array.from({ length: 120 }, (_, index) =>
    pullRequestNode(index + 1, { commits: pageUntil('c1', [ann]) }),
  );
  const page = (count: number, commits = lastPage([bob])): Answer => ({
    data: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`pullRequest${index}`, { commits }]),
    ),
  });
  const sizes = (asked: readonly object[]) => asked.map((variables) => Object.keys(variables).length / 7);

  it('are asked for in batches of at most fifty, and keep their order', async () => {
    const batches = [40, 40, 40];
    const { asked, whole, gaps } = await complete(
      many,
      batches.map((count) => page(count)),
    );
    expect(sizes(asked)).toEqual(batches);
    expect(whole.map(({ number }) => number)).toEqual(many.map(({ number }) => number));
    expect(whole.every(({ commits }) => commits.nodes?.length === 2)).toBe(true);
    expect(gaps).toEqual([]);
  });

  it('that GitHub cannot answer for at once are asked for in halves', async () => {
    const { asked, gaps } = await complete(many.slice(0, 10), [{ status: 502 }, page(5), page(5)]);
    expect(sizes(asked)).toEqual([10, 5, 5]);
    expect(gaps).toEqual([]);
  });

  it('of which one vanished are complete but for that one', async () => {
    const answer = {
      data: { pullRequest0: { commits: lastPage([bob]) }, pullRequest1: null },
      errors: [error('NOT_FOUND', 'pullRequest1')],
    };
    const { whole, gaps } = await complete(many.slice(0, 2), [answer]);
    expect(whole.map(({ commits }) => commits.nodes?.length)).toEqual([2, 1]);
    expect(gaps).toEqual(['GitHub did not give all files and commits of acme/widget#2.']);
  });
});

describe('a commit with more authors than come with it', () => {
  const [cleo, dan] = [user('cleo', 3), user('dan', 4)];
  const squashed = {
    commit: { ...ann.commit, authors: pageUntil('a1', [{ user: user('ann', 1) }]) },
  };
  const pullRequest = pullRequestNode(1, { commits: lastPage([squashed]) });
  const more = (page: object): Answer => ({ data: { commit0: { authors: page } } });

  it('is read to the end', async () => {
    const { asked, whole, gaps } = await complete(
      [pullRequest],
      [more(pageUntil('a2', [{ user: cleo }])), more(lastPage([{ user: dan }]))],
    );
    expect(asked).toEqual([
      { id0: ann.commit.id, after0: 'a1' },
      { id0: ann.commit.id, after0: 'a2' },
    ]);
    expect(whole[0]?.commits.nodes?.[0]?.commit.authors.nodes).toEqual([
      { user: user('ann', 1) },
      { user: cleo },
      { user: dan },
    ]);
    expect(gaps).toEqual([]);
  });

  it('is asked for once, though two pull requests have it', async () => {
    const twice = [pullRequest, pullRequestNode(2, { commits: lastPage([squashed]) })];
    const { asked, whole } = await complete(twice, [more(lastPage([{ user: cleo }]))]);
    expect(asked).toHaveLength(1);
    expect(whole.map(({ commits }) => commits.nodes?.[0]?.commit.authors.nodes?.length)).toEqual([2, 2]);
  });

  it('that GitHub does not give is said', async () => {
    const gone = { data: { commit0: null }, errors: [error('NOT_FOUND', 'commit0')] };
    const { whole, gaps } = await complete([pullRequest], [gone]);
    expect(whole[0]?.commits.nodes?.[0]?.commit.authors.nodes).toEqual([{ user: user('ann', 1) }]);
    expect(gaps).toEqual(['GitHub did not give all authors of the commits of acme/widget#1.']);
  });
});

function error(type: string, ...path: readonly (string | number)[]) {
  return { type, path, message: 'Could not be read.' };
}
