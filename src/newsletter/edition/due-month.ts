import { type Month, monthOf, shiftMonth } from '../activity/month.js';

/**
 * The month whose edition is due: the one after the last published edition, but at most one back from today. On
 * 3 June it is May until May is published, then June. `null` when the month that runs is published already.
 */
export function dueMonth(today: Date, published: Iterable<Month>): Month | null {
  const current = monthOf(today);
  const previous = shiftMonth(current, -1);
  const last = [...published].sort().at(-1);
  if (last === undefined) return current;
  const next = shiftMonth(last, 1);
  if (next < previous) return previous;
  return next > current ? null : next;
}
