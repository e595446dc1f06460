import { describe, expect, it } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import { FakeGitHub } from './fake-github.js';
import { isInRange } from './search-query.js';
import { clientOf, withFakeGitHub } from './with-fake-github.js';

const query = `query Search($text: String!, $first: Int = 100, $after: String) {
  search(type: ISSUE, query: $text, first: $first, after: $after) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes { ... on PullRequest { title } ... on Issue { title } }
  }
}`;

interface Found {
  readonly search: {
    readonly issueCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly { readonly title: string }[];
  };
}

async function titles(octokit: Octokit, text: string): Promise<readonly string[]> {
  const { search } = await octokit.graphql<Found>(query, { text });
  return search.nodes.map(({ title }) => title);
}

function fill(github: FakeGitHub): void {
  github.addOrganization({ login: 'osdev' });
  for (const name of ['uefi', 'acpi'])
    github.addRepository({ nameWithOwner: `osdev/${name}`, files: { a: '' } });
  github.addRepository({ nameWithOwner: 'osdev/secret', isPrivate: true, files: { a: '' } });
  github.addRepository({ nameWithOwner: 'phil/blog', files: { a: '' } });
  const merged = { author: 'ann', mergedAt: '2020-05-15T12:00:00Z' };
  github.addMergedPullRequest('osdev/uefi', { ...merged, title: 'April', mergedAt: '2020-04-30T23:59:59Z' });
  github.addMergedPullRequest('osdev/uefi', { ...merged, title: 'First', mergedAt: '2020-05-01T00:00:00Z' });
  github.addMergedPullRequest('osdev/acpi', { ...merged, title: 'Last', mergedAt: '2020-05-31T23:59:59Z' });
  github.addMergedPullRequest('osdev/acpi', { ...merged, title: 'June', mergedAt: '2020-06-01T00:00:00Z' });
  github.addMergedPullRequest('osdev/secret', { ...merged, title: 'Secret' });
  github.addMergedPullRequest('phil/blog', {
    ...merged,
    title: 'Blog',
    author: 'dependabot[bot]',
    labels: ['good idea'],
  });
  github.addIssue('osdev/uefi', { title: 'Bug', author: 'ann', createdAt: '2020-05-20T00:00:00Z' });
}

describe('search', () => {
  it.each([
    ['org:osdev is:pr merged:2020-05-01..2020-05-31', ['Last', 'First']],
    ['org:osdev is:pr merged:2020-05-01T00:00:00Z..2020-05-31T23:59:59Z sort:created-asc', ['First', 'Last']],
    ['org:osdev is:pr is:merged merged:>=2020-06-01', ['June']],
    ['org:osdev is:pr merged:<2020-05-01', ['April']],
    ['org:osdev repo:phil/blog is:merged merged:2020-05-02..2020-05-31', ['Last', 'Blog']],
    ['org:osdev -repo:osdev/acpi is:pr', ['First', 'April']],
    ['user:phil author:app/dependabot', ['Blog']],
    ['user:phil label:"good idea"', ['Blog']],
    ['user:phil -label:"good idea"', []],
    ['org:osdev is:issue is:open', ['Bug']],
    ['org:osdev closed:2020-06-01', ['June']],
    ['is:pr is:private', []],
    ['org:osdev is:pr first', ['First']],
    ['org:OSDEV is:open is:pr', []],
    ['org:osdev org:nobody is:pr merged:2020-06-01', ['June']],
  ])('%s', async (text, expected) => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      expect(await titles(octokit, text)).toEqual(expected);
    });
  });

  it('finds what is private for a token with access to it', async () => {
    await withFakeGitHub(async (github) => {
      fill(github);
      github.grant('osdev/secret', 'ann', 'read');
      expect(await titles(clientOf(github, github.createToken('ann')), 'org:osdev is:private')).toEqual([
        'Secret',
      ]);
    });
  });

  it('refuses to search an organization that does not exist', async () => {
    await withFakeGitHub(async (_, octokit) => {
      await expect(titles(octokit, 'org:nobody is:pr')).rejects.toMatchObject({
        errors: [{ type: 'VALIDATION', message: expect.stringContaining('cannot be searched') }],
      });
    });
  });

  it('hands out a thousand results at most, but counts all', async () => {
    await withFakeGitHub(async (github, octokit) => {
      github.addRepository({ nameWithOwner: 'osdev/big', files: { a: '' } });
      for (let number = 1; number <= 1010; number += 1) {
        github.addMergedPullRequest('osdev/big', {
          number,
          title: 'T',
          author: 'ann',
          mergedAt: '2020-05-01T00:00:00Z',
        });
      }
      const after = Buffer.from('cursor:v2:950').toString('base64');
      const { search } = await octokit.graphql<Found>(query, { text: 'repo:osdev/big', after });
      expect(search.nodes).toHaveLength(50);
      expect(search).toMatchObject({ issueCount: 1010, pageInfo: { hasNextPage: false } });
    });
  });

  it('finds what is in one of several repositories or, in the advanced syntax, in all of them: nothing', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const several = 'repo:osdev/uefi repo:osdev/acpi merged:2020-05-01..2020-05-31 sort:created-asc';
      expect(await titles(octokit, several)).toEqual(['First', 'Last']);
      github.ruleSearch({ syntax: 'advanced' });
      expect(await titles(octokit, several)).toEqual([]);
      expect(await titles(octokit, 'repo:osdev/uefi merged:2020-05-01..2020-05-31')).toEqual(['First']);
    });
  });

  it('refuses a search that is too long, if told how long it may be', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const text = 'repo:osdev/uefi merged:2020-05-01..2020-05-31';
      github.ruleSearch({ longest: text.length });
      expect(await titles(octokit, text)).toEqual(['First']);
      github.ruleSearch({ longest: text.length - 1 });
      await expect(titles(octokit, text)).rejects.toThrow('The search is longer than 256 characters.');
    });
  });

  it('takes an unknown qualifier for words, as GitHub does, and notes it', async () => {
    const github = await FakeGitHub.start();
    try {
      fill(github);
      expect(await titles(clientOf(github), 'org:osdev megred:2020-05-01')).toEqual([]);
      expect(github.unexpectedRequests).toEqual([expect.stringContaining('megred:2020-05-01')]);
    } finally {
      await github.stop();
    }
  });
});

describe('isInRange', () => {
  it.each([
    ['2020-05-31T23:59:59Z', '2020-05-31', true],
    ['2020-06-01T00:00:00Z', '2020-05-31', false],
    ['2020-05-31T10:00:00Z', '>2020-05-31', false],
    ['2020-06-01T00:00:00Z', '>2020-05-31', true],
    ['2020-05-31T10:00:00Z', '<=2020-05-31', true],
    ['2020-05-31T10:00:00Z', '*..2020-05-31', true],
    ['2020-05-31T10:00:00Z', '2020-06-01..*', false],
    ['2020-05-31T22:00:00Z', '2020-06-01T00:00:00+02:00..2020-06-02', true],
  ])('%s in %s: %s', (time, range, expected) => {
    expect(isInRange(time, range)).toBe(expected);
  });

  it('has no place for a time that is not there', () => {
    expect(isInRange(null, '*..*')).toBe(false);
  });
});
