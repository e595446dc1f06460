import { RequestError } from '@octokit/request-error';
import type { Client, Log } from './client.js';
import { type GraphqlAnswer, type GraphqlError, partialQuery } from './graphql.js';

/** Asks for one page of a list after another. */
export type AskPage = <Data extends object>(
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<GraphqlAnswer<Data>>;

const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 25;

/**
 * Pages of as many nodes as GitHub can make in time: halved where it cannot, whole or at all, and doubled again after a
 * page that it could. The document takes the size as `$first`; `what` names the nodes for the log.
 */
export function createPager(client: Client, what: string, log: Log): AskPage {
  let size = LARGEST_PAGE;
  return async (document, variables) => {
    for (; ; size = Math.max(SMALLEST_PAGE, Math.ceil(size / 2))) {
      const isSmallest = size <= SMALLEST_PAGE;
      const first = size;
      const request = isSmallest ? {} : { retries: 0 };
      try {
        const answer = await partialQuery(client, document, { ...variables, first, request });
        if (isSmallest || !answer.errors.some(isOwnTrouble)) {
          size = Math.min(LARGEST_PAGE, size * 2);
          return answer as GraphqlAnswer<never>;
        }
      } catch (error) {
        if (isSmallest || !isTooMuch(error)) throw error;
      }
      log.warn(`GitHub could not answer for ${first} ${what} at once; asking for fewer.`);
    }
  };
}

function isTooMuch(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 500;
}

/** Of GitHub's errors, all have a type but those of its own making, such as a timeout. */
function isOwnTrouble({ type }: GraphqlError): boolean {
  return type === undefined;
}
