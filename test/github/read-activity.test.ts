import { describe, expect, it } from '@jest/globals';
import type { PullRequestNode } from '../../src/github/activity/pull-requests.js';
import { type ActivityScope, readActivity } from '../../src/github/activity/read-activity.js';
import type { MonthRepositoryNode } from '../../src/github/activity/read-repositories.js';
import { startOf } from '../../src/newsletter/activity/month.js';
import { contributor, month } from '../newsletter/builders.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import {
  commitBy,
  lastPage,
  pageUntil,
  pullRequestNode,
  repositoryNode,
  searchAnswer,
  user,
} from './pull-request-nodes.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const acme: ActivityScope = {
  organization: 'acme',
  isOrganization: true,
  exclude: [],
  includePrivate: false,
  conversations: false,
  app: null,
  named: [],
  announcedByWebhook: [],
  watch: [],
  from: startOf(month('2020-05')),
  allFiles: false,
  memberCrates: () => true,
};

async function read(
  nodes: readonly PullRequestNode[],
  more: readonly Answer[],
  scope: Partial<ActivityScope> = {},
) {
  const asked = answerGraphql(searchAnswer(lastPage(nodes)), repositoriesAnswer(), ...more);
  return {
    asked,
    activity: await readActivity(await client(), { ...acme, ...scope }, month('2020-05'), silent),
  };
}

/** The organization's repositories, as far as they were pushed to. */
function repositoriesAnswer(...nodes: readonly MonthRepositoryNode[]): Answer {
  return { data: { repositoryOwner: { repositories: lastPage(nodes) } } };
}

/** A repository of which the month's history is known, by the digits that its commits' ids consist of. */
function pushedRepository(digits: string, more: Partial<MonthRepositoryNode> = {}): MonthRepositoryNode {
  const nodes = [...digits].map((digit) => ({ id: `C_${digit}`, oid: digit.repeat(40) }));
  return {
    ...repositoryNode(),
    createdAt: '2019-01-01T00:00:00Z',
    pushedAt: '2020-05-20T00:00:00Z',
    manifest: null,
    defaultBranchRef: { target: { history: { totalCount: nodes.length, ...lastPage(nodes) } } },
    refs: lastPage([]),
    ...more,
  };
}

/** A commit with the pull requests that it belongs to. */
function associated(digit: string, pullRequests: readonly object[] = [], parents = 1): object {
  return {
    oid: digit.repeat(40),
    url: `https://github.com/acme/widget/commit/${digit.repeat(40)}`,
    messageHeadline: `Commit ${digit}`,
    committedDate: '2020-05-12T00:00:00Z',
    repository: { nameWithOwner: 'acme/widget' },
    parents: { totalCount: parents },
    authors: { nodes: [{ user: user('ann', 1) }, { user: user('bob', 2) }, { user: null }] },
    associatedPullRequests: { nodes: pullRequests },
  };
}

/** No repository has a manifest. */
function noCrates(repositories: number): Answer {
  return {
    data: Object.fromEntries(
      Array.from({ length: repositories }, (_, index) => [`object${index}`, { object: null }]),
    ),
  };
}

describe('the activity of a month', () => {
  it('is sorted by merge time, and its repositories by name', async () => {
    const zebra = repositoryNode('acme/zebra');
    const { activity } = await read(
      [
        pullRequestNode(3, { repository: zebra, mergedAt: '2020-05-20T00:00:00Z' }),
        pullRequestNode(1, { mergedAt: '2020-05-21T00:00:00Z' }),
        pullRequestNode(2, { mergedAt: '2020-05-10T00:00:00Z' }),
      ],
      [noCrates(2)],
    );
    expect(activity.pullRequests.map(({ number }) => number)).toEqual([2, 3, 1]);
    expect(activity.repositories.map(({ nameWithOwner }) => nameWithOwner)).toEqual([
      'acme/widget',
      'acme/zebra',
    ]);
  });

  it('tells who wrote a pull request, and who merged it: author, co-authors from the trailers, nobody for a deleted account', async () => {
    const [ann, bob, cleo] = [user('ann', 1), user('bob', 2), user('cleo', 3)];
    const commits = lastPage([commitBy(ann, bob), commitBy(ann, cleo, bob), commitBy(ann)]);
    const { activity } = await read(
      [pullRequestNode(1, { commits, author: ann, mergedBy: cleo }), pullRequestNode(2, { author: null })],
      [noCrates(1)],
    );
    expect(activity.pullRequests[0]?.mergedBy).toEqual(contributor('cleo', 3));
    expect(activity.pullRequests).toMatchObject([
      { author: { login: 'ann', databaseId: 1 }, coAuthors: [{ login: 'bob' }, { login: 'cleo' }] },
      { author: null, coAuthors: [], mergedBy: null },
    ]);
  });

  it('of a person’s account is searched for as such', async () => {
    const { asked } = await read([pullRequestNode(1)], [noCrates(1)], { isOrganization: false });
    expect(asked[0]?.variables.search).toMatch(/^user:acme /);
  });

  it('in which nothing was merged takes two requests', async () => {
    const { activity, asked } = await read([], []);
    expect(activity.pullRequests).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('of 26 repositories and 60 pull requests is collected in five requests at most', async () => {
    const repositories = Array.from({ length: 26 }, (_, index) => repositoryNode(`acme/r${index}`));
    const nodes = Array.from({ length: 60 }, (_, index) =>
      pullRequestNode(index, { repository: repositories[index % 26] ?? repositoryNode() }),
    );
    const manifest = { text: '[workspace]\nmembers = ["a/*"]\n' };
    const each = (object: object, key: string) => [`object${key}`, { object }];
    const all = (object: object) => ({
      data: Object.fromEntries(repositories.map((_, index) => each(object, String(index)))),
    });
    const { asked } = await read(nodes, [
      all(manifest),
      all({ entries: [{ name: 'b', type: 'tree' }] }),
      all({ text: '[package]\nname = "b"\n' }),
    ]);
    expect(asked).toHaveLength(5);
  });

  it('names each gap once, wherever it was found', async () => {
    const large = pullRequestNode(1, { commits: pageUntil('c1', []) });
    const { activity } = await read(
      [large],
      [
        {
          data: { pullRequest0: null },
          errors: [{ type: 'NOT_FOUND', path: ['pullRequest0'], message: 'Gone.' }],
        },
        { data: { object0: null }, errors: [{ type: 'NOT_FOUND', path: ['object0'], message: 'Gone.' }] },
      ],
    );
    expect(activity.gaps).toEqual([
      'GitHub did not give all files and commits of acme/widget#1.',
      'GitHub did not give Cargo.toml of acme/widget: Gone.',
    ]);
    expect(activity.pullRequests).toHaveLength(1);
  });
});

describe('commits of the default branches', () => {
  const merged = pullRequestNode(1, {
    mergeCommit: { oid: '1'.repeat(40) },
    commits: lastPage([{ commit: { id: 'C_2', oid: '2'.repeat(40), authors: lastPage([]) } }]),
  });

  async function readHistory(history: string, ...more: readonly Answer[]) {
    const asked = answerGraphql(
      searchAnswer(lastPage([merged])),
      repositoriesAnswer(pushedRepository(history)),
      ...more,
    );
    return { asked, activity: await readActivity(await client(), acme, month('2020-05'), silent) };
  }

  it('need no look when pull requests brought them all', async () => {
    const { activity, asked } = await readHistory('12');
    expect(activity.commits).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('are direct when they belong to no merged pull request and merge nothing', async () => {
    const nodes = [
      associated('3'),
      associated('4', [{ id: 'PR_9', mergedAt: '2020-06-02T00:00:00Z' }]),
      associated('5', [{ id: 'PR_8', mergedAt: null }]),
      associated('6', [], 2),
    ];
    const { activity, asked } = await readHistory('123456', { data: { nodes } });
    expect(asked[2]?.variables).toEqual({ ids: ['C_3', 'C_4', 'C_5', 'C_6'] });
    expect(activity.commits.map(({ messageHeadline }) => messageHeadline)).toEqual(['Commit 3', 'Commit 5']);
    expect(activity.commits[0]).toMatchObject({ author: { login: 'ann' }, coAuthors: [{ login: 'bob' }] });
    expect(activity.repositories.map(({ nameWithOwner }) => nameWithOwner)).toEqual(['acme/widget']);
  });

  it('tell of pull requests that the search does not show yet', async () => {
    const late = pullRequestNode(7);
    const foreign = pullRequestNode(8, { repository: repositoryNode('upstream/widget') });
    const references = [late, foreign].map(({ id, mergedAt }) => ({ id, mergedAt }));
    const { activity, asked } = await readHistory(
      '13',
      { data: { nodes: [associated('3', references)] } },
      { data: { nodes: [late, foreign] } },
    );
    expect(asked[3]?.variables).toMatchObject({ ids: [late.id, foreign.id] });
    expect(activity.pullRequests.map(({ number }) => number)).toEqual([1, 7]);
    expect(activity.commits).toEqual([]);
  });

  it('that GitHub does not give leave a gap', async () => {
    const errors = [{ type: 'NOT_FOUND', path: ['nodes', 0], message: 'Gone.' }];
    const { activity } = await readHistory('13', { data: { nodes: [null] }, errors });
    expect(activity.gaps).toHaveLength(1);
  });
});

describe('the repositories of a month', () => {
  it('tell which are new', async () => {
    const isNew = { ...repositoryNode('acme/gadget'), createdAt: '2020-05-31T23:59:59Z' };
    answerGraphql(
      searchAnswer(lastPage([])),
      repositoriesAnswer(pushedRepository('', isNew), pushedRepository('')),
    );
    const activity = await readActivity(await client(), acme, month('2020-05'), silent);
    expect(activity.newRepositories.map(({ nameWithOwner }) => nameWithOwner)).toEqual(['acme/gadget']);
    expect(activity.repositories).toEqual([]);
  });

  it('are asked for as far as they were pushed to, and no further', async () => {
    const old = pushedRepository('', { ...repositoryNode('acme/old'), pushedAt: '2020-04-30T23:59:59Z' });
    const page = pageUntil('x', [pushedRepository('1'), old]);
    const asked = answerGraphql(
      searchAnswer(lastPage([])),
      { data: { repositoryOwner: { repositories: page } } },
      { data: { nodes: [associated('1')] } },
    );
    await readActivity(await client(), acme, month('2020-05'), silent);
    expect(asked[1]?.variables).toMatchObject({
      owner: 'acme',
      privacy: 'PUBLIC',
      since: '2020-05-01T00:00:00.000Z',
      until: '2020-05-31T23:59:59.000Z',
    });
    expect(asked).toHaveLength(3);
  });

  it('have histories that are read to their end, of many repositories at once', async () => {
    const long = (name: string, digit: string) => {
      const nodes = [{ id: `C_${digit}`, oid: digit.repeat(40) }];
      const history = { totalCount: 2, ...pageUntil(`after ${digit}`, nodes) };
      return pushedRepository('', { ...repositoryNode(name), defaultBranchRef: { target: { history } } });
    };
    const rest = (digit: string) => ({
      defaultBranchRef: { target: { history: lastPage([{ id: `C_${digit}`, oid: digit.repeat(40) }]) } },
    });
    const asked = answerGraphql(
      searchAnswer(lastPage([])),
      repositoriesAnswer(long('acme/a', '1'), long('acme/b', '2')),
      { data: { history0: rest('3'), history1: rest('4') } },
      { data: { nodes: [] } },
    );
    await readActivity(await client(), acme, month('2020-05'), silent);
    expect(asked[2]?.variables).toMatchObject({ id0: 'R_acme/a', after0: 'after 1', after1: 'after 2' });
    expect(asked[3]?.variables).toEqual({ ids: ['C_1', 'C_3', 'C_2', 'C_4'] });
  });
});
