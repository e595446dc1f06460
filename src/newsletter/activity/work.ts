import { showsNothing } from '../markdown/clean-title.js';
import { compareText } from '../markdown/order.js';
import type { DirectCommit } from './direct-commit.js';
import { commitKey, entryKey } from './entry-lines.js';
import type { PullRequest } from './pull-request.js';

/** What an entry tells of. */
export type Work = PullRequest | DirectCommit;

export function isPullRequest(work: Work): work is PullRequest {
  return 'number' in work;
}

/** The key by which the same work is recognised everywhere: `owner/name#1` or `owner/name@0123abc`, lower case. */
export function workKey(work: Work): string {
  return isPullRequest(work) ? entryKey(work.repository, work.number) : commitKey(work.repository, work.oid);
}

/** What people call it: `owner/name#1` or `owner/name@0123abc`. */
export function nameOf(work: Work): string {
  return `${work.repository}${shortName(work)}`;
}

/** Its name within its repository: `#1` or `@0123abc`. */
export function shortName(work: Work): string {
  return isPullRequest(work) ? `#${work.number}` : `@${work.oid.slice(0, 7)}`;
}

/** Its title. Where a reader would see nothing of it, such as one of blank letters, its number. */
export function titleOf(work: Work): string {
  const title = isPullRequest(work) ? work.title : work.messageHeadline;
  if (!showsNothing(title)) return title;
  return isPullRequest(work) ? `Pull request ${work.number}` : `Commit ${work.oid.slice(0, 7)}`;
}

/** Order of merging or committing; at the same second by repository and number. */
export function byTime(left: Work, right: Work): number {
  return (
    compareText(timeOf(left), timeOf(right)) ||
    compareText(left.repository, right.repository) ||
    numberOf(left) - numberOf(right) ||
    compareText(workKey(left), workKey(right))
  );
}

/** Order of numbers; direct commits, which have none, come last, by time. */
export function byNumber(left: Work, right: Work): number {
  if (!isPullRequest(left) || !isPullRequest(right))
    return Number(isPullRequest(right)) - Number(isPullRequest(left)) || byTime(left, right);
  return left.number - right.number || byTime(left, right);
}

/** When it was merged or committed, an ISO instant. */
export function timeOf(work: Work): string {
  return isPullRequest(work) ? work.mergedAt : work.committedDate;
}

function numberOf(work: Work): number {
  return isPullRequest(work) ? work.number : 0;
}
