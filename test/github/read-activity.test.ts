import { describe, expect, it } from '@jest/globals';
import type { PullRequestNode } from '../../src/github/pull-request-query.js';
import { type ActivityScope, readActivity } from '../../src/github/read-activity.js';
import { month } from '../newsletter/builders.js';
import { type Answer, answerGraphql, client, silent } from './github-api.js';
import {
  commitBy,
  lastPage,
  pageUntil,
  pullRequestNode,
  repositoryNode,
  searchAnswer,
  user,
} from './pull-request-nodes.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const acme: ActivityScope = {
  organization: 'acme',
  isOrganization: true,
  exclude: [],
  includePrivate: false,
  allFiles: false,
};

async function read(
  nodes: readonly PullRequestNode[],
  more: readonly Answer[],
  scope: Partial<ActivityScope> = {},
) {
  const asked = answerGraphql(searchAnswer(lastPage(nodes)), ...more);
  return {
    asked,
    activity: await readActivity(await client(), { ...acme, ...scope }, month('2020-05'), silent),
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

  it('tells who wrote a pull request: author, co-authors from the trailers, nobody for a deleted account', async () => {
    const [ann, bob, cleo] = [user('ann', 1), user('bob', 2), user('cleo', 3)];
    const commits = lastPage([commitBy(ann, bob), commitBy(ann, cleo, bob), commitBy(ann)]);
    const { activity } = await read(
      [pullRequestNode(1, { commits, author: ann }), pullRequestNode(2, { author: null })],
      [noCrates(1)],
    );
    expect(activity.pullRequests).toMatchObject([
      { author: { login: 'ann', databaseId: 1 }, coAuthors: [{ login: 'bob' }, { login: 'cleo' }] },
      { author: null, coAuthors: [] },
    ]);
  });

  it('of a person’s account is searched for as such', async () => {
    const { asked } = await read([pullRequestNode(1)], [noCrates(1)], { isOrganization: false });
    expect(asked[0]?.variables.search).toMatch(/^user:acme /);
  });

  it('in which nothing was merged takes one request', async () => {
    const { activity, asked } = await read([], []);
    expect(activity.pullRequests).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('of 26 repositories and 60 pull requests is collected in four requests', async () => {
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
    expect(asked).toHaveLength(4);
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
