import { describe, expect, it } from '@jest/globals';
import { type DraftPlace, readDraft } from '../../src/github/draft/read-draft.js';
import { month } from '../newsletter/builders.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { lastPage } from './pull-request-nodes.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const place: DraftPlace = {
  newsletter: {
    nameWithOwner: 'acme/news',
    url: 'https://github.com/acme/news',
    isPrivate: false,
    defaultBranch: { name: 'main', oid: 'a'.repeat(40) },
    config: null,
    typos: null,
  },
  branch: 'next',
  file: 'content/this-month/{month}/index.md',
  month: month('2020-05'),
  published: new Set([month('2020-04')]),
  permissions: { mayWrite: async () => null, app: null },
  reviews: true,
};
const viewer = { login: 'acme-bot[bot]', databaseId: 77, url: 'https://github.com/apps/acme-bot' };
const byBot = {
  author: { email: '77+acme-bot[bot]@users.noreply.github.com', user: null },
  signature: { isValid: true, wasSignedByGitHub: true },
};
const nothing = {
  ref: null,
  file: null,
  archive: null,
  archived: null,
  optOuts: null,
  folder: null,
  pullRequests: { pageInfo: { hasNextPage: false }, nodes: [] },
};
const head = 'b'.repeat(40);
const rendered = 'c'.repeat(40);
const file = { oid: rendered, text: 'Text' };

function oidOf(index: number): string {
  return String(index).repeat(40);
}

function refWith({ aheadBy = 0, behindBy = 0, messages = [] as readonly string[] } = {}) {
  const pageInfo = { hasNextPage: false, endCursor: null };
  const history = {
    pageInfo,
    nodes: messages.map((message, index) => ({ oid: oidOf(index), message, ...byBot })),
  };
  return { compare: { aheadBy, behindBy }, target: { oid: head, history } };
}

function pullRequest(number: number, more: object = {}) {
  const url = `https://github.com/acme/news/pull/${number}`;
  return {
    number,
    id: `PR_${number}`,
    updatedAt: '2020-06-01T08:00:00Z',
    url,
    state: 'OPEN',
    title: 'News: May 2020',
    body: 'Body',
    isCrossRepository: false,
    isDraft: true,
    closedAt: null,
    headRefOid: head,
    mergeable: 'UNKNOWN',
    labels: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
    locked: false,
    comments: lastPage([]),
    timelineItems: { nodes: [] },
    userContentEdits: null,
    ...more,
  };
}

/** The bot's own branch, as it had what the trailer names. */
const stored = {
  data: {
    repository: {
      ref: { target: { oid: head, history: lastPage([{ file: { oid: rendered }, ...byBot }]) } },
    },
  },
};
const noOther = { data: { repository: { pullRequests: lastPage([]) } } };

async function read(repository: object, more: Partial<DraftPlace> = {}) {
  const asked = answerGraphql({ data: { viewer, repository: { ...nothing, ...repository } } }, noOther);
  return { draft: await readDraft(await client(), { ...place, ...more }, silent), asked };
}

describe('the draft', () => {
  it('is read in one request, by the full name of its branch, and other branches where it is not open', async () => {
    const { draft, asked } = await read({});
    expect(asked.map(({ variables }) => variables)).toMatchObject([
      {
        first: 50,
        owner: 'acme',
        name: 'news',
        branch: 'next',
        ref: 'refs/heads/next',
        base: 'main',
        path: 'content/this-month/2020-05/index.md',
        file: 'refs/heads/next:content/this-month/2020-05/index.md',
        folder: 'refs/heads/next:content/this-month',
        archive: 'refs/heads/this-month-bot/rendered',
        archived: 'refs/heads/this-month-bot/rendered:content/this-month/2020-05/index.md',
        optOuts: 'refs/heads/this-month-bot/rendered:opt-outs.txt',
        reviews: true,
      },
      { owner: 'acme', name: 'news', base: 'main' },
    ]);
    expect(draft).toEqual({
      path: 'content/this-month/2020-05/index.md',
      branch: 'next',
      editUrl: 'https://github.com/acme/news/edit/next/content/this-month/2020-05/index.md',
      head: null,
      current: null,
      fileCommit: null,
      base: null,
      lastChange: null,
      archive: { head: null, blob: null, isForeign: false },
      pullRequest: null,
      predecessor: null,
      movedFrom: null,
      conversation: null,
      earlierComments: [],
      isDraft: false,
      optOuts: [],
      otherMonth: null,
    });
  });

  it('tells where to edit the file whatever its branch is called', async () => {
    const { draft } = await read({}, { branch: 'träger/#1' });
    expect(draft.editUrl).toBe(
      'https://github.com/acme/news/edit/tr%C3%A4ger/%231/content/this-month/2020-05/index.md',
    );
  });

  it.each([
    [{ aheadBy: 2, behindBy: 0 }, 'behind'],
    [{ aheadBy: 0, behindBy: 0 }, 'current'],
    [{ aheadBy: 0, behindBy: 3 }, 'current'],
    [{ aheadBy: 2, behindBy: 1 }, 'diverged'],
  ])('compared %j with the default branch is %s', async (compare, status) => {
    const { draft } = await read({ ref: refWith(compare) });
    expect(draft.head).toEqual({ oid: head, status });
  });

  const messages = [
    'A hand edit',
    `Update\n\nAdds w 2.\n\nNewsletter-Rendered: ${rendered}`,
    `Draft\n\nNewsletter-Rendered: ${head}`,
  ];

  it('knows what the bot offered last from the newest trailer, and what it changed', async () => {
    const message = 'Render';
    const archived = {
      archive: { target: { oid: head, history: { nodes: [{ message, ...byBot }] } } },
      archived: { oid: rendered, text: 'Offered' },
      pullRequests: { pageInfo: { hasNextPage: false }, nodes: [pullRequest(2)] },
    };
    const repository = { ...nothing, ref: refWith({ messages }), file, ...archived };
    const asked = answerGraphql({ data: { viewer, repository } });
    const draft = await readDraft(await client(), place, silent);
    expect(draft.base).toEqual({ oid: rendered, text: 'Offered' });
    expect(draft.lastChange).toBe('Adds w 2.');
    expect(draft.archive).toEqual({ head, blob: rendered, isForeign: false });
    expect(draft.current).toEqual({ oid: rendered, text: 'Text' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['that is newer than the trailer', 0, 'Stored', []],
    ['with the trailer', 1, 'Stored', []],
    ['that is older than the trailer', 2, 'Named', ['Named']],
  ])('knows what was offered to a commit %s', async (_, index, base, asked) => {
    const message = `Render\n\nNewsletter-Draft: ${oidOf(index)}`;
    const archive = { target: { oid: head, history: { nodes: [{ message, ...byBot }] } } };
    const archived = { oid: head, text: 'Stored' };
    answerGraphql(
      { data: { viewer, repository: { ...nothing, ref: refWith({ messages }), file, archive, archived } } },
      ...asked.flatMap((text) => [stored, { data: { repository: { object: { oid: rendered, text } } } }]),
      noOther,
    );
    const draft = await readDraft(await client(), place, silent);
    expect(draft.base?.text).toBe(base);
    expect(draft.fileCommit).toBe(oidOf(0));
  });

  it('asks for what the trailer names when the bot’s own branch is further', async () => {
    const asked = answerGraphql(
      {
        data: {
          viewer,
          repository: {
            ...nothing,
            ref: refWith({ messages }),
            file,
            archive: { target: { oid: head } },
            archived: { oid: head, text: 'Newer' },
          },
        },
      },
      stored,
      { data: { repository: { object: { oid: rendered, text: 'Older' } } } },
      noOther,
    );
    const draft = await readDraft(await client(), place, silent);
    expect(draft.base).toEqual({ oid: rendered, text: 'Older' });
    expect(asked[2]?.variables).toMatchObject({ oid: rendered });
  });

  it('looks for the trailer beyond the first page of commits', async () => {
    const ref = refWith({ messages: ['By hand'] });
    const first = { ...ref.target.history, pageInfo: { hasNextPage: true, endCursor: 'x' } };
    const asked = answerGraphql(
      {
        data: {
          viewer,
          repository: { ...nothing, file, ref: { ...ref, target: { ...ref.target, history: first } } },
        },
      },
      { data: { repository: { ref: refWith({ messages }) } } },
      { data: { repository: { object: { oid: rendered, text: 'Offered' } } } },
      noOther,
    );
    const draft = await readDraft(await client(), place, silent);
    expect(draft.base?.text).toBe('Offered');
    expect(asked[1]?.variables).toMatchObject({ after: 'x' });
  });

  it('is of another month where that is on the branch but not published', async () => {
    const months = ['2020-04', '2020-05', '2020-03'];
    const entries = months.map((name) => ({ name, object: { entries: [{ name: 'index.md' }] } }));
    const { draft } = await read({ folder: { entries } });
    expect(draft.otherMonth).toBe('2020-03');
  });
});

describe('the pull request of the draft', () => {
  it.each<[string, readonly object[], number | null]>([
    ['the open one', [pullRequest(3, { state: 'CLOSED' }), pullRequest(2)], 2],
    ['the closed one about the month', [pullRequest(3, { state: 'CLOSED' })], 3],
    [
      'not a closed one about something else',
      [pullRequest(3, { state: 'CLOSED', title: 'News: April 2020' })],
      null,
    ],
    ['not a merged one', [pullRequest(3, { state: 'MERGED' })], null],
    ['not one from a fork', [pullRequest(3, { isCrossRepository: true })], null],
  ])('is %s', async (_, nodes, number) => {
    const { draft } = await read({ pullRequests: { pageInfo: { hasNextPage: false }, nodes } });
    expect(draft.pullRequest?.number ?? null).toBe(number);
  });
});

describe('what others wrote in the bot’s words', () => {
  const byAnn = { ...byBot, author: { email: 'ann@acme.example', user: { login: 'ann', databaseId: 6 } } };
  const message = `Draft\n\nNewsletter-Rendered: ${rendered}`;
  const refBy = (origin: object) => {
    const ref = refWith({ messages: [message] });
    const nodes = ref.target.history.nodes.map((node) => ({ ...node, ...origin }));
    return { ...ref, target: { ...ref.target, history: { ...ref.target.history, nodes } } };
  };
  const readWith = async (repository: object, ...answers: readonly Answer[]) => {
    answerGraphql({ data: { viewer, repository: { ...nothing, file, ...repository } } }, ...answers, noOther);
    return readDraft(await client(), place, silent);
  };

  it('is no base, though GitHub signed it', async () => {
    expect((await readWith({ ref: refBy(byAnn) })).base).toBeNull();
  });

  it('is no base, though it has the address of the bot, which nobody signed', async () => {
    expect((await readWith({ ref: refBy({ ...byBot, signature: null }) })).base).toBeNull();
  });

  it('is no base where the bot never stored it, also where another did', async () => {
    const versions = lastPage([
      { file: { oid: rendered }, ...byAnn },
      { file: { oid: head }, ...byBot },
    ]);
    const answer = { data: { repository: { ref: { target: { oid: head, history: versions } } } } };
    const archive = { target: { oid: head } };
    expect((await readWith({ ref: refBy(byBot), archive }, answer)).base).toBeNull();
  });

  it('is a base where the bot wrote it, and a person deleted its own branch', async () => {
    const answer = { data: { repository: { object: { oid: rendered, text: 'Offered' } } } };
    expect((await readWith({ ref: refBy(byBot) }, answer)).base?.text).toBe('Offered');
  });

  it('names no commit of the draft on the bot’s own branch', async () => {
    const history = { nodes: [{ message: `Render\n\nNewsletter-Draft: ${oidOf(0)}`, ...byAnn }] };
    const archive = { target: { oid: head, history } };
    const draft = await readWith({ ref: refBy(byAnn), archive, archived: { oid: rendered, text: 'X' } });
    expect([draft.base, draft.archive]).toEqual([null, { head, blob: rendered, isForeign: true }]);
  });
});

describe('a branch name that many forks use', () => {
  const fork = (number: number) => ({ ...pullRequest(number), isCrossRepository: true });
  const flooded = {
    data: {
      viewer,
      repository: {
        ...nothing,
        ref: refWith(),
        pullRequests: { pageInfo: { hasNextPage: true }, nodes: [fork(9)] },
      },
    },
  };

  it('has its own pull request found behind them, with the merged ones', async () => {
    const listed = [fork(8), pullRequest(3), pullRequest(2, { state: 'MERGED' }), fork(1)];
    const asked = answerGraphql(
      flooded,
      { data: { repository: { pullRequests: lastPage(listed) } } },
      { data: { nodes: [pullRequest(2, { state: 'MERGED' }), pullRequest(3)] } },
    );
    const draft = await readDraft(await client(), place, silent);
    expect(draft.pullRequest?.number).toBe(3);
    expect(asked[2]?.variables).toMatchObject({ ids: ['PR_3', 'PR_2'] });
  });

  it('ends the run where they are too many, since the draft may be behind them', async () => {
    const forks = Array.from({ length: 5001 }, (_, index) => fork(index + 10));
    answerGraphql(flooded, { data: { repository: { pullRequests: lastPage(forks) } } });
    await expect(readDraft(await client(), place, silent)).rejects.toThrow(
      'acme/news has more than 5000 pull requests whose branch is called next.',
    );
  });
});

describe('a draft whose conversation is locked', () => {
  it.each([
    ['acme-bot[bot]', true],
    ['phil', false],
  ])('is locked for %s: %s', async (login, isLocked) => {
    const pullRequests = { pageInfo: { hasNextPage: false }, nodes: [pullRequest(2, { locked: true })] };
    answerGraphql(
      { data: { viewer: { ...viewer, login }, repository: { ...nothing, pullRequests } } },
      noOther,
    );
    const draft = await readDraft(await client(), place, silent);
    expect([draft.pullRequest?.isLocked, draft.conversation?.isLocked]).toEqual([isLocked, isLocked]);
  });
});

describe('a draft that GitHub gives in part', () => {
  it.each<[string, object]>([
    ['file', { ref: refWith() }],
    ['ref', { file: { oid: rendered, text: 'Text' } }],
    ['pullRequests', {}],
  ])('without its %s is refused, since what is written depends on it', async (field, repository) => {
    const answer: Answer = {
      data: { repository: { ...nothing, ...repository, [field]: null } },
      errors: [{ type: 'FORBIDDEN', path: ['repository', field], message: 'Could not be read.' }],
    };
    answerGraphql(answer);
    await expect(readDraft(await client(), place, silent)).rejects.toThrow('Could not be read.');
  });
});
