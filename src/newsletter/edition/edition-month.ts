import { endOf, type Month, monthOf, parseMonth, shiftMonth, startOf } from '../activity/month.js';
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

/** The placeholder for `YYYY-MM` in the setting `file`. */
const MONTH = '{month}';

/** Path of a month's edition: `this-month/{month}/index.md` for 2020-05 is `this-month/2020-05/index.md`. */
export function editionPath(file: string, month: Month): string {
  return file.replace(MONTH, month);
}

/** The folder that holds all editions; `''` is the repository's root. */
export function editionsFolder(file: string): string {
  const before = file.slice(0, file.indexOf(MONTH));
  return before.slice(0, Math.max(before.lastIndexOf('/'), 0));
}

/**
 * The month whose edition stands at the path: where the setting says, or as a plain file `YYYY-MM.md` in the same
 * folder, as editions were kept before they had folders of their own. `null` for any other file.
 */
export function monthAt(file: string, path: string): Month | null {
  const [before = '', after = ''] = file.split(MONTH);
  const candidates = [after, '.md'].flatMap((ending) =>
    path.startsWith(before) && path.endsWith(ending)
      ? [path.slice(before.length, path.length - ending.length)]
      : [],
  );
  return candidates.map(parseMonth).find((month) => month !== null) ?? null;
}
