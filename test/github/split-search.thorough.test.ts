import { describe, expect, it, jest } from '@jest/globals';
import { findMerged } from '../../src/github/activity/merged-pull-requests.js';
import { intervalUntil, type MergedSearch } from '../../src/github/activity/merged-search.js';
import { month } from '../newsletter/builders.js';
import { answerSearches, timesFrom } from './answer-searches.js';
import { client } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();
// Thousands of answers take their time on a busy machine.
jest.setTimeout(60_000);

const may: MergedSearch = {
  owner: 'org:acme',
  interval: intervalUntil(month('2020-05')),
  exclude: [],
  includePrivate: false,
  conversations: false,
  movedTo: null,
  app: null,
};

describe('a search with more results than GitHub shows', () => {
  it('is split at once into as few parts as hold all: 10,000 take little more than 100 pages', async () => {
    const requests = answerSearches(timesFrom('2020-05-01T00:00:00Z', 10_000, 267_000));
    const { nodes, gaps } = await findMerged(await client(), may, silent);
    expect(gaps).toEqual([]);
    expect(nodes).toHaveLength(10_000);
    expect(requests.filter((kind) => kind === 'count')).toHaveLength(2);
    expect(requests.length).toBeLessThanOrEqual(114);
  });

  it('says what GitHub counts in the whole month but in none of its parts', async () => {
    answerSearches(timesFrom('2020-05-01T00:00:00Z', 1200, 60_000), { vanishing: 3 });
    const { nodes, gaps } = await findMerged(await client(), may, silent);
    expect(nodes).toHaveLength(1197);
    expect(gaps).toEqual(['GitHub counted 1200 merged pull requests but did not show 3 of them.']);
  });

  it('within a single second is shown as far as GitHub does, and the rest is said', async () => {
    answerSearches(timesFrom('2020-05-15T12:00:00Z', 1001, 0));
    const { nodes, gaps } = await findMerged(await client(), may, silent);
    expect(nodes).toHaveLength(1000);
    expect(gaps).toEqual(['GitHub counted 1001 merged pull requests but did not show 1 of them.']);
  });

  it('is read part by part where GitHub does not count the parts', async () => {
    const requests = answerSearches(timesFrom('2020-05-01T00:00:00Z', 1001, 2_000_000), { counts: false });
    const { nodes, gaps } = await findMerged(await client(), may, silent);
    expect(nodes).toHaveLength(1001);
    expect(gaps).toEqual([]);
    expect(requests.length).toBeGreaterThan(40);
  });
});
