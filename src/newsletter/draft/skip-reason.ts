import { type Month, monthName, monthsNamed } from '../activity/month.js';
import type { Draft } from './draft.js';

/** Why a run does not touch a draft, and the outcome that `sync` prints. */
export interface SkipReason {
  readonly outcome: 'unchanged' | 'waiting' | 'frozen';
  /** A sentence with what to do about it. */
  readonly because: string;
  /** Whether people may not know it, so that the draft says it. */
  readonly isNews?: true;
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
    };
  }
  if (pullRequest?.isOpen === false) {
    return {
      outcome: 'frozen',
      because:
        'A person closed the pull request. Reopen it, or comment "/newsletter refresh" on it, to have the draft kept current again.',
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
