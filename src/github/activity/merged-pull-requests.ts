import type { NameSet } from '../../newsletter/activity/names.js';
import type { Period } from '../../newsletter/activity/period.js';
import { notShown, VANISHED } from '../../replies/gaps.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { gapOf } from '../connection/errors.js';
import { type ListQuery, type Page, partialPages } from '../connection/graphql.js';
import { isReadable, PULL_REQUEST_FIELDS, type PullRequestNode, withReferences } from './pull-requests.js';

/** GitHub shows no more results than this of one search, however many it counts. */
export const SEARCH_LIMIT = 1000;

/** Which merged pull requests are asked for. */
export interface MergedSearch {
  /** A search qualifier: `org:rust-osdev`, `user:somebody`, `repo:owner/name`. */
  readonly owner: string;
  /** When they were merged. */
  readonly interval: Interval;
  /** By `nameWithOwner`: the repositories that are never collected. */
  readonly exclude: Pick<NameSet, 'has'>;
  readonly includePrivate: boolean;
  /** Repositories that somebody asked for by name: they are collected though they are forks. */
  readonly watch: NameSet;
  /** Whether what people wrote on them is read too. */
  readonly conversations: boolean;
  /** The key of the period to whose edition people may have moved pull requests of others; `null`: nobody is asked. */
  readonly movedTo: string | null;
  /** The App's name, by which people may address the bot; `null`: by the newsletter's alone. */
  readonly botLogin: string | null;
  /** The time after the period in which it may have been taken back; `null`: the period is not over. */
  readonly takenBackIn: Interval | null;
}

/** An interval of whole seconds, both ends included, in milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** What a search found, with a sentence for everything that GitHub counted but did not show. */
export interface MergedFound {
  readonly nodes: readonly PullRequestNode[];
  readonly gaps: readonly string[];
}

/** One page of a period's merged pull requests. */
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
interface SearchProgress {
  readonly client: Client;
  readonly search: MergedSearch;
  readonly log: Log;
  readonly nodes: Map<string, PullRequestNode>;
  readonly gaps: string[];
}

/**
 * All pull requests merged in the period. A search that counts more than GitHub shows is split in time; a page that
 * GitHub cannot make in time is asked for again in smaller pieces.
 */
export async function findMerged(client: Client, search: MergedSearch, log: Log): Promise<MergedFound> {
  const progress: SearchProgress = { client, search, log, nodes: new Map(), gaps: [] };
  await readInterval(progress, search.interval, null);
  const nodes = [...progress.nodes.values()];
  return {
    nodes: nodes.filter((node) => isWanted(node, search)),
    gaps: progress.gaps,
  };
}

/** Reads an interval, whose results were counted with those of others as `total`, and returns how many it counts. */
async function readInterval(
  progress: SearchProgress,
  interval: Interval,
  total: number | null,
): Promise<number> {
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

async function readPages(progress: SearchProgress, interval: Interval, total: number | null): Promise<Pages> {
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
    for (const node of nodes.filter(isReadable)) found.set(node.id, withReferences(node));
    log.info(`Read ${progress.nodes.size + found.size} of ${total ?? count} merged pull requests.`);
  }
  return { count, found, gaps, isTooMuch: false, hasShrunk };
}

async function readParts(progress: SearchProgress, interval: Interval, count: number): Promise<number> {
  let counted = 0;
  for (const part of await splitSearch(progress, interval)) {
    counted += await readInterval(progress, part, count);
  }
  if (count > counted) progress.gaps.push(notShown('merged pull requests', count, count - counted));
  return Math.max(count, counted);
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
  { client, search, log }: SearchProgress,
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

/** The time from the instant to the period's last second. */
export function intervalUntil(period: Period, from: Date = period.start): Interval {
  return { from: from.getTime(), to: period.end.getTime() - 1000 };
}

/** Whether the instant, an ISO text, lies in one of the interval's seconds. */
export function isInInterval(instant: string, { from, to }: Interval): boolean {
  const time = Date.parse(instant);
  return from <= time && time < to + 1000;
}

/** The interval in at most so many parts of about the same length, none shorter than a second. */
export function divide({ from, to }: Interval, parts: number): readonly Interval[] {
  const seconds = (to - from) / 1000 + 1;
  const count = Math.min(parts, seconds);
  const start = (index: number) => from + Math.floor((index * seconds) / count) * 1000;
  return Array.from({ length: count }, (_, index) => ({ from: start(index), to: start(index + 1) - 1000 }));
}

/** The text of a search for what was merged in the interval, oldest first. */
export function searchText(search: MergedSearch, { from, to }: Interval): string {
  return scopeText(search, [`merged:${instantOf(from)}..${instantOf(to)}`], ['sort:created-asc']);
}

/** A search for pull requests. */
export interface IdSearch {
  /** What is searched for. */
  readonly text: string;
  /** What it finds, for a sentence: "merged pull requests of owner/name". */
  readonly about: string;
}

/**
 * Searches for what people moved to the edition by a comment: from before the interval, and from after, each for the
 * newsletter's name and the App's, by which people address the bot.
 */
export function movedSearches(search: MergedSearch): readonly IdSearch[] {
  const { interval, movedTo, botLogin } = search;
  if (movedTo === null) return [];
  return [ADDRESS, ...(botLogin === null ? [] : [botLogin])].flatMap((bot) => {
    const about = `pull requests of other periods on which ${bot} is asked for something`;
    const text = (words: string, merged: string) =>
      scopeText(search, [merged, `"${bot} ${words}"`, 'in:comments']);
    return [
      { about, text: text(`edition ${movedTo}`, `merged:<${instantOf(interval.from)}`) },
      { about, text: text('now', `merged:>${instantOf(interval.to)}`) },
    ];
  });
}

/** Searches for what was merged since the period was over to take something back. */
export function revertSearches(search: MergedSearch): readonly IdSearch[] {
  const { takenBackIn } = search;
  if (takenBackIn === null) return [];
  const merged = `merged:${instantOf(takenBackIn.from)}..${instantOf(takenBackIn.to)}`;
  return [{ about: 'later reverts', text: scopeText(search, [merged, 'revert', 'in:title']) }];
}

/** The word of `/newsletter`: a search knows no marks. */
const ADDRESS = 'newsletter';

/** Characters. GitHub documents 256 without qualifiers; users saw searches from some 220 on refused, all counted. */
const LONGEST_SEARCH = 199;

/**
 * A search for pull requests that were merged then, with the `terms` that decide and as many `others` as fit: `merged:`
 * finds nothing but merged pull requests. Nothing is left out by `-repo:`, since what comes is checked (`isInScope`).
 */
function scopeText(
  { owner, includePrivate }: MergedSearch,
  terms: readonly string[],
  others: readonly string[] = [],
): string {
  const visibility = includePrivate ? [] : ['is:public'];
  return [...others, 'is:pr', 'is:merged', ...visibility].reduce(
    (text, term) => (text.length + 1 + term.length > LONGEST_SEARCH ? text : `${text} ${term}`),
    [owner, ...terms].join(' '),
  );
}

/** The search index may lag behind and match more loosely than asked; what it shows is checked. */
export function isWanted(node: PullRequestNode, search: MergedSearch): boolean {
  return isInScope(node, search) && isInInterval(node.mergedAt ?? '', search.interval);
}

/** Whether it is a merged pull request of a repository that is collected, whenever it was merged. */
export function isInScope({ mergedAt, repository }: PullRequestNode, search: MergedSearch): boolean {
  if (mergedAt === null || (repository.isFork && !search.watch.has(repository.nameWithOwner))) return false;
  if (repository.isPrivate && !search.includePrivate) return false;
  return !search.exclude.has(repository.nameWithOwner);
}

function instantOf(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
