import { tz } from '@date-fns/tz';
import { millisecondsInDay } from 'date-fns/constants';
import { format } from 'date-fns/format';
import { anyOf, escaped } from './text-pattern.js';

/** How long the periods of a newsletter are. */
export const PERIOD_KINDS = ['week', 'fortnight', 'month', 'quarter'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** What periods are called. */
export interface CalendarWords {
  /** As BCP 47 has it. */
  readonly language: string;
  /** With `{day}`. */
  readonly week: string;
  readonly fortnight: string;
  /** With `{quarter}` and `{year}`. */
  readonly quarter: string;
}

export const ENGLISH_WORDS: CalendarWords = {
  language: 'en',
  week: 'the week of {day}',
  fortnight: 'the fortnight of {day}',
  quarter: 'Q{quarter} {year}',
};

/** English month names in calendar order, as editions spell them. */
export const MONTH_NAMES = Array.from({ length: 12 }, (_, index) => format(new Date(2020, index, 1), 'MMMM'));

/** How the periods of a time zone are called in a language, and how such names are found. */
export function namesIn(words: CalendarWords, timeZone: string) {
  const { language } = words;
  const [dayForm, monthForm] = [DAY_FORM, MONTH_FORM].map((form) => formIn(language, { ...form, timeZone }));
  const day = (date: Date) => withPlainSpaces(dayForm?.format(date) ?? '');
  const month = (date: Date) => withPlainSpaces(monthForm?.format(date) ?? '');
  const inZone = (date: Date, part: string) => format(date, part, { in: tz(timeZone) });
  const quarterOf = (date: Date) => ({ quarter: inZone(date, 'Q'), year: inZone(date, 'yyyy') });
  const filled = (text: string, values: Readonly<Record<string, string>>) =>
    text.replace(/\\?\{(\w+)\\?\}/g, (whole, name: string) => values[name] ?? whole);
  const [anyDay = '', anyMonth = ''] = [DAY_FORM, MONTH_FORM].map((form) => patternIn(language, form));
  const anyQuarter = { quarter: '(?<quarter>[1-4])', year: String.raw`(?<year>\d{4})` };
  const monthAlone = formIn(language, { month: 'long', timeZone });
  return {
    /** In calendar order, of each of their forms. */
    months: monthNamesIn(language),
    day,
    month: (date: Date) => monthAlone.format(date),
    of(kind: PeriodKind, start: Date): string {
      if (kind === 'month') return month(start);
      return filled(words[kind], kind === 'quarter' ? quarterOf(start) : { day: day(start) });
    },
    pattern(kind: PeriodKind): RegExp {
      if (kind === 'month') return new RegExp(asWords(anyMonth), language === 'en' ? 'gu' : 'giu');
      const text = escaped(withoutArticle(words[kind]));
      return new RegExp(asWords(filled(text, kind === 'quarter' ? anyQuarter : { day: anyDay })), 'giu');
    },
  };
}

const DAY_FORM = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const MONTH_FORM = { month: 'long', year: 'numeric' } as const;

/** Dates in the calendar and the digits of GitHub; plain English has the day before the month. */
function formIn(language: string, form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const options = { ...form, calendar: 'gregory', numberingSystem: 'latn' };
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
}

/** A regular expression's source for such a date. */
function patternIn(language: string, form: Intl.DateTimeFormatOptions): string {
  const groups: Readonly<Record<string, string>> = {
    day: String.raw`(?<day>\d{1,2})`,
    month: `(?<month>${anyOf(monthNamesIn(language))})`,
    year: String.raw`(?<year>\d{4})`,
  };
  const parts = formIn(language, form).formatToParts(0);
  return parts.map(({ type, value }) => groups[type] ?? escaped(withPlainSpaces(value))).join('');
}

/** Some dates have narrow ones, or ones that do not break. */
function withPlainSpaces(text: string): string {
  return text.replace(/[\u{A0}\u{202F}]/gu, ' ');
}

/** The names of months in a language, as they stand in dates and alone, and in English: twelve in calendar order each. */
export function monthNamesIn(language: string): readonly string[] {
  const forms = language === 'en' ? [] : [DAY_FORM, MONTH_FORM, { month: 'long' } as const];
  const own = forms.flatMap((form) => {
    const dates = formIn(language, { ...form, timeZone: 'UTC' });
    const nameOf = (index: number) =>
      dates.formatToParts(Date.UTC(2020, index, 1)).find(({ type }) => type === 'month')?.value ?? '';
    return MONTH_NAMES.map((_, index) => nameOf(index));
  });
  return [...own, ...MONTH_NAMES];
}

/** From 1 on; 0: it is no month. `months`: twelve in calendar order each. */
export function monthNumber(name: string, months: readonly string[]): number {
  return (months.findIndex((month) => month.toLowerCase() === name.toLowerCase()) % 12) + 1;
}

/** Finds the name of a period in a text. */
export function nameFinder(name: string): RegExp {
  return new RegExp(asWords(escaped(withoutArticle(name))), 'iu');
}

/** How the key of such a period is written: `YYYY-MM`, `YYYY-Qn`, `YYYY-Wnn`, `YYYY-MM-DD`. */
export function keyForm({ kind, key }: { readonly kind: PeriodKind; readonly key: string }): string {
  if (key.includes('W')) return 'YYYY-Wnn';
  return { week: 'YYYY-MM-DD', fortnight: 'YYYY-MM-DD', month: 'YYYY-MM', quarter: 'YYYY-Qn' }[kind];
}

/** `Monday 8 June 2020`, from `2020-06-08`. */
export function dayInWords(day: string): string {
  return format(`${day}T12:00:00Z`, 'EEEE d MMMM yyyy', { in: tz('UTC') });
}

export const WEEKDAYS: readonly string[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/** One of `WEEKDAYS`: that of the instant, in UTC. */
export function weekdayOf(instant: Date): string {
  return WEEKDAYS[(instant.getUTCDay() + 6) % 7] ?? '';
}

const ORDINALS: readonly string[] = ['first', 'second', 'third', 'fourth', 'last'];

/** What a day of publication may be called, for a hint. Of days by their number, it has one. */
export const PLANNED_DAYS: readonly string[] = [
  ...ORDINALS.flatMap((ordinal) => WEEKDAYS.map((weekday) => `${ordinal} ${weekday}`)),
  'last day',
  'day 7',
];

/**
 * The day of this name from `firstDay` to `lastDay`: `first monday`, `last friday`, `day 7` or `last day`. If that day does not
 * exist, it is the last one that comes near: `day 31` of June is the 30th, the `second friday` of a week its only one. `null`
 * for any other name. All days are `YYYY-MM-DD`.
 */
export function plannedDayIn(name: string, firstDay: string, lastDay: string): string | null {
  const [, number, ordinal = '', weekday = ''] = /^(?:day ([1-9]\d?)|(\w+) (\w+))$/.exec(name) ?? [];
  const place = number === undefined ? ORDINALS.indexOf(ordinal) : Number(number) - 1;
  const isAny = number !== undefined || name === 'last day';
  if (!isAny && (place < 0 || !WEEKDAYS.includes(weekday))) return null;
  const first = Date.parse(firstDay);
  const count = (Date.parse(lastDay) - first) / millisecondsInDay + 1;
  const days = Array.from({ length: count }, (_, index) => new Date(first + index * millisecondsInDay));
  const called = days
    .filter((day) => isAny || weekdayOf(day) === weekday)
    .map((day) => day.toISOString().slice(0, 10));
  const found = ordinal === 'last' ? undefined : called[place];
  return found ?? called.at(-1) ?? firstDay;
}

function withoutArticle(name: string): string {
  return name.replace(/^the /, '');
}

function asWords(pattern: string): string {
  return String.raw`(?<![\p{L}\p{N}_])${pattern}(?![\p{L}\p{N}_])`;
}
