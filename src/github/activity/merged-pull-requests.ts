import { parseBody } from '../../commands/parse-description.js';
import { adaptiveQuery } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { type GraphqlAnswer, gapOf } from '../connection/graphql.js';
import type { Page } from '../connection/page.js';
import { type PageSize, pageSizeOf } from '../connection/page-size.js';
import { type Interval, isWanted, type MergedSearch, searchText } from './merged-search.js';
import { isReadable, type PullRequestNode, SEARCH_MERGED } from './pull-request-query.js';
import { SEARCH_LIMIT, unlessRefused } from './search-ids.js';
import { splitSearch } from './split-search.js';

/** What a search found, with a sentence for everything that GitHub counted but did not show. */
export interface MergedFound {
  readonly nodes: readonly PullRequestNode[];
  readonly gaps: readonly string[];
}

/** As others measured it, a page of 25 takes GitHub some 3 seconds, and many of 50 are too much for it. */
const PULL_REQUESTS_A_PAGE = { first: 25, largest: 100, smallest: 5 };

const SHRUNK = 'Merged pull requests vanished while GitHub listed them; others may be missing.';

interface SearchPage {
  /** Absent or `null` when GitHub refuses the search, or could not answer even for the smallest page. */
  readonly search?: (Page<PullRequestNode> & { readonly issueCount: number }) | null;
}

/** A search that goes on: what it found so far, and how much it asks for at once. */
interface Reading {
  readonly client: Client;
  readonly search: MergedSearch;
  readonly log: Log;
  readonly size: PageSize;
  readonly nodes: Map<string, PullRequestNode>;
  readonly gaps: string[];
}

/**
 * All pull requests merged in the month. A search that counts more than GitHub shows is split in time; a page that
 * GitHub cannot make in time is asked for again in smaller pieces.
 */
export async function findMerged(client: Client, search: MergedSearch, log: Log): Promise<MergedFound> {
  const size = pageSizeOf(client, 'MergedPullRequests', PULL_REQUESTS_A_PAGE);
  const reading: Reading = { client, search, log, size, nodes: new Map(), gaps: [] };
  await readInterval(reading, search.interval, null);
  const nodes = [...reading.nodes.values()];
  return {
    nodes: nodes.filter((node) => isWanted(node, search)),
    gaps: reading.gaps,
  };
}

/** Reads an interval, whose results were counted with those of others as `total`, and returns how many it counts. */
async function readInterval(reading: Reading, interval: Interval, total: number | null): Promise<number> {
  const first = await readPages(reading, interval, total);
  // What leaves the list while it is read moves others to pages that were read already.
  const pages = first.hasShrunk ? await readPages(reading, interval, total) : first;
  const { count, found } = pages;
  if (pages.isTooMuch) return readParts(reading, interval, count);
  for (const node of found.values()) reading.nodes.set(node.id, node);
  reading.gaps.push(...pages.gaps);
  if (pages.hasShrunk) reading.gaps.push(SHRUNK);
  if (count > found.size) reading.gaps.push(unshown(count, count - found.size));
  return count;
}

/** What the pages of an interval held. */
interface Pages {
  /** By the last page. */
  readonly count: number;
  readonly found: ReadonlyMap<string, PullRequestNode>;
  readonly gaps: readonly string[];
  /** Whether GitHub will not show all, so that nothing was read. */
  readonly isTooMuch: boolean;
  /** Whether a page counted fewer results than one before. */
  readonly hasShrunk: boolean;
}

async function readPages(reading: Reading, interval: Interval, total: number | null): Promise<Pages> {
  const found = new Map<string, PullRequestNode>();
  const gaps: string[] = [];
  let count = 0;
  let hasShrunk = false;
  let after: string | null = null;
  do {
    const { data, errors }: GraphqlAnswer<SearchPage> = await readPage(
      reading,
      interval,
      after,
      count - found.size,
    );
    gaps.push(...errors.map(gapOf));
    if (data.search == null) break;
    const { issueCount, nodes, pageInfo } = data.search;
    hasShrunk ||= issueCount < count;
    count = issueCount;
    if (count > SEARCH_LIMIT && interval.from < interval.to) {
      return { count, found, gaps, isTooMuch: true, hasShrunk: false };
    }
    for (const node of (nodes ?? []).filter(isReadable)) found.set(node.id, withoutIdleBody(node));
    reading.log.info(`Read ${reading.nodes.size + found.size} of ${total ?? count} merged pull requests.`);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { count, found, gaps, isTooMuch: false, hasShrunk };
}

async function readParts(reading: Reading, interval: Interval, count: number): Promise<number> {
  const { client, search, log } = reading;
  let counted = 0;
  for (const part of await splitSearch(client, search, interval, log)) {
    counted += await readInterval(reading, part, count);
  }
  if (count > counted) reading.gaps.push(unshown(count, count - counted));
  return Math.max(count, counted);
}

/** The page that begins there. No more is asked for than is `left`, since GitHub charges what a page may hold. */
function readPage(
  { client, search, size, log }: Reading,
  interval: Interval,
  after: string | null,
  left: number,
): Promise<GraphqlAnswer<SearchPage>> {
  const { conversations } = search;
  const page = { search: searchText(search, interval), conversations, after };
  const requestFor = (most: number) => {
    const first = after === null || left < 1 ? most : Math.min(most, left);
    return { document: SEARCH_MERGED, variables: { ...page, first }, asked: first };
  };
  const ask = () => adaptiveQuery<SearchPage>(client, size, requestFor, log);
  return unlessRefused(ask, (errors) => ({ data: { search: null }, errors }));
}

function unshown(count: number, missing: number): string {
  return `GitHub counted ${count} merged pull requests but did not show ${missing} of them.`;
}

/** Descriptions are long and many, and few of them ask for something. */
function withoutIdleBody(node: PullRequestNode): PullRequestNode {
  return node.body === undefined || parseBody(node.body).length > 0 ? node : { ...node, body: '' };
}
