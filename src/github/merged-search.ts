import { endOf, type Month, startOf } from '../newsletter/month.js';
import type { PullRequestNode, RepositoryNode } from './pull-request-query.js';

/** Which merged pull requests are asked for. */
export interface MergedSearch {
  /** Search qualifiers: `org:rust-osdev`, `user:somebody`, or one `repo:owner/name` or more, any of which may hold. */
  readonly owner: string;
  /** When they were merged. */
  readonly interval: Interval;
  /** `nameWithOwner` of repositories that are never collected. */
  readonly exclude: readonly string[];
  readonly includePrivate: boolean;
  /** Whether what people wrote on them is read too. */
  readonly conversations: boolean;
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
export function isWithin(instant: string, { from, to }: Interval): boolean {
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
  const { owner, exclude, includePrivate } = search;
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
  if (mergedAt === null || repository.isFork) return false;
  if (repository.isPrivate && !search.includePrivate) return false;
  if (isExcluded(repository, search.exclude)) return false;
  return isWithin(mergedAt, search.interval);
}

export function isExcluded({ nameWithOwner }: RepositoryNode, exclude: readonly string[]): boolean {
  return exclude.some((name) => name.toLowerCase() === nameWithOwner.toLowerCase());
}
