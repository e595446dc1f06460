import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import { recordedMonths } from '../golden/golden-editions.js';
import type { FakeGitHub } from './fake-github.js';
import { continueRecordedData, loadRecordedData } from './recorded-data.js';
import { withFakeGitHub } from './with-fake-github.js';

const merged = {
  number: 1,
  title: 'Add tables',
  author: { login: 'ann', type: 'User', id: 7 },
  mergedAt: '2020-05-10T00:00:00Z',
  mergeCommitSha: 'a'.repeat(40),
  baseRef: 'main',
  headRef: 'tables',
  files: ['uefi-raw/src/lib.rs'],
  additions: 5,
  deletions: 2,
  labels: ['newsletter: highlight'],
  commits: [
    {
      sha: 'b'.repeat(40),
      message: 'Add tables',
      authorName: 'Ann',
      authorLogin: 'ann',
      authoredAt: '2020-05-09T00:00:00Z',
      coAuthors: [
        { name: 'Ben', login: 'ben' },
        { name: 'Somebody', login: null },
      ],
    },
  ],
};

const recorded: Readonly<Record<string, unknown>> = {
  'repos.json': [
    {
      owner: 'osdev',
      name: 'uefi-rs',
      description: 'Makes "UEFI" easy',
      defaultBranch: 'main',
      createdAt: '2020-01-01T00:00:00Z',
    },
    {
      owner: 'osdev',
      name: 'about',
      defaultBranch: 'master',
      createdAt: '2020-02-01T00:00:00Z',
      isArchived: true,
    },
    { owner: 'osdev', name: 'later', defaultBranch: 'main', createdAt: '2020-07-01T00:00:00Z' },
  ],
  'users.json': [
    { login: 'ann', type: 'User', id: 7, idGuess: 7, names: ['Ann'] },
    { login: 'ben', type: 'User', id: null, idGuess: 8, names: ['Ben'] },
  ],
  'prs/osdev__uefi-rs.json': [
    merged,
    {
      ...merged,
      number: 2,
      title: 'Gone',
      author: { login: 'ghost', type: 'User', id: null },
      mergeCommitSha: 'c'.repeat(40),
      commits: [],
    },
    {
      ...merged,
      number: 3,
      title: 'June',
      mergedAt: '2020-06-01T00:00:00Z',
      mergeCommitSha: 'd'.repeat(40),
      commits: [],
    },
  ],
  'releases/osdev__uefi-rs.json': {
    tags: [
      { tag: 'v0.2.0', version: '0.2.0', crate: null, sha: 'a'.repeat(40), date: '2020-05-10T00:00:00Z' },
    ],
    bumps: [
      {
        crate: 'uefi',
        version: '0.1.0',
        sha: 'e'.repeat(40),
        date: '2020-01-01T00:00:00Z',
        path: 'Cargo.toml',
      },
      {
        crate: 'uefi-raw',
        version: '0.1.0',
        sha: 'e'.repeat(40),
        date: '2020-01-01T00:00:00Z',
        path: 'uefi-raw/Cargo.toml',
      },
      {
        crate: 'uefi',
        version: '0.2.0',
        sha: 'a'.repeat(40),
        date: '2020-05-10T00:00:00Z',
        path: 'uefi/Cargo.toml',
      },
      {
        crate: 'uefi',
        version: '0.3.0',
        sha: 'd'.repeat(40),
        date: '2020-06-01T00:00:00Z',
        path: 'uefi/Cargo.toml',
      },
    ],
  },
  'editions/index.json': [
    { month: '2020-04', publishedAt: '2020-05-06T00:00:00Z', path: 'content/2020-04/index.md' },
    { month: '2020-05', publishedAt: '2020-06-06T00:00:00Z', path: 'content/2020-05/index.md' },
  ],
  'editions/2020-04.md': 'April\n',
  'editions/2020-05.md': 'May\n',
  'newsletter.yml': 'branch: draft\n',
};

describe('loadRecordedData', () => {
  let directory = '';

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'recorded-'));
    for (const [path, content] of Object.entries(recorded)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), typeof content === 'string' ? content : JSON.stringify(content));
    }
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  const atEndOfMay = (story: (github: FakeGitHub, octokit: Octokit) => Promise<void>) =>
    withFakeGitHub(async (github, octokit) => {
      loadRecordedData(github, directory, {
        asOf: new Date('2020-05-31T23:59:59Z'),
        newsletter: 'osdev/home',
      });
      await story(github, octokit);
    });

  it('knows the repositories of that day', async () => {
    await atEndOfMay(async (_, octokit) => {
      const answer = await octokit.graphql(`{ repositoryOwner(login: "osdev") { __typename
        repositories(first: 9, orderBy: { field: NAME, direction: ASC }) { nodes { name isArchived isEmpty } } } }`);
      expect(answer).toEqual({
        repositoryOwner: {
          __typename: 'Organization',
          repositories: {
            nodes: [
              { name: 'about', isArchived: true, isEmpty: false },
              { name: 'home', isArchived: false, isEmpty: false },
              { name: 'uefi-rs', isArchived: false, isEmpty: false },
            ],
          },
        },
      });
    });
  });

  it('knows what was merged by then, by whom', async () => {
    await atEndOfMay(async (_, octokit) => {
      const answer =
        await octokit.graphql(`{ search(type: ISSUE, query: "org:osdev is:merged sort:created-asc", first: 9) { nodes {
        ... on PullRequest { title mergedAt additions author { login ... on User { databaseId } }
          labels(first: 9) { nodes { name } } mergeCommit { oid } files(first: 9) { nodes { path } }
          commits(first: 1) { nodes { commit { authors(first: 9) { nodes { name user { databaseId } } } } } } } } } }`);
      expect(answer).toMatchObject({
        search: {
          nodes: [
            {
              title: 'Add tables',
              additions: 5,
              author: { login: 'ann', databaseId: 7 },
              labels: { nodes: [{ name: 'newsletter: highlight' }] },
              mergeCommit: { oid: 'a'.repeat(40) },
              files: { nodes: [{ path: 'uefi-raw/src/lib.rs' }] },
              commits: {
                nodes: [
                  {
                    commit: {
                      authors: {
                        nodes: [
                          { name: 'Ann', user: { databaseId: 7 } },
                          { name: 'Ben', user: { databaseId: 8 } },
                          { name: 'Somebody', user: null },
                        ],
                      },
                    },
                  },
                ],
              },
            },
            { title: 'Gone', author: null },
          ],
        },
      });
    });
  });

  it('writes the manifests of that day: a crate lives where it was last released', async () => {
    await atEndOfMay(async (github) => {
      const read = (path: string) => github.readFile('osdev/uefi-rs', 'main', path);
      expect(read('Cargo.toml')).toBe('[workspace]\nmembers = [\n    "uefi",\n    "uefi-raw",\n]\n');
      expect(read('uefi/Cargo.toml')).toBe(
        '[package]\nname = "uefi"\nversion = "0.2.0"\ndescription = "Makes \\"UEFI\\" easy"\n',
      );
      expect(read('uefi-raw/Cargo.toml')).toBe('[package]\nname = "uefi-raw"\nversion = "0.1.0"\n');
      expect(github.readFile('osdev/about', 'master', 'README.md')).toContain('about');
    });
  });

  it('has the history with its versions and tags', async () => {
    await atEndOfMay(async (github, octokit) => {
      expect(github.commits('osdev/uefi-rs', 'main').map(({ oid }) => oid[0])).toEqual(['c', 'a', 'b', 'e']);
      const answer = await octokit.graphql(`{ repository(owner: "osdev", name: "uefi-rs") {
        refs(refPrefix: "refs/tags/", first: 9) { nodes { name target { oid } } }
        before: object(expression: "${'e'.repeat(40)}:Cargo.toml") { ... on Blob { text } }
        object(expression: "${'b'.repeat(40)}") { ... on Commit { associatedPullRequests(first: 1) { nodes { number } } } } } }`);
      expect(answer).toMatchObject({
        repository: {
          refs: { nodes: [{ name: 'v0.2.0', target: { oid: 'a'.repeat(40) } }] },
          before: { text: expect.stringContaining('version = "0.1.0"') },
          object: { associatedPullRequests: { nodes: [{ number: 1 }] } },
        },
      });
    });
  });

  it('has the editions that were published by then in the newsletter repository', async () => {
    await atEndOfMay(async (github) => {
      expect(github.readFile('osdev/home', 'main', 'content/2020-04/index.md')).toBe('April\n');
      expect(github.readFile('osdev/home', 'main', 'content/2020-05/index.md')).toBeNull();
      expect(github.readFile('osdev/home', 'main', 'README.md')).toContain('home');
    });
  });

  it('has the settings in the newsletter repository, and nowhere else', async () => {
    await atEndOfMay(async (github) => {
      expect(github.readFile('osdev/home', 'main', '.github/newsletter.yml')).toBe('branch: draft\n');
      expect(github.readFile('osdev/uefi-rs', 'main', '.github/newsletter.yml')).toBeNull();
    });
  });

  it('says so when the folder is not there', async () => {
    await withFakeGitHub(async (github) => {
      const load = () => loadRecordedData(github, join(directory, 'gone'), { asOf: new Date('2020-05-31') });
      expect(load).toThrow('There is no folder');
    });
  });
});

describe('continueRecordedData', () => {
  const fixture = (month: string) => join(import.meta.dirname, '../../../fixtures/recorded', month);

  it.each(recordedMonths())('ends where a world of that day begins (%s)', async (month) => {
    const asOf = new Date(`${month}-28T23:59:59Z`);
    await withFakeGitHub(async (whole) => {
      loadRecordedData(whole, fixture(month), { asOf });
      await withFakeGitHub(async (github) => {
        loadRecordedData(github, fixture(month), { asOf: new Date(`${month}-05T12:00:00Z`) });
        for (const day of ['14', '14', '28']) {
          continueRecordedData(github, fixture(month), { asOf: new Date(`${month}-${day}T23:59:59Z`) });
        }
        const recorded = [...whole.world.repositories.values()].filter(({ name }) => name !== 'homepage');
        expect(recorded.length).toBeGreaterThan(1);
        for (const { nameWithOwner, defaultBranch, git } of recorded) {
          const refs = github.world.repositories.get(nameWithOwner.toLowerCase())?.git.refs;
          expect([nameWithOwner, refs]).toEqual([nameWithOwner, git.refs]);
          expect(github.commits(nameWithOwner, defaultBranch)).toEqual(
            whole.commits(nameWithOwner, defaultBranch),
          );
          expect(github.pullRequests(nameWithOwner)).toEqual(whole.pullRequests(nameWithOwner));
        }
      });
    });
  });

  it('tells of merges, pushes and tags, and of nothing twice', async () => {
    await withFakeGitHub(async (github) => {
      const told: string[] = [];
      github.world.publish = ({ event, repository, payload }) => {
        const { number, ref } = payload;
        told.push([event, repository?.name, number ?? ref].join(' '));
      };
      loadRecordedData(github, fixture('2020-05'), { asOf: new Date('2020-05-10T00:00:00Z') });
      expect(told).toEqual([]);
      for (const time of ['12:00', '18:00', '18:00']) {
        const asOf = new Date(`2020-05-11T${time}:00Z`);
        continueRecordedData(github, fixture('2020-05'), { asOf });
      }
      expect(told).toEqual([
        'push uart_16550 refs/heads/main',
        'create uart_16550 v0.2.6',
        'push uart_16550 refs/tags/v0.2.6',
        'pull_request uart_16550 9',
        'push x86_64 refs/heads/master',
        'create x86_64 v0.10.3',
        'push x86_64 refs/tags/v0.10.3',
        'pull_request x86_64 156',
        'push cargo-xbuild refs/heads/master',
        'create cargo-xbuild v0.5.30',
        'push cargo-xbuild refs/tags/v0.5.30',
        'pull_request cargo-xbuild 70',
      ]);
    });
  });
});
