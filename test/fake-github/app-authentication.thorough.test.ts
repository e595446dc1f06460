import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import type { FakeGitHub } from './fake-github.js';
import type { InstalledApp } from './install-app.js';
import { newPrivateKey } from './install-app.js';
import { clientOf, silent, withFakeGitHub } from './with-fake-github.js';

/** One for all tests: to make a key takes its time. */
const privateKey = newPrivateKey();

const home = { owner: 'osdev', repo: 'home' };

function install(github: FakeGitHub, permissions?: Readonly<Record<string, string>>): InstalledApp {
  github.addOrganization({ login: 'osdev' });
  github.addRepository({ nameWithOwner: 'osdev/home', isPrivate: true, files: { a: '' } });
  github.addRepository({ nameWithOwner: 'osdev/uefi', files: { a: '' } });
  github.addRepository({ nameWithOwner: 'other/crate', files: { a: '' } });
  const app = { account: 'osdev', appId: '12345', slug: 'this-month-bot', privateKey };
  return github.installApp(permissions ? { ...app, permissions } : app);
}

function appClient(
  github: FakeGitHub,
  { appId, privateKey }: InstalledApp,
  installationId?: number,
): Octokit {
  return new Octokit({
    authStrategy: createAppAuth,
    auth: { appId, privateKey, ...(installationId !== undefined && { installationId }) },
    baseUrl: `${github.baseUrl}/api/v3`,
    log: silent,
  });
}

describe('an App', () => {
  it('finds its installation and acts as its bot', async () => {
    await withFakeGitHub(async (github) => {
      const app = install(github);
      const asApp = appClient(github, app);
      expect((await asApp.apps.getAuthenticated()).data).toMatchObject({ slug: 'this-month-bot', id: 12345 });
      expect((await asApp.apps.listInstallations()).data).toHaveLength(1);
      const { data } = await asApp.apps.getRepoInstallation(home);
      expect(data.id).toBe(app.installationId);

      const bot = appClient(github, app, data.id);
      const { viewer } = await bot.graphql<{ viewer: { login: string } }>('{ viewer { login } }');
      expect(viewer.login).toBe('this-month-bot[bot]');
      expect((await bot.repos.get(home)).data.private).toBe(true);
      const number = github.addIssue('osdev/home', { title: 'T', author: 'ann' });
      await bot.issues.createComment({ ...home, issue_number: number, body: 'Hi' });
      expect(github.comments('osdev/home', number)).toMatchObject([{ author: 'this-month-bot[bot]' }]);
    });
  });

  it('makes check runs, which people cannot', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const app = install(github);
      const head_sha = github.commits('osdev/uefi', 'main')[0]?.oid ?? '';
      const run = { owner: 'osdev', repo: 'uefi', name: 'newsletter', head_sha };
      const { data } = await appClient(github, app, app.installationId).checks.create(run);
      await appClient(github, app, app.installationId).checks.update({
        owner: 'osdev',
        repo: 'uefi',
        check_run_id: data.id,
        conclusion: 'success',
      });
      expect(github.checkRuns('osdev/uefi', head_sha)).toMatchObject([
        { name: 'newsletter', conclusion: 'success' },
      ]);
      await expect(octokit.checks.create(run)).rejects.toMatchObject({ status: 403 });
    });
  });

  it('reads, but does not write, outside its installation', async () => {
    await withFakeGitHub(async (github) => {
      const app = install(github);
      const bot = appClient(github, app, app.installationId);
      const crate = { owner: 'other', repo: 'crate' };
      expect((await bot.repos.get(crate)).data.name).toBe('crate');
      const number = github.addIssue('other/crate', { title: 'T', author: 'ann' });
      const request = bot.issues.createComment({ ...crate, issue_number: number, body: 'Hi' });
      await expect(request).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('Resource not accessible by integration'),
      });
    });
  });

  it.each([
    ['by name', { repositories: ['uefi'] }],
    ['by id', { repository_ids: [] }],
  ])('has tokens narrowed to repositories %s, and to permissions', async (_, chosen) => {
    await withFakeGitHub(async (github) => {
      const app = install(github);
      const { data: uefi } = await clientOf(github).repos.get({ owner: 'osdev', repo: 'uefi' });
      const { data } = await appClient(github, app).apps.createInstallationAccessToken({
        installation_id: app.installationId,
        ...('repository_ids' in chosen ? { repository_ids: [uefi.id] } : chosen),
        permissions: { contents: 'read', issues: 'write' },
      });
      const narrow = clientOf(github, data.token);
      await expect(narrow.repos.get(home)).rejects.toMatchObject({ status: 404 });
      const sha = github.commits('osdev/uefi', 'main')[0]?.oid ?? '';
      const branch = { owner: 'osdev', repo: 'uefi', ref: 'refs/heads/x', sha };
      await expect(narrow.git.createRef(branch)).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('Resource not accessible by integration'),
      });
      github.addRepository({ nameWithOwner: 'osdev/open', files: { a: '' } });
      const [elsewhere, here] = ['open', 'uefi'].map((repo) => {
        const issue_number = github.addIssue(`osdev/${repo}`, { title: 'T', author: 'ann' });
        return narrow.issues.createComment({ owner: 'osdev', repo, issue_number, body: 'Hi' });
      });
      await expect(elsewhere).rejects.toMatchObject({ status: 403 });
      await expect(here).resolves.toMatchObject({ status: 201 });
    });
  });

  it('gets no token for a repository that its installation was not given', async () => {
    await withFakeGitHub(async (github) => {
      install(github);
      const given = {
        account: 'osdev',
        appId: '12345',
        slug: 'this-month-bot',
        repositories: ['osdev/uefi'],
      };
      const app = github.installApp(given);
      const request = appClient(github, app).apps.createInstallationAccessToken({
        installation_id: app.installationId,
        repositories: ['home'],
      });
      await expect(request).rejects.toMatchObject({ status: 422 });
    });
  });

  it('reads of a private repository only what it has a permission for, of a public one everything', async () => {
    await withFakeGitHub(async (github) => {
      const app = install(github, { metadata: 'read', contents: 'read' });
      const bot = appClient(github, app, app.installationId);
      const document = (name: string) =>
        `{ repository(owner: "osdev", name: "${name}") { name ref(qualifiedName: "refs/heads/main") { name } pullRequests(first: 1) { totalCount } } }`;
      await expect(bot.graphql(document('home'))).rejects.toMatchObject({
        errors: [{ type: 'FORBIDDEN', path: ['repository', 'pullRequests'] }],
        data: { repository: null },
      });
      await expect(bot.graphql(document('uefi'))).resolves.toMatchObject({ repository: { name: 'uefi' } });
      const checks = (repo: string) => bot.checks.listForRef({ owner: 'osdev', repo, ref: 'main' });
      await expect(checks('home')).rejects.toMatchObject({ status: 403 });
      await expect(checks('uefi')).resolves.toMatchObject({ status: 200 });
    });
  });

  it('gets no permission that its installation has not', async () => {
    await withFakeGitHub(async (github) => {
      const app = install(github, { contents: 'read' });
      const request = appClient(github, app).apps.createInstallationAccessToken({
        installation_id: app.installationId,
        permissions: { contents: 'write' },
      });
      await expect(request).rejects.toMatchObject({ status: 422 });
    });
  });

  it.each([
    ['a wrong key', { wrongKey: true, expiresIn: 300 }],
    ['a token that has expired', { wrongKey: false, expiresIn: -10 }],
    ['a token that lives too long', { wrongKey: false, expiresIn: 3600 }],
  ])('is refused with %s', async (_, { wrongKey, expiresIn }) => {
    await withFakeGitHub(async (github) => {
      const { appId, privateKey } = install(github);
      const key = wrongKey ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey : privateKey;
      const seconds = Math.floor(Date.now() / 1000);
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const content = `${encode({ alg: 'RS256' })}.${encode({ iss: appId, iat: seconds - 60, exp: seconds + expiresIn })}`;
      const token = `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
      const headers = { authorization: `bearer ${token}` };
      expect((await fetch(`${github.baseUrl}/api/v3/app`, { headers })).status).toBe(401);
    });
  });
});

describe('a fine-grained personal token', () => {
  it('may do what its person may, in its repositories, with its permissions', async () => {
    await withFakeGitHub(async (github) => {
      install(github);
      github.addUser({ login: 'ann', writesEverywhere: true });
      github.grant('osdev/home', 'ann', 'write');
      const permissions = { contents: 'write', metadata: 'read' };
      const token = github.createToken('ann', { permissions, repositories: ['osdev/uefi'] });
      const narrow = clientOf(github, token);
      const sha = github.commits('osdev/uefi', 'main')[0]?.oid ?? '';
      const ref = { owner: 'osdev', repo: 'uefi', ref: 'refs/heads/x', sha };
      await expect(narrow.git.createRef(ref)).resolves.toMatchObject({ status: 201 });
      await expect(narrow.repos.get(home)).rejects.toMatchObject({ status: 404 });
      const issue_number = github.addIssue('osdev/uefi', { title: 'T', author: 'ann' });
      const comment = narrow.issues.createComment({ owner: 'osdev', repo: 'uefi', issue_number, body: 'Hi' });
      await expect(comment).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('Resource not accessible by personal access token'),
      });
    });
  });
});

describe('the token of a workflow', () => {
  it('acts as GitHub Actions in its own repository', async () => {
    await withFakeGitHub(async (github) => {
      install(github);
      const token = github.createActionsToken('osdev/uefi', { issues: 'write' });
      const workflow = clientOf(github, token);
      const comment = (repo: string) => {
        const issue_number = github.addIssue(`osdev/${repo}`, { title: 'T', author: 'ann' });
        return workflow.issues.createComment({ owner: 'osdev', repo, issue_number, body: 'Hi' });
      };
      expect((await comment('uefi')).data.user?.login).toBe('github-actions[bot]');
      await expect(comment('home')).rejects.toMatchObject({ status: 404 });
      const { data: run } = await workflow.repos.get({ owner: 'osdev', repo: 'uefi' });
      const check = { owner: 'osdev', repo: 'uefi', name: 'n', head_sha: run.default_branch };
      await expect(workflow.checks.create(check)).rejects.toMatchObject({ status: 403 });
    });
  });
});
