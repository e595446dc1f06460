import { describe, expect, it } from '@jest/globals';
import { findMerged } from '../../src/github/activity/merged-pull-requests.js';
import { intervalUntil, type MergedSearch } from '../../src/github/activity/merged-search.js';
import { readNamedPullRequests, readPullRequests } from '../../src/github/activity/pull-requests.js';
import { month } from '../newsletter/builders.js';
import { answerSearches, timesFrom } from './answer-searches.js';
import { type Answer, answerGraphql, client, type Request } from './github-api.js';
import { lastPage, pageUntil, pullRequestNode, repositoryNode, searchAnswer } from './pull-request-nodes.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const may: MergedSearch = {
  owner: 'org:acme',
  interval: intervalUntil(month('2020-05')),
  exclude: ['acme/news', 'acme/about'],
  includePrivate: false,
  conversations: false,
  movedTo: null,
  app: null,
};

async function find(answers: readonly Answer[], search: Partial<MergedSearch> = {}) {
  const asked = answerGraphql(...answers);
  const found = await findMerged(await client(), { ...may, ...search }, silent);
  return { asked, gaps: found.gaps, numbers: found.nodes.map(({ number }) => number) };
}

function searchTexts(asked: readonly Request[]): readonly unknown[] {
  return asked.map(({ variables }) => variables.search);
}

const timeout = { type: 'object', message: 'This may be the result of a timeout.' };

describe('the search for merged pull requests', () => {
  it('asks for the whole UTC month, public repositories only', async () => {
    const { asked } = await find([searchAnswer(lastPage([]))]);
    expect(searchTexts(asked)).toEqual([
      'org:acme merged:2020-05-01T00:00:00Z..2020-05-31T23:59:59Z sort:created-asc is:pr is:merged is:public',
    ]);
  });

  it('and the other ways to read one leave out a pull request without the list of its commits, with a gap', async () => {
    const cut = JSON.parse(JSON.stringify({ ...pullRequestNode(1), commits: null }));
    const cutAt = (...path: readonly (string | number)[]) => [
      { type: 'RESOURCE_LIMITS_EXCEEDED', path, message: 'Resource limits for this query exceeded.' },
    ];
    const page = { data: { search: { issueCount: 2, ...lastPage([cut, pullRequestNode(2)]) } } };
    const errors = cutAt('search', 'nodes', 0, 'commits');
    const { numbers, gaps } = await find(Array.from({ length: 4 }, () => ({ ...page, errors })));
    expect(numbers).toEqual([2]);
    expect(gaps.join()).toContain('Resource limits for this query exceeded');

    const told: string[] = [];
    const report = (gap: string) => void told.push(gap);
    const reader = await client();
    answerGraphql({ data: { nodes: [cut] }, errors: cutAt('nodes', 0, 'commits') });
    expect(await readPullRequests(reader, ['PR_1'], false, report, silent)).toEqual([]);
    const names = [{ repository: 'acme/widget', number: 1, key: 'acme/widget#1' }];
    const named = cutAt('named0', 'pullRequest', 'commits');
    answerGraphql({ data: { named0: { pullRequest: cut } }, errors: named });
    expect(await readNamedPullRequests(reader, names, false, report, silent)).toEqual([]);
    expect(told).toHaveLength(2);
  });

  it('leaves private repositories in where the newsletter is private', async () => {
    const hidden = pullRequestNode(1, { repository: repositoryNode('acme/secret', { isPrivate: true }) });
    const { asked, numbers } = await find([searchAnswer(lastPage([hidden]))], { includePrivate: true });
    expect(String(asked[0]?.variables.search)).not.toContain('is:public');
    expect(numbers).toEqual([1]);
  });

  it('follows the cursor from page to page, and asks for no more than is left', async () => {
    const { asked, numbers, gaps } = await find([
      searchAnswer(pageUntil('c2', [pullRequestNode(1), pullRequestNode(2)]), 3),
      searchAnswer(lastPage([pullRequestNode(3)]), 3),
    ]);
    expect(asked.map(({ variables }) => [variables.first, variables.after])).toEqual([
      [25, null],
      [1, 'c2'],
    ]);
    expect(numbers).toEqual([1, 2, 3]);
    expect(gaps).toEqual([]);
  });

  it('drops what the search shows beyond what was asked for', async () => {
    const { numbers } = await find([
      searchAnswer(
        lastPage([
          pullRequestNode(1, { repository: repositoryNode('acme/fork', { isFork: true }) }),
          pullRequestNode(2, { repository: repositoryNode('acme/secret', { isPrivate: true }) }),
          pullRequestNode(3, { repository: repositoryNode('Acme/About') }),
          pullRequestNode(4, { mergedAt: '2020-04-30T23:59:59Z' }),
          pullRequestNode(5, { mergedAt: '2020-06-01T00:00:00Z' }),
          pullRequestNode(6, { mergedAt: null }),
          pullRequestNode(7, { mergedAt: '2020-05-01T00:00:00Z' }),
          pullRequestNode(8, { mergedAt: '2020-05-31T23:59:59Z' }),
        ]),
      ),
    ]);
    expect(numbers).toEqual([7, 8]);
  });

  it('takes what stands on two pages once, and says what was pushed off the pages by it', async () => {
    const { numbers, gaps } = await find([
      searchAnswer(pageUntil('c2', [pullRequestNode(1), pullRequestNode(2)]), 4),
      searchAnswer(lastPage([pullRequestNode(2), pullRequestNode(3)]), 4),
    ]);
    expect(numbers).toEqual([1, 2, 3]);
    expect(gaps).toEqual(['GitHub counted 4 merged pull requests but did not show 1 of them.']);
  });

  it('reads a list again that became shorter meanwhile, since others moved to pages that were read', async () => {
    const { asked, numbers, gaps } = await find([
      searchAnswer(pageUntil('c2', [pullRequestNode(1), pullRequestNode(2)]), 4),
      searchAnswer(lastPage([pullRequestNode(4)]), 3),
      searchAnswer(pageUntil('c2', [pullRequestNode(2), pullRequestNode(3)]), 3),
      searchAnswer(lastPage([pullRequestNode(4)]), 3),
    ]);
    expect(asked.map(({ variables }) => variables.after)).toEqual([null, 'c2', null, 'c2']);
    expect(numbers).toEqual([2, 3, 4]);
    expect(gaps).toEqual([]);
  });

  it('says that something may be missing from a list that goes on becoming shorter', async () => {
    const { numbers, gaps } = await find([
      searchAnswer(pageUntil('c1', [pullRequestNode(1)]), 5),
      searchAnswer(lastPage([pullRequestNode(3)]), 4),
      searchAnswer(pageUntil('c1', [pullRequestNode(1)]), 3),
      searchAnswer(lastPage([pullRequestNode(4)]), 2),
    ]);
    expect(numbers).toEqual([1, 4]);
    expect(gaps).toEqual(['Merged pull requests vanished while GitHub listed them; others may be missing.']);
  });

  it('says which results could not be read', async () => {
    const { numbers, gaps } = await find([
      {
        ...searchAnswer(lastPage([pullRequestNode(1), null]), 2),
        errors: [{ type: 'FORBIDDEN', path: ['search', 'nodes', 1], message: 'Resource protected by SSO.' }],
      },
    ]);
    expect(numbers).toEqual([1]);
    expect(gaps).toEqual([
      'GitHub answered in part only: Resource protected by SSO (at search.nodes.1).',
      'GitHub counted 2 merged pull requests but did not show 1 of them.',
    ]);
  });
});

describe('a search with more results than GitHub shows', () => {
  it('is split in time until each part is shown whole: nothing is lost, nothing doubled', async () => {
    // Most of them within five hours, so that these must be split again.
    const early = timesFrom('2020-05-03T00:00:00Z', 150, 60_000);
    const late = timesFrom('2020-05-20T00:00:00Z', 1050, 15_000);
    const requests = answerSearches([...early, ...late]);
    const { nodes, gaps } = await findMerged(await client(), may, silent);
    expect(gaps).toEqual([]);
    expect(nodes).toHaveLength(1200);
    expect(new Set(nodes.map(({ number }) => number)).size).toBe(1200);
    expect(requests.filter((kind) => kind === 'count')).toHaveLength(2 + 2);
    expect(requests.filter((kind) => kind === 'page').length).toBeLessThanOrEqual(1 + 13);
  });
});

describe('a page that GitHub cannot make', () => {
  it.each([500, 502, 503, 504])('for a %i is asked for in halves', async (status) => {
    const { asked, numbers } = await find([
      { status, body: timeout },
      { status, body: timeout },
      searchAnswer(lastPage([pullRequestNode(1)])),
    ]);
    expect(asked.map(({ variables }) => variables.first)).toEqual([25, 13, 7]);
    expect(numbers).toEqual([1]);
  });

  it('is asked for whole again after some answers in a row', async () => {
    const page = (number: number) => searchAnswer(pageUntil(`c${number}`, [pullRequestNode(number)]), 500);
    const { asked, numbers } = await find([
      { status: 502, body: timeout },
      ...[1, 2, 3, 4].map(page),
      searchAnswer(lastPage([pullRequestNode(5)]), 500),
    ]);
    expect(asked.map(({ variables }) => variables.first)).toEqual([25, 13, 13, 13, 13, 26]);
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
  });

  it('is given up when five are still too many, after three repetitions', async () => {
    const asked = answerGraphql(...Array.from({ length: 7 }, () => ({ status: 502, body: timeout })));
    await expect(findMerged(await client(), may, silent)).rejects.toMatchObject({ status: 502 });
    expect(asked.map(({ variables }) => variables.first)).toEqual([25, 13, 7, 5, 5, 5, 5]);
  });

  const wentWrong = {
    message: 'Something went wrong while executing your query on 2020-06-03. Please include `ABCD:1`.',
  };
  const tooCostly = {
    type: 'RESOURCE_LIMITS_EXCEEDED',
    message: 'Resource limits for this query exceeded.',
  };
  const unshown = 'GitHub counted 2 merged pull requests but did not show 1 of them.';
  const byItself = 'GitHub answered in part only: it had trouble of its own (at search.nodes.0).';
  const byLimits =
    'GitHub answered in part only: Resource limits for this query exceeded (at search.nodes.0).';

  it.each([
    ['trouble', wentWrong, byItself, [25, 13, 7, 5, 5, 5, 5]],
    ['resource limits', tooCostly, byLimits, [25, 13, 7, 5]],
  ])('whole for %s is taken in part only when five are still too many', async (_, error, gap, sizes) => {
    const partial = {
      ...searchAnswer(lastPage([null, pullRequestNode(2)]), 2),
      errors: [{ ...error, path: ['search', 'nodes', 0] }],
    };
    const { asked, numbers, gaps } = await find(sizes.map(() => partial));
    expect(asked.map(({ variables }) => variables.first)).toEqual(sizes);
    expect(numbers).toEqual([2]);
    expect(gaps).toEqual([gap, unshown]);
  });

  it.each([
    ['some nodes', searchAnswer(lastPage([null, pullRequestNode(2)]), 2).data, ['search', 'nodes', 0]],
    [
      'the list',
      { search: { ...searchAnswer(lastPage([]), 2).data.search, nodes: null } },
      ['search', 'nodes'],
    ],
    ['the search', { search: null }, ['search']],
    ['all', null, undefined],
  ])('by its resource limits, which leave out %s, is asked for in halves', async (_what, data, path) => {
    const cut = { data, errors: [{ ...tooCostly, ...(path && { path }) }] };
    const whole = searchAnswer(lastPage([pullRequestNode(1), pullRequestNode(2)]), 2);
    const { asked, numbers, gaps } = await find([cut, cut, whole]);
    expect(asked.map(({ variables }) => variables.first)).toEqual([25, 13, 7]);
    expect([numbers, gaps]).toEqual([[1, 2], []]);
  });

  it('at all is a gap, when even the smallest search is left out', async () => {
    const cut = { data: { search: null }, errors: [{ ...tooCostly, path: ['search'] }] };
    const { numbers, gaps } = await find([cut, cut, cut, cut]);
    expect([numbers, gaps]).toEqual([
      [],
      ['GitHub answered in part only: Resource limits for this query exceeded (at search).'],
    ]);
  });

  it('for a refusal is not asked for again', async () => {
    answerGraphql({ status: 401, body: { message: 'Bad credentials' } });
    await expect(findMerged(await client(), may, silent)).rejects.toMatchObject({ status: 401 });
  });
});
