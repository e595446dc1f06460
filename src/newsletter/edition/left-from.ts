import { endOf, type Month, shiftMonth, startOf } from '../activity/month.js';
import type { EarlierEdition } from '../house-style/earlier-edition.js';
import { dateOf } from '../house-style/front-matter.js';

/**
 * From when on an edition collects: the month's first instant, or the day on which the edition of the month before was
 * published if that came too early to tell of all its month. What it does tell is not told again.
 */
export function leftFrom(earlier: readonly EarlierEdition[], month: Month): Date {
  const before = shiftMonth(month, -1);
  const previous = earlier.find((edition) => edition.month === before);
  const published = dateOf(previous?.frontMatter ?? '');
  const isEarly = published !== null && startOf(before) <= published && published < endOf(before);
  return isEarly ? published : startOf(month);
}
