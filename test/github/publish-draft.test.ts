import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { type PublishContext, type Published, publishDraft } from '../../src/github/draft/publish-draft.js';
import type { Draft } from '../../src/newsletter/draft/draft.js';
import type { DraftPlan } from '../../src/newsletter/draft/plan-draft.js';
import { blobOid } from '../../src/newsletter/markdown/blob-oid.js';
import { API, clients } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const tip = 'a'.repeat(40);
const head = 'b'.repeat(40);
const newsletter = {
  nameWithOwner: 'acme/news',
  url: 'https://github.com/acme/news',
  isPrivate: false,
  defaultBranch: { name: 'träger/α', oid: tip },
  config: null,
  typos: null,
};
const noDraft: Draft = {
  path: 'may.md',
  branch: 'next',
  editUrl: 'https://github.com/acme/news/edit/next/may.md',
  head: null,
  current: null,
  fileCommit: null,
  base: null,
  lastChange: null,
  archive: { head: 'c'.repeat(40), blob: blobOid('Rendered'), isForeign: false },
  pullRequest: null,
  predecessor: null,
  movedFrom: null,
  otherMonth: null,
};
const current = { oid: head, status: 'current' } as const;
const openPullRequest = {
  number: 7,
  url: 'https://github.com/acme/news/pull/7',
  title: 'May',
  body: 'Old',
  isOpen: true,
  closedHead: null,
  isConflicting: false,
  isFrozen: false,
  isLocked: false,
  unheard: [],
  bodyVersions: ['Body'],
  publicationDay: null,
};
const nothingToDo: DraftPlan = {
  outcome: 'unchanged',
  because: '',
  branch: null,
  commit: null,
  offer: null,
  pullRequest: null,
  withoutSection: [],
};
const commit = {
  path: 'may.md',
  text: 'Grüße 🦀\n',
  headline: 'Draft',
  body: 'Newsletter-Rendered: x',
  base: 'Rendered',
};
const pullRequest = { title: 'May', body: 'New' };

interface Write {
  readonly method: 'post' | 'patch';
  readonly path: string;
  readonly status?: number;
  readonly body?: object;
}

const createRef: Write = { method: 'post', path: '/repos/acme/news/git/refs', status: 201 };
const updateRef: Write = { method: 'patch', path: '/repos/acme/news/git/refs/heads%2Fnext' };
const commitOnBranch: Write = {
  method: 'post',
  path: '/graphql',
  body: { data: { createCommitOnBranch: { commit: { oid: head } } } },
};
const openOne: Write = {
  method: 'post',
  path: '/repos/acme/news/pulls',
  status: 201,
  body: { html_url: 'https://github.com/acme/news/pull/8', node_id: 'PR_8', number: 8 },
};
const editBody: Write = { method: 'patch', path: '/repos/acme/news/pulls/7' };
const readVersions: Write = {
  method: 'post',
  path: '/graphql',
  body: {
    data: {
      repository: { pullRequest: { userContentEdits: { nodes: [{ diff: 'New' }, { diff: 'Old' }] } } },
    },
  },
};

/** Answers these writes, each once; what was sent is in the returned list, in order. */
function answerWrites(...writes: readonly Write[]): readonly (readonly [string, unknown])[] {
  const sent: [string, unknown][] = [];
  for (const { method, path, status = 200, body = {} } of writes) {
    const reply = (_uri: string, request: unknown): [number, object] => {
      sent.push([`${method} ${path}`, request]);
      return [status, body];
    };
    const scope = nock(API);
    (method === 'post' ? scope.post(path) : scope.patch(path)).reply(reply);
  }
  return sent;
}

async function publish(
  plan: Partial<DraftPlan>,
  draft: Partial<Draft> = {},
  log = silent,
): Promise<Published> {
  const context: PublishContext = { newsletter, draft: { ...noDraft, ...draft } };
  return publishDraft(await clients(), context, { ...nothingToDo, ...plan }, log);
}

function commitFrom(expectedHeadOid: string) {
  return {
    branch: { repositoryNameWithOwner: 'acme/news', branchName: 'next' },
    expectedHeadOid,
    message: { headline: 'Draft', body: 'Newsletter-Rendered: x' },
    fileChanges: { additions: [{ path: 'may.md', contents: Buffer.from(commit.text).toString('base64') }] },
  };
}

describe('a plan', () => {
  it('for a new draft makes the branch, the commit and the pull request, in this order', async () => {
    const sent = answerWrites(createRef, commitOnBranch, openOne);
    expect((await publish({ branch: 'create', commit, pullRequest })).url).toBe(
      'https://github.com/acme/news/pull/8',
    );
    expect(sent).toMatchObject([
      ['post /repos/acme/news/git/refs', { ref: 'refs/heads/next', sha: tip }],
      ['post /graphql', { variables: { input: commitFrom(tip) } }],
      [
        'post /repos/acme/news/pulls',
        { head: 'next', base: 'träger/α', title: 'May', body: 'New', draft: true },
      ],
    ]);
  });

  it('stores what was rendered before the commit names it, on the bot’s own branch, which it makes if need be', async () => {
    const sent = answerWrites(createRef, commitOnBranch, commitOnBranch);
    const draft = { head: current, archive: { head: null, blob: null, isForeign: false } };
    await publish({ commit }, draft);
    expect(sent).toMatchObject([
      ['post /repos/acme/news/git/refs', { ref: 'refs/heads/this-month-bot/rendered', sha: tip }],
      [
        'post /graphql',
        {
          variables: {
            input: {
              branch: { branchName: 'this-month-bot/rendered' },
              expectedHeadOid: tip,
              fileChanges: { additions: [{ contents: Buffer.from('Rendered').toString('base64') }] },
            },
          },
        },
      ],
      ['post /graphql', { variables: { input: commitFrom(head) } }],
    ]);
  });

  it('stores what was offered to a file that needs no commit, and names its newest one', async () => {
    const sent = answerWrites(commitOnBranch);
    await publish({ offer: 'Offered' }, { fileCommit: head });
    const body = expect.stringMatching(new RegExp(`^What .*\\n\\nNewsletter-Draft: ${head}$`));
    expect(sent).toMatchObject([
      ['post /graphql', { variables: { input: { message: { headline: 'Render may.md [skip ci]', body } } } }],
    ]);
  });

  it('for a branch that is behind moves it forward, never back, and commits on top', async () => {
    const sent = answerWrites(updateRef, commitOnBranch, openOne);
    await publish({ branch: 'fast-forward', commit, pullRequest }, { head: { oid: head, status: 'behind' } });
    expect(sent).toMatchObject([
      ['patch /repos/acme/news/git/refs/heads%2Fnext', { sha: tip, force: false }],
      ['post /graphql', { variables: { input: commitFrom(tip) } }],
      ['post /repos/acme/news/pulls', {}],
    ]);
  });

  describe('for a branch that has diverged', () => {
    const merge = (status: number, body: object = {}): Write => {
      return { method: 'post', path: '/repos/acme/news/merges', status, body };
    };
    const merged = 'd'.repeat(40);
    const publishDiverged = () =>
      publish({ branch: 'merge', commit }, { head: { oid: head, status: 'diverged' } });

    it.each([
      [
        'merges the default branch and commits on top',
        201,
        { sha: merged, parents: [{ sha: head }] },
        merged,
      ],
      ['commits on top when that is merged already', 204, {}, head],
      ['leaves a conflict to people', 409, { message: 'Merge conflict' }, head],
    ])('%s', async (_, status, body, onto) => {
      const sent = answerWrites(merge(status, body), commitOnBranch);
      await publishDiverged();
      expect(sent).toMatchObject([
        [
          'post /repos/acme/news/merges',
          { base: 'next', head: tip, commit_message: 'Merge träger/α into next' },
        ],
        ['post /graphql', { variables: { input: commitFrom(onto) } }],
      ]);
    });

    it('does not commit over an edit that came in between', async () => {
      answerWrites(merge(201, { sha: merged, parents: [{ sha: tip }] }));
      await expect(publishDiverged()).rejects.toThrow('Nothing is lost; run again.');
    });
  });

  it('for a draft that is there commits on the head that was read, and edits the body alone', async () => {
    const sent = answerWrites(commitOnBranch, editBody, readVersions);
    const draft = { head: current, pullRequest: openPullRequest };
    expect(await publish({ commit, pullRequest }, draft)).toEqual({
      url: openPullRequest.url,
      isWhole: true,
      opened: null,
    });
    expect(sent).toMatchObject([
      ['post /graphql', { variables: { input: commitFrom(head) } }],
      ['patch /repos/acme/news/pulls/7', {}],
      ['post /graphql', { variables: { owner: 'acme', name: 'news', number: 7 } }],
    ]);
    expect(sent[1]?.[1]).toEqual({ body: 'New' });
  });

  it('without writes writes nothing, and tells where to look', async () => {
    expect((await publish({})).url).toBe('https://github.com/acme/news');
    expect((await publish({}, { pullRequest: openPullRequest })).url).toBe(openPullRequest.url);
  });

  it.each([
    [
      'opened',
      {},
      {
        ...openOne,
        status: 403,
        body: { message: 'GitHub Actions is not permitted to create pull requests' },
      },
      'https://github.com/acme/news/compare/tr%C3%A4ger/%CE%B1...next',
      'The draft is on the branch next, but its pull request could not be opened; a person can do it. GitHub does not allow this (403): GitHub Actions is not permitted to create pull requests. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      'edited',
      { pullRequest: openPullRequest },
      { ...editBody, status: 403, body: { message: 'Resource not accessible by integration' } },
      openPullRequest.url,
      'The draft is on the branch next, but its pull request could not be brought up to date. GitHub does not allow this (403): Resource not accessible by integration. Give the token or the App the permissions that app.yml lists.',
    ],
  ])(
    'writes the file though the pull request may not be %s, and says so',
    async (_, draft, refusal, url, line) => {
      const said: string[] = [];
      const log = { ...silent, warn: (message: string) => said.push(message) };
      const sent = answerWrites(commitOnBranch, refusal);
      const published = await publish({ commit, pullRequest }, { head: current, ...draft }, log);
      expect(published).toEqual({ url, isWhole: false, opened: null });
      expect(said).toEqual([line]);
      expect(sent).toHaveLength(2);
    },
  );

  it('sends a creation once: what was answered 502 may have been done', async () => {
    const branch = answerWrites({ ...createRef, status: 502 });
    await expect(publish({ branch: 'create' })).rejects.toMatchObject({ status: 502 });
    const opened = answerWrites({ ...openOne, status: 502 });
    await expect(publish({ pullRequest })).rejects.toMatchObject({ status: 502 });
    expect([branch.length, opened.length]).toEqual([1, 1]);
  });

  it('repeats a commit, since the expected head lets it happen but once', async () => {
    const sent = answerWrites({ ...commitOnBranch, status: 502 }, commitOnBranch);
    await publish({ commit }, { head: current });
    expect(sent).toHaveLength(2);
  });

  it('ends where a write is refused: nothing that depends on it is sent', async () => {
    const stale = { errors: [{ type: 'STALE_DATA', message: 'Expected branch to point to "b".' }] };
    const sent = answerWrites({ ...commitOnBranch, body: { data: null, ...stale } });
    const draft = { head: current };
    await expect(publish({ commit, pullRequest }, draft)).rejects.toMatchObject({ errors: stale.errors });
    expect(sent).toHaveLength(1);
  });
});
