import { adaptiveQuery } from './adaptive-query.js';
import type { Client, Log } from './client.js';
import type { GraphqlAnswer } from './graphql.js';
import { createPageSize } from './page-size.js';

/** Asks for one page of a list after another. */
export type AskPage = <Data extends object>(
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<GraphqlAnswer<Data>>;

const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 25;

/**
 * Pages of as many nodes as GitHub can make in time. The document takes the size as `$first`; `what` names the nodes
 * for the log.
 */
export function createPager(client: Client, what: string, log: Log): AskPage {
  const size = createPageSize(what, LARGEST_PAGE, SMALLEST_PAGE);
  return (document, variables) =>
    adaptiveQuery(client, size, (first) => ({ document, variables: { ...variables, first } }), log);
}
