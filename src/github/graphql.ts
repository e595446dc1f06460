import { GraphqlResponseError } from '@octokit/graphql';
import type { Client } from './client.js';

/** One entry of a GraphQL answer's `errors`. */
export interface GraphqlError {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

/** An answer that may be partial: where `errors` has a path, `data` has `null`. */
export interface GraphqlAnswer<Data> {
  readonly data: Data;
  readonly errors: readonly GraphqlError[];
}

/**
 * Sends a query. Partial answers are returned with their errors; an answer without any data is thrown as
 * `GraphqlResponseError`, a failure of the request as `RequestError`.
 */
export async function query<Data>(
  client: Client,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphqlAnswer<Data>> {
  try {
    return { data: await client.graphql<Data>(document, variables), errors: [] };
  } catch (error) {
    if (error instanceof GraphqlResponseError && hasData<Data>(error.data)) {
      return { data: error.data, errors: (error.errors ?? []).map(plain) };
    }
    throw error;
  }
}

/** What an error means for the edition, a sentence. */
export function gapOf({ message, path }: GraphqlError): string {
  const where = path === undefined ? '' : ` (at ${path.join('.')})`;
  return `GitHub answered in part only: ${message.replace(/\.$/, '')}${where}.`;
}

function hasData<Data>(data: unknown): data is Data {
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null);
}

function plain({
  type,
  message,
  path,
}: {
  type?: string;
  message: string;
  path?: (string | number)[];
}): GraphqlError {
  return { message, ...(type === undefined ? {} : { type }), ...(path === undefined ? {} : { path }) };
}
