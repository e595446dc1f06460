import { editionFiles } from '../newsletter/activity/edition-files.js';
import type { Calendar } from '../newsletter/activity/period.js';
import {
  monthNamesIn,
  monthNumber,
  type PeriodKind,
  weekdayOf,
} from '../newsletter/activity/period-names.js';
import { anyOf } from '../newsletter/activity/text-pattern.js';
import { findFrontMatter, readFrontMatter } from '../newsletter/document/front-matter.js';
import { usualFile } from '../newsletter/document/site.js';
import { byFrequency } from '../newsletter/markdown/order.js';

/** The editions that a repository has, as far as the names of its files tell. */
export interface FoundEditions {
  /** Where they are, as the setting `file` says it. */
  readonly file: string;
  readonly period: PeriodKind;
  /** The day on which weeks and fortnights begin, as the setting `begins` has it. */
  readonly begins: string;
  /** Oldest first. */
  readonly paths: readonly string[];
}

/** Languages in which months are looked for, English first. Others have to be set. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'sv', 'da', 'fi', 'ru', 'uk', 'tr'];
/** Twelve in calendar order each. */
const MONTHS_OF_ALL = LANGUAGES.flatMap(monthNamesIn);
const MONTH = anyOf([...new Set(MONTHS_OF_ALL.map((name) => name.toLowerCase()))]);
/** What in a path may say an edition's time, and the placeholder for it; the first that fits counts. */
const DATES: readonly (readonly [RegExp, string])[] = [
  [/(?<!\d|\d-)\d{4}-\d\d-\d\d(?!\d|-\d)/, '{date}'],
  [/(?<!\d|\d-)\d{4}-(?:W\d\d|Q[1-4])(?!\d|-\d)/, '{period}'],
  [/(?<!\d|\d-)\d{4}-(?:0[1-9]|1[0-2])(?!\d|-\d)/, '{month}'],
  [/(?<!\d)\d{4}\/(?:0[1-9]|1[0-2])(?=[/.-])/, '{year}/{mm}'],
  [/(?<!\d)(?:19|20)\d\d_(?:0[1-9]|1[0-2])(?!\d|_\d)/, '{year}_{mm}'],
  [/(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?!\d)/, '{year}{mm}'],
  [/(?<!\d|\d-)(?:0[1-9]|1[0-2])-(?:19|20)\d\d(?!\d|-\d)/, '{mm}-{year}'],
];
/** What may stand there besides; the first that fits counts. */
const BESIDES: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`(?<!\p{L})(?:${MONTH})-\d{4}(?!\d)`, 'u'), '{monthName}-{year}'],
  [new RegExp(String.raw`(?<!\d)\d{4}-(?:${MONTH})(?!\p{L})`, 'u'), '{year}-{monthName}'],
  [new RegExp(String.raw`(?<!\d)\d{4}\/(?:${MONTH})(?!\p{L})`, 'u'), '{year}/{monthName}'],
  [/(?<=\/)(?:19|20)\d\d\/(?=(?:[a-z]+[-_ ]?)?\d{1,4}\.\w+$)/, '{year}/'],
];
/** What may stand beside a day, which says the year. */
const BESIDE_DAY: typeof BESIDES = [
  ...BESIDES,
  [new RegExp(String.raw`(?<!\p{L})(?:${MONTH})(?!\p{L})`, 'u'), '{monthName}'],
];
/** The folders of a year, and of a month, in which files are called by a day in these. */
const FOLDERS_OF_DAY = /(?<=^|\/)(\d{4})\/(?:(\d\d)\/)?(?=[^/]*(?<![\d-])(\d{4})-(\d\d)-\d\d(?!\d|-\d))/;
/** A number that may count the editions. */
const NUMBER =
  /(?<=[a-z][-_ ]?|\{year\}\/)\d{1,4}(?=(?:\/index)?\.(?:mdx?|markdown)$)|(?<=\/)\d{1,4}(?=\/index\.(?:mdx?|markdown)$)/;
const NAME_OF_NEWSLETTER =
  /newsletter|this[-_ ]?(?:month|week|quarter)|monthly|weekly|digest|issue|edition|round-?up|(?<![a-z])news(?![a-z])/i;

/** Finds the editions among the files of a repository: most files with a time in their path that are otherwise called alike. */
export function findEditions(paths: readonly string[]): FoundEditions | null {
  const found = new Map<string, string[]>();
  for (const path of paths.filter((each) => /\.(?:mdx?|markdown)$/.test(each))) {
    const file = patternOf(path);
    if (file !== null) found.set(file, [...(found.get(file) ?? []), path]);
  }
  const isNewsletter = (file: string) => Number(NAME_OF_NEWSLETTER.test(file));
  const isEnglish = (file: string) => Number(/(?:^|[/._-])en(?:[/._-]|$)/.test(file));
  const [most] = [...found]
    .filter(([file, { length }]) => length > 1 || file === usualFile('zola'))
    .sort(
      ([left, its], [right, others]) =>
        isNewsletter(right) - isNewsletter(left) ||
        others.length - its.length ||
        isEnglish(right) - isEnglish(left),
    );
  if (most === undefined) return null;
  const [file, own] = most;
  const sorted = own.toSorted((left, right) =>
    byTimeIn(left).localeCompare(byTimeIn(right), 'en', { numeric: true }),
  );
  const isFirstDay = file.includes('{date}') && own.every((path) => /\d{4}-\d\d-01(?!\d)/.test(path));
  const byMonth = isFirstDay ? file.replace('{date}', '{month}-01') : file;
  return {
    file: file.includes('{date}') && !isFirstDay && areByDay(own) ? withDay(file) : byMonth,
    ...periodOf(sorted),
    paths: sorted,
  };
}

/** The path by the day of publication, not by the period that begins on that day or earlier. */
function withDay(file: string): string {
  return file
    .replace('{month}-01', '{date}')
    .replace(/\{year\}\/(?:(\{mm\})\/)?(?=[^/]*\{date\})/, (_, month) =>
      month === undefined ? '{dateYear}/' : '{dateYear}/{dateMonth}/',
    );
}

/** Whether all of these folders are those of the days that the files are called by. */
function areByDay(paths: readonly string[]): boolean {
  return paths.every((path) => {
    const [, year, month, itsYear, itsMonth] = FOLDERS_OF_DAY.exec(path) ?? [];
    return year === itsYear && (month ?? itsMonth) === itsMonth;
  });
}

function patternOf(path: string): string | null {
  const dated = withFirst(
    DATES,
    path.replace(FOLDERS_OF_DAY, (_, _year, month) => (month === undefined ? '{year}/' : '{year}/{mm}/')),
  );
  const hasDay = dated.includes('{date}');
  const isTold = /\{(?:year|period|month)\}/.test(dated) && !hasDay;
  const named = isTold ? dated : withFirst(hasDay ? BESIDE_DAY : BESIDES, dated);
  const file = named.replace(NUMBER, '{number}');
  if (file === path) return null;
  // A day alone is called like any post, and a number alone like any file.
  const words = file.replace(/\{\w+\}|\.(?:mdx?|markdown)$/g, '');
  const name = words.slice(words.lastIndexOf('/') + 1);
  if (!/\{(?:date|period|month|mm|monthName)\}/.test(file))
    return NAME_OF_NEWSLETTER.test(path) ? file : null;
  const isDayAlone = file.includes('{date}') && !file.includes('{monthName}') && !/[a-z]/i.test(name);
  return isDayAlone ? null : file;
}

function withFirst(forms: typeof DATES, path: string): string {
  const [form, placeholder] = forms.find(([pattern]) => pattern.test(path)) ?? [];
  return form === undefined || placeholder === undefined ? path : path.replace(form, placeholder);
}

const YEAR_AND_MONTH = new RegExp(
  String.raw`(?<!\p{L})(?:(${MONTH})-(\d{4})|(\d{4})[-/](${MONTH}))(?!\p{L})`,
  'u',
);

/** The path with numbers for names of months, and months behind their years. */
function byTimeIn(path: string): string {
  return path
    .replace(/(?<!\d|\d-)(\d\d)-(\d{4})(?!\d|-\d)/, '$2-$1')
    .replace(YEAR_AND_MONTH, (_, first, yearBehind, year, last) => {
      const month = String(monthNumber(first ?? last, MONTHS_OF_ALL)).padStart(2, '0');
      return `${yearBehind ?? year}-${month}`;
    });
}

const A_DAY = 86_400_000;

/** By their paths; months where these tell no days. */
function periodOf(paths: readonly string[]): Pick<FoundEditions, 'period' | 'begins'> {
  if (paths.some((path) => /\d{4}-W\d\d/.test(path))) return { period: 'week', begins: 'monday' };
  if (paths.some((path) => /\d{4}-Q\d/.test(path))) return { period: 'quarter', begins: 'monday' };
  const days = paths.flatMap((path) => {
    const day = Date.parse(/\d{4}-\d\d-\d\d/.exec(path)?.[0] ?? '');
    return Number.isNaN(day) ? [] : [new Date(day)];
  });
  return periodBetween(days);
}

/** The same by the days in their front matter, where they are numbered and their paths tell no time, or only months. */
export function periodIn(
  { file, period, begins }: FoundEditions,
  texts: ReadonlyMap<string, string>,
): Pick<FoundEditions, 'period' | 'begins'> {
  const days = [...texts.values()].flatMap((text) => publicationDay(text) ?? []);
  const isUntold = file.includes('{number}') && !/\{(?:date|period|month)\}/.test(file);
  return isUntold && days.length > 1 ? periodBetween(days) : { period, begins };
}

function publicationDay(text: string): Date | null {
  return readFrontMatter(findFrontMatter(text)?.frontMatter ?? '').date;
}

/** By the time between most editions; months where there is one. They appear on the day after a week. */
function periodBetween(days: readonly Date[]): Pick<FoundEditions, 'period' | 'begins'> {
  const begins = 'monday';
  const gaps = days.slice(1).map((day, index) => (day.getTime() - (days[index] ?? day).getTime()) / A_DAY);
  const usual = gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 30;
  if (usual > 20) return { period: usual <= 50 ? 'month' : 'quarter', begins };
  const [[weekday] = [begins]] = byFrequency(days.map(weekdayOf));
  if (usual <= 10) return { period: 'week', begins: weekday };
  const last = days.findLast((day) => weekdayOf(day) === weekday);
  return { period: 'fortnight', begins: last === undefined ? begins : dayOf(last) };
}

/** `YYYY-MM-DD` in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** The setting `file`: a first of a month is the day of publication where the edition names the month before, and not that one. */
export function placeOf(
  { file, paths }: FoundEditions,
  texts: ReadonlyMap<string, string>,
  calendar: Calendar,
): string {
  const latest = paths.at(-1) ?? '';
  if (file.includes('{year}/{mm}/') && areByPublication(texts, calendar))
    return file.replace('{year}/{mm}/', '{dateYear}/{dateMonth}/');
  const own = file.includes('{month}-01') ? editionFiles(file, calendar).periodAt(latest) : null;
  if (own === null) return file;
  const text = texts.get(latest) ?? '';
  const names = calendar.named(text).map(({ key }) => key);
  const isLater = names.includes(calendar.shift(own, -1).key) && !text.includes(own.monthName);
  return isLater ? withDay(file) : file;
}

/** Whether folders are called by the months of publication: of weeks, and of months that are told of in the first half of the next. */
function areByPublication(texts: ReadonlyMap<string, string>, { kind }: Calendar): boolean {
  return [...texts].every(([path, text]) => {
    const day = dayOf(publicationDay(text) ?? new Date(0));
    const isLater = kind === 'week' || kind === 'fortnight' || Number(day.slice(8)) <= 15;
    return isLater && path.includes(`${day.slice(0, 7).replace('-', '/')}/`);
  });
}

/** The first language in which the paths, or else the dates in the texts, have months. */
export function languageIn({ file, paths }: FoundEditions, texts: ReadonlyMap<string, string>): string {
  const words = file.includes('{monthName}')
    ? paths.map((path) => path.match(/\p{L}+/gu) ?? [])
    : [...texts.values()].map((text) => [...text.matchAll(/(\p{L}+) \d{4}/gu)].map(([, word = '']) => word));
  const isIn = (language: string) => {
    const months = language === 'en' ? monthNamesIn(language) : monthNamesIn(language).slice(0, -12);
    return words.every((own) => own.some((word) => monthNumber(word, months) > 0));
  };
  return LANGUAGES.find(isIn) ?? 'en';
}
