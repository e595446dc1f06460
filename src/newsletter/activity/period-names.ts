import { tz } from '@date-fns/tz';
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

function withoutArticle(name: string): string {
  return name.replace(/^the /, '');
}

function asWords(pattern: string): string {
  return String.raw`(?<![\p{L}\p{N}_])${pattern}(?![\p{L}\p{N}_])`;
}
