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
