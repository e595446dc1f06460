import { describe, expect, it } from '@jest/globals';
import { readMergedDrafts, readMonthsBrought } from '../../src/github/draft/read-merged-drafts.js';
import { answerGraphql, client } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const newsletter = {
  nameWithOwner: 'acme/news',
  url: 'https://github.com/acme/news',
  isPrivate: false,
  defaultBranch: { name: 'main', oid: 'a'.repeat(40) },
  config: null,
  typos: null,
};

function pullRequest(number: number, mergedAt: string, isCrossRepository = false) {
  return { number, title: `Edition ${number}`, headRefName: 'next', mergedAt, isCrossRepository };
}

function files(nodes: readonly object[], endCursor: string | null = null) {
  const pageInfo = { hasNextPage: endCursor !== null, endCursor };
  return { data: { repository: { pullRequest: { files: { pageInfo, nodes } } } } };
}

describe('the merged drafts', () => {
  it('come in the order of their merges, each once, without a fork’s branch of the same name', async () => {
    const nodes = [
      pullRequest(9, '2020-06-03T08:00:00Z', true),
      pullRequest(8, '2020-06-01T08:00:00Z'),
      pullRequest(7, '2020-06-02T08:00:00Z'),
    ];
    const latest = { nodes: [pullRequest(6, '2020-06-01T08:00:00Z'), ...nodes] };
    const asked = answerGraphql({ data: { repository: { drafts: { nodes }, latest } } });
    const found = await readMergedDrafts(await client(), { newsletter, branch: 'next' });
    expect(found).toEqual([
      { number: 6, title: 'Edition 6', headRefName: 'next', mergedAt: '2020-06-01T08:00:00Z' },
      { number: 8, title: 'Edition 8', headRefName: 'next', mergedAt: '2020-06-01T08:00:00Z' },
      { number: 7, title: 'Edition 7', headRefName: 'next', mergedAt: '2020-06-02T08:00:00Z' },
    ]);
    expect(asked[0]?.variables).toEqual({
      owner: 'acme',
      name: 'news',
      branch: 'next',
      base: 'main',
      first: 50,
    });
  });
});

describe('the editions that a pull request brought', () => {
  const read = async () =>
    readMonthsBrought(await client(), 'acme/news', 9, 'content/this-month/{month}/index.md');

  it('are the files that it added, on whatever page', async () => {
    const asked = answerGraphql(
      files(
        [
          { path: 'content/this-month/2020-06/index.md', changeType: 'ADDED' },
          { path: 'content/this-month/2020-04/index.md', changeType: 'MODIFIED' },
          { path: 'content/this-month/2020-06/crab.png', changeType: 'ADDED' },
        ],
        'first',
      ),
      files([{ path: 'content/this-month/2020-05/index.md', changeType: 'ADDED' }]),
    );
    expect(await read()).toEqual(['2020-05', '2020-06']);
    expect(asked.map(({ variables }) => variables.after)).toEqual([null, 'first']);
  });

  it('are none where GitHub has no list of files', async () => {
    answerGraphql({ data: { repository: { pullRequest: { files: null } } } });
    expect(await read()).toEqual([]);
  });
});
