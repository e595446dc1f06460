import { endOf, type Month, startOf } from '../../newsletter/activity/month.js';
import type { PullRequestNode, RepositoryNode } from './pull-requests.js';

/** GitHub shows no more results than this of one search, however many it counts. */
export const SEARCH_LIMIT = 1000;

/** Which merged pull requests are asked for. */
export interface MergedSearch {
  /** A search qualifier: `org:rust-osdev`, `user:somebody`, `repo:owner/name`. */
  readonly owner: string;
  /** When they were merged. */
  readonly interval: Interval;
  /** `nameWithOwner` of repositories that are never collected. */
  readonly exclude: readonly string[];
  readonly includePrivate: boolean;
  /** Whether what people wrote on them is read too. */
  readonly conversations: boolean;
  /** The edition to which people may have moved pull requests of other months; `null`: nobody is asked. */
  readonly movedTo: Month | null;
  /** The App's name, by which people may address the bot; `null`: by the newsletter's alone. */
  readonly app: string | null;
}

/** An interval of whole seconds, both ends included, in milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The time from the instant to the month's last second. */
export function intervalUntil(month: Month, from: Date = startOf(month)): Interval {
  return { from: from.getTime(), to: endOf(month).getTime() - 1000 };
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
  const { interval, movedTo, app } = search;
  if (movedTo === null) return [];
  return [ADDRESS, ...(app === null ? [] : [app])].flatMap((bot) => {
    const about = `pull requests of other months on which ${bot} is asked for something`;
    const text = (words: string, merged: string) =>
      scopeText(search, [merged, `"${bot} ${words}"`, 'in:comments']);
    return [
      { about, text: text(`edition ${movedTo}`, `merged:<${instantOf(interval.from)}`) },
      { about, text: text('now', `merged:>${instantOf(interval.to)}`) },
    ];
  });
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
  if (mergedAt === null || repository.isFork) return false;
  if (repository.isPrivate && !search.includePrivate) return false;
  return !isExcluded(repository, search.exclude);
}

function instantOf(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/** Whether the repository is never collected. */
export function isExcluded(
  { nameWithOwner }: Pick<RepositoryNode, 'nameWithOwner'>,
  exclude: readonly string[],
): boolean {
  return exclude.some((name) => name.toLowerCase() === nameWithOwner.toLowerCase());
}
