import { describe, expect, it } from '@jest/globals';
import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import nock from 'nock';
import type { Client } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import {
  ActionNeeded,
  explain,
  isForbidden,
  isNotFound,
  isOutdated,
  isRateLimited,
  isTooMuch,
  isUncertainWrite,
} from '../../src/github/connection/errors.js';
import { failureReport } from '../../src/server/line-log.js';
import { API, answerGraphql, client } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

const reset = Date.parse('2020-06-03T09:00:00Z') / 1000;

/** The error that a request ends with, as the client throws it. */
function refused(
  status: number,
  message: string,
  headers: Record<string, string> = {},
  url = `${API}/repos/acme/news/pulls`,
): RequestError {
  const request = { method: 'POST', url, headers: {} } as const;
  const response = { status, url, headers, data: { message } };
  return new RequestError(message, status, { request, response });
}

function unanswered(message: string, url = `${API}/graphql`, code = 'ECONNREFUSED'): RequestError {
  const error = new RequestError(message, 500, { request: { method: 'POST', url, headers: {} } });
  const cause = Object.assign(new Error(message), { code });
  return Object.assign(error, { cause: new TypeError('fetch failed', { cause }) });
}

interface FailedField {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

function graphqlError(...errors: readonly FailedField[]) {
  return graphqlErrorOf(undefined, ...errors);
}

function graphqlErrorOf(query: string | undefined, ...errors: readonly FailedField[]) {
  const headers = { 'x-ratelimit-reset': String(reset) };
  const request = { method: 'POST', url: '/graphql', ...(query !== undefined && { query }) } as const;
  return new GraphqlResponseError(request, headers, { data: null, errors: errors as never });
}

/** GraphQL forbids a field of this query. */
const forbidden = (query: string, ...path: readonly (string | number)[]) =>
  graphqlErrorOf(query, { type: 'FORBIDDEN', message: 'It is SAML.', path });

describe('an error, explained', () => {
  withoutNetwork();

  it.each<[string, unknown, string]>([
    [
      'a branch that does not stand still',
      graphqlError({ type: 'STALE_DATA', message: 'Expected branch to point to "b".  Pull and try again.' }),
      'Others keep changing the branch while the bot writes to it. Nothing is lost; run again.',
    ],
    ['what a person must do', new ActionNeeded('Install the App.'), 'Install the App.'],
    [
      '401',
      refused(401, 'Bad credentials'),
      'GitHub does not accept the credentials (401). Check GITHUB_TOKEN, or APP_ID with PRIVATE_KEY.',
    ],
    [
      '403',
      refused(403, 'Resource not accessible by integration'),
      "GitHub does not allow POST /repos/acme/news/pulls (403): Resource not accessible by integration. Give the token or the App the permissions that app.yml lists. In a workflow, `permissions:` says what its token may do, and it can only write to the workflow's own repository.",
    ],
    [
      '403 for a token of a person',
      refused(403, 'Resource not accessible by personal access token'),
      'GitHub does not allow POST /repos/acme/news/pulls (403): Resource not accessible by personal access token. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      '403 for a workflow that may open no pull request',
      refused(403, 'GitHub Actions is not permitted to create or approve pull requests.'),
      'GitHub does not allow POST /repos/acme/news/pulls (403): GitHub Actions is not permitted to create or approve pull requests. Turn on "Allow GitHub Actions to create and approve pull requests" in the settings of the organization and of the repository (Actions, General).',
    ],
    [
      '403 at an address with a query',
      refused(403, 'Repository was archived', {}, `${API}/repos/acme/news/pulls?state=all`),
      'GitHub does not allow POST /repos/acme/news/pulls (403): Repository was archived. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      '403 with all requests used',
      refused(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(reset),
      }),
      "GitHub's rate limit is used up. Run again after 2020-06-03T09:00:00.000Z.",
    ],
    [
      '403 with a wait',
      refused(403, 'You have exceeded a secondary rate limit', { 'retry-after': '60' }),
      "GitHub's rate limit is used up. Run again in 60 seconds.",
    ],
    [
      '404',
      refused(404, 'Not Found'),
      'GitHub does not find POST /repos/acme/news/pulls (404). Check the names, and that the App is installed there or the token may write to it.',
    ],
    [
      '404 of GraphQL itself',
      refused(404, 'Not Found', {}, 'https://ghe.example/api/graphql'),
      'GitHub does not find POST https://ghe.example/api/graphql (404). For GitHub Enterprise, check GHE_HOST and GHE_PROTOCOL.',
    ],
    [
      '409',
      refused(409, 'Git Repository is empty.'),
      'GitHub refuses POST /repos/acme/news/pulls (409): Git Repository is empty. Nothing is lost; the next run tries again.',
    ],
    [
      '422',
      refused(422, 'Validation Failed: {"field":"head"}'),
      'GitHub refuses POST /repos/acme/news/pulls (422): Validation Failed: {"field":"head"}. Nothing is lost; the next run tries again.',
    ],
    [
      '422 for what is there already',
      refused(422, 'Reference already exists'),
      'GitHub refuses the change (422): Reference already exists. Something else changed it at the same time; run again.',
    ],
    [
      '403 for a secondary limit that names no time',
      refused(403, 'You have exceeded a secondary rate limit. Please wait a few minutes.'),
      "GitHub's rate limit is used up. Run again in some minutes.",
    ],
    ['429', refused(429, 'Too many requests'), "GitHub's rate limit is used up. Run again in some minutes."],
    [
      '500',
      refused(500, 'Oops'),
      'GitHub has trouble (500). Nothing is lost; run again later. See https://www.githubstatus.com.',
    ],
    [
      '502',
      refused(502, '<html>Bad Gateway</html>'),
      'GitHub has trouble (502). Nothing is lost; run again later. See https://www.githubstatus.com.',
    ],
    [
      'no answer',
      unanswered('connect ECONNREFUSED 127.0.0.1:443'),
      'GitHub could not be reached at https://api.github.com: connect ECONNREFUSED 127.0.0.1:443. Check the network and, for GitHub Enterprise, GHE_HOST and GHE_PROTOCOL. If only a proxy leads out of your network, see "Behind a proxy" in docs/running.md.',
    ],
    [
      'no answer and no reason',
      unanswered('', 'http://ghe.example/api/graphql'),
      'GitHub could not be reached at http://ghe.example: no answer. Check the network and, for GitHub Enterprise, GHE_HOST and GHE_PROTOCOL. If only a proxy leads out of your network, see "Behind a proxy" in docs/running.md.',
    ],
    [
      'a name that nobody knows',
      unanswered('getaddrinfo ENOTFOUND api.github.com', `${API}/graphql`, 'ENOTFOUND'),
      'GitHub could not be reached at https://api.github.com: getaddrinfo ENOTFOUND api.github.com. Check the network, its DNS and, for GitHub Enterprise, GHE_HOST.',
    ],
    [
      'something that speaks no TLS',
      unanswered(
        '806CC5:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl3_record.c:350:',
        'https://ghe.example/api/graphql',
        'ERR_SSL_WRONG_VERSION_NUMBER',
      ),
      'GitHub could not be reached at https://ghe.example: wrong version number. The server there does not speak HTTPS. For GitHub Enterprise, check GHE_HOST and GHE_PROTOCOL.',
    ],
    [
      "a network's own certificate",
      unanswered('self-signed certificate', `${API}/graphql`, 'DEPTH_ZERO_SELF_SIGNED_CERT'),
      'GitHub could not be reached at https://api.github.com: self-signed certificate. Its certificate is not trusted. If your network has a certificate authority of its own, set NODE_EXTRA_CA_CERTS to the file of that authority. For GitHub Enterprise, check GHE_HOST and GHE_PROTOCOL.',
    ],
    [
      'GraphQL errors, each once',
      graphqlError(
        { type: 'NOT_FOUND', message: 'First.' },
        { type: 'FORBIDDEN', message: 'Second' },
        { type: 'NOT_FOUND', message: 'First.' },
      ),
      'GitHub could not answer: First; Second. Run again. If this stays, the token or App may lack a permission.',
    ],
    [
      'GraphQL trouble that is GitHub’s own',
      graphqlError({ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' }),
      'GitHub could not answer: Resource limits for this query exceeded. Nothing is lost; run again later.',
    ],
    [
      'nothing but what GraphQL forbids',
      graphqlError({ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }),
      "GitHub does not allow this: Resource not accessible by integration. Give the token or the App the permissions that app.yml lists. In a workflow, `permissions:` says what its token may do, and it can only write to the workflow's own repository.",
    ],
    [
      'a field that GraphQL forbids',
      graphqlError({ type: 'FORBIDDEN', message: 'It is SAML.', path: ['repository', 'pullRequests'] }),
      'GitHub does not allow repository.pullRequests: It is SAML. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      'a mutation that goes by another name in the request',
      forbidden(
        'mutation ($change0: AddCommentInput!) { change0: addComment(input: $change0) { clientMutationId } }',
        'change0',
      ),
      'GitHub does not allow addComment: It is SAML. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      'the second of several such mutations',
      forbidden(
        'mutation { change0: addComment(input: $a) { id } change1:addReaction (input: $b) { id } }',
        'change1',
      ),
      'GitHub does not allow addReaction: It is SAML. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      'a repository that goes by another name, and its third label',
      forbidden(
        '{ repository0: repository(owner: $owner) { labels(first: 3) { nodes { name } } } }',
        'repository0',
        'labels',
        'nodes',
        2,
      ),
      'GitHub does not allow repository.labels.nodes.2: It is SAML. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      'a field that has the name of an argument',
      forbidden(
        '{ repository(name: $name) { first: ref(name: "a") { id } refs(first: 3) { totalCount } } }',
        'repository',
        'first',
      ),
      'GitHub does not allow repository.ref: It is SAML. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      'a bug',
      new TypeError('x is not a function'),
      'Something unexpected happened: x is not a function. LOG_LEVEL=debug shows where.',
    ],
    ['what is no error at all', 'boom', 'Something unexpected happened: boom. LOG_LEVEL=debug shows where.'],
  ])('%s', (_, error, sentence) => {
    expect(explain(error)).toBe(sentence);
  });

  it.each<[string, unknown]>([
    ['a web page', refused(403, `<html>\n${'<p>No.</p>\n'.repeat(500)}</html>`)],
    ['many lines', new Error('One.\n    at somewhere (file.ts:1:2)\nTwo.')],
  ])('is one line of bearable length, though the message is %s', (_, error) => {
    expect(explain(error)).not.toContain('\n');
    expect(explain(error).length).toBeLessThan(500);
  });

  it.each([
    'Headers.append: "token ghp_abcdefghijklmnopqrst0123" is an invalid header value.',
    'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2lnbmF0dXJl was refused',
    'no such secret: github_pat_11ABCDEFG_abcdefghijklmnopqrstuv',
    'token ghs_1234_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhYmNkZWZnaCJ9.abcdefghijk-lm_no is not known',
    'refused: ghs_1234_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhYmNkZWZnaCJ9.abcdefghijk-lm_no',
    'refused: "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhYmNkZWZnaCJ9.abcdefghijk"',
    'refused: v1.abcdefabcdefabcdefabcdefabcdef0123456789',
    'connect https://x-access-token:abcdefghijkl@github.com/acme/news failed',
    'authorization: basic eC1hY2Nlc3MtdG9rZW46YWJjZGVmZ2g=abcdefgh',
  ])('tells no secret: %s', (message) => {
    for (const error of [new Error(message), refused(403, message), unanswered(message)]) {
      expect(explain(error)).not.toMatch(/abcdef|eyJ|eC1h/);
      expect(failureReport(error, 'debug')).not.toMatch(/abcdef|eyJ|eC1h/);
    }
  });
});

describe('what the client itself throws', () => {
  withoutNetwork();

  async function failureOf(ask: (client: Client) => Promise<unknown>): Promise<unknown> {
    return ask(await client()).catch((error: unknown) => error);
  }
  const askGraphql = (octokit: Client) => octokit.graphql('query Q { viewer { login } }');

  it('for a connection that fails names the address', async () => {
    nock(API).post('/graphql').times(4).replyWithError('connect ECONNREFUSED 140.82.121.6:443');
    expect(explain(await failureOf(askGraphql))).toMatch(
      /^GitHub could not be reached at https:\/\/api\.github\.com: connect ECONNREFUSED .*GHE_HOST/,
    );
  });

  it('for a GraphQL answer without data that "went wrong" is trouble of GitHub’s', async () => {
    const wentWrong = {
      data: null,
      errors: [{ message: 'Something went wrong while executing your query.' }],
    };
    answerGraphql(wentWrong, wentWrong, wentWrong, wentWrong);
    expect(explain(await failureOf(askGraphql))).toMatch(/^GitHub has trouble \(500\)/);
  });

  const primary = "GitHub's rate limit is used up. Run again after 2020-06-03T09:00:00.000Z.";
  const secondary = "GitHub's rate limit is used up. Run again in 7 seconds.";
  const slowDown = 'You have exceeded a secondary rate limit. Please wait a few minutes.';
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };

  it.each([
    [
      'of the documented type',
      { errors: [{ type: 'RATE_LIMITED', message: 'Exceeded.' }] },
      headers,
      primary,
    ],
    ['of the other type', { errors: [{ type: 'RATE_LIMIT', message: 'Exceeded.' }] }, headers, primary],
    [
      'with points left for cheaper queries',
      { data: null, errors: [{ type: 'RATE_LIMITED', message: 'Exceeded.' }] },
      { ...headers, 'x-ratelimit-remaining': '3' },
      primary,
    ],
    [
      'of no type, beside data',
      { data: { viewer: null }, errors: [{ message: slowDown }] },
      { 'retry-after': '7' },
      secondary,
    ],
    ['that is nothing but a message', { message: slowDown }, { 'retry-after': '7' }, secondary],
    [
      'that is a message without data',
      { data: null, message: slowDown, documentation_url: 'https://docs.github.com/graphql' },
      { 'retry-after': '7' },
      secondary,
    ],
  ])('for a rate limit %s waits, under all addresses, and says so', async (_, body, given, sentence) => {
    for (const base of [API, 'https://ghe.example/api/v3']) {
      const { origin } = new URL(base);
      const path = base === API ? '/graphql' : '/api/graphql';
      nock(origin).post(path).times(3).reply(200, body, given);
      const waits: string[] = [];
      const log = { ...silent, warn: (message: string) => void waits.push(message) };
      const { reader } = await createClients({ kind: 'token', token: 't' }, base, 'acme/news', log, 1);
      const error = await askGraphql(reader).catch((caught: unknown) => caught);
      expect(explain(error)).toBe(sentence);
      expect([isRateLimited(error), isForbidden(error), isTooMuch(error)]).toEqual([true, false, false]);
      expect(waits).toHaveLength(2);
      nock.cleanAll();
    }
  });

  it('is no rate limit where the words stand in what somebody wrote', async () => {
    const data = { viewer: { login: 'RATE_LIMITED: secondary rate limit' } };
    answerGraphql({ data });
    expect(await askGraphql(await client())).toEqual(data);
    const commit = { sha: 'a', message: slowDown };
    nock(API).get('/repos/acme/news/git/commits/a').reply(200, commit);
    const { rest } = await client();
    const asked = { owner: 'acme', repo: 'news', commit_sha: 'a' };
    expect((await rest.git.getCommit(asked)).data).toEqual(commit);
  });

  it('for an answer that does not come is what a broken connection is', async () => {
    nock(API).post('/graphql').times(4).delay(5000).reply(200, {});
    const token = { kind: 'token', token: 't' } as const;
    const { reader } = await createClients(token, API, 'acme/news', silent, 1, 20);
    const error = await askGraphql(reader).catch((caught: unknown) => caught);
    expect(explain(error)).toMatch(
      /^GitHub could not be reached at https:\/\/api\.github\.com: GitHub did not answer within 0\.02 s\./,
    );
    nock.abortPendingRequests();
  });

  it('for an answer that stops in the middle is the same', async () => {
    nock(API).get('/user').times(4).delayBody(5000).reply(200, { login: 'ann' });
    const token = { kind: 'token', token: 't' } as const;
    const { reader } = await createClients(token, API, 'acme/news', silent, 1, 50);
    const error = await reader.rest.users.getAuthenticated().catch((caught: unknown) => caught);
    expect(explain(error)).toMatch(/did not answer within 0\.05 s/);
    nock.abortPendingRequests();
  });
});

describe('an error, sorted', () => {
  withoutNetwork();

  it('is "not found" by its status or type', () => {
    expect(isNotFound(refused(404, 'Not Found'))).toBe(true);
    expect(isNotFound(graphqlError({ type: 'NOT_FOUND', message: 'No.' }))).toBe(true);
    expect(isNotFound(refused(403, 'Not Found'))).toBe(false);
    expect(isNotFound(refused(404, 'Not Found', {}, `${API}/graphql`))).toBe(false);
    expect(isNotFound(graphqlError({ type: 'FORBIDDEN', message: 'Not found' }))).toBe(false);
    expect(isNotFound(new Error('Not Found'))).toBe(false);
  });

  it('is "forbidden" by its status or type, but not for asking too much', () => {
    expect(isForbidden(refused(403, 'Resource not accessible by integration'))).toBe(true);
    expect(isForbidden(graphqlError({ type: 'FORBIDDEN', message: 'No.' }))).toBe(true);
    expect(isForbidden(refused(403, 'Slow down', { 'retry-after': '60' }))).toBe(false);
    expect(isForbidden(graphqlError({ type: 'FORBIDDEN', message: 'No.' }, { message: 'Oops.' }))).toBe(
      false,
    );
    expect(isForbidden(graphqlError())).toBe(false);
    expect(isForbidden(refused(404, 'Not Found'))).toBe(false);
  });

  it('is "too late" by its status or type', () => {
    for (const words of [
      'Reference already exists',
      'Update is not a fast forward',
      'Reference does not exist',
      'Validation Failed: {"message":"A pull request already exists for acme:next."}',
      'Validation Failed: {"resource":"PullRequest","field":"head","code":"invalid"}',
    ]) {
      expect(isOutdated(refused(422, words))).toBe(true);
    }
    for (const words of [
      'Validation Failed: {"resource":"PullRequest","code":"missing_field","field":"base"}',
      'Draft pull requests are not supported in this repository.',
      'Validation Failed: {"message":"No commits between main and next"}',
      'Body is too long (maximum is 65536 characters)',
    ]) {
      expect(isOutdated(refused(422, words))).toBe(false);
    }
    for (const words of ['Base does not exist', 'Head does not exist']) {
      expect(isOutdated(refused(404, words))).toBe(true);
    }
    expect(isOutdated(refused(409, 'Git Repository is empty.'))).toBe(false);
    expect(isOutdated(graphqlError({ type: 'STALE_DATA', message: 'Expected branch' }))).toBe(true);
    const path = ['createCommitOnBranch'];
    expect(isOutdated(graphqlError({ type: 'NOT_FOUND', message: 'No branch', path }))).toBe(true);
    expect(isOutdated(refused(404, 'Not Found'))).toBe(false);
    expect(isOutdated(refused(409, 'Conflict', {}, `${API}/graphql`))).toBe(false);
    expect(isOutdated(graphqlError({ type: 'NOT_FOUND', message: 'No ref' }))).toBe(false);
    expect(isOutdated(new Error('Conflict'))).toBe(false);
  });

  it('is "perhaps written" when GitHub failed while it wrote', () => {
    const sent = (method: 'GET' | 'POST', url: string, body: unknown) =>
      new RequestError('Oops', 502, { request: { method, url, headers: {}, body } as never });
    expect(isUncertainWrite(sent('POST', `${API}/repos/acme/news/git/refs`, {}))).toBe(true);
    expect(isUncertainWrite(sent('POST', `${API}/graphql`, { query: '\n mutation CommitDraft { a }' }))).toBe(
      true,
    );
    expect(isUncertainWrite(sent('POST', `${API}/graphql`, { query: 'query Q { mutation }' }))).toBe(false);
    expect(isUncertainWrite(sent('GET', `${API}/repos/acme/news`, undefined))).toBe(false);
    expect(isUncertainWrite(sent('POST', `${API}/app/installations/1/access_tokens`, {}))).toBe(false);
    expect(isUncertainWrite(refused(422, 'Validation Failed'))).toBe(false);
  });
});
