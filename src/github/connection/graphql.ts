import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import type { Client } from './client.js';
import { ActionNeeded } from './errors.js';

/** One entry of a GraphQL answer's `errors`. */
export interface GraphqlError {
  /** Absent where the trouble is GitHub's own, such as a timeout. */
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
 * Sends a query whose answer must be whole, since what is written depends on it. Any error in the answer is thrown as
 * `GraphqlResponseError`, a failure of the request as `RequestError`.
 */
export async function query<Data extends object>(
  client: Pick<Client, 'graphql'>,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  const data = await client.graphql<unknown>(document, variables);
  if (isObject(data)) return data as Data;
  throw new ActionNeeded(
    'What answered is not GitHub: its answer to a GraphQL query is empty. For GitHub Enterprise, check GHE_HOST and GHE_PROTOCOL.',
  );
}

/** Sends a query of which a part is worth having. Partial answers are returned with their errors; else like `query`. */
export async function partialQuery<Data extends object>(
  client: Pick<Client, 'graphql'>,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphqlAnswer<Data>> {
  try {
    return { data: await query<Data>(client, document, variables), errors: [] };
  } catch (error) {
    const { data, errors = [] } = answerOf(error);
    if (!isObject(data)) throw error;
    return { data: data as Data, errors };
  }
}

/** What an error means for the edition, a sentence. */
export function gapOf(error: GraphqlError): string {
  const where = error.path === undefined ? '' : ` (at ${error.path.join('.')})`;
  return `GitHub answered in part only: ${reasonOf(error)}${where}.`;
}

/** Why something is missing. GitHub's own trouble is worded anew each time, with the id of the request. */
export function reasonOf({ type, message }: GraphqlError): string {
  return type === undefined ? 'it had trouble of its own' : message.replace(/\.$/, '');
}

/** The answer that an error stands for. The client makes a failed request of an answer that says "went wrong". */
function answerOf(error: unknown): Partial<GraphqlAnswer<unknown>> {
  if (error instanceof GraphqlResponseError) return { data: error.data, errors: error.errors ?? [] };
  const answer = error instanceof RequestError && error.response?.status === 200 ? error.response.data : null;
  return isObject(answer) ? answer : {};
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
