import { RequestError } from '@octokit/request-error';
import { endOf, type Month, startOf } from '../newsletter/month.js';
import type { Client, Log } from './client.js';
import { type GraphqlAnswer, type GraphqlError, gapOf, partialQuery } from './graphql.js';
import { type Page, type PullRequestNode, type RepositoryNode, SEARCH_MERGED } from './pull-request-query.js';

/** Which merged pull requests are asked for. */
export interface MergedSearch {
  /** A search qualifier: `org:rust-osdev` or `user:somebody`. */
  readonly owner: string;
  readonly month: Month;
  /** `nameWithOwner` of repositories that are never collected. */
  readonly exclude: readonly string[];
  readonly includePrivate: boolean;
}

/** What a search found, with a sentence for everything that GitHub counted but did not show. */
export interface MergedFound {
  readonly nodes: readonly PullRequestNode[];
  readonly gaps: readonly string[];
}

/** GitHub shows no more results than this of one search, however many it counts. */
const SEARCH_LIMIT = 1000;
const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 25;

interface SearchPage {
  readonly search: Page<PullRequestNode> & { readonly issueCount: number };
}

/** An interval of whole seconds, both ends included, in milliseconds. */
interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * All pull requests merged in the month. A search that counts more than GitHub shows is split in time; a page that
 * GitHub cannot make in time is asked for again in smaller pieces.
 */
export async function findMerged(client: Client, search: MergedSearch, log: Log): Promise<MergedFound> {
  const whole = intervalOf(search);
  const found = await findWithin(client, search, whole, log);
  const once = new Map(found.nodes.map((node) => [node.id, node]));
  return { nodes: [...once.values()].filter((node) => isWanted(node, search)), gaps: found.gaps };
}

function intervalOf({ month }: MergedSearch): Interval {
  return { from: startOf(month).getTime(), to: endOf(month).getTime() - 1000 };
}

async function findWithin(
  client: Client,
  search: MergedSearch,
  interval: Interval,
  log: Log,
): Promise<MergedFound> {
  const nodes = new Map<string, PullRequestNode>();
  const gaps: string[] = [];
  let count = 0;
  let after: string | null = null;
  do {
    const { data, errors } = await readPage(client, searchText(search, interval), after, log);
    count = data.search.issueCount;
    if (count > SEARCH_LIMIT && interval.from < interval.to)
      return splitInTime(client, search, interval, log);
    for (const node of data.search.nodes ?? []) if (node !== null) nodes.set(node.id, node);
    gaps.push(...errors.map(gapOf));
    log.info(`Read ${nodes.size} of ${count} merged pull requests.`);
    after = data.search.pageInfo.hasNextPage ? data.search.pageInfo.endCursor : null;
  } while (after !== null);
  const unread = count - nodes.size;
  if (unread > 0)
    gaps.push(`GitHub counted ${count} merged pull requests but did not show ${unread} of them.`);
  return { nodes: [...nodes.values()], gaps };
}

async function splitInTime(
  client: Client,
  search: MergedSearch,
  { from, to }: Interval,
  log: Log,
): Promise<MergedFound> {
  const middle = from + Math.floor((to - from) / 2000) * 1000;
  const earlier = await findWithin(client, search, { from, to: middle }, log);
  const later = await findWithin(client, search, { from: middle + 1000, to }, log);
  return { nodes: [...earlier.nodes, ...later.nodes], gaps: [...earlier.gaps, ...later.gaps] };
}

/** One page, halved for as long as GitHub cannot make it, whole or at all. */
async function readPage(
  client: Client,
  search: string,
  after: string | null,
  log: Log,
): Promise<GraphqlAnswer<SearchPage>> {
  for (let first = LARGEST_PAGE; ; first = Math.ceil(first / 2)) {
    const isSmallest = first <= SMALLEST_PAGE;
    const request = isSmallest ? {} : { retries: 0 };
    try {
      const answer = await partialQuery<SearchPage>(client, SEARCH_MERGED, { search, first, after, request });
      if (isSmallest || !answer.errors.some(isOwnTrouble)) return answer;
    } catch (error) {
      if (isSmallest || !isTooMuch(error)) throw error;
    }
    log.warn(`GitHub could not answer for ${first} pull requests at once; asking for fewer.`);
  }
}

function isTooMuch(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 500;
}

/** Of GitHub's errors, all have a type but those of its own making, such as a timeout. */
function isOwnTrouble({ type }: GraphqlError): boolean {
  return type === undefined;
}

function searchText({ owner, exclude, includePrivate }: MergedSearch, { from, to }: Interval): string {
  const instants = [from, to].map((time) => new Date(time).toISOString().replace('.000Z', 'Z'));
  const visibility = includePrivate ? [] : ['is:public'];
  const excluded = exclude.map((repository) => `-repo:${repository}`);
  return [
    owner,
    'is:pr',
    'is:merged',
    ...visibility,
    `merged:${instants.join('..')}`,
    ...excluded,
    'sort:created-asc',
  ].join(' ');
}

/** The search index may lag behind and match more loosely than asked; what it shows is checked. */
export function isWanted({ mergedAt, repository }: PullRequestNode, search: MergedSearch): boolean {
  const { from, to } = intervalOf(search);
  if (mergedAt === null || repository.isFork) return false;
  if (repository.isPrivate && !search.includePrivate) return false;
  if (isExcluded(repository, search.exclude)) return false;
  const merged = Date.parse(mergedAt);
  return from <= merged && merged < to + 1000;
}

export function isExcluded({ nameWithOwner }: RepositoryNode, exclude: readonly string[]): boolean {
  return exclude.some((name) => name.toLowerCase() === nameWithOwner.toLowerCase());
}
