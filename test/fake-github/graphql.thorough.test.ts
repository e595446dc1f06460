import { describe, expect, it } from '@jest/globals';
import { FakeGitHub } from './fake-github.js';
import type { ResourceLimits } from './resource-limits.js';
import { clientOf, withFakeGitHub } from './with-fake-github.js';

const uefi = 'osdev/uefi';

function fill(github: FakeGitHub): void {
  github.addOrganization({ login: 'osdev' });
  github.addUser({ login: 'ann', databaseId: 7, name: 'Ann' });
  github.addRepository({
    nameWithOwner: uefi,
    defaultBranch: 'trunk',
    files: { 'Cargo.toml': '[package]\n', 'uefi/src/lib.rs': '// lib\n' },
  });
  for (const title of ['One', 'Two', 'Three']) {
    github.addMergedPullRequest(uefi, {
      title,
      author: title === 'Three' ? null : 'ann',
      mergedAt: '2020-05-01T00:00:00Z',
      files: ['a.rs', 'b.rs', 'c.rs'],
      commits: [{ authors: [{ login: 'ann' }, { name: 'Nobody Known' }] }],
    });
  }
}

describe('GraphQL reads', () => {
  it('reads folders and files in one query', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const answer = await octokit.graphql(`{ repository(owner: "osdev", name: "uefi") {
        defaultBranchRef { name target { oid } }
        root: object(expression: "HEAD:") { ... on Tree { entries { path type mode
          object { __typename ... on Tree { entries { path object { ... on Tree { entries { path } } } } } ... on Blob { text oid } } } } }
        file: object(expression: "trunk:uefi/src/lib.rs") { ... on Blob { text isBinary isTruncated byteSize } }
        gone: object(expression: "trunk:nothing") { oid }
      } }`);
      expect(answer).toMatchObject({
        repository: {
          defaultBranchRef: { name: 'trunk' },
          root: {
            entries: [
              { path: 'Cargo.toml', type: 'blob', mode: 0o100644, object: { text: '[package]\n' } },
              {
                path: 'uefi',
                type: 'tree',
                object: {
                  __typename: 'Tree',
                  entries: [{ path: 'uefi/src', object: { entries: [{ path: 'uefi/src/lib.rs' }] } }],
                },
              },
            ],
          },
          file: { text: '// lib\n', isBinary: false, isTruncated: false, byteSize: 7 },
          gone: null,
        },
      });
    });
  });

  it('says who wrote a pull request: null for a deleted account, a bot without its suffix', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.addMergedPullRequest(uefi, {
        title: 'Four',
        author: 'renovate[bot]',
        mergedAt: '2020-05-01T00:00:00Z',
      });
      const answer =
        await octokit.graphql(`{ repository(owner: "osdev", name: "uefi") { pullRequests(first: 9) { nodes {
        author { __typename login ... on User { databaseId name } }
        commits(first: 1) { nodes { commit { authors(first: 5) { nodes { name user { login } } } } } }
      } } } }`);
      expect(answer).toMatchObject({
        repository: {
          pullRequests: {
            nodes: [
              {
                author: { __typename: 'User', login: 'ann', databaseId: 7, name: 'Ann' },
                commits: {
                  nodes: [
                    {
                      commit: {
                        authors: {
                          nodes: [
                            { name: 'Ann', user: { login: 'ann' } },
                            { name: 'Nobody Known', user: null },
                          ],
                        },
                      },
                    },
                  ],
                },
              },
              {},
              { author: null },
              { author: { __typename: 'Bot', login: 'renovate' } },
            ],
          },
        },
      });
    });
  });

  it('pages by the size that the test asks for', async () => {
    await withFakeGitHub(
      async (github, octokit) => {
        fill(github);
        const titles: string[] = [];
        let after: string | null = null;
        do {
          const page: Page = await octokit.graphql<Page>(
            `query ($after: String) { repository(owner: "osdev", name: "uefi") { pullRequests(first: 100, after: $after) {
              totalCount nodes { title } pageInfo { hasNextPage endCursor } } } }`,
            { after },
          );
          const { nodes, pageInfo } = page.repository.pullRequests;
          titles.push(...nodes.map(({ title }) => title));
          after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        } while (after !== null);
        expect(titles).toEqual(['One', 'Two', 'Three']);
        expect(github.requests).toHaveLength(2);
      },
      { pageSize: 2 },
    );
  });

  it('reads the last ones of a list', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const { repository } = await octokit.graphql<Page>(
        '{ repository(owner: "osdev", name: "uefi") { pullRequests(last: 1) { nodes { title } } } }',
      );
      expect(repository.pullRequests.nodes).toEqual([{ title: 'Three' }]);
    });
  });

  it('finds co-authors and the pull request of a commit', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.addUser({ login: 'ben', databaseId: 8 });
      github.as('ann').mergePullRequest(uefi, {
        title: 'Pair',
        files: { 'b.rs': '' },
        message: 'Pair\n\nCo-authored-by: Ben <8+ben@users.noreply.github.com>',
        method: 'squash',
      });
      const answer = await octokit.graphql(`{ repository(owner: "osdev", name: "uefi") {
        object(expression: "HEAD") { ... on Commit { messageHeadline
          associatedPullRequests(first: 1) { nodes { title mergedBy { login } } } history(first: 9) { totalCount } } }
        pullRequest(number: 4) { merged files(first: 9) { nodes { path additions } }
          commits(first: 1) { nodes { commit { authors(first: 2) { nodes { user { login } } } } } } } } }`);
      expect(answer).toMatchObject({
        repository: {
          object: {
            messageHeadline: 'Pair (#4)',
            history: { totalCount: 2 },
            associatedPullRequests: { nodes: [{ title: 'Pair', mergedBy: { login: 'ann' } }] },
          },
          pullRequest: {
            merged: true,
            files: { nodes: [{ path: 'b.rs', additions: 0 }] },
            commits: {
              nodes: [
                { commit: { authors: { nodes: [{ user: { login: 'ann' } }, { user: { login: 'ben' } }] } } },
              ],
            },
          },
        },
      });
    });
  });

  it('answers a field of which it knows nothing as a test says, if GitHub has it', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const node = { number: 7, title: 'How to boot', closedAt: '2020-05-12T00:00:00Z' };
      github.answerField(uefi, 'discussions', { nodes: [node] });
      const ask = (fields: string) =>
        octokit.graphql(
          `{ repository(owner: "osdev", name: "uefi") { discussions(first: 1) { nodes { ${fields} } } } }`,
        );
      await expect(ask('number title closedAt')).resolves.toEqual({
        repository: { discussions: { nodes: [node] } },
      });
      await expect(ask('number closedOn')).rejects.toThrow('closedOn');
    });
  });

  it('follows a repository to its new name, until another one takes the old', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.addUser({ login: 'phil' });
      const nameOf = async (name: string, follow = true) => {
        const query = `{ repository(owner: "osdev", name: "${name}", followRenames: ${follow}) { nameWithOwner } }`;
        const { repository } = await octokit.graphql<{ repository: { nameWithOwner: string } }>(query);
        return repository.nameWithOwner;
      };
      github.renameRepository(uefi, 'osdev/uefi-rs');
      github.renameRepository('osdev/uefi-rs', 'phil/firmware');
      expect(await nameOf('uefi')).toBe('phil/firmware');
      expect(await nameOf('UEFI-rs')).toBe('phil/firmware');
      await expect(nameOf('uefi', false)).rejects.toThrow(
        "Could not resolve to a Repository with the name 'osdev/uefi'.",
      );
      github.addRepository({ nameWithOwner: uefi });
      expect(await nameOf('uefi')).toBe(uefi);
      expect(await nameOf('uefi-rs')).toBe('phil/firmware');
      expect(github.pullRequests('phil/firmware').map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
    });
  });

  it('has no default branch in an empty repository', async () => {
    await withFakeGitHub(async (github, octokit) => {
      github.addRepository({ nameWithOwner: 'osdev/empty' });
      const answer = await octokit.graphql(
        '{ repository(owner: "osdev", name: "empty") { isEmpty defaultBranchRef { name } object(expression: "HEAD:") { oid } } }',
      );
      expect(answer).toEqual({ repository: { isEmpty: true, defaultBranchRef: null, object: null } });
    });
  });
});

interface Page {
  readonly repository: {
    readonly pullRequests: {
      readonly nodes: readonly { readonly title: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

describe('GraphQL refusals', () => {
  it.each([
    ['a field that GitHub has not', '{ viewer { logn } }', { message: expect.stringContaining('logn') }],
    ['what does not parse', '{ viewer {', { message: expect.stringContaining('Syntax Error') }],
    [
      'a repository that is not there',
      '{ repository(owner: "osdev", name: "gone") { id } }',
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        message: "Could not resolve to a Repository with the name 'osdev/gone'.",
      },
    ],
    [
      'a user asked for as an organization',
      '{ organization(login: "ann") { id } }',
      { type: 'NOT_FOUND', message: "Could not resolve to an Organization with the login of 'ann'." },
    ],
    [
      'a list without a page size',
      '{ repository(owner: "osdev", name: "uefi") { pullRequests { nodes { title } } } }',
      { type: 'MISSING_PAGINATION_BOUNDARIES', path: ['repository', 'pullRequests'] },
    ],
    [
      'a page that is too large',
      '{ repository(owner: "osdev", name: "uefi") { pullRequests(first: 101) { nodes { title } } } }',
      { type: 'EXCESSIVE_PAGINATION' },
    ],
    [
      'a cursor that is none',
      '{ repository(owner: "osdev", name: "uefi") { pullRequests(first: 1, after: "x") { nodes { title } } } }',
      { type: 'INVALID_CURSOR_ARGUMENTS' },
    ],
    [
      'half a million nodes and more',
      `{ organization(login: "osdev") { repositories(first: 100) { nodes { pullRequests(first: 100) { nodes {
        files(first: 50) { nodes { path } } } } } } } }`,
      {
        type: 'MAX_NODE_LIMIT_EXCEEDED',
        message:
          'This query requests up to 510,100 possible nodes which exceeds the maximum limit of 500,000.',
      },
    ],
  ])('%s', async (_, query, error) => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      await expect(octokit.graphql(query)).rejects.toMatchObject({ errors: [error] });
    });
  });

  it('counts a list without a page size', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const answer = await octokit.graphql(
        '{ repository(owner: "osdev", name: "uefi") { pullRequests { totalCount } } }',
      );
      expect(answer).toEqual({ repository: { pullRequests: { totalCount: 3 } } });
    });
  });

  it('says loudly what it cannot answer yet', async () => {
    const github = await FakeGitHub.start();
    try {
      fill(github);
      const query = '{ repository(owner: "osdev", name: "uefi") { stargazerCount } }';
      await expect(clientOf(github).graphql(query)).rejects.toThrow(
        'does not answer Repository.stargazerCount yet',
      );
      expect(github.unexpectedRequests).toEqual([
        'GraphQL: The fake GitHub does not answer Repository.stargazerCount yet.',
      ]);
    } finally {
      await github.stop();
    }
  });

  it('takes what a query costs off the rate limit', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const query = `query Costly { rateLimit { cost remaining } organization(login: "osdev") {
        repositories(first: 100) { nodes { pullRequests(first: 100) { nodes { labels(first: 5) { nodes { name } } } } } } } }`;
      expect(await octokit.graphql(query)).toMatchObject({ rateLimit: { cost: 101, remaining: 4899 } });
      expect(github.requests).toEqual([
        expect.objectContaining({
          method: 'POST',
          path: '/graphql',
          operation: 'Costly',
          status: 200,
          cost: 101,
          sentBy: { kind: 'user', login: 'this-month-bot-tester' },
        }),
      ]);
    });
  });
});

describe('a query that costs GitHub too much', () => {
  const LIST =
    'query List { repository(owner: "osdev", name: "uefi") { pullRequests(first: 3) { nodes { title } } } }';
  const TWO = `query Two {
    one: repository(owner: "osdev", name: "uefi") { name }
    two: repository(owner: "osdev", name: "uefi") { name }
  }`;
  const limited = (missing: ResourceLimits['missing'], query: string) =>
    withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.limitResources({ missing, areExceededBy: ({ items }) => items > 1 });
      const response = await octokit.request('POST /graphql', {
        query,
        baseUrl: `${github.baseUrl}/api`,
      });
      return { status: response.status, ...response.data };
    });
  const exceededAt = (path: readonly (string | number)[]) => ({
    type: 'RESOURCE_LIMITS_EXCEEDED',
    path,
    message: 'Resource limits for this query exceeded.',
  });

  it('is answered without some nodes, without lists, or without any data, and with status 200', async () => {
    expect(await limited('some nodes', LIST)).toEqual({
      status: 200,
      data: { repository: { pullRequests: { nodes: [null, { title: 'Two' }, null] } } },
      errors: [2, 0].map((index) => exceededAt(['repository', 'pullRequests', 'nodes', index])),
    });
    expect(await limited('lists', LIST)).toEqual({
      status: 200,
      data: { repository: { pullRequests: null } },
      errors: [exceededAt(['repository', 'pullRequests'])],
    });
    expect(await limited('all data', LIST)).toEqual({
      status: 200,
      data: null,
      errors: [exceededAt(['repository'])],
    });
    expect(await limited('some nodes', TWO)).toMatchObject({ data: { one: null, two: { name: 'uefi' } } });
    expect(await limited('lists', TWO)).toMatchObject({ data: { one: null, two: null } });
  });

  it('is another one than those below the limit', async () => {
    expect(await limited('all data', 'query One { viewer { login } }')).toEqual({
      status: 200,
      data: { viewer: { login: 'this-month-bot-tester' } },
    });
  });
});
