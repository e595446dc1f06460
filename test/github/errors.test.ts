import { describe, expect, it } from '@jest/globals';
import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import nock from 'nock';
import type { Client } from '../../src/github/connection/client.js';
import {
  ActionNeeded,
  explain,
  isForbidden,
  isNotFound,
  isOutdated,
} from '../../src/github/connection/errors.js';
import { API, answerGraphql, client } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

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

function unanswered(message: string, url = `${API}/graphql`): RequestError {
  return new RequestError(message, 500, { request: { method: 'POST', url, headers: {} } });
}

function graphqlError(...errors: readonly { type?: string; message: string; path?: readonly string[] }[]) {
  const headers = { 'x-ratelimit-reset': String(reset) };
  return new GraphqlResponseError({ method: 'POST', url: '/graphql' }, headers, {
    data: null,
    errors: errors as never,
  });
}

describe('an error, explained', () => {
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
      'GitHub does not allow this (403): Resource not accessible by integration. Give the token or the App the permissions that app.yml lists.',
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
      'GitHub refuses the change (409): Git Repository is empty. Something else may have changed it at the same time; run again.',
    ],
    [
      '422',
      refused(422, 'Validation Failed: {"field":"head"}'),
      'GitHub refuses the change (422): Validation Failed: {"field":"head"}. Something else may have changed it at the same time; run again.',
    ],
    ['429', refused(429, 'Too many requests'), "GitHub's rate limit is used up. Run again in some minutes."],
    ['500', refused(500, 'Oops'), 'GitHub has trouble (500). Nothing is lost; run again later.'],
    [
      '502',
      refused(502, '<html>Bad Gateway</html>'),
      'GitHub has trouble (502). Nothing is lost; run again later.',
    ],
    [
      'no answer',
      unanswered('connect ECONNREFUSED 127.0.0.1:443'),
      'GitHub could not be reached at https://api.github.com: connect ECONNREFUSED 127.0.0.1:443. Check the network and, for GitHub Enterprise, GHE_HOST and GHE_PROTOCOL.',
    ],
    [
      'no answer and no reason',
      unanswered('', 'http://ghe.example/api/graphql'),
      'GitHub could not be reached at http://ghe.example: no answer. Check the network and, for GitHub Enterprise, GHE_HOST and GHE_PROTOCOL.',
    ],
    [
      'GraphQL errors, each once',
      graphqlError({ message: 'First.' }, { type: 'FORBIDDEN', message: 'Second' }, { message: 'First.' }),
      'GitHub could not answer: First; Second. Run again; if it stays, the permissions of the token or App may lack something.',
    ],
    [
      'nothing but what GraphQL forbids',
      graphqlError({ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }),
      'GitHub does not allow this: Resource not accessible by integration. Give the token or the App the permissions that app.yml lists.',
    ],
    [
      'a GraphQL rate limit',
      graphqlError({ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }),
      "GitHub's rate limit is used up. Run again after 2020-06-03T09:00:00.000Z.",
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
  ])('tells no secret: %s', (message) => {
    for (const error of [new Error(message), refused(403, message), unanswered(message)]) {
      expect(explain(error)).not.toMatch(/abcdefgh|eyJ/);
    }
  });
});

describe('what the client itself throws', () => {
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

  it.each(['RATE_LIMITED', 'RATE_LIMIT'])('for a GraphQL answer %s is a rate limit', async (type) => {
    const limited = {
      status: 200,
      body: { errors: [{ type, message: 'API rate limit exceeded for user ID 1.' }] },
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
    };
    answerGraphql(...(type === 'RATE_LIMITED' ? [limited, limited, limited] : [limited]));
    expect(explain(await failureOf(askGraphql))).toBe(
      "GitHub's rate limit is used up. Run again after 2020-06-03T09:00:00.000Z.",
    );
  });
});

describe('an error, sorted', () => {
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
    expect(isOutdated(refused(409, 'Conflict'))).toBe(true);
    expect(isOutdated(refused(422, 'Reference already exists'))).toBe(true);
    expect(isOutdated(graphqlError({ type: 'STALE_DATA', message: 'Expected branch' }))).toBe(true);
    const path = ['createCommitOnBranch'];
    expect(isOutdated(graphqlError({ type: 'NOT_FOUND', message: 'No branch', path }))).toBe(true);
    expect(isOutdated(refused(404, 'Not Found'))).toBe(false);
    expect(isOutdated(refused(409, 'Conflict', {}, `${API}/graphql`))).toBe(false);
    expect(isOutdated(graphqlError({ type: 'NOT_FOUND', message: 'No ref' }))).toBe(false);
    expect(isOutdated(new Error('Conflict'))).toBe(false);
  });
});
