import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { publishCheckRun } from '../../src/github/draft/check-run.js';
import type { Finding } from '../../src/newsletter/checks/check-edition.js';
import type { CheckReport } from '../../src/newsletter/checks/check-report.js';
import { blobOid } from '../../src/newsletter/markdown/blob-oid.js';
import { API, answerGraphql, clients, type Request } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const head = 'b'.repeat(40);
const text = 'Grüße 🦀\n';
const file = {
  newsletter: {
    nameWithOwner: 'acme/news',
    url: 'https://github.com/acme/news',
    isPrivate: false,
    defaultBranch: { name: 'main', oid: 'a'.repeat(40) },
    config: null,
    typos: null,
  },
  branch: 'next',
  path: 'may.md',
  text,
};
const finding: Finding = { level: 'warning', line: 3, title: 'Listed twice', message: 'Delete one.' };
const report: CheckReport = { conclusion: 'neutral', title: 'T', summary: 'S', annotations: [finding] };

/** Answers who asks, and what is on the draft branch. */
function answerHead(
  more: { readonly login?: string; readonly file?: string | null } = {},
): readonly Request[] {
  const { login = 'this-month-bot[bot]', file: oid = blobOid(text) } = more;
  const repository = { ref: { target: { oid: head } }, file: oid === null ? null : { oid } };
  return answerGraphql({ data: { viewer: { login }, repository } });
}

function answerList(...checkRuns: readonly object[]): void {
  nock(API)
    .get(`/repos/acme/news/commits/${head}/check-runs`)
    .query({ check_name: 'newsletter', per_page: '100' })
    .reply(200, { total_count: checkRuns.length, check_runs: checkRuns });
}

interface Sent {
  readonly name?: string;
  readonly head_sha?: string;
  readonly status: string;
  readonly conclusion?: string;
  readonly external_id?: string;
  readonly output: { readonly annotations: readonly object[] };
}

/** Answers writes with these statuses, the first one the creation; what they sent is in the returned list. */
function answerWrites(...statuses: readonly number[]): readonly Sent[] {
  const sent: Sent[] = [];
  for (const [index, status] of statuses.entries()) {
    const reply = (_uri: string, body: unknown): [number, object] => {
      sent.push(body as Sent);
      return [status, status < 300 ? { id: 77 } : { message: 'Resource not accessible by integration' }];
    };
    const scope = nock(API);
    const path = '/repos/acme/news/check-runs';
    (index === 0 ? scope.post(path) : scope.patch(`${path}/77`)).reply(reply);
  }
  return sent;
}

async function publish(shown = report, again = false): Promise<readonly string[]> {
  const said: string[] = [];
  const log = { ...silent, info: (message: string) => said.push(message) };
  await publishCheckRun(await clients(), file, shown, again, log);
  return said;
}

function withFindings(count: number): CheckReport {
  const annotations = Array.from({ length: count }, (_, index) => ({ ...finding, line: index + 1 }));
  return { ...report, annotations };
}

describe('a check run', () => {
  it('is made complete, in one request, for the head that has the file', async () => {
    const asked = answerHead();
    answerList();
    const sent = answerWrites(201);
    expect(await publish()).toEqual(['Check run "newsletter": T.']);
    expect(asked[0]?.variables).toEqual({
      owner: 'acme',
      name: 'news',
      ref: 'refs/heads/next',
      file: 'refs/heads/next:may.md',
    });
    expect(sent).toEqual([
      {
        name: 'newsletter',
        head_sha: head,
        status: 'completed',
        conclusion: 'neutral',
        external_id: expect.stringMatching(/^[0-9a-f]{64}$/),
        output: {
          title: 'T',
          summary: 'S',
          annotations: [
            {
              path: 'may.md',
              start_line: 3,
              end_line: 3,
              annotation_level: 'warning',
              title: 'Listed twice',
              message: 'Delete one.',
            },
          ],
        },
      },
    ]);
  });

  it('is made once more for a head that has it where somebody wants to see it again', async () => {
    answerHead();
    const sent = answerWrites(201);
    expect(await publish(report, true)).toEqual(['Check run "newsletter": T.']);
    expect(sent).toHaveLength(1);
  });

  it.each([
    [0, [0]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('with %i annotations takes requests of %j, and is complete with the last one', async (count, sizes) => {
    answerHead();
    answerList();
    const sent = answerWrites(...sizes.map(() => 201));
    await publish(withFindings(count));
    expect(sent.map(({ output }) => output.annotations.length)).toEqual(sizes);
    expect(sent.map(({ status }) => status === 'completed')).toEqual(
      sizes.map((_, index) => index === sizes.length - 1),
    );
    expect(sent.filter(({ conclusion, external_id }) => conclusion || external_id)).toHaveLength(1);
  });

  it('is made once: the same report for the same head is not written again', async () => {
    answerHead();
    answerList();
    const [sent] = await shown();
    answerHead();
    answerList({ status: 'completed', external_id: sent?.external_id });
    expect(await publish()).toEqual([]);
  });

  it.each([
    ['another report', { status: 'completed', external_id: 'f'.repeat(64) }],
    ['a run of another App', { status: 'completed', external_id: null }],
  ])('is made beside %s', async (_, other) => {
    answerHead();
    answerList(other);
    expect(await shown()).toHaveLength(1);
  });

  it('is made anew where a run was interrupted', async () => {
    answerHead();
    answerList();
    const [sent] = await shown();
    answerHead();
    answerList({ status: 'in_progress', external_id: sent?.external_id });
    expect(await shown()).toHaveLength(1);
  });

  it('differs with any annotation', async () => {
    const ids: (string | undefined)[] = [];
    for (const count of [1, 2]) {
      answerHead();
      answerList();
      const sent = answerWrites(201);
      await publish(withFindings(count));
      ids.push(sent[0]?.external_id);
    }
    expect(ids[0]).not.toBe(ids[1]);
  });

  it.each([
    ['changed the file meanwhile', { file: 'c'.repeat(40) }],
    ['removed the file meanwhile', { file: null }],
  ])('is not made when somebody %s', async (_, answer) => {
    answerHead(answer);
    expect(await publish()).toEqual([]);
  });

  it('is not asked for with a personal token, which is said once', async () => {
    answerHead({ login: 'ann' });
    expect(await publish()).toEqual([expect.stringMatching(/left out: GitHub lets only Apps/)]);
  });

  it('that the App may not make is left out, which is said once', async () => {
    answerHead();
    answerList();
    answerWrites(403);
    expect(await publish()).toEqual([expect.stringMatching(/left out: .*checks: write/)]);
  });

  it('whose creation was answered 502 is not sent again', async () => {
    answerHead();
    answerList();
    const sent = answerWrites(502);
    await expect(publish()).rejects.toMatchObject({ status: 502 });
    expect(sent).toHaveLength(1);
  });

  it('that is refused since too much was asked is no lack of permission', async () => {
    answerHead();
    answerList();
    nock(API)
      .post('/repos/acme/news/check-runs')
      .times(3)
      .reply(
        403,
        { message: 'API rate limit exceeded' },
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
      );
    await expect(publish()).rejects.toMatchObject({ status: 403 });
  });
});

/** Publishes the report; what was sent. */
async function shown(): Promise<readonly Sent[]> {
  const sent = answerWrites(201);
  await publish();
  return sent;
}
