import type { Calendar, Period } from './period.js';
import { monthNumber, type PeriodKind } from './period-names.js';

/** What a period is called, as `Period.key` has it. */
const KEY = String.raw`\d{4}-(?:\d\d(?:-\d\d)?|W\d\d|Q\d)`;

/** What stands for something in the setting `file`, and what may stand there in a path. */
const PLACEHOLDERS = {
  period: KEY,
  /** The same, by the name that it had when all periods were months. */
  month: KEY,
  // Of the period's first day:
  year: String.raw`\d{4}`,
  mm: String.raw`\d\d`,
  /** In the newsletter's language, written in lower case. */
  monthName: String.raw`[\p{L}\p{M}\d]+`,
  day: String.raw`\d\d`,
  /** Counts up from edition to edition. */
  number: String.raw`\d+`,
  /** The day of publication, which is planned for the day after the period. */
  date: String.raw`\d{4}-\d\d-\d\d`,
  // Of that day:
  dateYear: String.raw`\d{4}`,
  dateMonth: String.raw`\d\d`,
  dateDay: String.raw`\d\d`,
};
type Placeholder = keyof typeof PLACEHOLDERS;

export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS).map((name) => `{${name}}`);

const PLACEHOLDER = new RegExp(String.raw`\{(${Object.keys(PLACEHOLDERS).join('|')})\}`, 'g');

/** Where the editions of a newsletter are. */
export interface EditionFiles {
  /** The folder that holds all editions; `''` is the repository's root. */
  readonly folder: string;
  /** The folder whose files, and those one folder below, are the editions around this one. */
  folderAround(period: Period): string;
  /** How many folders below that the editions are. */
  readonly depth: number;
  /** How all their names end, such as `.md`. */
  readonly ending: string;
  /** Whether other posts may be in that folder, so that names are read first, and then the texts of editions alone. */
  readonly isShared: boolean;
  /** Whether a file is called like an edition. */
  isLike(path: string): boolean;
  /** Path of a period's edition: `this-month/{month}/index.md` for 2020-05 is `this-month/2020-05/index.md`. */
  pathOf(period: Period): string;
  /** The text with the same placeholders filled in as in that path. */
  fill(text: string, period: Period): string;
  /** The number of a period's edition: its own, or one more than the last; `null` where their names have none. */
  numberOf(period: Period): number | null;
  /**
   * The period whose edition stands at the path: where the setting says, or as a plain file `YYYY-MM.md` in the same
   * folder, as editions were kept before they had folders of their own. `null` for any other file, and where neither the name
   * nor an edition that is known tells.
   */
  periodAt(path: string): Period | null;
  /** The period that an edition of that day, `YYYY-MM-DD`, tells of: the one before the day. */
  periodBefore(day: string): Period | null;
  /** The published editions with their periods; each has one of its own. `dayOf`: the day in a file's front matter. */
  periodsOf<File extends NamedFile>(
    files: readonly File[],
    dayOf: (file: File) => string | null,
  ): readonly Dated<File>[];
  /** The same with what is known of the published editions, whatever their names tell. */
  knowing(editions: readonly Dated<NamedFile>[]): EditionFiles;
}

/** A file by its path in the repository. */
export interface NamedFile {
  readonly path: string;
}

/** With the period that its edition tells of. */
export type Dated<File extends NamedFile> = File & { readonly period: Period };

/** The files that the setting `file` describes. */
export function editionFiles(
  file: string,
  calendar: Calendar,
  known: readonly Dated<NamedFile>[] = [],
): EditionFiles {
  const [start = ''] = file.split(PLACEHOLDER, 1);
  const folder = start.slice(0, Math.max(start.lastIndexOf('/'), 0));
  const below = folder === '' ? file : file.slice(folder.length + 1);
  const depth = depthOf(file);
  const form = new RegExp(`^${patternOf(file)}$`, 'u');
  const legacy = new RegExp(`^${patternOf(/^(.*\{(?:month|period)\})/.exec(file)?.[1] ?? file)}\\.md$`, 'u');
  const monthOf = ({ monthName = '' }: Parts) => monthNumber(monthName, calendar.monthNames);
  const partsOf = (path: string): Parts | null => {
    const parts = (form.exec(path) ?? legacy.exec(path))?.groups ?? null;
    if (parts === null || (parts.monthName !== undefined && monthOf(parts) === 0)) return null;
    return { ...parts, ...dateIn(parts, calendar.kind) };
  };
  const pathOfKnown = new Map(known.map(({ path, period }) => [period.key, path]));
  const periodOfKnown = new Map(known.map(({ path, period }) => [path, period]));
  const numbers = known.map(({ path }) => partsOf(path)?.number ?? '0');
  const last = numbers.reduce((most, number) => (Number(number) > Number(most) ? number : most), '0');

  const periodBefore = (day: string) => {
    const period = calendar.onDay(day);
    return period === null ? null : calendar.shift(period, -1);
  };
  const periodNamed = (parts: Parts): Period | null => {
    const named = parts.period ?? parts.month;
    if (named !== undefined) return calendar.parse(named);
    const day = firstDayIn({ ...(needsDay(calendar.kind) ? {} : { day: '01' }), ...parts }, monthOf(parts));
    const period = day === null ? null : calendar.onDay(day);
    return period !== null && period.firstDay === day ? period : null;
  };
  const numberOf = ({ key }: Period): number =>
    Number(partsOf(pathOfKnown.get(key) ?? '')?.number ?? Number(last) + 1);
  const fill = (text: string, period: Period) => {
    const parts = partsOf(pathOfKnown.get(period.key) ?? '');
    const values: Readonly<Record<Placeholder, string>> = {
      period: period.key,
      month: period.key,
      year: period.firstDay.slice(0, 4),
      mm: period.firstDay.slice(5, 7),
      monthName: period.monthName.toLowerCase(),
      day: period.firstDay.slice(8),
      number: String(numberOf(period)).padStart(last.startsWith('0') ? last.length : 1, '0'),
      ...dateParts(parts?.date ?? period.plannedDay),
    };
    return text.replace(PLACEHOLDER, (_, name: Placeholder) => values[name]);
  };
  const isShared = !/^\{(?:month|period)\}(?:\.\w+|\/[^{}/]*)?$/.test(below);
  return {
    folder,
    depth,
    ending: /\.\w+$/.exec(file)?.[0] ?? '',
    isShared,
    folderAround: (period) => (depth < 2 ? folder : fill(file, period).split('/').slice(0, -2).join('/')),
    isLike: (path) => partsOf(path) !== null,
    pathOf: (period) => (isShared ? pathOfKnown.get(period.key) : undefined) ?? fill(file, period),
    fill,
    numberOf: (period) => (file.includes('{number}') ? numberOf(period) : null),
    periodAt(path) {
      const parts = partsOf(path);
      if (parts === null) return null;
      const found = periodOfKnown.get(path) ?? periodNamed(parts);
      return found ?? (parts.date === undefined ? null : periodBefore(parts.date));
    },
    periodBefore,
    periodsOf(files, dayOf) {
      const all = files.flatMap((each) => {
        const parts = partsOf(each.path);
        if (parts === null) return [];
        const named = periodNamed(parts);
        return [{ each, parts, named, day: named === null ? (parts.date ?? dayOf(each) ?? '') : '' }];
      });
      const inOrder = all.toSorted(
        (left, right) =>
          Number(left.parts.number ?? 0) - Number(right.parts.number ?? 0) || compare(left.day, right.day),
      );
      let before: Period | null = null;
      return inOrder.flatMap(({ each, named, day }) => {
        const found: Period | null =
          named ?? laterOf(periodBefore(day), before, calendar.onDay(day), calendar);
        if (found === null) return [];
        before = found;
        return [{ ...each, period: found }];
      });
    },
    knowing: (editions) => editionFiles(file, calendar, editions),
  };
}

/** The most folders below `EditionFiles.folder` in which editions are looked for, as `DEEP_EDITION_NAMES` does. */
export const MOST_DEPTH = 3;

/** How many folders there are from the first placeholder on: `news/{year}/{mm}.md` has one. */
export function depthOf(file: string): number {
  return file.slice(file.search(PLACEHOLDER)).split('/').length - 1;
}

/** What of a file's name stands where placeholders are. */
type Parts = Readonly<Record<string, string | undefined>>;

/** The day of publication in such a name; the first of the month where it only tells that, and there is one edition in it. */
function dateIn({ date, dateYear, dateMonth, dateDay }: Parts, kind: PeriodKind): Parts {
  if (dateYear === undefined || dateMonth === undefined) return {};
  if (dateDay === undefined && needsDay(kind)) return {};
  return { date: date ?? `${dateYear}-${dateMonth}-${dateDay ?? '01'}` };
}

/** The placeholders for a day of publication, `YYYY-MM-DD`. */
export function dateParts(date: string) {
  const [dateYear = '', dateMonth = '', dateDay = ''] = date.split('-');
  return { date, dateYear, dateMonth, dateDay };
}

/** A regular expression for the paths that the setting describes. */
function patternOf(file: string): string {
  const escaped = file.replace(/[.*+?^$()|[\]\\/]/g, String.raw`\$&`);
  const seen = new Set<string>();
  return escaped.replace(PLACEHOLDER, (_, name: Placeholder) => {
    if (seen.has(name)) return String.raw`\k<${name}>`;
    seen.add(name);
    return `(?<${name}>${PLACEHOLDERS[name]})`;
  });
}

/** The day on which the period that the name tells of begins; `null`: it does not tell. */
function firstDayIn({ year, mm, day, date }: Parts, number: number): string | null {
  const digits = mm ?? (number === 0 ? undefined : String(number).padStart(2, '0'));
  if (digits === undefined || day === undefined) return null;
  const itsYear = year ?? (mm === undefined && date !== undefined ? yearOf(digits, date) : undefined);
  return itsYear === undefined ? null : `${itsYear}-${digits}-${day}`;
}

/** The year of a month that began before the edition appeared. */
function yearOf(month: string, date: string): string {
  const [year, itsMonth = ''] = date.split('-');
  return String(Number(year) - Number(month > itsMonth));
}

/** An edition that appears before its period is over follows the one of the period before, which is told already. */
function laterOf(
  period: Period | null,
  before: Period | null,
  present: Period | null,
  calendar: Calendar,
): Period | null {
  if (period === null || before === null || present === null || period.start > before.start) return period;
  const next = calendar.shift(before, 1);
  return next.start > present.start ? period : next;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** Whether a month may have several periods of the kind. */
function needsDay(kind: PeriodKind): boolean {
  return kind === 'week' || kind === 'fortnight';
}

/** Why such a path or address cannot tell the editions apart, as a sentence; `null`: it can. */
export function whyAmbiguous(place: string, kind: PeriodKind): string | null {
  const names = new Set([...place.matchAll(PLACEHOLDER)].map(([, name = '']) => name));
  const isWithin = (...some: readonly string[]) => some.some((name) => names.has(name));
  const isCoarse = !needsDay(kind);
  if (isWithin('period', 'month', 'date', 'number')) return null;
  if (names.has('dateYear') && names.has('dateMonth') && (names.has('dateDay') || isCoarse)) return null;
  if (isWithin('year') && isWithin('mm', 'monthName') && (isWithin('day') || isCoarse)) return null;
  return `could stand for the editions of two ${kind}s. Add {period}, or {date} for the day of publication, or {number}.`;
}
