import { describe, expect, it } from '@jest/globals';
import { withFakeGitHub } from './with-fake-github.js';

const home = { owner: 'osdev', repo: 'home' };

describe('failNext', () => {
  it('fails so often, and then no more', async () => {
    await withFakeGitHub(async (github, octokit) => {
      github.addRepository({ nameWithOwner: 'osdev/home', files: { a: '' } });
      github.failNext({ times: 2, status: 502 });
      await expect(octokit.repos.get(home)).rejects.toMatchObject({ status: 502 });
      await expect(octokit.graphql('{ viewer { login } }')).rejects.toMatchObject({ status: 502 });
      expect((await octokit.repos.get(home)).status).toBe(200);
      expect(github.requests.map(({ status }) => status)).toEqual([502, 502, 200]);
    });
  });

  it('fails the requests that are meant, with the body and headers that are given', async () => {
    await withFakeGitHub(async (github, octokit) => {
      github.addRepository({ nameWithOwner: 'osdev/home', files: { a: '' } });
      github.failNext({
        when: ({ operation }) => operation === 'Slow',
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit' },
        headers: { 'retry-after': '60' },
      });
      expect(
        (await octokit.graphql<{ viewer: object }>('query Fast { viewer { login } }')).viewer,
      ).toBeDefined();
      await expect(octokit.graphql('query Slow { viewer { login } }')).rejects.toMatchObject({
        status: 403,
        response: { headers: { 'retry-after': '60' } },
      });
    });
  });

  it('can do the work and lose the answer', async () => {
    await withFakeGitHub(async (github, octokit) => {
      github.addRepository({ nameWithOwner: 'osdev/home', files: { a: '' } });
      const issue_number = github.addIssue('osdev/home', { title: 'T', author: 'ann' });
      github.failNext({ status: 502, afterWork: true });
      const request = octokit.issues.createComment({ ...home, issue_number, body: 'Hi' });
      await expect(request).rejects.toMatchObject({ status: 502 });
      expect(github.comments('osdev/home', issue_number)).toMatchObject([{ body: 'Hi' }]);
    });
  });

  it('can cut the connection', async () => {
    await withFakeGitHub(async (github, octokit) => {
      github.addRepository({ nameWithOwner: 'osdev/home', files: { a: '' } });
      github.failNext({ cutConnection: true });
      await expect(octokit.repos.get(home)).rejects.toThrow();
      expect(github.requests).toMatchObject([{ status: 0 }]);
    });
  });
});

describe('failGraphql', () => {
  it('gives part of the data, null at the path, and the error', async () => {
    await withFakeGitHub(async (github, octokit) => {
      for (const name of ['a', 'b'])
        github.addRepository({ nameWithOwner: `osdev/${name}`, files: { a: '' } });
      github.failGraphql({
        operation: 'Both',
        errors: [{ type: 'INTERNAL', path: ['b'], message: 'Something went wrong' }],
      });
      const query = `query Both { a: repository(owner: "osdev", name: "a") { name } b: repository(owner: "osdev", name: "b") { name } }`;
      await expect(octokit.graphql(query)).rejects.toMatchObject({
        data: { a: { name: 'a' }, b: null },
        errors: [{ type: 'INTERNAL', path: ['b'] }],
      });
      expect(await octokit.graphql(query)).toEqual({ a: { name: 'a' }, b: { name: 'b' } });
    });
  });
});
