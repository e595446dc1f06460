import { parseBody } from '../../commands/parse-description.js';
import { notShown, VANISHED } from '../../replies/gaps.js';
import type { BatchQuery } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { gapOf } from '../connection/errors.js';
import { type ListQuery, type Page, partialPages, queryEach } from '../connection/graphql.js';
import {
  divide,
  type Interval,
  isWanted,
  type MergedSearch,
  SEARCH_LIMIT,
  searchText,
} from './merged-search.js';
import { isReadable, PULL_REQUEST_FIELDS, type PullRequestNode } from './pull-requests.js';

/** What a search found, with a sentence for everything that GitHub counted but did not show. */
export interface MergedFound {
  readonly nodes: readonly PullRequestNode[];
  readonly gaps: readonly string[];
}

/** One page of a month's merged pull requests. */
export const SEARCH_MERGED: ListQuery<SearchAnswer, PullRequestNode> = {
  document: /* GraphQL */ `
    query MergedPullRequests($search: String!, $first: Int!, $after: String, $conversations: Boolean!) {
      search(type: ISSUE, query: $search, first: $first, after: $after) {
        issueCount
        pageInfo { hasNextPage endCursor }
        nodes { ... on PullRequest { ...PullRequestFields } }
      }
    }
    ${PULL_REQUEST_FIELDS}
  `,
  // As others measured it, a page of 25 takes GitHub some 3 seconds, and many of 50 are too much for it.
  limits: { first: 25, largest: 100, smallest: 5 },
  mayBeRefused: true,
  pageIn: ({ search }) => (search == null ? null : { ...search, totalCount: search.issueCount }),
};

interface SearchAnswer {
  /** Absent or `null` when GitHub refuses the search, or could not answer even for the smallest page. */
  readonly search?: (Page<PullRequestNode> & { readonly issueCount: number }) | null;
}

/** A search with what it found so far. */
interface Progress {
  readonly client: Client;
  readonly search: MergedSearch;
  readonly log: Log;
  readonly nodes: Map<string, PullRequestNode>;
  readonly gaps: string[];
}

/**
 * All pull requests merged in the month. A search that counts more than GitHub shows is split in time; a page that
 * GitHub cannot make in time is asked for again in smaller pieces.
 */
export async function findMerged(client: Client, search: MergedSearch, log: Log): Promise<MergedFound> {
  const progress: Progress = { client, search, log, nodes: new Map(), gaps: [] };
  await readInterval(progress, search.interval, null);
  const nodes = [...progress.nodes.values()];
  return {
    nodes: nodes.filter((node) => isWanted(node, search)),
    gaps: progress.gaps,
  };
}

/** Reads an interval, whose results were counted with those of others as `total`, and returns how many it counts. */
async function readInterval(progress: Progress, interval: Interval, total: number | null): Promise<number> {
  const first = await readPages(progress, interval, total);
  // What leaves the list while it is read moves others to pages that were read already.
  const pages = first.hasShrunk ? await readPages(progress, interval, total) : first;
  const { count, found } = pages;
  if (pages.isTooMuch) return readParts(progress, interval, count);
  for (const node of found.values()) progress.nodes.set(node.id, node);
  progress.gaps.push(...pages.gaps);
  if (pages.hasShrunk) progress.gaps.push(VANISHED);
  if (count > found.size) progress.gaps.push(notShown('merged pull requests', count, count - found.size));
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

async function readPages(progress: Progress, interval: Interval, total: number | null): Promise<Pages> {
  const { client, search, log } = progress;
  const found = new Map<string, PullRequestNode>();
  const gaps: string[] = [];
  let count = 0;
  let hasShrunk = false;
  const variables = { search: searchText(search, interval), conversations: search.conversations };
  for await (const { data, nodes, errors } of partialPages(client, SEARCH_MERGED, variables, log)) {
    gaps.push(...errors.map(gapOf));
    if (data.search == null) break;
    const { issueCount } = data.search;
    hasShrunk ||= issueCount < count;
    count = issueCount;
    if (count > SEARCH_LIMIT && interval.from < interval.to) {
      return { count, found, gaps, isTooMuch: true, hasShrunk: false };
    }
    for (const node of nodes.filter(isReadable)) found.set(node.id, withoutIdleBody(node));
    log.info(`Read ${progress.nodes.size + found.size} of ${total ?? count} merged pull requests.`);
  }
  return { count, found, gaps, isTooMuch: false, hasShrunk };
}

async function readParts(progress: Progress, interval: Interval, count: number): Promise<number> {
  let counted = 0;
  for (const part of await splitSearch(progress, interval)) {
    counted += await readInterval(progress, part, count);
  }
  if (count > counted) progress.gaps.push(notShown('merged pull requests', count, count - counted));
  return Math.max(count, counted);
}

/** Descriptions are long and many, and few of them ask for something. */
function withoutIdleBody(node: PullRequestNode): PullRequestNode {
  return node.body === undefined || parseBody(node.body).length > 0 ? node : { ...node, body: '' };
}

/** Parts into which a search is split to be counted; many, so that they can be joined to nearly full searches. */
const PARTS = 100;

/** A part, and how many results GitHub counts in it; `null` when it did not say. */
interface CountedPart extends Interval {
  readonly count: number | null;
}

/** How many results each search has. */
export const MERGED_COUNTS: BatchQuery<{ readonly text: string }> = {
  operation: 'MergedCounts',
  alias: 'search',
  field: 'search(query: $text, type: ISSUE) { issueCount }',
  types: { text: 'String!' },
  variables: ({ text }) => ({ text }),
  limits: { first: 50, largest: 50, smallest: 1 },
};

/**
 * Splits an interval with more results than GitHub shows into as few as possible that it shows whole. Parts without
 * any result are left out. The counts of a hundred parts take two requests, and two more for each part that is still too
 * full. A single second is never split, however full it is.
 */
async function splitSearch(
  { client, search, log }: Progress,
  interval: Interval,
): Promise<readonly Interval[]> {
  return join(await countParts(client, search, interval, log));
}

async function countParts(
  client: Client,
  search: MergedSearch,
  interval: Interval,
  log: Log,
): Promise<readonly CountedPart[]> {
  const asked = divide(interval, PARTS).map((part) => ({ ...part, text: searchText(search, part) }));
  const counted = await queryEach<(typeof asked)[number], { readonly issueCount: number }>(
    client,
    MERGED_COUNTS,
    asked,
    log,
  );
  const parts: CountedPart[] = [];
  for (const { item, data } of counted) {
    const part = { from: item.from, to: item.to, count: data?.issueCount ?? null };
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
