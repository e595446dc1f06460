import { GraphqlResponseError } from '@octokit/graphql';
import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { isTooMuch } from '../connection/errors.js';
import { type GraphqlAnswer, type GraphqlError, reasonOf } from '../connection/graphql.js';
import type { Page } from '../connection/page.js';
import { pageSizeOf } from '../connection/page-size.js';

/** GitHub shows no more results than this of one search, however many it counts. */
export const SEARCH_LIMIT = 1000;

/** A search for pull requests. */
export interface IdSearch {
  /** What is searched for. */
  readonly text: string;
  /** What it finds, for a sentence: "merged pull requests of owner/name". */
  readonly about: string;
}

/** What a search found. */
export interface FoundIds {
  /** Node ids. */
  readonly ids: readonly string[];
  /** Results that GitHub counted. It shows a thousand of them at most. */
  readonly count: number;
  /** What GitHub did not give, a sentence each. */
  readonly gaps: readonly string[];
}

/** A search that goes on. */
interface Reading extends IdSearch, FoundIds {
  readonly index: number;
  readonly after: string | null;
  readonly isOver: boolean;
}

type Answer = Readonly<
  Record<string, (Page<{ readonly id?: string }> & { readonly issueCount: number }) | null | undefined>
>;

const SEARCHES_A_REQUEST = { first: 10, largest: 20, smallest: 1 };

/**
 * Which pull requests each of the searches finds. A search of its own for each place works in any syntax: several places
 * in one text mean any of them today, and all of them in the advanced syntax that GitHub announced to replace today's.
 */
export async function searchIds(
  client: Client,
  searches: readonly IdSearch[],
  log: Log,
): Promise<readonly FoundIds[]> {
  const size = pageSizeOf(client, 'PullRequestIds', SEARCHES_A_REQUEST);
  const readings = searches.map(begin);
  let open: readonly Reading[] = readings;
  while (open.length > 0) {
    const asked = open;
    const ask = () => queryInBatches<Reading, Answer>(client, asked, size, requestFor, log);
    const batches = await unlessRefused(ask, (errors) => [{ items: asked, data: {}, errors }]);
    const read = batches.flatMap((batch) =>
      batch.items.map((reading, index) => continued(reading, batch, `search${index}`)),
    );
    for (const reading of read) readings[reading.index] = reading;
    open = read.filter(({ isOver }) => !isOver);
  }
  return readings;
}

/**
 * What `ask` comes to or, where GitHub refuses a search, what its `errors` come to: GitHub's schema promises an answer to
 * every search, so a refused one leaves no data at all.
 */
export async function unlessRefused<Result>(
  ask: () => Promise<Result>,
  refused: (errors: readonly GraphqlError[]) => Result,
): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    const errors: readonly GraphqlError[] = error instanceof GraphqlResponseError ? (error.errors ?? []) : [];
    const isRefused = errors.length > 0 && errors.every(({ path }) => /^search/.test(String(path?.[0])));
    if (!isRefused || isTooMuch(error)) throw error;
    return refused(errors);
  }
}

/** A query with an alias for each search; what is searched for are variables, never text of the query. */
export function pullRequestIdsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$text${index}: String!, $after${index}: String`);
  const searches = indices.map(
    (index) =>
      `search${index}: search(type: ISSUE, query: $text${index}, first: 50, after: $after${index}) { ...Ids }`,
  );
  return `
    query PullRequestIds(${variables.join(', ')}) { ${searches.join(' ')} }
    fragment Ids on SearchResultItemConnection {
      issueCount
      pageInfo { hasNextPage endCursor }
      nodes { ... on PullRequest { id } }
    }
  `;
}

function begin(search: IdSearch, index: number): Reading {
  return { ...search, index, ids: [], count: 0, gaps: [], after: null, isOver: false };
}

function requestFor(readings: readonly Reading[]) {
  const variables = readings.flatMap(({ text, after }, index) => [
    [`text${index}`, text],
    [`after${index}`, after],
  ]);
  return { document: pullRequestIdsQuery(readings.length), variables: Object.fromEntries(variables) };
}

function continued(reading: Reading, { data, errors }: GraphqlAnswer<Answer>, alias: string): Reading {
  const page = data[alias] ?? null;
  const own = errors.filter(({ path }) => path === undefined || path[0] === alias);
  const gaps = [...reading.gaps, ...own.map((error) => gapIn(reading, error))];
  if (page === null) {
    const silent = `GitHub did not search for ${reading.about}.`;
    return { ...reading, gaps: gaps.length > 0 ? gaps : [silent], isOver: true };
  }
  const { issueCount: count, nodes, pageInfo } = page;
  const ids = [...reading.ids, ...(nodes ?? []).flatMap((node) => node?.id ?? [])];
  const after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  const isOver = after === null || count > SEARCH_LIMIT;
  if (isOver && count > ids.length && gaps.length === 0) gaps.push(unshown(reading, count, ids.length));
  return { ...reading, ids, count, gaps, after, isOver };
}

function unshown({ about }: IdSearch, count: number, shown: number): string {
  return `GitHub counted ${count} ${about} but did not show ${count - shown} of them.`;
}

function gapIn({ about }: IdSearch, error: GraphqlError): string {
  return `GitHub did not show all ${about}: ${reasonOf(error)}.`;
}
