import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RequestError } from '@octokit/request-error';
import { ActionNeeded } from '../../src/github/connection/errors.js';
import { listen } from '../../src/server/listen.js';
import { createMetrics } from '../../src/server/metrics.js';
import { ANY_INSTALLATION, inMemoryStore, type NewsletterState } from '../../src/server/newsletter-store.js';
import { acceptance, createStatusRoutes, type StatusOptions } from '../../src/server/status-routes.js';

const NOW = new Date('2020-05-20T08:00:00Z');
const TOKEN = 'a-token-of-the-operators';
const ends: (() => unknown)[] = [];

/** A server with nothing but the routes, that has a public and a private newsletter. */
async function setUp(more: Partial<StatusOptions> = {}) {
  const store = inMemoryStore();
  const collects = { organization: 'acme', watch: [] };
  await store.replace(1, [
    { nameWithOwner: 'acme/news', installationId: 1, isPrivate: false, collects },
    { nameWithOwner: 'acme/secret', installationId: 1, isPrivate: true, collects },
  ]);
  const counts = { waiting: 3, requested: 4, running: 2, oldest: 4_500 };
  const metrics = createMetrics(
    store,
    async () => counts,
    () => NOW,
  );
  const routes = createStatusRoutes({
    store,
    queue: { check: async () => undefined },
    checkGitHub: async () => undefined,
    metrics,
    token: TOKEN,
    isHosted: true,
    interval: 3_600_000,
    clock: () => NOW,
    ...more,
  });
  const server = createServer((request, response) => {
    if (!routes(request, response)) response.writeHead(404).end('no route');
  });
  const port = await listen(server, { port: 0, host: '127.0.0.1' });
  ends.push(() => server.close());
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { connection: 'close', ...init.headers },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const remember = (name: string, change: Partial<NewsletterState>) => store.remember(name, change);
  return { ask, metrics, remember, bearer: { headers: { authorization: `Bearer ${TOKEN}` } } };
}

const draft = (outcome: string) => ({
  at: NOW.getTime() - 300_000,
  duration: 12_400,
  outcome,
  url: 'https://github.com/acme/news/pull/7',
});

const trouble = (message: string) => ({ message, isForEditors: true, setting: null, mistakes: [] });

describe('the routes for operators', () => {
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  it('say that the process lives, also to HEAD, and know no other path or method', async () => {
    const { ask } = await setUp();
    expect(await ask('/healthz')).toMatchObject({ status: 200, text: '{"healthy":true}\n' });
    expect(await ask('/ping')).toMatchObject({ status: 200, text: 'PONG' });
    for (const path of ['/healthz', '/readyz', '/metrics', '/ping', '/']) {
      const head = await ask(path, { method: 'HEAD' });
      expect({ path, status: head.status, text: head.text }).toEqual({ path, status: 200, text: '' });
      expect(Number(head.headers.get('content-length'))).toBeGreaterThan(3);
    }
    for (const path of ['/health', '/constructor', '/healthz/x', '//'])
      expect((await ask(path)).status).toBe(404);
    expect((await ask('/healthz', { method: 'POST' })).status).toBe(404);
  });

  it('say that it is ready, or what is wrong, each part by its own', async () => {
    const fine = await setUp();
    expect(JSON.parse((await fine.ask('/readyz')).text)).toEqual({
      ready: true,
      checks: { github: { ok: true }, queue: { ok: true }, store: { ok: true } },
    });
    const bad = await setUp({
      checkGitHub: () => Promise.reject(refusal(401)),
      queue: { check: () => Promise.reject(new ActionNeeded('The database cannot be reached.')) },
    });
    const { status, text } = await bad.ask('/readyz');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({
      ready: false,
      checks: {
        github: { ok: false, problem: expect.stringContaining('does not accept the credentials') },
        queue: { ok: false, problem: 'The database cannot be reached.' },
        store: { ok: true },
      },
    });
  });

  it('are not ready where a part does not answer', async () => {
    const { ask } = await setUp({ queue: { check: () => new Promise(() => undefined) } });
    const { status, text } = await ask('/readyz');
    expect([status, JSON.parse(text).checks.queue]).toEqual([
      503,
      { ok: false, problem: 'The queue did not answer within 3 s.' },
    ]);
  });

  it('ask GitHub once, however many want to know', async () => {
    let asked = 0;
    const { ask } = await setUp({
      async checkGitHub() {
        asked += 1;
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => ask('/readyz')));
    expect(asked).toBe(1);
  });
});

function refusal(status: number): RequestError {
  const request = { method: 'GET', url: 'https://api.github.com/app', headers: {} } as const;
  return new RequestError('No', status, {
    request,
    response: { status, url: request.url, headers: {}, data: {} },
  });
}

describe('what GitHub says of the credentials', () => {
  it('counts for some minutes where GitHub does not answer later, and not once it refuses them', async () => {
    let [now, answer]: [number, () => Promise<void>] = [0, async () => undefined];
    const check = acceptance(
      () => answer(),
      () => now,
    );
    expect(await check()).toEqual({ ok: true });
    answer = () => Promise.reject(refusal(502));
    now = 240_000;
    expect(await check()).toEqual({ ok: true });
    now = 301_000;
    expect(await check()).toEqual({ ok: false, problem: expect.stringContaining('502') });
    answer = async () => undefined;
    now = 362_000;
    expect(await check()).toEqual({ ok: true });
    answer = () => Promise.reject(refusal(401));
    now = 423_000;
    expect((await check()).ok).toBe(false);
  });
});

describe('the page for people', () => {
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  it('shows public newsletters to anybody: draft, last run, outcome, next run', async () => {
    const { ask, remember } = await setUp();
    await remember('acme/news', { lastRun: draft('updated') });
    const { status, text, headers } = await ask('/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).toContain('<a href="https://github.com/acme/news/pull/7"');
    expect(text).toMatch(/5 minutes ago \(<time datetime="2020-05-20T07:55:00.000Z">2020-05-20 07:55 UTC/);
    expect(text).toContain('updated: something changed');
    expect(text).toMatch(/Next run<\/dt><dd>in .* at the latest/);
    expect(text).not.toContain('secret');
    expect(text).not.toMatch(/<script|javascript:/i);
  });

  it('shows private newsletters and what is wrong to the token alone', async () => {
    const { ask, remember, bearer } = await setUp();
    await remember('acme/news', { lastRun: draft('failed'), trouble: trouble('Line 3 is wrong.') });
    await remember('acme/secret', { lastRun: draft('failed'), trouble: trouble('The branch is locked.') });
    const open = (await ask('/')).text;
    expect(open).toContain('failed');
    for (const hidden of ['acme/secret', 'Line 3', 'locked']) expect(open).not.toContain(hidden);
    const pages = [await ask('/', bearer), await ask(`/?token=${encodeURIComponent(TOKEN)}`)];
    for (const { text } of pages) {
      for (const shown of ['acme/secret', 'Line 3 is wrong.', 'The branch is locked.'])
        expect(text).toContain(shown);
    }
  });

  it('refuses a wrong token, and any where there is none', async () => {
    const { ask } = await setUp();
    for (const wrong of ['x', '', `${TOKEN} `, TOKEN.slice(1)]) {
      expect((await ask(`/?token=${encodeURIComponent(wrong)}`)).status).toBe(401);
    }
    const without = await setUp({ token: null });
    expect((await without.ask('/')).text).not.toContain('secret');
    for (const any of ['', 'null', TOKEN]) {
      expect((await without.ask(`/?token=${encodeURIComponent(any)}`)).status).toBe(401);
    }
  });

  it('shows a newsletter that was public in its last run and at the last look, whichever was later', async () => {
    const { ask, remember } = await setUp();
    const shown = async () => {
      const { text } = await ask('/');
      return ['acme/news<', 'acme/secret<'].map((name) => text.includes(name));
    };
    expect(await shown()).toEqual([true, false]);
    // Made private since the last look, and since the last run that went through.
    await remember('acme/news', { isPrivate: true });
    await remember('acme/secret', { isPrivate: false });
    expect(await shown()).toEqual([false, false]);
    await remember('acme/news', { isPrivate: false });
    expect(await shown()).toEqual([true, false]);
  });

  it('shows the only newsletter, which nobody looks for, once a run saw that it is public', async () => {
    const store = inMemoryStore();
    const installationId = ANY_INSTALLATION;
    await store.replace(installationId, [
      { nameWithOwner: 'zed/paper', installationId, isPrivate: true, collects: null },
    ]);
    const { ask } = await setUp({ store });
    const shown = async () => (await ask('/')).text.includes('zed/paper<');
    expect(await shown()).toBe(false);
    await store.remember('zed/paper', { isPrivate: false });
    expect(await shown()).toBe(true);
    await store.remember('zed/paper', { isPrivate: true });
    expect(await shown()).toBe(false);
  });

  it('escapes what comes from elsewhere', async () => {
    const { ask, remember, bearer } = await setUp();
    const evil = '"><script>alert(1)</script>';
    await remember('acme/news', {
      lastRun: { ...draft(evil), url: `https://github.com/${evil}` },
      trouble: trouble(`x ${evil}`),
    });
    await remember('acme/secret', { lastRun: { ...draft('updated'), url: 'javascript:alert(1)' } });
    const { text } = await ask('/', bearer);
    expect(text).not.toMatch(/<script|javascript:/i);
    expect(text.match(/&lt;script&gt;/g)?.length).toBe(4);
  });
});

describe('the metrics', () => {
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  it('count webhooks, jobs, requests and errors in the form of OpenMetrics', async () => {
    const { ask, metrics, remember, bearer } = await setUp();
    await remember('acme/news', { trouble: trouble('x') });
    metrics.webhook('push', 200, 3);
    metrics.webhook('push', 400, 3);
    metrics.webhook('made up by a stranger', 400, 3);
    metrics.webhook('push', null, 3);
    metrics.jobEnded({ kind: 'run' }, 'updated', 12_000);
    const limits = new Map([['graphql', { limit: 5000, remaining: 4900, resetAt: NOW.getTime() + 1 }]]);
    metrics.answered(77, 200, limits);
    metrics.answered(null, null, null);
    metrics.failed(refusal(401));
    metrics.failed(new Error('x'));
    const { text, headers } = await ask('/metrics', bearer);
    expect(headers.get('content-type')).toMatch(/^application\/openmetrics-text; version=1\.0\.0/);
    const lines = text.split('\n');
    for (const line of [
      'this_month_bot_webhook_duration_seconds_count{event="push",result="accepted"} 1',
      'this_month_bot_webhook_duration_seconds_count{event="push",result="refused"} 1',
      'this_month_bot_webhook_duration_seconds_count{event="other",result="refused"} 1',
      'this_month_bot_webhook_duration_seconds_count{event="push",result="aborted"} 1',
      'this_month_bot_job_duration_seconds_sum{kind="run",outcome="updated"} 12',
      'this_month_bot_jobs_waiting 3',
      'this_month_bot_jobs_running 2',
      'this_month_bot_oldest_job_waiting_seconds 4.5',
      'this_month_bot_newsletters 2',
      'this_month_bot_newsletters_in_trouble 1',
      'this_month_bot_github_requests_total{installation="77",status="200"} 1',
      'this_month_bot_github_requests_total{installation="app",status="none"} 1',
      'this_month_bot_github_points_left{installation="77",resource="graphql"} 4900',
      'this_month_bot_errors_total{kind="credentials"} 1',
      'this_month_bot_errors_total{kind="unexpected"} 1',
    ])
      expect(lines).toContain(line);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text.endsWith('# EOF\n')).toBe(true);
    expect(text.match(/# EOF/g)).toHaveLength(1);
  });

  it('tell nobody without the token which installations there are, where there may be several', async () => {
    const hosted = await setUp();
    hosted.metrics.answered(77, 200, null);
    expect((await hosted.ask('/metrics')).text).not.toContain('installation=');
    const own = await setUp({ isHosted: false });
    own.metrics.answered(77, 200, null);
    expect((await own.ask('/metrics')).text).toContain('installation="77"');
  });

  it('keep nothing of an installation that many others came after', async () => {
    const { ask, metrics, bearer } = await setUp();
    const limits = new Map([['graphql', { limit: 5000, remaining: 4900, resetAt: NOW.getTime() + 1 }]]);
    for (const status of [200, 502]) metrics.answered(77, status, limits);
    for (let id = 1000; id < 1999; id += 1) metrics.answered(id, 200, null);
    expect((await ask('/metrics', bearer)).text.match(/installation="77"/g)).toHaveLength(3);
    metrics.answered(1999, 200, null);
    const { text } = await ask('/metrics', bearer);
    expect(text).not.toContain('installation="77"');
    expect(text).toContain('requests_total{installation="1999",status="200"} 1');
  });

  it('go on where the queue cannot be asked', async () => {
    const metrics = createMetrics(
      inMemoryStore(),
      () => Promise.reject(new Error('no database')),
      () => NOW,
    );
    const text = await metrics.text(true);
    expect(text).not.toMatch(/^this_month_bot_jobs_waiting /m);
    expect(text).toMatch(/^this_month_bot_newsletters 0$/m);
  });
});
