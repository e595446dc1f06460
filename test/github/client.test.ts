import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { createClient, findInstallation } from '../../src/github/client.js';
import { explain } from '../../src/github/errors.js';
import { API, answerGraphql, client, silent } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const credentials = { kind: 'app', appId: 1, privateKey } as const;
const query = 'query Viewer { viewer { login } }';
const viewer = { data: { viewer: { login: 'acme-bot' } } };
const secondary = { message: 'You have exceeded a secondary rate limit.' };

describe('a client with a token', () => {
  it('says who it is, and shows the token', async () => {
    nock(API, { reqheaders: { authorization: 'token ghp_secretOfTheTests', 'user-agent': /this-month-bot/ } })
      .post('/graphql')
      .reply(200, viewer);
    expect(await (await client()).graphql(query)).toEqual(viewer.data);
  });

  it('asks the GraphQL of GitHub Enterprise beside its REST', async () => {
    nock('https://ghe.example').post('/api/graphql').reply(200, viewer);
    nock('https://ghe.example').get('/api/v3/user').reply(200, { login: 'acme-bot' });
    const enterprise = await createClient(
      { kind: 'token', token: 't' },
      'https://ghe.example/api/v3',
      'acme/news',
      silent,
    );
    expect(await enterprise.graphql(query)).toEqual(viewer.data);
    expect((await enterprise.rest.users.getAuthenticated()).data.login).toBe('acme-bot');
  });
});

describe('a client of the App', () => {
  it('finds its installation on the newsletter and works with a token for it', async () => {
    nock(API, { reqheaders: { authorization: /^bearer eyJ/ } })
      .get('/repos/acme/news/installation')
      .reply(200, { id: 42 })
      .post('/app/installations/42/access_tokens')
      .reply(201, { token: 'ghs_installed', expires_at: '2100-01-01T00:00:00Z', permissions: {} });
    nock(API, { reqheaders: { authorization: 'token ghs_installed' } })
      .post('/graphql')
      .reply(200, viewer);
    const app = await createClient(credentials, API, 'acme/news', silent);
    expect(await app.graphql(query)).toEqual(viewer.data);
  });

  it('that is not installed says what to do', async () => {
    nock(API).get('/repos/acme/news/installation').reply(404, { message: 'Not Found' });
    const refusal = createClient(credentials, API, 'acme/news', silent);
    await expect(refusal).rejects.toMatchObject({
      name: 'ActionNeeded',
      message:
        'The App is not installed on acme/news, or there is no such repository. Install it on the organization with access to that repository.',
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
  it('lasts for three repetitions of what failed on GitHub’s side', async () => {
    const asked = answerGraphql({ status: 502 }, { status: 500 }, { status: 503 }, viewer);
    expect(await (await client()).graphql(query)).toEqual(viewer.data);
    expect(asked).toHaveLength(4);
  });

  it.each([400, 401, 403, 404, 410, 422])('does not repeat what is answered %i', async (status) => {
    answerGraphql({ status, body: { message: 'No.' } });
    await expect((await client()).graphql(query)).rejects.toMatchObject({ status });
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
