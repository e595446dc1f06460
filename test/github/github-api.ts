import nock from 'nock';
import type { Client, Clients, Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { silent } from './silent.js';

export const API = 'https://api.github.com';

/** What reads of github.com with a token. */
export async function client(log: Log = silent): Promise<Client> {
  return (await clients(log)).reader;
}

/** Clients of github.com with a token. They wait milliseconds where GitHub asks for seconds. */
export function clients(log: Log = silent): Promise<Clients> {
  return createClients({ kind: 'token', token: 'ghp_secretOfTheTests' }, API, 'acme/news', log, 1);
}

/** What a GraphQL request said. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An answer to a GraphQL request: its `data`, a whole answer with `errors`, or an HTTP status. */
export type Answer =
  | { readonly data: object | null; readonly errors?: readonly object[] }
  | { readonly status: number; readonly body?: object | string; readonly headers?: Record<string, string> };

/** Answers the next GraphQL requests in turn. What they ask is in the returned list once they are answered. */
export function answerGraphql(...answers: readonly Answer[]): readonly GraphqlRequest[] {
  const asked: GraphqlRequest[] = [];
  for (const answer of answers) {
    nock(API)
      .post('/graphql')
      .reply((_uri, body) => {
        asked.push(body as unknown as GraphqlRequest);
        return 'status' in answer ? [answer.status, answer.body ?? '', answer.headers ?? {}] : [200, answer];
      });
  }
  return asked;
}
