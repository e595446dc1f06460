import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import {
  type HistoryPage,
  type MonthRepository,
  readHistories,
} from '../../src/github/activity/read-repositories.js';
import { API, client, type Request } from './github-api.js';
import { lastPage, pageUntil, repositoryNode } from './pull-request-nodes.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const START = Date.parse('2020-05-01T00:00:00Z');
const may = { from: START, to: Date.parse('2020-05-31T23:59:59Z') };

/** A commit; by its `time` GitHub gives it in a part of the month. All are in the whole month. */
interface Commit {
  readonly id: string;
  readonly oid: string;
  readonly time: number;
}

function commits(count: number, hours: number): readonly Commit[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `C_${index}`,
    oid: String(index).padStart(40, '0'),
    time: START + (index * hours * 3_600_000) / count,
  }));
}

/** As GitHub answers for these, a hundred at a time. */
function pageOf(found: readonly Commit[], after: string | null): HistoryPage {
  const end = Number(after ?? 0) + 100;
  const nodes = found.slice(end - 100, end);
  const page = end < found.length ? pageUntil(String(end), nodes) : lastPage(nodes);
  return { totalCount: found.length, ...page };
}

/** Reads the histories of repositories with these commits; what that took, too. */
async function read(...histories: readonly (readonly Commit[])[]) {
  const asked: Request['variables'][] = [];
  nock(API)
    .persist()
    .post('/graphql')
    .reply((_uri, body) => {
      const { variables } = body as unknown as Request;
      asked.push(variables);
      const count = Object.keys(variables).length / 4;
      const answers = Array.from({ length: count }, (_, index) => {
        const [since = 0, until = 0] = [variables[`since${index}`], variables[`until${index}`]].map(
          (instant) => Date.parse(String(instant)),
        );
        const isWhole = since === may.from && until === may.to;
        const found = (histories[Number(variables[`id${index}`])] ?? []).filter(
          ({ time }) => isWhole || (since <= time && time <= until),
        );
        const after = variables[`after${index}`];
        const history = pageOf(found, typeof after === 'string' ? after : null);
        return [`history${index}`, { defaultBranchRef: { target: { history } } }];
      });
      return [200, { data: Object.fromEntries(answers) }];
    });
  const nodes = histories.map((history, index) => ({
    ...repositoryNode(`acme/r${index}`, { id: String(index) }),
    createdAt: '2019-01-01T00:00:00Z',
    pushedAt: '2020-05-31T00:00:00Z',
    manifest: null,
    refs: null,
    defaultBranchRef: { target: { history: pageOf(history, null) } },
  }));
  const gaps: string[] = [];
  const found = await readHistories(await client(), nodes, may, silent, (gap) => void gaps.push(gap));
  nock.cleanAll();
  expect(gaps).toEqual([]);
  return { asked, found };
}

function oidsIn(found: readonly MonthRepository[], index: number): readonly string[] {
  return (found[index]?.history ?? []).map(({ oid }) => oid).sort();
}

function oidsOf(history: readonly Commit[]): readonly string[] {
  return history.map(({ oid }) => oid).sort();
}

describe('the histories of a month', () => {
  it('that are on their first pages take no request', async () => {
    const { asked, found } = await read(commits(100, 700), []);
    expect(asked).toEqual([]);
    expect(oidsIn(found, 0)).toHaveLength(100);
  });

  it('of a few pages are followed from page to page, together', async () => {
    const [one, other] = [commits(190, 700), commits(120, 700)];
    const { asked, found } = await read(one, other);
    expect(asked.map((variables) => Object.keys(variables).length / 4)).toEqual([2]);
    expect([oidsIn(found, 0), oidsIn(found, 1)]).toEqual([oidsOf(one), oidsOf(other)]);
  });

  it('of thousands are read in parts of the month, many at once', async () => {
    const busy = commits(2500, 700);
    const { asked, found } = await read(busy);
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(oidsIn(found, 0)).toEqual(oidsOf(busy));
  });

  it('of thousands within a day are read whole too', async () => {
    const burst = commits(1000, 20);
    const { found } = await read(burst);
    expect(oidsIn(found, 0)).toEqual(oidsOf(burst));
  });

  it('that have commits in no part are followed from page to page after all', async () => {
    const strange = commits(400, 700).map((commit, index) =>
      index === 250 ? { ...commit, time: 0 } : commit,
    );
    const { found, asked } = await read(strange);
    expect(asked).toHaveLength(1 + 3);
    expect(oidsIn(found, 0)).toEqual(oidsOf(strange));
  });
});
