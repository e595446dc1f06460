import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { pageSizeOf } from '../connection/page-size.js';
import { divide, type Interval, type MergedSearch, searchText } from './merged-search.js';
import { SEARCH_LIMIT } from './search-ids.js';

/** Parts into which a search is split to be counted; many, so that they can be joined to nearly full searches. */
const PARTS = 100;
/** Counts in one request. */
const COUNTS_A_REQUEST = { first: 50, largest: 50, smallest: 1 };

type Counts = Readonly<Record<string, { readonly issueCount: number } | null | undefined>>;

/** A part, and how many results GitHub counts in it; `null` when it did not say. */
interface CountedPart extends Interval {
  readonly count: number | null;
}

/**
 * Splits an interval with more results than GitHub shows into as few as possible that it shows whole. Parts without
 * any result are left out. The counts of a hundred parts take two requests, and two more for each part that is still too
 * full. A single second is never split, however full it is.
 */
export async function splitSearch(
  client: Client,
  search: MergedSearch,
  interval: Interval,
  log: Log,
): Promise<readonly Interval[]> {
  return join(await countParts(client, search, interval, log));
}

/** A query with an alias for each part; what is searched for are variables, never text of the query. */
export function mergedCountsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$text${index}: String!`).join(', ');
  const searches = indices.map(
    (index) => `search${index}: search(query: $text${index}, type: ISSUE) { issueCount }`,
  );
  return `query MergedCounts(${variables}) { ${searches.join(' ')} }`;
}

async function countParts(
  client: Client,
  search: MergedSearch,
  interval: Interval,
  log: Log,
): Promise<readonly CountedPart[]> {
  const size = pageSizeOf(client, 'MergedCounts', COUNTS_A_REQUEST);
  const requestFor = (parts: readonly Interval[]) => ({
    document: mergedCountsQuery(parts.length),
    variables: Object.fromEntries(
      parts.map((part, index) => [`text${index}`, searchText(search, part)] as const),
    ),
  });
  const batches = await queryInBatches<Interval, Counts>(
    client,
    divide(interval, PARTS),
    size,
    requestFor,
    log,
  );
  const counted = batches.flatMap(({ items, data }) =>
    items.map((part, index) => ({ ...part, count: data[`search${index}`]?.issueCount ?? null })),
  );
  const parts: CountedPart[] = [];
  for (const part of counted) {
    const isTooFull = part.count !== null && part.count > SEARCH_LIMIT && part.from < part.to;
    parts.push(...(isTooFull ? await countParts(client, search, part, log) : [part]));
  }
  return parts;
}

/** Joins neighbours for as long as GitHub shows all their results. A part that was not counted is on its own. */
function join(parts: readonly CountedPart[]): readonly Interval[] {
  const joined: CountedPart[] = [];
  for (const part of parts.filter(({ count }) => count !== 0)) {
    const last = joined.at(-1);
    const count = (last?.count ?? SEARCH_LIMIT) + (part.count ?? SEARCH_LIMIT);
    if (last !== undefined && count <= SEARCH_LIMIT) {
      joined[joined.length - 1] = { from: last.from, to: part.to, count };
    } else joined.push(part);
  }
  return joined.map(({ from, to }) => ({ from, to }));
}
