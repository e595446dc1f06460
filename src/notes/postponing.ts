import { type Month, shiftMonth } from '../newsletter/activity/month.js';
import type { NoteSources } from './note-sources.js';

/** A run reads the last ten drafts. */
const MOST_MONTHS_AHEAD = 6;

/**
 * Why work cannot be postponed to the month by a comment on the draft; `null`: it can. The run of the later edition must
 * find that, or it would be told of nowhere.
 */
export function whyNotFound(
  month: Month,
  about: string | null,
  { month: present, commits, isFollowed }: NoteSources,
): string | null {
  if (month <= present) return null;
  if (about !== null && commits.includes(about)) {
    return 'A commit without a pull request stays in the edition of its month.';
  }
  if (isFollowed && month <= shiftMonth(present, MOST_MONTHS_AHEAD)) return null;
  return 'Write that on the pull request itself, where the later edition will find it.';
}
