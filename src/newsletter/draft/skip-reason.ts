import { type Month, monthName, monthsNamed } from '../activity/month.js';
import type { Draft } from './draft.js';

/** Why a run does not touch a draft, and the outcome that `sync` prints. */
export interface SkipReason {
  readonly outcome: 'unchanged' | 'waiting' | 'frozen';
  /** A sentence with what to do about it. */
  readonly because: string;
  /** Whether people may not know it, so that the draft says it. */
  readonly isNews?: true;
  /** What an editor does to have the draft written again; not there where only waiting helps. */
  readonly remedy?: string;
}

/**
 * What the draft's editors should know of entries that the bot may not take out of its file. It names no repository: that is
 * what must not be public.
 */
export function privateEntriesNotice(count: number, { remedy }: SkipReason): string {
  const [entries, them] =
    count === 1
      ? ['an entry of a repository that is', 'it']
      : [`${count} entries of repositories that are`, 'them'];
  const orTheBot = remedy === undefined ? '' : `, or ${remedy}: then the bot does`;
  return `This draft has ${entries} private now. The bot does not change the file at present, so everybody can still read ${them}. Take ${them} out${orTheBot}.`;
}

/** Why people want the draft of the month left as it is; `null`: they do not. */
export function skipReason(
  { pullRequest, current, base, path, branch }: Draft,
  month: Month,
): SkipReason | null {
  if (pullRequest?.isFrozen === true) {
    return {
      outcome: 'frozen',
      because: 'The draft is frozen. Remove the label, or comment "/newsletter thaw".',
      remedy: 'comment "/newsletter thaw"',
    };
  }
  if (pullRequest?.isOpen === false) {
    return {
      outcome: 'frozen',
      because:
        'A person closed the pull request. Reopen it, or comment "/newsletter refresh" on it, to have the draft kept current again.',
      remedy: 'comment "/newsletter refresh"',
    };
  }
  if (pullRequest !== null && isAboutAnother(pullRequest.title, month)) {
    return {
      outcome: 'waiting',
      because: `The pull request of ${branch} is about another month than ${monthName(month)}, which waits until it is merged or closed.`,
    };
  }
  if (current === null && base !== null) {
    return {
      outcome: 'unchanged',
      because: `${path} is not on the branch ${branch} any more, and no single commit there moved it. The bot does not make it again. Put the file back at that path, or close this pull request.`,
      isNews: true,
    };
  }
  return null;
}

function isAboutAnother(title: string, month: Month): boolean {
  const named = monthsNamed(title);
  return named.length > 0 && !named.includes(month);
}
