import { isBot } from '../activity/contributor.js';
import type { TextPattern } from '../activity/text-pattern.js';
import { isPullRequest, type PullRequest, titleOf, type Work } from '../activity/work.js';

/** The rules by which an entry stands in a comment instead of the list. */
export interface HideRules {
  readonly bots: boolean;
  /** Whether kinds of entries are hidden that the editors always hid. */
  readonly learned: boolean;
  readonly authors: readonly string[];
  readonly titles: readonly TextPattern[];
  /** Globs; the rule holds when every changed file matches one. */
  readonly paths: readonly TextPattern[];
  readonly labels: readonly string[];
}

/** Why the work is hidden by the rules, for a reader; `null` when it is shown. */
export function hiddenBecause(work: Work, rules: HideRules): string | null {
  const { author } = work;
  const { labels, files } = isPullRequest(work) ? work : { labels: [], files: [] };
  if (author !== null && rules.bots && isBot(author)) return `written by the bot ${author.login}`;
  if (author !== null && includesText(rules.authors, author.login)) return `hide.authors has ${author.login}`;
  const pattern = rules.titles.find((candidate) => candidate.matches(titleOf(work).slice(0, 256)));
  if (pattern !== undefined) return `hide.titles has ${pattern.source}`;
  const label = labels.find((name) => includesText(rules.labels, name));
  if (label !== undefined) return `hide.labels has ${label}`;
  const isInPaths = (path: string) => rules.paths.some(({ matches }) => matches(path));
  if (files.length > 0 && files.every(({ path }) => isInPaths(path)))
    return 'all its files are in hide.paths';
  return null;
}

/** Why both of a pair that cancels out are hidden. */
export const TAKEN_BACK = 'taken back in the same month';

/**
 * The pull requests that cancel each other out: a revert, by GitHub's title for it, and the pull request of the same
 * repository and month that it takes back. A revert of a revert is an ordinary pull request again.
 * `pullRequests` are in order of merging.
 */
export function cancelledOut(pullRequests: readonly PullRequest[]): ReadonlySet<PullRequest> {
  const cancelled = new Set<PullRequest>();
  pullRequests.forEach((revert, index) => {
    const title = /^Revert "(.*)"$/.exec(revert.title)?.[1];
    if (title === undefined) return;
    const reverted = pullRequests
      .slice(0, index)
      .findLast(
        (candidate) =>
          candidate.repository === revert.repository &&
          candidate.title === title &&
          !cancelled.has(candidate),
      );
    if (reverted !== undefined) cancelled.add(reverted).add(revert);
  });
  return cancelled;
}

function includesText(texts: readonly string[], text: string): boolean {
  return texts.some((candidate) => candidate.toLowerCase() === text.toLowerCase());
}
