import type { Asked } from './collect-asked.js';

/** Why something else was asked in vain: what counts instead, a sentence. */
export function whatCounts({ comment, login }: Asked): string {
  if (comment === null) return 'Something else in the description counts instead.';
  return `[Another command](${comment.url}) of ${login} counts instead.`;
}
