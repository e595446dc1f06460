import { describe, expect, it } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import type { FakeGitHub } from './fake-github.js';
import { clientOf, withFakeGitHub } from './with-fake-github.js';

const home = 'osdev/home';

interface Commit {
  readonly branchName?: string;
  readonly expectedHeadOid: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly deletions?: readonly string[];
}

function commit(
  octokit: Octokit,
  { branchName = 'next', expectedHeadOid, files = {}, deletions = [] }: Commit,
) {
  return octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(
    'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid signature { isValid wasSignedByGitHub } } ref { name } } }',
    {
      input: {
        branch: { repositoryNameWithOwner: home, branchName },
        expectedHeadOid,
        message: { headline: 'Update the draft', body: 'Applied: #1' },
        fileChanges: {
          additions: Object.entries(files).map(([path, text]) => ({
            path,
            contents: Buffer.from(text).toString('base64'),
          })),
          deletions: deletions.map((path) => ({ path })),
        },
      },
    },
  );
}

function fill(github: FakeGitHub): string {
  github.addRepository({ nameWithOwner: home, files: { a: '1\n', b: '2\n' } });
  return github.commitFiles(home, { branch: 'next', files: { c: '3\n' }, message: 'Start' });
}

describe('createCommitOnBranch', () => {
  it('commits on top of the head, signed', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const head = fill(github);
      const answer = await commit(octokit, {
        expectedHeadOid: head,
        files: { a: 'Grüße\n' },
        deletions: ['b'],
      });
      expect(answer).toMatchObject({
        createCommitOnBranch: {
          commit: { signature: { isValid: true, wasSignedByGitHub: true } },
          ref: { name: 'next' },
        },
      });
      expect(github.readFile(home, 'next', 'a')).toBe('Grüße\n');
      expect(github.readFile(home, 'next', 'b')).toBeNull();
      expect(github.readFile(home, 'main', 'a')).toBe('1\n');
      expect(github.commits(home, 'next')[0]).toMatchObject({
        oid: answer.createCommitOnBranch.commit.oid,
        author: 'this-month-bot-tester',
        message: 'Update the draft\n\nApplied: #1',
        parents: [head],
        verified: true,
      });
    });
  });

  it('refuses when the branch has moved, and changes nothing', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const head = fill(github);
      github.as('editor').editFile(home, 'next', 'c', (text) => `${text}4\n`);
      await expect(commit(octokit, { expectedHeadOid: head, files: { c: 'mine' } })).rejects.toMatchObject({
        errors: [
          {
            type: 'STALE_DATA',
            path: ['createCommitOnBranch'],
            message: `Expected branch to point to "${head}" but it did not.  Pull and try again.`,
          },
        ],
      });
      expect(github.readFile(home, 'next', 'c')).toBe('3\n4\n');
    });
  });

  it('refuses a branch that is not there', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const head = fill(github);
      const request = commit(octokit, { branchName: 'gone', expectedHeadOid: head });
      await expect(request).rejects.toMatchObject({ errors: [{ type: 'NOT_FOUND' }] });
    });
  });

  it('refuses to delete what is not there', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const head = fill(github);
      const request = commit(octokit, { expectedHeadOid: head, deletions: ['gone'] });
      await expect(request).rejects.toThrow('requested for deletion which does not exist');
    });
  });

  it('refuses who may not write', async () => {
    await withFakeGitHub(async (github) => {
      const head = fill(github);
      const reader = clientOf(github, github.createToken('reader'));
      await expect(commit(reader, { expectedHeadOid: head, files: { a: '' } })).rejects.toMatchObject({
        errors: [{ type: 'FORBIDDEN' }],
      });
    });
  });
});
