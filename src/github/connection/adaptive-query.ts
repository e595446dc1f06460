import { RequestError } from '@octokit/request-error';
import type { Client, Log } from './client.js';
import { type GraphqlAnswer, type GraphqlError, partialQuery } from './graphql.js';
import type { PageSize } from './page-size.js';

/** A GraphQL document and its variables. */
export interface GraphqlRequest {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether it asks for so little that to ask for less would not help. */
  readonly isLeast?: boolean;
}

/** What was asked for in one request, and what GitHub answered. */
export interface Batch<Item, Data> extends GraphqlAnswer<Data> {
  readonly items: readonly Item[];
}

/**
 * Sends the request for as much as GitHub can answer, whole or at all: after a timeout it asks for half. The smallest
 * request is repeated as the client does, and then taken in part; its failure is thrown.
 */
export async function adaptiveQuery<Data extends object>(
  client: Client,
  size: PageSize,
  requestFor: (size: number) => GraphqlRequest,
  log: Log,
): Promise<GraphqlAnswer<Data>> {
  for (;;) {
    const { document, variables, isLeast = false } = requestFor(size.now());
    const isSmallest = isLeast || size.isSmallest();
    const request = isSmallest ? {} : { retries: 0 };
    try {
      const answer = await partialQuery<Data>(client, document, { ...variables, request });
      const isGood = !answer.errors.some(isOwnTrouble);
      if (isGood) size.succeeded();
      if (isSmallest || isGood) return answer;
    } catch (error) {
      if (isSmallest || !isTooMuch(error)) throw error;
    }
    log.warn(`GitHub could not answer for ${size.now()} at once; asking for fewer.`);
    size.shrink();
  }
}

/** Asks for all the items, as many in a request as GitHub can answer. */
export async function queryInBatches<Item, Data extends object>(
  client: Client,
  items: readonly Item[],
  size: PageSize,
  requestFor: (items: readonly Item[]) => GraphqlRequest,
  log: Log,
): Promise<readonly Batch<Item, Data>[]> {
  const batches: Batch<Item, Data>[] = [];
  for (let start = 0; start < items.length; ) {
    let asked: readonly Item[] = [];
    const answer: GraphqlAnswer<Data> = await adaptiveQuery(
      client,
      size,
      (most) => {
        asked = items.slice(start, start + most);
        return { ...requestFor(asked), isLeast: asked.length <= size.smallest };
      },
      log,
    );
    batches.push({ items: asked, ...answer });
    start += asked.length;
  }
  return batches;
}

/** Whether GitHub failed to answer, as it does when a request takes too long. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 500;
}

/** Of GitHub's errors, all have a type but those of its own making, such as a timeout. */
function isOwnTrouble({ type }: GraphqlError): boolean {
  return type === undefined;
}
