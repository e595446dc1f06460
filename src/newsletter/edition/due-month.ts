import { endOf, type Month, monthOf, shiftMonth, startOf } from '../activity/month.js';
import { dateIn } from '../document/front-matter.js';
import type { EarlierEdition } from '../house-style/earlier-edition.js';

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

/**
 * From when on an edition collects: the month's first instant, or the day on which the edition of the month before was
 * published, if it came out before its month was over. What it lists is not listed again.
 */
export function collectFrom(earlier: readonly EarlierEdition[], month: Month): Date {
  const before = shiftMonth(month, -1);
  const previous = earlier.find((edition) => edition.month === before);
  const published = dateIn(previous?.frontMatter ?? '');
  const isEarly = published !== null && startOf(before) <= published && published < endOf(before);
  return isEarly ? published : startOf(month);
}
