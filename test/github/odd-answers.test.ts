import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import {
  findMerged,
  intervalUntil,
  type MergedSearch,
} from '../../src/github/activity/merged-pull-requests.js';
import { readNamedPullRequests, readPullRequests } from '../../src/github/activity/pull-requests.js';
import { readReleases } from '../../src/github/activity/read-releases.js';
import { readHistories, readTags } from '../../src/github/activity/read-repositories.js';
import { ActionNeeded } from '../../src/github/connection/errors.js';
import { listPullRequests } from '../../src/github/draft/list-pull-requests.js';
import { NameSet } from '../../src/newsletter/activity/names.js';
import { month, repository } from '../newsletter/builders.js';
import { thoroughly } from '../thoroughly.js';
import { type Answer, API, answerGraphql, client, type GraphqlRequest } from './github-api.js';
import { lastPage, pageUntil, pullRequestNode, repositoryNode, searchAnswer } from './pull-request-nodes.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

const may: MergedSearch = {
  owner: 'org:acme',
  interval: intervalUntil(month('2020-05')),
  exclude: new NameSet(['acme/news', 'acme/about']),
  includePrivate: false,
  conversations: false,
  watch: new NameSet(),
  movedTo: null,
  takenBackIn: null,
  botLogin: null,
};

async function find(...answers: readonly Answer[]) {
  answerGraphql(...answers);
  const { nodes, gaps } = await findMerged(await client(), may, silent);
  return { gaps, numbers: nodes.map(({ number }) => number) };
}

describe('a search', () => {
  withoutNetwork();

  it('that shows more than was asked for is cut to that', async () => {
    const { numbers } = await find(
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
    );
    expect(numbers).toEqual([7, 8]);
  });

  it('that shows one on two pages has it once, and what it pushed off the pages is said', async () => {
    const { numbers, gaps } = await find(
      searchAnswer(pageUntil('c2', [pullRequestNode(1), pullRequestNode(2)]), 4),
      searchAnswer(lastPage([pullRequestNode(2), pullRequestNode(3)]), 4),
    );
    expect(numbers).toEqual([1, 2, 3]);
    expect(gaps).toEqual(['GitHub counted 4 merged pull requests but did not show 1 of them.']);
  });

  it('whose list became shorter meanwhile is read again, since others moved to pages that were read', async () => {
    const { numbers, gaps } = await find(
      searchAnswer(pageUntil('c2', [pullRequestNode(1), pullRequestNode(2)]), 4),
      searchAnswer(lastPage([pullRequestNode(4)]), 3),
      searchAnswer(pageUntil('c2', [pullRequestNode(2), pullRequestNode(3)]), 3),
      searchAnswer(lastPage([pullRequestNode(4)]), 3),
    );
    expect(numbers).toEqual([2, 3, 4]);
    expect(gaps).toEqual([]);
  });

  it('whose list goes on becoming shorter may lack something, which is said', async () => {
    const { numbers, gaps } = await find(
      searchAnswer(pageUntil('c1', [pullRequestNode(1)]), 5),
      searchAnswer(lastPage([pullRequestNode(3)]), 4),
      searchAnswer(pageUntil('c1', [pullRequestNode(1)]), 3),
      searchAnswer(lastPage([pullRequestNode(4)]), 2),
    );
    expect(numbers).toEqual([1, 4]);
    expect(gaps).toEqual(['Merged pull requests vanished while GitHub listed them; others may be missing.']);
  });

  it('with some results that GitHub keeps for itself says which', async () => {
    const { numbers, gaps } = await find({
      ...searchAnswer(lastPage([pullRequestNode(1), null]), 2),
      errors: [{ type: 'FORBIDDEN', path: ['search', 'nodes', 1], message: 'Resource protected by SSO.' }],
    });
    expect(numbers).toEqual([1]);
    expect(gaps).toEqual([
      'GitHub answered in part only: Resource protected by SSO (at search.nodes.1).',
      'GitHub counted 2 merged pull requests but did not show 1 of them.',
    ]);
  });
});

describe('a pull request without the list of its commits', () => {
  withoutNetwork();

  const cut = JSON.parse(JSON.stringify({ ...pullRequestNode(1), commits: null }));
  const cutAt = (...path: readonly (string | number)[]) => [
    { type: 'RESOURCE_LIMITS_EXCEEDED', path, message: 'Resource limits for this query exceeded.' },
  ];

  it('is left out of a search, with a gap', async () => {
    const page = { data: { search: { issueCount: 2, ...lastPage([cut, pullRequestNode(2)]) } } };
    const errors = cutAt('search', 'nodes', 0, 'commits');
    const { numbers, gaps } = await find(...Array.from({ length: 4 }, () => ({ ...page, errors })));
    expect(numbers).toEqual([2]);
    expect(gaps.join()).toContain('Resource limits for this query exceeded');
  });

  it('is left out where it was asked for by its id or its name, with a gap', async () => {
    const gaps: string[] = [];
    const reading = { client: await client(), report: (gap: string) => void gaps.push(gap), log: silent };
    answerGraphql({ data: { nodes: [cut] }, errors: cutAt('nodes', 0, 'commits') });
    expect(await readPullRequests(reading, ['PR_1'], false)).toEqual([]);
    const names = [{ repository: 'acme/widget', number: 1, key: 'acme/widget#1' }];
    answerGraphql({
      data: { named0: { pullRequest: cut } },
      errors: cutAt('named0', 'pullRequest', 'commits'),
    });
    expect(await readNamedPullRequests(reading, names, false)).toEqual([]);
    expect(gaps).toHaveLength(2);
  });
});

describe('a history of thousands', () => {
  withoutNetwork();

  it('that GitHub shows in no part of the month is read from page to page after all', async () => {
    const commits = Array.from({ length: 400 }, (_, index) => ({
      id: `C_${index}`,
      oid: String(index).padStart(40, '0'),
      committedDate: '2020-05-10T00:00:00Z',
      message: 'Turn',
    }));
    const pageAfter = (cursor: unknown) => {
      const start = Number(cursor ?? 0);
      const nodes = commits.slice(start, start + 100);
      const page = start + 100 < commits.length ? pageUntil(String(start + 100), nodes) : lastPage(nodes);
      return { totalCount: commits.length, ...page };
    };
    const interval = { from: Date.parse('2020-05-01T00:00:00Z'), to: Date.parse('2020-05-31T23:59:59Z') };
    nock(API)
      .persist()
      .post('/graphql')
      .reply((_uri, body) => {
        const { variables } = body as unknown as GraphqlRequest;
        const indices = Object.keys(variables).flatMap((name) => /^id(\d+)$/.exec(name)?.[1] ?? []);
        const answers = indices.map((index) => {
          const isWhole = Date.parse(String(variables[`since${index}`])) === interval.from;
          const isPart = Date.parse(String(variables[`until${index}`])) !== interval.to;
          const empty = { totalCount: 0, ...lastPage([]) };
          const history = isWhole && !isPart ? pageAfter(variables[`after${index}`]) : empty;
          return [`history${index}`, { defaultBranchRef: { target: { history } } }];
        });
        return [200, { data: Object.fromEntries(answers) }];
      });
    const node = {
      ...repositoryNode(),
      createdAt: '2019-01-01T00:00:00Z',
      pushedAt: '2020-05-31T00:00:00Z',
      manifest: null,
      refs: null,
      defaultBranchRef: { name: 'main', target: { history: pageAfter(null) } },
    };
    const gaps: string[] = [];
    const reading = { client: await client(), report: (gap: string) => void gaps.push(gap), log: silent };
    const found = await readHistories(reading, [node], interval);
    nock.cleanAll();
    expect(found.flatMap(({ history }) => history.map(({ oid }) => oid)).sort()).toEqual(
      commits.map(({ oid }) => oid),
    );
    expect(gaps).toEqual([]);
  });
});

describe('tags', () => {
  withoutNetwork();

  const commit = { oid: 'c', committedDate: '2020-05-02T00:00:00Z' };

  async function read(refs: Parameters<typeof readTags>[1][number]['refs'], ...answers: readonly Answer[]) {
    answerGraphql(...answers);
    const said: string[] = [];
    const log = { ...silent, warn: (message: string) => said.push(message) };
    const tagged = [{ id: 'R_widget', nameWithOwner: 'acme/widget', refs }];
    return { said, tags: await readTags(await client(), tagged, new Date('2020-05-01'), log) };
  }

  it('that point to no commit are left out, and the others have the time of the tag or of the commit', async () => {
    const refs = lastPage([
      { name: 'v1', target: commit },
      { name: 'v2', target: { tagger: { date: '2020-05-04T02:00:00+02:00' }, target: commit } },
      { name: 'v3', target: { tagger: { date: null }, target: commit } },
      { name: 'of a file', target: {} },
      { name: 'of a tag', target: { tagger: { date: '2020-05-04T00:00:00Z' }, target: {} } },
      { name: 'of nothing', target: null },
      null,
    ]);
    const { tags } = await read(pageUntil('one', []), { data: { tags0: { refs } } });
    expect(tags.map(({ name, taggedAt }) => [name, taggedAt])).toEqual([
      ['v1', '2020-05-02T00:00:00Z'],
      ['v2', '2020-05-04T00:00:00Z'],
      ['v3', '2020-05-02T00:00:00Z'],
    ]);
  });

  it('without an end are not read on for ever; the log says so', async () => {
    const more = pageUntil('more', [{ name: 'v', target: commit }]);
    nock(API)
      .persist()
      .post('/graphql')
      .reply(200, { data: { tags0: { refs: more } } });
    const { said } = await read(more);
    nock.cleanAll();
    expect(said).toEqual(['acme/widget has too many tags; older ones are left out.']);
  });

  it('that GitHub keeps for itself are missing; the log says so', async () => {
    const errors = [{ type: 'FORBIDDEN', message: 'Not for you.', path: ['tags0', 'refs'] }];
    const refused = { data: { tags0: { refs: null } }, errors };
    const { said, tags } = await read(pageUntil('one', [{ name: 'v', target: commit }]), refused);
    expect(tags.map(({ name }) => name)).toEqual(['v']);
    expect(said).toEqual(['GitHub did not give all tags: Not for you.']);
  });
});

describe('the releases of a repository', () => {
  withoutNetwork();

  const since = '2020-05-01T00:00:00.000Z';
  const question = { repository: repository('acme/other'), crates: [], tags: [], since };

  async function read() {
    const said: string[] = [];
    const say = (message: string) => said.push(message);
    const log = { debug: say, info: say, warn: say };
    return { said, releases: await readReleases(await client(log), [question], log) };
  }

  it('without commits are unknown, and the log says so', async () => {
    answerGraphql({ data: { history0: { object: null } } });
    const { said, releases } = await read();
    expect([...releases.keys()]).toEqual([]);
    expect(said).toContain('The bot does not know what was released of acme/other: HEAD is not a commit.');
  });

  thoroughly('with too many commits since are unknown, and the log says so', async () => {
    const commit = { oid: 'c', committedDate: '2020-05-03T00:00:00Z', parents: { nodes: [] } };
    const history = pageUntil('next', [commit]);
    nock(API)
      .persist()
      .post('/graphql')
      .reply(200, { data: { history0: { object: { oid: 'c', history } } } });
    const { said, releases } = await read();
    nock.cleanAll();
    expect([...releases.keys()]).toEqual([]);
    expect(said).toContain(
      'The bot does not know what was released of acme/other: too many commits came since.',
    );
  });
});

describe('a list of pull requests that strangers open', () => {
  withoutNetwork();

  const listed = (number: number) => ({
    id: `PR_${number}`,
    number,
    title: 'This Month',
    state: 'OPEN',
    headRefName: 'next',
    updatedAt: '2020-06-03T00:00:00Z',
    mergedAt: null,
    isCrossRepository: number > 1,
  });

  /** Pages of a hundred, the newest first. The oldest one is the bot's own; all others come from forks. */
  function list(count: number) {
    const nodes = Array.from({ length: count }, (_, index) => listed(count - index));
    const pages = Array.from({ length: Math.ceil(count / 100) }, (_, index) => {
      const here = nodes.slice(index * 100, index * 100 + 100);
      return (index + 1) * 100 < count ? pageUntil(`c${index}`, here) : lastPage(here);
    });
    return pages.map((pullRequests) => ({ data: { repository: { pullRequests } } }));
  }

  async function read(count: number) {
    answerGraphql(...list(count));
    const newsletter = { owner: 'acme', name: 'news' };
    return listPullRequests(await client(), newsletter, { of: 'BranchPullRequests', head: 'next' });
  }

  thoroughly('is read to its end, as long as it has at most 5,000', async () => {
    expect((await read(5000)).map(({ number }) => number)).toEqual([1]);
  });

  thoroughly('of more than 5,000 ends the run, since nobody knows which one is the draft', async () => {
    const reading = read(5001);
    await expect(reading).rejects.toThrow(ActionNeeded);
    await expect(reading).rejects.toThrow(
      /^acme\/news has more than 5000 pull requests whose branch is called next\..* Set another "branch"/,
    );
  });
});
