import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { githubAddresses } from '../../src/config/environment.js';
import {
  connectApp,
  connector,
  createClients,
  findInstallation,
} from '../../src/github/connection/connector.js';
import { explain } from '../../src/github/connection/errors.js';
import { shareLeft } from '../../src/github/connection/transport.js';
import { somePrivateKey } from '../fake-github/install-app.js';
import { API, answerGraphql, client } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

const privateKey = somePrivateKey();
const credentials = { kind: 'app', appId: 1, privateKey } as const;
const query = 'query Viewer { viewer { login } }';
const viewer = { data: { viewer: { login: 'acme-bot' } } };
const secondary = { message: 'You have exceeded a secondary rate limit.' };

describe('a client with a token', () => {
  withoutNetwork();

  it('says who it is, and shows the token', async () => {
    nock(API, { reqheaders: { authorization: 'token ghp_secretOfTheTests', 'user-agent': /this-month-bot/ } })
      .post('/graphql')
      .reply(200, viewer);
    expect(await (await client()).graphql(query)).toEqual(viewer.data);
  });

  it.each([
    ['a server of GitHub Enterprise', 'ghe.example', 'https://ghe.example/api', '/v3/user'],
    ['GitHub with data residency', 'octocorp.ghe.com', 'https://api.octocorp.ghe.com', '/user'],
  ])('asks the GraphQL and the REST of %s where they are', async (_, host, root, user) => {
    nock(root).post('/graphql').reply(200, viewer);
    nock(root).get(user).reply(200, { login: 'acme-bot' });
    const { api } = githubAddresses(host, 'https');
    const { reader: enterprise } = await createClients(
      { kind: 'token', token: 't' },
      api,
      'acme/news',
      silent,
    );
    expect(await enterprise.graphql(query)).toEqual(viewer.data);
    expect((await enterprise.rest.users.getAuthenticated()).data.login).toBe('acme-bot');
  });
});

describe('the signature of the App', () => {
  withoutNetwork();

  /** Answers who the App is, and notes the signature that was sent. */
  function identify(status = 200, body: object = { id: 1 }, headers: Readonly<Record<string, string>> = {}) {
    nock(API)
      .get('/app')
      .reply(
        status,
        function answer() {
          sent.push(String(this.req.headers.authorization));
          return body;
        },
        headers,
      );
  }

  /** `iat` and `exp`, in seconds. */
  function timesOf(authorization = '') {
    const [, payload = ''] = authorization.split('.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      iat: number;
      exp: number;
      iss: number;
    };
  }

  const app = () => connectApp(credentials, { baseUrl: API, log: silent, waitUnit: 1 });
  const sent: string[] = [];

  beforeEach(() => void sent.splice(0));

  it('is made once for several requests, for ten minutes', async () => {
    for (let index = 0; index < 3; index += 1) identify();
    const connection = app();
    for (let index = 0; index < 3; index += 1) {
      await connection.check();
      // A signature of the next second is another one.
      await sleep(600);
    }
    expect(new Set(sent).size).toBe(1);
    const { iat, exp, iss } = timesOf(sent[0]);
    expect([exp - iat, iss]).toEqual([600, 1]);
  });

  it('is made anew where GitHub refuses its time, by GitHub’s clock, and that one is kept', async () => {
    const message = "'Expiration time' claim ('exp') is too far in the future";
    identify(401, { message }, { date: new Date(Date.now() - 3_600_000).toUTCString() });
    identify();
    identify();
    const connection = app();
    await connection.check();
    await connection.check();
    const [refused, ...accepted] = sent.map((each) => timesOf(each).exp);
    expect(new Set(accepted).size).toBe(1);
    expect((refused ?? 0) - (accepted[0] ?? 0)).toBeGreaterThan(3_590);
  });

  it('is not that of another App', async () => {
    identify();
    identify();
    await app().check();
    await connectApp({ ...credentials, appId: 2 }, { baseUrl: API, log: silent }).check();
    expect(sent.map((each) => timesOf(each).iss)).toEqual([1, 2]);
  });

  it('of a key that is none fails each time', async () => {
    const connection = connectApp({ ...credentials, privateKey: 'no key' }, { baseUrl: API, log: silent });
    await expect(connection.check()).rejects.toThrow();
    await expect(connection.check()).rejects.toThrow();
  });
});

describe('a client of the App', () => {
  withoutNetwork();

  const granted = { contents: 'write', issues: 'write', metadata: 'read', pull_requests: 'read' };

  /** Answers a request for a token, if it is for exactly this. */
  function grant(token: string, asked: object, expires = '2100-01-01T00:00:00Z') {
    nock(API, { reqheaders: { authorization: /^bearer eyJ/ } })
      .post('/app/installations/42/access_tokens', (body) => JSON.stringify(body) === JSON.stringify(asked))
      .reply(201, { token, expires_at: expires, permissions: {} });
  }

  function answerInstallation(permissions: object = granted) {
    nock(API, { reqheaders: { authorization: /^bearer eyJ/ } })
      .get('/repos/acme/news/installation')
      .reply(200, { id: 42, account: { login: 'acme' }, permissions });
  }

  function expectToken(token: string) {
    return nock(API, { reqheaders: { authorization: `token ${token}` } });
  }

  it('asks for its tokens where GitHub with data residency has its API', async () => {
    const root = 'https://api.octocorp.ghe.com';
    nock(root)
      .get('/repos/acme/news/installation')
      .reply(200, { id: 42, account: { login: 'acme' }, permissions: granted });
    nock(root)
      .post('/app/installations/42/access_tokens')
      .reply(201, { token: 'ghs_1', expires_at: '2100-01-01T00:00:00Z', permissions: {} });
    nock(root, { reqheaders: { authorization: 'token ghs_1' } })
      .post('/graphql')
      .reply(200, viewer);
    const { api } = githubAddresses('octocorp.ghe.com', 'https');
    const { reader } = await createClients(credentials, api, 'acme/news', silent);
    expect(await reader.graphql(query)).toEqual(viewer.data);
  });

  it('reads everywhere with a token that may not write', async () => {
    answerInstallation();
    grant('ghs_reads', {
      permissions: { metadata: 'read', contents: 'read', issues: 'read', pull_requests: 'read' },
    });
    expectToken('ghs_reads').post('/graphql').times(2).reply(200, viewer);
    const { reader } = await createClients(credentials, API, 'acme/news', silent, 1);
    expect(await reader.graphql(query)).toEqual(viewer.data);
    expect(await reader.graphql(query)).toEqual(viewer.data);
  });

  it('writes with a token for the newsletter alone, with what was granted', async () => {
    answerInstallation();
    grant('ghs_reads', {
      permissions: { metadata: 'read', contents: 'read', issues: 'read', pull_requests: 'read' },
    });
    expectToken('ghs_reads').get('/repos/acme/news').reply(200, { id: 7 });
    grant('ghs_writes', {
      repository_ids: [7],
      permissions: { metadata: 'read', contents: 'write', issues: 'write' },
    });
    expectToken('ghs_writes').post('/repos/acme/news/issues/1/comments').times(2).reply(201, {});
    const { writer } = await createClients(credentials, API, 'acme/news', silent, 1);
    const comment = { owner: 'acme', repo: 'news', issue_number: 1, body: 'Hello' };
    await writer.rest.issues.createComment(comment);
    await writer.rest.issues.createComment(comment);
  });

  it('keeps its tokens from run to run, until the installation is another or was granted more', async () => {
    answerInstallation({ contents: 'read' });
    grant('ghs_first', { permissions: { metadata: 'read', contents: 'read' } });
    expectToken('ghs_first').post('/graphql').times(2).reply(200, viewer);
    const connect = connector(credentials, API, 'acme/news', silent, 1);
    await (await connect()).reader.graphql(query);
    answerInstallation({ contents: 'read' });
    await (await connect()).reader.graphql(query);
    answerInstallation({ contents: 'read', issues: 'read' });
    grant('ghs_more', { permissions: { metadata: 'read', contents: 'read', issues: 'read' } });
    expectToken('ghs_more').post('/graphql').reply(200, viewer);
    expect(await (await connect()).reader.graphql(query)).toEqual(viewer.data);
  });

  it('asks for another token in place of one that GitHub took before, since the clock may have been set back', async () => {
    answerInstallation({ contents: 'read' });
    const permissions = { metadata: 'read', contents: 'read' };
    grant('ghs_old', { permissions });
    expectToken('ghs_old').post('/graphql').reply(200, viewer);
    const { reader } = await createClients(credentials, API, 'acme/news', silent, 1);
    await reader.graphql(query);
    expectToken('ghs_old').post('/graphql').reply(401, { message: 'Bad credentials' });
    grant('ghs_next', { permissions });
    expectToken('ghs_next').post('/graphql').times(2).reply(200, viewer);
    expect([await reader.graphql(query), await reader.graphql(query)]).toEqual([viewer.data, viewer.data]);
  });

  it('tries a new token again that not all of GitHub knows yet, and gives up where another is refused too', async () => {
    answerInstallation({ contents: 'read' });
    grant('ghs_new', { permissions: { metadata: 'read', contents: 'read' } });
    const refusal = { message: 'Bad credentials' };
    expectToken('ghs_new').post('/graphql').times(3).reply(401, refusal);
    expectToken('ghs_new').post('/graphql').reply(200, viewer);
    const { reader } = await createClients(credentials, API, 'acme/news', silent, 1);
    expect(await reader.graphql(query)).toEqual(viewer.data);
    expectToken('ghs_new').post('/graphql').reply(401, refusal);
    nock(API).post('/app/installations/42/access_tokens').reply(401, refusal);
    await expect(reader.graphql(query)).rejects.toMatchObject({ status: 401 });
  });

  it('gives up on a new token that GitHub keeps refusing', async () => {
    answerInstallation({ contents: 'read' });
    grant('ghs_revoked', { permissions: { metadata: 'read', contents: 'read' } });
    expectToken('ghs_revoked').post('/graphql').times(4).reply(401, { message: 'Bad credentials' });
    const { reader } = await createClients(credentials, API, 'acme/news', silent, 1);
    await expect(reader.graphql(query)).rejects.toMatchObject({ status: 401 });
  });

  it('that is not installed says what to do', async () => {
    nock(API).get('/repos/acme/news/installation').reply(404, { message: 'Not Found' });
    nock(API).get('/app').reply(200, { html_url: 'https://github.com/apps/acme-bot' });
    const refusal = createClients(credentials, API, 'acme/news', silent);
    await expect(refusal).rejects.toMatchObject({
      name: 'ActionNeeded',
      message:
        'The App is not installed on acme/news, or there is no such repository. Open https://github.com/apps/acme-bot/installations/new to install it, with access to that repository.',
    });
  });

  it('that GitHub does not know keeps GitHub’s own error', async () => {
    nock(API)
      .get('/repos/acme/news/installation')
      .reply(401, { message: 'A JSON web token could not be decoded' });
    const app = await client();
    const error: unknown = await findInstallation(app, 'acme/news').catch((caught: unknown) => caught);
    expect(explain(error)).toMatch(/does not accept the credentials \(401\).*APP_ID with PRIVATE_KEY/);
  });
});

describe('the patience of a client', () => {
  withoutNetwork();

  it('lasts for three repetitions of what failed on GitHub’s side', async () => {
    const asked = answerGraphql({ status: 502 }, { status: 500 }, { status: 503 }, viewer);
    expect(await (await client()).graphql(query)).toEqual(viewer.data);
    expect(asked).toHaveLength(4);
  });

  it.each([400, 401, 403, 404, 410, 422])('does not repeat what is answered %i', async (status) => {
    answerGraphql({ status, body: { message: 'No.' } });
    await expect((await client()).graphql(query)).rejects.toMatchObject({ status });
  });

  const TOLD = [1, 4, 9].map((seconds) => `Trying again in ${seconds} s.`);
  /** A log that somebody watches for sentences of a kind: what takes longer than 1.5 ms here is told, too. */
  const watched = (kind: RegExp) => {
    const told: string[] = [];
    const progress = (sentence: string) => void (kind.test(sentence) && told.push(sentence));
    return { told, log: { ...silent, progress } };
  };
  const failing = (message: string, code: string) => Object.assign(new Error(message), { code });

  it('is told to who looks on, before each repetition', async () => {
    const { told, log } = watched(/Trying again/);
    const answer = { status: 503, body: 'No server is available.' };
    answerGraphql(answer, answer, answer, answer);
    await expect((await client(log)).graphql(query)).rejects.toMatchObject({ status: 503 });
    expect(told).toEqual(TOLD.map((again) => `GitHub has trouble (503). ${again}`));
  });

  it.each([
    ['connect ECONNREFUSED 127.0.0.1:443', 'ECONNREFUSED'],
    ['getaddrinfo EAI_AGAIN api.github.com', 'EAI_AGAIN'],
    ['other side closed', 'UND_ERR_SOCKET'],
    ['Proxy response (403) !== 200 when HTTP Tunneling', 'UND_ERR_ABORTED'],
  ])('is told where there is no answer: %s', async (message, code) => {
    const { told, log } = watched(/Trying again/);
    nock(API).post('/graphql').times(4).replyWithError(failing(message, code));
    await expect((await client(log)).graphql(query)).rejects.toThrow(message);
    const reason = `GitHub could not be reached at https://api.github.com: ${message}.`;
    expect(told).toEqual(TOLD.map((again) => `${reason} ${again}`));
  });

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('ends where no repetition helps: %s', async (code) => {
    const { told, log } = watched(/Trying again/);
    nock(API).post('/graphql').replyWithError(failing('not trusted', code));
    await expect((await client(log)).graphql(query)).rejects.toThrow('not trusted');
    expect(told).toEqual([]);
  });

  it('is not told where nothing is sent again', async () => {
    const { told, log } = watched(/Trying again/);
    answerGraphql({ status: 404 }, { status: 502 });
    const asking = await client(log);
    await expect(asking.graphql(query)).rejects.toMatchObject({ status: 404 });
    await expect(asking.graphql(query, { request: { retries: 0 } })).rejects.toMatchObject({ status: 502 });
    expect(told).toEqual([]);
  });

  it('is told while the first answer does not come, and no more once one came', async () => {
    const { told, log } = watched(/has not answered/);
    const asking = await client(log);
    for (const login of ['first', 'second']) {
      nock(API).get('/user').delay(40).reply(200, { login });
      await asking.rest.users.getAuthenticated();
    }
    expect(told).toEqual(['GitHub has not answered yet. Waiting for up to 20 s.']);
  });

  it('waits twice for a rate limit, says so, and asks no sooner', async () => {
    const said: string[] = [];
    const log = { debug: () => undefined, info: () => undefined, warn: (line: string) => said.push(line) };
    const limited = { status: 429, body: secondary, headers: { 'retry-after': '7' } };
    const asked = answerGraphql(limited, limited, limited);
    await expect((await client(log)).graphql(query)).rejects.toMatchObject({ status: 429 });
    expect(asked).toHaveLength(3);
    const line = "GitHub's secondary rate limit is reached; waiting 7 seconds.";
    expect(said).toEqual([line, line]);
  });

  it('goes on when the rate limit is over', async () => {
    const seconds = String(Math.floor(Date.now() / 1000) + 2);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds };
    answerGraphql({ status: 403, body: { message: 'API rate limit exceeded' }, headers }, viewer);
    expect(await (await client()).graphql(query)).toEqual(viewer.data);
  });
});

describe('what is left of the rate limits', () => {
  withoutNetwork();

  const headers = (resource: string, remaining: number, reset = 4_000_000_000) => ({
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': resource,
  });

  it('is the share of the scarcest one at its last answer, until it is reset', async () => {
    const { reader, limits } = await createClients({ kind: 'token', token: 't' }, API, 'acme/news', silent);
    const answer = (resource: string, remaining: number, status = 200) => {
      nock(API).get('/user').reply(status, { login: 'acme-bot' }, headers(resource, remaining));
      return reader.rest.users.getAuthenticated().catch(() => null);
    };
    expect(shareLeft(limits, 0)).toBe(1);
    await answer('core', 4_000);
    await answer('graphql', 500);
    await answer('search', 0);
    expect(shareLeft(limits, 0)).toBe(0.1);
    await answer('core', 250, 404);
    expect(shareLeft(limits, 0)).toBe(0.05);
    nock(API).get('/user').reply(200, { login: 'acme-bot' });
    await reader.rest.users.getAuthenticated();
    expect(shareLeft(limits, 0)).toBe(0.05);
    expect(shareLeft(limits, 4_000_000_000_000)).toBe(1);
  });
});
