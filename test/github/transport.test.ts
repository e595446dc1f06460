import { describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { appSignature, installationAuth } from '../../src/github/connection/app-auth.js';
import { createClients } from '../../src/github/connection/connector.js';
import { isRateLimited } from '../../src/github/connection/errors.js';
import { IMPATIENT, pacedFetch, turns } from '../../src/github/connection/transport.js';
import { somePrivateKey } from '../fake-github/install-app.js';
import { thoroughly } from '../thoroughly.js';
import { API, answerGraphql, clients } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

const READ = 'query { viewer { login } }';
const WRITE = '\n  mutation Do($input: X!) { do(input: $input) { clientMutationId } }';
const done = { data: { done: true } };
const LIMIT = {
  status: 403,
  headers: { 'retry-after': '60' },
  body: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  },
} as const;

/** A client with the tokens of an installation, which asks by `fetch`. */
function installed(fetch: typeof globalThis.fetch): Octokit {
  return new Octokit({
    authStrategy: installationAuth,
    auth: {
      appId: 1,
      createJwt: appSignature(1, somePrivateKey()),
      installationId: 42,
      scope: { permissions: { contents: 'write' }, repository: null },
      waitUnit: 1,
    },
    request: { fetch },
  });
}

describe('turns for writing', () => {
  withoutNetwork();

  /** A clock that only waiting moves, and how long each turn was waited for. */
  function patientTurns(unit: number) {
    let time = 5;
    const waits: number[] = [];
    const take = turns(
      unit,
      () => time,
      async (milliseconds) => {
        waits.push(milliseconds);
        time += milliseconds;
      },
    );
    const pass = (milliseconds: number) => {
      time += milliseconds;
    };
    return { take, waits, pass };
  }

  it('are a second apart: the first comes at once', async () => {
    const { take, waits } = patientTurns(1000);
    for (let turn = 0; turn < 4; turn += 1) await take();
    expect(waits).toEqual([1000, 1000, 1000]);
  });

  it('take account of the time that passed since the last one', async () => {
    const { take, waits, pass } = patientTurns(1000);
    await take();
    pass(300);
    await take();
    pass(5000);
    await take();
    await take();
    expect(waits).toEqual([700, 1000]);
  });

  it('are a second apart also where a timer is late', async () => {
    let time = 0;
    const taken: number[] = [];
    const take = turns(
      1000,
      () => time,
      async (milliseconds) => {
        time += milliseconds + 40;
      },
    );
    for (let turn = 0; turn < 3; turn += 1) {
      await take();
      taken.push(time);
    }
    expect(taken).toEqual([0, 1040, 2080]);
  });

  it('are kept by those who come at the same time', async () => {
    const { take, waits } = patientTurns(1000);
    await Promise.all([take(), take(), take()]);
    expect(waits).toEqual([1000, 1000]);
  });
});

describe('what takes a turn', () => {
  withoutNetwork();

  it.each<[string, 0 | 1, (octokit: Octokit) => Promise<unknown>]>([
    ['a query', 0, (octokit) => octokit.graphql(READ)],
    ['a mutation', 1, (octokit) => octokit.graphql(WRITE, { input: {} })],
    ['GET', 0, (octokit) => octokit.request('GET /a')],
    ['POST', 1, (octokit) => octokit.request('POST /a')],
    ['PATCH', 1, (octokit) => octokit.request('PATCH /a')],
    ['PUT', 1, (octokit) => octokit.request('PUT /a')],
    ['DELETE', 1, (octokit) => octokit.request('DELETE /a')],
    ['to ask for a token', 0, (octokit) => octokit.request('POST /app/installations/42/access_tokens')],
  ])('%s: %i', async (_, expected, act) => {
    for (const baseUrl of [API, 'https://github.example.org/api/v3']) {
      let taken = 0;
      const takeTurn = async () => {
        taken += 1;
      };
      const fetch = pacedFetch(async () => Response.json(done), takeTurn);
      await act(new Octokit({ baseUrl, request: { fetch } }));
      expect(taken).toBe(expected);
    }
  });

  it('waits after its token is there, and again when it is repeated', async () => {
    const order: string[] = [];
    const answers = [Response.json({}, { status: 401 }), Response.json(done), Response.json(done)];
    const send = async (input: unknown) => {
      const path = new URL(String(input)).pathname;
      order.push(path);
      if (!path.endsWith('/access_tokens')) return answers.shift() ?? Response.error();
      return Response.json({ token: 'ghs_t', expires_at: '2100-01-01T00:00:00Z', permissions: {} });
    };
    const takeTurn = async () => {
      order.push('turn');
    };
    const octokit = installed(pacedFetch(send, takeTurn));
    await octokit.request('POST /a');
    await octokit.request('DELETE /a');
    expect(order).toEqual(['/app/installations/42/access_tokens', 'turn', '/a', 'turn', '/a', 'turn', '/a']);
  });

  it('asks for one other token where several requests find theirs refused that GitHub took before', async () => {
    const made: string[] = [];
    const send = async (input: unknown, init?: RequestInit) => {
      if (String(input).endsWith('/access_tokens')) {
        made.push(`ghs_${made.length}`);
        return Response.json({ token: made.at(-1), expires_at: '2100-01-01T00:00:00Z', permissions: {} });
      }
      const { authorization } = { ...(init?.headers as Readonly<Record<string, string>>) };
      const isKnown = authorization === `token ${made.at(-1)}` && !(isLater && made.length === 1);
      return isKnown ? Response.json(done) : Response.json({}, { status: 401 });
    };
    let isLater = false;
    const octokit = installed(send);
    await octokit.request('GET /a');
    isLater = true;
    await Promise.all(['GET /a', 'GET /b', 'GET /c'].map((route) => octokit.request(route)));
    await octokit.request('GET /d');
    expect(made).toEqual(['ghs_0', 'ghs_1']);
  });

  it('is not what is read: that overtakes a write that waits', async () => {
    const order: string[] = [];
    const send = async (input: unknown) => {
      order.push(new URL(String(input)).pathname);
      return Response.json(done);
    };
    let begin = (): void => undefined;
    const turn = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const octokit = new Octokit({ request: { fetch: pacedFetch(send, () => turn) } });
    const waiting = octokit.request('POST /write');
    await octokit.request('GET /read');
    begin();
    await waiting;
    expect(order).toEqual(['/read', '/write']);
  });

  thoroughly('is not what a client of ours reads, either', async () => {
    const asked = answerGraphql(done, done, done);
    const credentials = { kind: 'token', token: 'ghp_secretOfTheTests' } as const;
    const { reader, writer } = await createClients(credentials, API, 'acme/news', silent, 10_000);
    await writer.graphql(WRITE, { input: 1 });
    const waiting = writer.graphql(WRITE, { input: 2 });
    await reader.graphql(READ);
    await waiting;
    const order = asked.map(({ query, variables }) => (query === READ ? 'read' : variables.input));
    expect(order).toEqual([1, 'read', 2]);
  });
});

describe('at a secondary rate limit', () => {
  withoutNetwork();

  it('a write waits twice, each time said on the log', async () => {
    const said: string[] = [];
    const asked = answerGraphql(LIMIT, LIMIT, LIMIT);
    const { writer } = await clients({ ...silent, warn: (message) => said.push(message) });
    const error: unknown = await writer.graphql(WRITE, { input: {} }).catch((caught: unknown) => caught);
    expect(isRateLimited(error)).toBe(true);
    expect(asked).toHaveLength(3);
    const sentence = "GitHub's secondary rate limit is reached; waiting 60 seconds.";
    expect(said).toEqual([sentence, sentence]);
  });

  it('what can wait for the next run fails at once', async () => {
    const said: string[] = [];
    const asked = answerGraphql(LIMIT);
    const { writer } = await clients({ ...silent, warn: (message) => said.push(message) });
    const write = writer.graphql(WRITE, { input: {}, request: IMPATIENT });
    const error: unknown = await write.catch((caught: unknown) => caught);
    expect(isRateLimited(error)).toBe(true);
    expect([asked.length, said]).toEqual([1, []]);
  });
});
