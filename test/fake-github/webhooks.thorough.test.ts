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
