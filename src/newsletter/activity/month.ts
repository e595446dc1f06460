import { utc } from '@date-fns/utc';
import { addMonths } from 'date-fns/addMonths';
import { format } from 'date-fns/format';
import { startOfMonth } from 'date-fns/startOfMonth';

declare const brand: unique symbol;

/** A calendar month in UTC, written `YYYY-MM`; months compare in time's order as strings. */
export type Month = string & { readonly [brand]: 'Month' };

/** English month names in calendar order, as editions spell them. */
export const MONTH_NAMES = Array.from({ length: 12 }, (_, index) =>
  format(new Date(Date.UTC(2020, index, 1)), 'MMMM', { in: utc }),
);

/** The month that `text` names as `YYYY-MM`, from 2008-01 (GitHub's first year) on; `null` for anything else. */
export function parseMonth(text: string): Month | null {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return match !== null && Number(match[1]) >= 2008 ? (text as Month) : null;
}

/** The UTC month that contains the instant. */
export function monthOf(instant: Date): Month {
  return format(instant, 'yyyy-MM', { in: utc }) as Month;
}

/** The month `count` months after (or, negative, before) `month`. */
export function shiftMonth(month: Month, count: number): Month {
  return monthOf(addMonths(startOf(month), count, { in: utc }));
}

/** The first instant of the month. */
export function startOf(month: Month): Date {
  return startOfMonth(new Date(`${month}-01T00:00:00Z`), { in: utc });
}

/** The first instant after the month. */
export function endOf(month: Month): Date {
  return startOf(shiftMonth(month, 1));
}

/** Whether the ISO instant lies in the month. */
export function isWithin(month: Month, instant: string): boolean {
  return monthOf(new Date(instant)) === month;
}

/** `May 2020`, as editions write it. */
export function monthName(month: Month): string {
  return format(startOf(month), 'MMMM yyyy', { in: utc });
}

/** The calendar day of the instant in UTC, `YYYY-MM-DD`. */
export function dayOf(instant: Date): string {
  return format(instant, 'yyyy-MM-dd', { in: utc });
}

/** The months that a text names as `May 2020`, in order. */
export function monthsNamed(text: string): readonly Month[] {
  const names = new RegExp(`\\b(${MONTH_NAMES.join('|')}) (\\d{4})\\b`, 'g');
  return [...text.matchAll(names)].flatMap(([, name = '', year = '']) => {
    const number = String(MONTH_NAMES.indexOf(name) + 1).padStart(2, '0');
    return parseMonth(`${year}-${number}`) ?? [];
  });
}

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

/** The placeholder for `YYYY-MM` in the setting `file`. */
const PLACEHOLDER = '{month}';

/** Path of a month's edition: `this-month/{month}/index.md` for 2020-05 is `this-month/2020-05/index.md`. */
export function editionPath(file: string, month: Month): string {
  return file.replace(PLACEHOLDER, month);
}

/** The folder that holds all editions; `''` is the repository's root. */
export function editionsFolder(file: string): string {
  const before = file.slice(0, file.indexOf(PLACEHOLDER));
  return before.slice(0, Math.max(before.lastIndexOf('/'), 0));
}

/**
 * The month whose edition stands at the path: where the setting says, or as a plain file `YYYY-MM.md` in the same
 * folder, as editions were kept before they had folders of their own. `null` for any other file.
 */
export function monthAt(file: string, path: string): Month | null {
  const [before = '', after = ''] = file.split(PLACEHOLDER);
  const candidates = [after, '.md'].flatMap((ending) =>
    path.startsWith(before) && path.endsWith(ending)
      ? [path.slice(before.length, path.length - ending.length)]
      : [],
  );
  return candidates.map(parseMonth).find((month) => month !== null) ?? null;
}
