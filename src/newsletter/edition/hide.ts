import { isSameName } from '../activity/names.js';
import { factsOf, isBot, type PullRequest, titleOf, type Work } from '../activity/work.js';
import type { EditionSettings, HideRules } from '../house-style/edition-settings.js';
import { kindOf } from '../house-style/habits.js';
import type { HouseStyle } from '../house-style/house-style.js';
import type { EntryNotes } from './edition-notes.js';

/** What decides, besides the notes about the work itself, whether it is hidden. */
export interface HideSources {
  readonly settings: EditionSettings;
  readonly style: HouseStyle;
  /** Pull requests that were reverted within the month, and their reverts. */
  readonly reverted: ReadonlySet<PullRequest>;
}

/** Why the work stands in a comment, for a reader; `null` when it is shown. What people asked for goes before all rules. */
export function reasonToHide(
  work: Work,
  { visibility }: EntryNotes,
  { settings, style, reverted }: HideSources,
): string | null {
  if (visibility !== null) return visibility.kind === 'hidden' ? visibility.because : null;
  if (work.kind === 'commit' && style.directCommits(work.repository).value !== 'show')
    return 'a commit without a pull request';
  if (work.kind === 'pull request' && reverted.has(work)) return TAKEN_BACK;
  const rule = hiddenBecause(work, settings.hide);
  if (rule !== null) return rule;
  const kinds = style.hiddenKinds(work.repository).value;
  const kind = kinds.length === 0 ? undefined : kindOf(titleOf(work), kinds);
  return kind === undefined ? null : `the editors hide "${kind.prefix}:": ${kind.evidence}`;
}

/** Why the work is hidden by the rules, for a reader; `null` when it is shown. */
export function hiddenBecause(work: Work, rules: HideRules): string | null {
  const { author } = work;
  const { labels, files } = factsOf(work);
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
export function revertedPairs(pullRequests: readonly PullRequest[]): ReadonlySet<PullRequest> {
  const reverted = new Set<PullRequest>();
  pullRequests.forEach((revert, index) => {
    const title = /^Revert "(.*)"$/.exec(revert.title)?.[1];
    if (title === undefined) return;
    const takenBack = pullRequests
      .slice(0, index)
      .findLast(
        (candidate) =>
          candidate.repository === revert.repository && candidate.title === title && !reverted.has(candidate),
      );
    if (takenBack !== undefined) reverted.add(takenBack).add(revert);
  });
  return reverted;
}

function includesText(texts: readonly string[], text: string): boolean {
  return texts.some((candidate) => isSameName(candidate, text));
}
