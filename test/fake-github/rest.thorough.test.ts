import { describe, expect, it } from '@jest/globals';
import { FakeGitHub } from './fake-github.js';
import { clientOf, withFakeGitHub } from './with-fake-github.js';

const home = { owner: 'osdev', repo: 'home' };

function fill(github: FakeGitHub): { readonly main: string; readonly next: string } {
  github.addOrganization({ login: 'osdev' });
  github.addRepository({ nameWithOwner: 'osdev/home', files: { 'a.md': 'one\n', 'b.md': 'two\n' } });
  const main = github.commits('osdev/home', 'main')[0]?.oid ?? '';
  const next = github.commitFiles('osdev/home', {
    branch: 'next',
    files: { 'a.md': 'changed\n' },
    message: 'Edit',
  });
  return { main, next };
}

describe('connections', () => {
  it.each(['GET /user', 'GET /rate_limit', 'GET /repos/osdev/home', 'GET /repos/osdev/gone'])(
    'stays open for a client that is busy for a minute after %s',
    async (route) => {
      await withFakeGitHub(async (github, octokit) => {
        fill(github);
        const headers = await octokit.request(route).then(
          (answer) => answer.headers,
          (error) => error.response.headers,
        );
        expect(headers).toMatchObject({ 'keep-alive': 'timeout=60' });
      });
    },
  );
});

describe('refs', () => {
  it('creates, moves and deletes branches', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const { main, next } = fill(github);
      await octokit.git.createRef({ ...home, ref: 'refs/heads/draft', sha: main });
      await octokit.git.updateRef({ ...home, ref: 'heads/draft', sha: next });
      const { data } = await octokit.git.getRef({ ...home, ref: 'heads/draft' });
      expect(data).toMatchObject({ ref: 'refs/heads/draft', object: { sha: next, type: 'commit' } });
      await octokit.git.deleteRef({ ...home, ref: 'heads/draft' });
      expect(github.branches('osdev/home')).toEqual(['main', 'next']);
    });
  });

  it('refuses a name that is taken, a move that is no fast-forward and one that is not there', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const { main } = fill(github);
      await expect(
        octokit.git.createRef({ ...home, ref: 'refs/heads/next', sha: main }),
      ).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining('Reference already exists'),
      });
      await expect(octokit.git.updateRef({ ...home, ref: 'heads/next', sha: main })).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining('Update is not a fast forward'),
      });
      await expect(octokit.git.getRef({ ...home, ref: 'heads/gone' })).rejects.toMatchObject({ status: 404 });
      await octokit.git.updateRef({ ...home, ref: 'heads/next', sha: main, force: true });
      expect(github.readFile('osdev/home', 'next', 'a.md')).toBe('one\n');
    });
  });
});

describe('contents and history', () => {
  it('merges a commit into a branch, but not where both changed a file', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const merge = { ...home, base: 'next', head: 'main' };
      expect((await octokit.repos.merge(merge)).status).toBe(204);
      github.as('editor').editFile('osdev/home', 'main', 'b.md', () => 'too\n');
      expect((await octokit.repos.merge(merge)).status).toBe(201);
      github.as('editor').editFile('osdev/home', 'main', 'a.md', () => 'otherwise\n');
      await expect(octokit.repos.merge(merge)).rejects.toMatchObject({ status: 409 });
      github.as('editor').editFile('osdev/home', 'next', 'a.md', () => 'otherwise\n');
      expect((await octokit.repos.merge(merge)).status).toBe(201);
    });
  });

  it.each<[string, (text: string) => string, object]>([
    ['moved a file', (text) => text, { status: 'renamed', previous_filename: 'a.md' }],
    [
      'moved one and changed less than half',
      (text) => `${text}more\n`,
      { status: 'renamed', previous_filename: 'a.md' },
    ],
    ['wrote another one', () => 'All new.\n', { status: 'added' }],
  ])('tells that a commit %s', async (_, edit, file) => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.as('editor').editFile('osdev/home', 'main', 'a.md', () => 'one line\nand another\n');
      const ref = github.as('editor').moveFile('osdev/home', 'main', ['a.md', 'c.md'], edit);
      const { data } = await octokit.repos.getCommit({ ...home, ref });
      const found = data.files?.find(({ filename }) => filename === 'c.md');
      expect(found).toMatchObject(file);
      expect(data.files).toHaveLength('previous_filename' in file ? 1 : 2);
    });
  });

  it('reads a file as JSON and raw, and a folder', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const file = await octokit.repos.getContent({ ...home, path: 'a.md', ref: 'next' });
      expect(file.data).toMatchObject({ type: 'file', content: Buffer.from('changed\n').toString('base64') });
      const raw = await octokit.repos.getContent({ ...home, path: 'a.md', mediaType: { format: 'raw' } });
      expect(raw.data).toBe('one\n');
      const folder = await octokit.repos.getContent({ ...home, path: '' });
      expect(folder.data).toMatchObject([{ path: 'a.md' }, { path: 'b.md' }]);
      await expect(octokit.repos.getContent({ ...home, path: 'gone' })).rejects.toMatchObject({
        status: 404,
      });
    });
  });

  it('compares branches', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.commitFiles('osdev/home', { files: { 'c.md': '' }, message: 'Other' });
      const { data } = await octokit.repos.compareCommitsWithBasehead({ ...home, basehead: 'main...next' });
      expect(data).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 });
      const same = await octokit.repos.compareCommitsWithBasehead({ ...home, basehead: 'main...main' });
      expect(same.data).toMatchObject({ status: 'identical', ahead_by: 0, behind_by: 0 });
    });
  });

  it('writes blobs, trees and commits', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const { main } = fill(github);
      const base = await octokit.git.getCommit({ ...home, commit_sha: main });
      const blob = await octokit.git.createBlob({ ...home, content: 'new\n', encoding: 'utf-8' });
      const tree = await octokit.git.createTree({
        ...home,
        base_tree: base.data.tree.sha,
        tree: [
          { path: 'x/y.md', mode: '100644', type: 'blob', sha: blob.data.sha },
          { path: 'b.md', mode: '100644', type: 'blob', sha: null },
        ],
      });
      const made = await octokit.git.createCommit({
        ...home,
        message: 'M',
        tree: tree.data.sha,
        parents: [main],
      });
      await octokit.git.updateRef({ ...home, ref: 'heads/main', sha: made.data.sha });
      expect(github.readFile('osdev/home', 'main', 'x/y.md')).toBe('new\n');
      expect(github.readFile('osdev/home', 'main', 'b.md')).toBeNull();
    });
  });
});

describe('pull requests', () => {
  const draft = { ...home, title: 'May', head: 'next', base: 'main', draft: true };

  it('opens a draft, once', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const { data } = await octokit.pulls.create({ ...draft, body: 'Hello' });
      expect(data).toMatchObject({
        number: 1,
        draft: true,
        state: 'open',
        changed_files: 1,
        mergeable: true,
      });
      await expect(octokit.pulls.create(draft)).rejects.toMatchObject({
        status: 422,
        response: { data: { errors: [{ message: 'A pull request already exists for osdev:next.' }] } },
      });
      const found = await octokit.pulls.list({ ...home, head: 'osdev:next' });
      expect(found.data.map(({ number }) => number)).toEqual([1]);
    });
  });

  it.each([
    ['nothing to merge', { head: 'main' }, { message: 'No commits between main and main' }],
    ['no such branch', { head: 'gone' }, { field: 'head', code: 'invalid' }],
    ['no such base', { base: 'gone' }, { field: 'base', code: 'invalid' }],
  ])('refuses to open one: %s', async (_, changes, error) => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      await expect(octokit.pulls.create({ ...draft, ...changes })).rejects.toMatchObject({
        status: 422,
        response: { data: { message: 'Validation Failed', errors: [error] } },
      });
    });
  });

  it('edits, closes and reopens', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      await octokit.pulls.create(draft);
      await octokit.pulls.update({ ...home, pull_number: 1, body: 'New', state: 'closed' });
      expect(github.pullRequests('osdev/home')).toMatchObject([{ body: 'New', state: 'CLOSED' }]);
      github.as('editor').reopenPullRequest('osdev/home', 1);
      expect(github.pullRequests('osdev/home')).toMatchObject([{ state: 'OPEN' }]);
    });
  });

  it('is reopened while its branch goes on from where it was closed, and not from elsewhere', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const { main, next } = fill(github);
      await octokit.pulls.create(draft);
      const person = github.as('editor');
      const reopen = () => octokit.pulls.update({ ...home, pull_number: 1, state: 'open' });
      const refusal = (message: string) => ({ status: 422, response: { data: { errors: [{ message }] } } });
      person.deleteBranch('osdev/home', 'next');
      await expect(reopen()).rejects.toMatchObject(
        refusal('state cannot be changed. The next branch has been deleted.'),
      );
      person.createBranch('osdev/home', 'next', main);
      await expect(reopen()).rejects.toMatchObject(
        refusal('state cannot be changed. The next branch was force-pushed or recreated.'),
      );
      person.deleteBranch('osdev/home', 'next');
      person.createBranch('osdev/home', 'next', next);
      person.editFile('osdev/home', 'next', 'a.md', () => 'again\n');
      expect((await reopen()).data.state).toBe('open');
    });
  });

  it('merges with a merge commit once it is ready', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const { main, next } = fill(github);
      await octokit.pulls.create(draft);
      await expect(octokit.pulls.merge({ ...home, pull_number: 1 })).rejects.toMatchObject({ status: 405 });
      github.as('editor').readyForReview('osdev/home', 1);
      github.commitFiles('osdev/home', { files: { 'b.md': 'too\n' }, message: 'Meanwhile' });
      const { data } = await octokit.pulls.merge({ ...home, pull_number: 1 });
      const [merge] = github.commits('osdev/home', 'main');
      expect(merge).toMatchObject({ oid: data.sha, parents: [expect.not.stringMatching(main), next] });
      expect(github.readFile('osdev/home', 'main', 'a.md')).toBe('changed\n');
      expect(github.readFile('osdev/home', 'main', 'b.md')).toBe('too\n');
      expect(github.pullRequests('osdev/home')).toMatchObject([
        { state: 'MERGED', mergedBy: 'this-month-bot-tester', files: ['a.md'] },
      ]);
    });
  });

  it('refuses to merge a conflict', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      await octokit.pulls.create({ ...draft, draft: false });
      github.commitFiles('osdev/home', { files: { 'a.md': 'otherwise\n' }, message: 'Meanwhile' });
      const { data } = await octokit.pulls.get({ ...home, pull_number: 1 });
      expect(data.mergeable).toBe(false);
      await expect(octokit.pulls.merge({ ...home, pull_number: 1 })).rejects.toMatchObject({ status: 405 });
    });
  });

  it('is closed when its branch is deleted', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      await octokit.pulls.create(draft);
      github.as('editor').deleteBranch('osdev/home', 'next');
      expect(github.pullRequests('osdev/home')).toMatchObject([{ state: 'CLOSED' }]);
    });
  });
});

describe('comments, labels and permissions', () => {
  it('writes, edits, deletes and pages comments', async () => {
    await withFakeGitHub(
      async (github, octokit) => {
        fill(github);
        const issue_number = github.addIssue('osdev/home', { title: 'Announcements', author: 'ann' });
        for (const body of ['a', 'b', 'c'])
          await octokit.issues.createComment({ ...home, issue_number, body });
        const comments = await octokit.paginate(octokit.issues.listComments, {
          ...home,
          issue_number,
          per_page: 100,
        });
        expect(comments.map(({ body }) => body)).toEqual(['a', 'b', 'c']);
        const [first, second] = comments;
        await octokit.issues.updateComment({ ...home, comment_id: first?.id ?? 0, body: 'A' });
        await octokit.issues.deleteComment({ ...home, comment_id: second?.id ?? 0 });
        expect(github.comments('osdev/home', issue_number).map(({ body }) => body)).toEqual(['A', 'c']);
      },
      { pageSize: 2 },
    );
  });

  it('adds and removes labels', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const issue_number = github
        .as('ann')
        .openPullRequest('osdev/home', { title: 'T', headRefName: 'next', baseRefName: 'main' });
      await octokit.issues.addLabels({ ...home, issue_number, labels: ['newsletter: skip', 'b'] });
      await octokit.issues.removeLabel({ ...home, issue_number, name: 'newsletter: skip' });
      expect(github.pullRequests('osdev/home')).toMatchObject([{ labels: ['b'] }]);
      await expect(octokit.issues.removeLabel({ ...home, issue_number, name: 'gone' })).rejects.toMatchObject(
        {
          status: 404,
        },
      );
    });
  });

  it('says what somebody may do', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.grant('osdev/home', 'maintainer', 'maintain');
      github.addUser({ login: 'stranger' });
      const ask = (username: string) => octokit.repos.getCollaboratorPermissionLevel({ ...home, username });
      expect((await ask('maintainer')).data).toMatchObject({ permission: 'write', role_name: 'maintain' });
      expect((await ask('stranger')).data).toMatchObject({ permission: 'read' });
      await expect(ask('nobody')).rejects.toMatchObject({ status: 404 });
    });
  });

  it('hides what is private and refuses who may not write', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      github.addRepository({ nameWithOwner: 'osdev/secret', isPrivate: true, files: { a: '' } });
      const secret = { owner: 'osdev', repo: 'secret' };
      await expect(octokit.repos.get(secret)).rejects.toMatchObject({ status: 404 });
      github.grant('osdev/secret', 'this-month-bot-tester', 'write');
      expect((await octokit.repos.get(secret)).data.private).toBe(true);
      const reader = clientOf(github, github.createToken('reader'));
      const request = reader.pulls.create({ ...home, title: 'T', head: 'next', base: 'main' });
      await expect(request).rejects.toMatchObject({ status: 403 });
    });
  });

  it('refuses bad credentials and none', async () => {
    await withFakeGitHub(async (github) => {
      fill(github);
      await expect(clientOf(github, 'ghp_wrong').repos.get(home)).rejects.toMatchObject({
        status: 401,
        message: expect.stringContaining('Bad credentials'),
      });
      const response = await fetch(`${github.baseUrl}/api/v3/user`);
      expect(response.status).toBe(401);
    });
  });

  it('sends the rate limit with every answer', async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      await octokit.repos.get(home);
      const { headers } = await octokit.repos.get(home);
      expect(headers).toMatchObject({
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '4998',
        'x-ratelimit-resource': 'core',
      });
    });
  });

  it('answers 501 to a route that it does not know, and notes it', async () => {
    const github = await FakeGitHub.start();
    try {
      fill(github);
      const request = clientOf(github).activity.listStargazersForRepo(home);
      await expect(request).rejects.toMatchObject({ status: 501 });
      expect(github.unexpectedRequests).toEqual(['GET /repos/osdev/home/stargazers']);
    } finally {
      await github.stop();
    }
  });
});
