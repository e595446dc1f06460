import { notAllShown, notSearched, notShown } from '../../replies/gaps.js';
import type { BatchQuery } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { reasonOf } from '../connection/errors.js';
import { type ItemAnswer, nextCursor, nodesIn, type Page, queryOn } from '../connection/graphql.js';
import { type IdSearch, SEARCH_LIMIT } from './merged-search.js';

/** What a search found. */
export interface FoundIds {
  /** Node ids. */
  readonly ids: readonly string[];
  /** Results that GitHub counted. It shows a thousand of them at most. */
  readonly count: number;
  /** What GitHub did not give, a sentence each. */
  readonly gaps: readonly string[];
}

/** A search with what it found so far. */
interface Search extends IdSearch, FoundIds {
  readonly index: number;
  readonly after: string | null;
}

/** Pages of searches, each of its own. */
export const PULL_REQUEST_IDS: BatchQuery<Search> = {
  operation: 'PullRequestIds',
  alias: 'search',
  field: 'search(type: ISSUE, query: $text, first: 50, after: $after) { ...Ids }',
  types: { text: 'String!', after: 'String' },
  variables: ({ text, after }) => ({ text, after }),
  fragments: `
    fragment Ids on SearchResultItemConnection {
      issueCount
      pageInfo { hasNextPage endCursor }
      nodes { ... on PullRequest { id } }
    }
  `,
  limits: { first: 10, largest: 20, smallest: 1 },
  mayBeRefused: true,
};

type Answer = Page<{ readonly id?: string }> & { readonly issueCount: number };

/**
 * Which pull requests each of the searches finds. A search of its own for each place works in any syntax: several places
 * in one text mean any of them today, and all of them in the advanced syntax that GitHub announced to replace today's.
 */
export async function searchIds(
  client: Client,
  searches: readonly IdSearch[],
  log: Log,
): Promise<readonly FoundIds[]> {
  const found = searches.map(
    (search, index): Search => ({ ...search, index, ids: [], count: 0, gaps: [], after: null }),
  );
  const take = (answer: ItemAnswer<Search, Answer>) => {
    const search = extend(answer);
    found[search.index] = search;
    return search.after === null || search.count > SEARCH_LIMIT ? [] : [search];
  };
  await queryOn<Search, Answer>(client, PULL_REQUEST_IDS, found, take, log);
  return found;
}

/** The search with one more page. */
function extend({ item: search, data: page, errors }: ItemAnswer<Search, Answer>): Search {
  const { about } = search;
  const gaps = [...search.gaps, ...errors.map((error) => notAllShown(about, reasonOf(error)))];
  if (page === null) {
    return { ...search, gaps: gaps.length > 0 ? gaps : [notSearched(about)], after: null };
  }
  const count = page.issueCount;
  const ids = [...search.ids, ...nodesIn(page).flatMap(({ id }) => id ?? [])];
  const after = nextCursor(page);
  const isOver = after === null || count > SEARCH_LIMIT;
  if (isOver && count > ids.length && gaps.length === 0) {
    gaps.push(notShown(about, count, count - ids.length));
  }
  return { ...search, ids, count, gaps, after };
}
