import { describe, expect, it } from '@jest/globals';
import { readMergedDrafts, readMonthsBrought } from '../../src/github/draft/list-pull-requests.js';
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

const since = new Date('2020-06-01T00:00:00Z');

function pullRequest(number: number, mergedAt: string, isCrossRepository = false) {
  const state = 'MERGED';
  const title = `Edition ${number}`;
  const updatedAt = mergedAt;
  return {
    id: `${number}`,
    number,
    title,
    state,
    headRefName: 'next',
    mergedAt,
    updatedAt,
    isCrossRepository,
  };
}

function page(nodes: readonly object[], endCursor: string | null = null) {
  const pageInfo = { hasNextPage: endCursor !== null, endCursor };
  return { data: { repository: { pullRequests: { pageInfo, nodes } } } };
}

function files(nodes: readonly object[], endCursor: string | null = null) {
  const pageInfo = { hasNextPage: endCursor !== null, endCursor };
  return { data: { repository: { pullRequest: { files: { pageInfo, nodes } } } } };
}

describe('the merged drafts', () => {
  it('come in the order of their merges, each once, without a fork’s branch of the same name', async () => {
    const nodes = [
      pullRequest(7, '2020-06-02T08:00:00Z'),
      pullRequest(9, '2020-06-03T08:00:00Z', true),
      pullRequest(8, '2020-06-01T08:00:00Z'),
    ];
    const asked = answerGraphql(page(nodes, 'x'), page([...nodes, pullRequest(6, '2020-06-01T08:00:00Z')]));
    expect(await readMergedDrafts(await client(), newsletter, since)).toEqual([
      { number: 6, title: 'Edition 6', headRefName: 'next', mergedAt: '2020-06-01T08:00:00Z' },
      { number: 8, title: 'Edition 8', headRefName: 'next', mergedAt: '2020-06-01T08:00:00Z' },
      { number: 7, title: 'Edition 7', headRefName: 'next', mergedAt: '2020-06-02T08:00:00Z' },
    ]);
    expect(asked.map(({ variables }) => variables)).toMatchObject([
      { owner: 'acme', name: 'news', base: 'main' },
      { after: 'x' },
    ]);
  });

  it('are looked for as far as nothing older can follow', async () => {
    const asked = answerGraphql(
      page([pullRequest(2, '2020-06-02T08:00:00Z'), pullRequest(1, '2020-05-31T23:59:59Z')], 'x'),
    );
    const found = await readMergedDrafts(await client(), newsletter, since);
    expect(found.map(({ number }) => number)).toEqual([2]);
    expect(asked).toHaveLength(1);
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
