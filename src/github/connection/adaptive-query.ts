import { GraphqlResponseError } from '@octokit/graphql';
import type { Client, Log } from './client.js';
import { isTooMuch, isTooMuchAsked } from './errors.js';
import { type GraphqlAnswer, type GraphqlError, partialQuery, query } from './graphql.js';
import { type PageSize, type PageSizeLimits, pageSizeOf } from './page-size.js';

/** A GraphQL document and its variables. */
export interface GraphqlRequest {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How much it asks for, where there is no more to ask for. */
  readonly asked?: number;
}

/** What was asked for in one request, and what GitHub answered. */
export interface Batch<Item, Data> extends GraphqlAnswer<Data> {
  readonly items: readonly Item[];
}

/** An error of an answer. */
type Trouble = Pick<GraphqlError, 'type'>;

/** How one request of an adaptive query is sent. */
type Send<Answer> = (
  client: Pick<Client, 'graphql'>,
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Answer>;

/**
 * Sends the request for as much as GitHub can answer. After a timeout, or an answer that GitHub's resource limits cut,
 * it asks for half. The smallest request is repeated as the client does, and its answer is taken although it may be
 * partial; its failure is thrown. Where GitHub's limits leave nothing of the smallest, `data` has no fields at all.
 */
export function adaptiveQuery<Data extends object>(
  client: Pick<Client, 'graphql'>,
  size: PageSize,
  requestFor: (size: number) => GraphqlRequest,
  log: Log,
): Promise<GraphqlAnswer<Data>> {
  const troubleIn = ({ errors }: GraphqlAnswer<Data>) => errors.filter(isTooMuchAsked);
  return askForLess(client, size, requestFor, anyPartOf<Data>, troubleIn, log);
}

async function anyPartOf<Data extends object>(
  ...asked: Parameters<Send<unknown>>
): Promise<GraphqlAnswer<Data>> {
  try {
    return await partialQuery<Data>(...asked);
  } catch (error) {
    if (!isEndedByLimits(error)) throw error;
    // It would fail the same way in every run: a gap is better than no edition.
    return { data: {} as Data, errors: error.errors ?? [] };
  }
}

function isEndedByLimits(error: unknown): error is GraphqlResponseError<unknown> {
  if (!(error instanceof GraphqlResponseError)) return false;
  return (error.errors ?? []).some((each) => each.type !== undefined && isTooMuchAsked(each));
}

/** Nodes of a page of a light list. */
const A_PAGE: PageSizeLimits = { first: 50, largest: 100, smallest: 5 };

/**
 * Sends a query for a page, `first` nodes of it, whose answer must be whole: see `query`. `operation` is its name, by
 * which the size of its pages is known.
 */
export function pageQuery<Data extends object>(
  client: Pick<Client, 'graphql'>,
  operation: string,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  limits = A_PAGE,
): Promise<Data> {
  const requestFor = (first: number) => ({ document, variables: { ...variables, first } });
  return askForLess(client, pageSizeOf(client, operation, limits), requestFor, query<Data>, () => []);
}

async function askForLess<Answer>(
  client: Pick<Client, 'graphql'>,
  size: PageSize,
  requestFor: (size: number) => GraphqlRequest,
  send: Send<Answer>,
  troubleIn: (answer: Answer) => readonly Trouble[],
  log?: Log,
): Promise<Answer> {
  for (;;) {
    const { document, variables, asked = size.now() } = requestFor(size.now());
    const isSmallest = asked <= size.smallest;
    const request = isSmallest ? {} : { retries: 0 };
    const start = performance.now();
    let trouble: readonly Trouble[];
    try {
      const answer = await send(client, document, { ...variables, request });
      trouble = troubleIn(answer);
      const isGood = trouble.length === 0;
      // A short request says nothing of what a long one takes.
      if (isGood && asked === size.now()) size.answered(performance.now() - start);
      if (isSmallest || isGood) return answer;
    } catch (error) {
      if (isSmallest || !isTooMuch(error)) throw error;
      trouble = error instanceof GraphqlResponseError ? (error.errors ?? []) : [];
    }
    log?.info(`GitHub could not answer for ${asked} at once; asking for fewer.`);
    // A limit has a type, other than a timeout, and is the same next time.
    size.shrink(
      asked,
      trouble.some(({ type }) => type !== undefined),
    );
  }
}

/** Asks for all the items, as many in a request as GitHub can answer. */
export async function queryInBatches<Item, Data extends object>(
  client: Pick<Client, 'graphql'>,
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
        return { ...requestFor(asked), asked: asked.length };
      },
      log,
    );
    batches.push({ items: asked, ...answer });
    start += asked.length;
  }
  return batches;
}
