import type { Client, Log } from './client.js';
import { isTooMuch, isTooMuchAsked } from './errors.js';
import { type GraphqlAnswer, partialQuery, query } from './graphql.js';
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

/** How one request of an adaptive query is sent. */
type Send<Answer> = (
  client: Client,
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Answer>;

/**
 * Sends the request for as much as GitHub can answer. After a timeout, or an answer that GitHub's resource limits cut,
 * it asks for half. The smallest request is repeated as the client does, and its answer is taken although it may be
 * partial; its failure is thrown.
 */
export function adaptiveQuery<Data extends object>(
  client: Client,
  size: PageSize,
  requestFor: (size: number) => GraphqlRequest,
  log: Log,
): Promise<GraphqlAnswer<Data>> {
  const isCut = ({ errors }: GraphqlAnswer<Data>) => errors.some(isTooMuchAsked);
  return askForLess(client, size, requestFor, partialQuery<Data>, isCut, log);
}

/** Like `adaptiveQuery`, for an answer that must be whole: see `query`. */
export function adaptiveWholeQuery<Data extends object>(
  client: Client,
  size: PageSize,
  requestFor: (size: number) => GraphqlRequest,
  log: Log,
): Promise<Data> {
  return askForLess(client, size, requestFor, query<Data>, () => false, log);
}

async function askForLess<Answer>(
  client: Client,
  size: PageSize,
  requestFor: (size: number) => GraphqlRequest,
  send: Send<Answer>,
  isCut: (answer: Answer) => boolean,
  log: Log,
): Promise<Answer> {
  for (;;) {
    const { document, variables, isLeast = false } = requestFor(size.now());
    const isSmallest = isLeast || size.isSmallest();
    const request = isSmallest ? {} : { retries: 0 };
    const start = performance.now();
    try {
      const answer = await send(client, document, { ...variables, request });
      const isGood = !isCut(answer);
      if (isGood) size.answered(performance.now() - start);
      if (isSmallest || isGood) return answer;
    } catch (error) {
      if (isSmallest || !isTooMuch(error)) throw error;
    }
    log.info(`GitHub could not answer for ${size.now()} at once; asking for fewer.`);
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
