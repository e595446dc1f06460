import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { FakeGitHub } from './fake-github.js';
import { withFakeGitHub } from './with-fake-github.js';

const secret = 'shh';

interface Received {
  readonly event: string;
  readonly isSigned: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Runs a story with a receiver of webhooks, and returns what it got. */
async function receive(story: (url: string) => Promise<void>): Promise<readonly Received[]> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    received.push({
      event: String(request.headers['x-github-event']),
      isSigned: request.headers['x-hub-signature-256'] === signature,
      payload: JSON.parse(body.toString('utf8')),
    });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await story(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return received;
}

function fill(github: FakeGitHub): void {
  github.addOrganization({ login: 'osdev' });
  github.addRepository({ nameWithOwner: 'osdev/uefi', files: { a: '' } });
}

describe('webhooks', () => {
  it('are signed and name the installation', async () => {
    await withFakeGitHub(async (github) => {
      fill(github);
      let installationId = 0;
      const received = await receive(async (url) => {
        ({ installationId } = github.installApp({
          account: 'osdev',
          appId: '1',
          slug: 'bot',
          webhook: { url, secret },
        }));
        github.as('ann').mergePullRequest('osdev/uefi', { title: 'New', files: ['a.rs'] });
        await github.settled();
      });
      expect(received.map(({ event, payload }) => `${event} ${payload.action ?? ''}`)).toEqual([
        'push ',
        'pull_request closed',
      ]);
      expect(received.every(({ isSigned }) => isSigned)).toBe(true);
      expect(received[1]?.payload).toMatchObject({
        installation: { id: installationId },
        sender: { login: 'ann' },
        repository: { full_name: 'osdev/uefi' },
        pull_request: { number: 1, merged: true, title: 'New', user: { login: 'ann' } },
      });
    });
  });

  it('tell of everything that people do, in its order', async () => {
    await withFakeGitHub(async (github) => {
      fill(github);
      const ann = github.as('ann');
      const uefi = 'osdev/uefi';
      const received = await receive(async (url) => {
        github.deliverWebhooksTo(url, secret);
        ann.createBranch(uefi, 'patch', 'main');
        ann.editFile(uefi, 'patch', 'a', () => 'new\n');
        const number = ann.openPullRequest(uefi, { title: 'T', headRefName: 'patch', baseRefName: 'main' });
        ann.editFile(uefi, 'patch', 'a', (text) => `${text}newer\n`);
        ann.retitlePullRequest(uefi, number, 'Title');
        ann.labelPullRequest(uefi, number, 'newsletter: skip');
        const id = ann.comment(uefi, number, '/newsletter hide');
        ann.editComment(uefi, id, '/newsletter show');
        ann.deleteComment(uefi, id);
        const review = ann.review(uefi, number, { comments: [{ path: 'a', body: 'Nice.' }] });
        ann.editComment(uefi, review, 'All of it.');
        ann.lock(uefi, number);
        ann.mergeOpenPullRequest(uefi, number);
        ann.deleteBranch(uefi, 'patch');
        ann.publishRelease(uefi, 'v1.0.0');
        await github.settled();
      });
      expect(received.map(({ event, payload }) => [event, payload.action ?? payload.ref].join(' '))).toEqual([
        'create patch',
        'push refs/heads/patch',
        'push refs/heads/patch',
        'pull_request opened',
        'push refs/heads/patch',
        'pull_request synchronize',
        'pull_request edited',
        'pull_request labeled',
        'issue_comment created',
        'issue_comment edited',
        'issue_comment deleted',
        'pull_request_review submitted',
        'pull_request_review_comment created',
        'pull_request_review edited',
        'pull_request locked',
        'pull_request closed',
        'push refs/heads/main',
        'delete patch',
        'push refs/heads/patch',
        'create v1.0.0',
        'push refs/tags/v1.0.0',
        'release published',
      ]);
    });
  });

  it('say which files each commit of a push added, modified and removed', async () => {
    await withFakeGitHub(async (github) => {
      fill(github);
      const received = await receive(async (url) => {
        github.deliverWebhooksTo(url, secret);
        github.as('ann').editFile('osdev/uefi', 'main', 'b/c', () => 'new');
        github.as('ann').editFile('osdev/uefi', 'main', 'a', () => 'other');
        github.as('ann').moveFile('osdev/uefi', 'main', ['a', 'd']);
        await github.settled();
      });
      expect(received.map(({ payload }) => payload.commits)).toMatchObject([
        [{ added: ['b/c'], modified: [], removed: [] }],
        [{ added: [], modified: ['a'], removed: [] }],
        [{ added: ['d'], modified: [], removed: ['a'] }],
      ]);
    });
  });

  it('tell an App of its installations, and of the repositories there alone', async () => {
    await withFakeGitHub(async (github) => {
      fill(github);
      github.addOrganization({ login: 'other' });
      github.addRepository({ nameWithOwner: 'osdev/home', files: { a: '' } });
      const ann = github.as('ann');
      const edit = (name: string) => ann.editFile(name, 'main', 'a', (text) => `${text}x`);
      const received = await receive(async (url) => {
        github.deliverWebhooksTo(url, secret, true);
        edit('osdev/uefi');
        const id = ann.installApp({ account: 'osdev', appId: '1', slug: 'bot' });
        ann.selectRepositories(id, ['osdev/home']);
        edit('osdev/uefi');
        edit('osdev/home');
        ann.renameRepository('osdev/home', 'osdev/house');
        ann.selectRepositories(id, null);
        ann.archiveRepository('osdev/uefi');
        ann.privatizeRepository('osdev/uefi');
        ann.publicizeRepository('osdev/uefi');
        ann.suspendApp(id);
        edit('osdev/house');
        ann.unsuspendApp(id);
        ann.renameRepository('osdev/house', 'other/house');
        ann.deleteRepository('osdev/uefi');
        ann.uninstallApp(id);
        edit('other/house');
        await github.settled();
      });
      const told = received.map(({ event, payload }) => {
        const [added = [], removed = []] = [payload.repositories_added, payload.repositories_removed] as (
          | readonly { readonly full_name: string }[]
          | undefined
        )[];
        const names = [...added, ...removed].map(({ full_name: name }) => name);
        const { full_name: name } = (payload.repository ?? {}) as { readonly full_name?: string };
        return [event, payload.action, name, ...names].filter((each) => each !== undefined).join(' ');
      });
      expect(told).toEqual([
        'installation created',
        'installation_repositories removed osdev/uefi',
        'push osdev/home',
        'repository renamed osdev/house',
        'installation_repositories added osdev/uefi',
        'repository archived osdev/uefi',
        'repository privatized osdev/uefi',
        'repository publicized osdev/uefi',
        'installation suspend',
        'installation unsuspend',
        'repository deleted osdev/uefi',
        'installation deleted',
      ]);
      expect(received[0]?.payload).toMatchObject({
        installation: { account: { login: 'osdev' }, suspended_at: null },
        repositories: [{ full_name: 'osdev/uefi' }, { full_name: 'osdev/home' }],
        sender: { login: 'ann' },
      });
    });
  });

  it("tell of the bot's own changes too", async () => {
    await withFakeGitHub(async (github, octokit) => {
      fill(github);
      const received = await receive(async (url) => {
        github.deliverWebhooksTo(url, secret);
        const sha = github.commits('osdev/uefi', 'main')[0]?.oid ?? '';
        await octokit.git.createRef({ owner: 'osdev', repo: 'uefi', ref: 'refs/heads/next', sha });
        await github.settled();
      });
      expect(received).toMatchObject([
        { event: 'create', payload: { sender: { login: 'this-month-bot-tester' } } },
        { event: 'push', payload: { ref: 'refs/heads/next', created: true } },
      ]);
      expect(github.deliveries).toMatchObject([
        { event: 'create', status: 202 },
        { event: 'push', status: 202 },
      ]);
    });
  });

  it('go on when nobody answers', async () => {
    await withFakeGitHub(async (github) => {
      fill(github);
      github.deliverWebhooksTo('http://127.0.0.1:1/', secret);
      github.as('ann').editFile('osdev/uefi', 'main', 'a', () => 'x');
      await github.settled();
      expect(github.deliveries).toMatchObject([{ event: 'push', status: 0 }]);
    });
  });
});
