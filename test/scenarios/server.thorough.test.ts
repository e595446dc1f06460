import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RunningServer } from '../../src/server/server.js';
import { PRIVATE_KEY, SECRET, type ServerStory, startServerStory, until } from './server-story.js';
import { merged, NEWS, WIDGET } from './story.js';
import { excessOf } from './token-story.js';

jest.setTimeout(120_000);

let world: ServerStory;

beforeEach(async () => {
  world = await startServerStory();
});

afterEach(async () => {
  await world.stop();
  expect(world.github.unexpectedRequests).toEqual([]);
  expect(excessOf(world.github.requests)).toEqual([]);
});

/** A push to the default branch of `acme/widget`, which is worth a run. */
const push = { ref: 'refs/heads/main', repository: { full_name: WIDGET, default_branch: 'main' } };

describe('a delivery', () => {
  let server: RunningServer;

  beforeEach(async () => {
    merged(world.story, 10);
    server = await world.start({ webhooks: false });
    await world.untilOutcome('created');
    world.github.resetRequests();
  });

  it('with a wrong signature is refused, and said in one line without its payload', async () => {
    const said = world.said.length;
    expect(await world.deliver('push', push, 'a guess')).toBe(400);
    await world.settle();
    expect(world.github.requests).toEqual([]);
    expect(world.said.slice(said)).toEqual([
      'warn: A webhook was refused: its signature does not match WEBHOOK_SECRET.\n',
    ]);
  });

  it('that cannot change a draft causes no run', async () => {
    const deliveries = [
      ['push', { ...push, ref: 'refs/heads/topic' }],
      ['pull_request', { ...push, action: 'opened', pull_request: { merged: false, merged_at: null } }],
      ['watch', { ...push, action: 'started' }],
      ['ping', { zen: 'Keep it logically awesome.' }],
    ] as const;
    for (const [event, payload] of deliveries) expect(await world.deliver(event, payload)).toBe(200);
    await world.settle();
    expect(world.github.requests).toEqual([]);
  });

  it('of "Re-run" shows the check run again on the same head, and only that', async () => {
    const { github } = world;
    const commits = () => github.commits(NEWS, 'next').map(({ oid }) => oid);
    const shown = () => commits().map((oid) => github.checkRuns(NEWS, oid).length);
    await world.settle();
    const before = commits();
    expect(shown().sort()).toEqual([0, 1]);
    const payload = { repository: { full_name: NEWS, default_branch: 'main' }, check_run: {} };
    expect(await world.deliver('check_run', { ...payload, action: 'created' })).toBe(200);
    await world.settle();
    expect(world.runs()).toBe(0);
    expect(await world.deliver('check_run', { ...payload, action: 'rerequested' })).toBe(200);
    await until('the check run', () => shown().includes(2));
    await world.settle();
    expect(commits()).toEqual(before);
    expect(await world.deliver('push', push)).toBe(200);
    await until('another run', () => world.runs() === 2);
    await world.settle();
    expect(shown().sort()).toEqual([0, 2]);
  });

  /** Sends the body in pieces, and nothing of what it does not have; resolves with the status. */
  function send(pieces: readonly Buffer[], more: Readonly<Record<string, string>> = {}): Promise<number> {
    const signature = createHmac('sha256', SECRET).update(Buffer.concat(pieces)).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': '1',
      'x-hub-signature-256': `sha256=${signature}`,
      ...more,
    };
    const url = `http://127.0.0.1:${server.port}/api/github/webhooks`;
    return new Promise((resolve, reject) => {
      const delivery = request(url, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      delivery.once('error', reject);
      void (async () => {
        for (const piece of pieces) {
          delivery.write(piece);
          await sleep(20);
        }
        if (more['content-length'] === undefined) delivery.end();
      })();
    });
  }

  it.each([
    ['in one piece', 1],
    ['in pieces, cut within a character', 7],
  ])('is taken %s', async (_, count) => {
    const body = Buffer.from(JSON.stringify({ ...push, sender: { login: 'Zoë 🦀🦀🦀🦀🦀' } }));
    const size = Math.ceil(body.length / count);
    const pieces = Array.from({ length: count }, (_piece, index) =>
      body.subarray(index * size, (index + 1) * size),
    );
    expect(await send(pieces)).toBe(200);
    await world.untilOutcome('unchanged');
  });

  it.each([
    ['without a body', []],
    ['that is no JSON', [Buffer.from('{')]],
    ['that is no text', [Buffer.from([0xff, 0xfe, 0x7b])]],
  ])('%s is refused', async (_, pieces) => {
    expect(await send(pieces)).toBe(400);
  });

  it.each([
    ['as soon as it says so', [Buffer.from('{')], { 'content-length': String(26 * 1024 * 1024) }],
    ['also where it does not say so', Array.from({ length: 26 }, () => Buffer.alloc(1024 * 1024)), {}],
  ])('that is larger than any of GitHub is cut off %s', async (_, pieces, headers) => {
    await expect(send(pieces, headers)).rejects.toThrow();
    expect((await fetch(`http://127.0.0.1:${server.port}/ping`)).status).toBe(200);
    await world.settle();
    expect(world.github.requests).toEqual([]);
  });
});

describe('a run that fails', () => {
  const OVER = 'The trouble is over: this run went through.\n';

  it.each([
    [
      '401',
      { status: 401, path: `/repos/${NEWS}/installation` },
      'error: The run failed; the server tries again by itself. GitHub does not accept the credentials (401). Check GITHUB_TOKEN, or APP_ID with PRIVATE_KEY.\n',
    ],
    [
      '502 again and again',
      { status: 502, times: 4, path: '/graphql' },
      'error: The run failed; the server tries again by itself. GitHub has trouble (502). Nothing is lost; run again later.\n',
    ],
    [
      '404: the App is not installed',
      { status: 404, path: `/repos/${NEWS}/installation` },
      `error: The run failed; the server tries again by itself. The App is not installed on ${NEWS}, or there is no such repository. Open https://github.com/apps/this-month-bot/installations/new to install it, with access to that repository.\n`,
    ],
  ] as const)('(%s) is told in one line, and the next one heals it', async (_, failure, line) => {
    merged(world.story, 10, { title: 'Add a lever' });
    world.github.failNext({ ...failure, when: ({ path }) => path === failure.path });
    await world.start({ webhooks: false });
    await until('the failure', () => world.said.length > 0);
    await world.settle();
    expect(world.said).toEqual([line]);
    await world.deliver('push', push);
    await world.untilOutcome('created');
    expect(world.story.draft()).toContain('Add a lever');
    await world.deliver('push', push);
    await world.untilOutcome('unchanged');
    expect(world.said.filter((line) => line === OVER)).toHaveLength(1);
    expect(world.said.indexOf(OVER)).toBe(world.said.findIndex((line) => line.startsWith('created ')) + 1);
  });

  it('tells no secret, not even to those who debug', async () => {
    world.github.failNext({ status: 403, when: ({ path }) => path === '/graphql' });
    await world.start({ webhooks: false, logLevel: 'trace' });
    await until('the failure', () => world.said.some((line) => line.startsWith('error: ')));
    const log = world.said.join('');
    expect(log).toContain('HttpError');
    for (const secret of [SECRET, PRIVATE_KEY.split('\n')[1] ?? '?', 'ghs_', 'eyJ']) {
      expect(log).not.toContain(secret);
    }
  });

  it('is none when an answer of GitHub does not come once', async () => {
    merged(world.story, 10);
    world.github.failNext({ delay: 2500, status: 500, when: ({ operation }) => operation === 'Draft' });
    await world.start({ webhooks: false, requestLimit: 1000 });
    await world.untilOutcome('created');
    expect(world.said).toContain('GitHub did not answer within 1 s: POST /api/graphql.\n');
  });

  it('is none when GitHub is in trouble for a moment only', async () => {
    merged(world.story, 10);
    world.github.failNext({ status: 502, times: 2, when: ({ path }) => path === '/graphql' });
    await world.start({ webhooks: false });
    await world.untilOutcome('created');
    expect(world.said.filter((line) => /^(warn|error): /.test(line))).toEqual([]);
  });
});

describe('the address of the server', () => {
  it('answers those who operate the server, and nobody else but webhooks', async () => {
    const { port } = await world.start({ webhooks: false });
    const ask = async (method: string, path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
      return [answer.status, await answer.text()];
    };
    expect(await ask('GET', '/ping')).toEqual([200, 'PONG']);
    expect(await ask('POST', '/ping')).toEqual([404, '']);
    expect((await ask('GET', '/'))[0]).toBe(200);
    expect((await ask('GET', '/healthz'))[0]).toBe(200);
    expect((await ask('POST', '/'))[0]).toBe(404);
    expect(await ask('GET', '/.env')).toEqual([404, '']);
    expect((await ask('GET', '/api/github/webhooks'))[0]).toBe(404);
  });

  it('that is taken is said in a sentence', async () => {
    const { port } = await world.start({ webhooks: false });
    await expect(world.start({ port })).rejects.toThrow(
      `Port ${port} is taken. Set PORT to another one, or end what listens there.`,
    );
  });

  it('that is none of this machine is said in a sentence', async () => {
    await expect(world.start({ host: '192.0.2.1' })).rejects.toThrow(
      'The server cannot listen on 192.0.2.1 (EADDRNOTAVAIL). Set HOST to an address of this machine, or to nothing.',
    );
  });
});
