import { TZDate, tz } from '@date-fns/tz';
import { addMonths } from 'date-fns/addMonths';
import { addQuarters } from 'date-fns/addQuarters';
import { addWeeks } from 'date-fns/addWeeks';
import { millisecondsInDay, millisecondsInWeek } from 'date-fns/constants';
import { format } from 'date-fns/format';
import { startOfMonth } from 'date-fns/startOfMonth';
import { startOfQuarter } from 'date-fns/startOfQuarter';
import { startOfWeek } from 'date-fns/startOfWeek';
import { LRUCache } from 'lru-cache';
import { remembered } from '../markdown/remembered.js';
import {
  type CalendarWords,
  ENGLISH_WORDS,
  monthNumber,
  nameFinder,
  namesIn,
  type PeriodKind,
  plannedDayIn,
  WEEKDAYS,
} from './period-names.js';

/** The time that one edition tells of. Periods are compared by their keys. */
export interface Period {
  readonly kind: PeriodKind;
  /**
   * `2020-05` is a month, `2026-Q2` a quarter, `2026-W26` the ISO week that begins on a Monday; other weeks and fortnights are
   * called by their first day, `2026-06-19`. The keys of one newsletter sort by time as strings.
   */
  readonly key: string;
  /** The first instant. */
  readonly start: Date;
  /** The first instant after it. */
  readonly end: Date;
  /** As it stands in text, in the newsletter's language: `May 2020`, `Q2 2026`, `the week of 19 June 2026`. */
  readonly name: string;
  /** The month of its first day, in that language. */
  readonly monthName: string;
  /** Its first and last day in that language: `1 May 2020`. */
  readonly from: string;
  readonly to: string;
  /** Days are written `YYYY-MM-DD`, in the newsletter's time zone. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** The day on which the edition appears unless people choose another one: the first day after it, unless one is set. */
  readonly plannedDay: string;
}

/** What the periods of a newsletter are. */
export interface CalendarSettings {
  readonly period: PeriodKind;
  /** The first day of weeks and fortnights; a day `YYYY-MM-DD` also says which weeks begin a fortnight. */
  readonly begins: string;
  /** An IANA time zone; its days begin and end the periods. */
  readonly timezone: string;
  /** On which day of the period after it an edition appears, as `plannedDayIn` has it; `null`: on the first. */
  readonly publish?: string | null;
  /** What they are called; in English where it is not said. */
  readonly words?: CalendarWords;
}

/** The periods of one newsletter. */
export interface Calendar {
  readonly kind: PeriodKind;
  readonly timezone: string;
  /** The names of months in its language and in English, twelve in calendar order each. */
  readonly monthNames: readonly string[];
  /** The period that contains the instant. */
  of(instant: Date): Period;
  /** The period with the key, from 2008 (GitHub's first year) on; `null` for anything else. */
  parse(key: string): Period | null;
  /** The period `count` periods after (or, negative, before) it. */
  shift(period: Period, count: number): Period;
  /** The period that contains the day, `YYYY-MM-DD`; `null` for what is no day. */
  onDay(day: string): Period | null;
  /** The periods that a text names as their names are, in order. */
  named(text: string): readonly Period[];
  /** The day of the instant, `YYYY-MM-DD`, in the newsletter's time zone. */
  dayOf(instant: Date): string;
  /** The period whose edition is due. */
  due(today: Date, published: Iterable<Period>): Period | null;
}

const UTC = { in: tz('UTC') };

/** Periods that a calendar keeps: their names take long to make. */
const MOST_PERIODS = 500;
/** In characters of settings: the next run of a newsletter has the same calendar. */
const MOST_CALENDARS = 100_000;

/** The number of the ISO week that the day, `YYYY-MM-DD`, is in. */
export function weekOf(day: string): string {
  return format(new TZDate(`${day}T12:00:00`, 'UTC'), 'I', UTC);
}

/** The calendar of a newsletter. Periods begin at midnight in its time zone, whatever daylight saving makes of that day. */
export function calendarOf(settings: CalendarSettings): Calendar {
  return calendarIn(JSON.stringify(settings));
}

const calendarIn = remembered(
  (settings: string): Calendar => newCalendar(JSON.parse(settings) as CalendarSettings),
  MOST_CALENDARS,
);

function newCalendar({
  period: kind,
  begins,
  timezone,
  publish,
  words = ENGLISH_WORDS,
}: CalendarSettings): Calendar {
  const zone = { in: tz(timezone) };
  const rule = RULES[kind](phaseOf(begins), zone);
  const names = namesIn(words, timezone);
  const dayOf = (instant: Date) => format(instant, 'yyyy-MM-dd', zone);
  const noonOf = (day: string) => new Date(new TZDate(`${day}T12:00:00`, timezone).getTime());

  const endOf = (start: Date) => new Date(rule.startOf(rule.add(start, 1)).getTime());
  const plannedAfter = (end: Date) => {
    if (publish == null) return dayOf(end);
    return plannedDayIn(publish, dayOf(end), dayOf(new Date(endOf(end).getTime() - 1))) ?? dayOf(end);
  };

  const beginning = (start: Date): Period => {
    // Midnight may be missing on the first day, and come back after it.
    const end = endOf(start);
    const last = new Date(end.getTime() - 1);
    return {
      kind,
      key: rule.keyOf(start),
      start,
      end,
      firstDay: dayOf(start),
      lastDay: dayOf(last),
      plannedDay: plannedAfter(end),
      name: names.of(kind, start),
      monthName: names.month(start),
      from: names.day(start),
      to: names.day(last),
    };
  };
  const known = new LRUCache<number, Period>({ max: MOST_PERIODS });
  const of = (instant: Date): Period => {
    const start = new Date(rule.startOf(instant).getTime());
    const period = known.get(start.getTime()) ?? beginning(start);
    known.set(start.getTime(), period);
    return period;
  };
  const onDay = (day: string | null) => (day === null || !isDay(day) ? null : of(noonOf(day)));
  const shift = (period: Period, count: number) => of(rule.add(period.start, count));
  return {
    kind,
    timezone,
    monthNames: names.months,
    of,
    parse(key) {
      const period = onDay(firstDayIn(key));
      return period?.key === key && period.firstDay >= FIRST_DAY ? period : null;
    },
    onDay,
    shift,
    named: (text) =>
      [...text.matchAll(names.pattern(kind))].flatMap(
        ({ groups = {} }) => onDay(namedDay(groups, names.months)) ?? [],
      ),
    dayOf,
    due: (today, published) => duePeriod(today, [...published], { of, shift, dayOf }),
  };
}

const FIRST_DAY = '2008-01-01';

/** How periods of one kind follow each other, in one time zone. */
interface PeriodRule {
  startOf(instant: Date): Date;
  add(start: Date, count: number): Date;
  keyOf(start: Date): string;
}

interface Zone {
  readonly in: ReturnType<typeof tz>;
}

const RULES: Readonly<Record<PeriodKind, (phase: Phase, zone: Zone) => PeriodRule>> = {
  week: ({ weekStartsOn }, zone) => ({
    startOf: (instant) => startOfWeek(instant, { ...zone, weekStartsOn }),
    add: (start, count) => addWeeks(start, count, zone),
    keyOf: (start) => format(start, weekStartsOn === 1 ? "RRRR-'W'II" : 'yyyy-MM-dd', zone),
  }),
  fortnight: ({ weekStartsOn, since }, zone) => ({
    startOf(instant) {
      const week = startOfWeek(instant, { ...zone, weekStartsOn });
      const weeks = Math.round((Date.parse(format(week, 'yyyy-MM-dd', zone)) - since) / millisecondsInWeek);
      return addWeeks(week, weeks % 2 === 0 ? 0 : -1, zone);
    },
    add: (start, count) => addWeeks(start, 2 * count, zone),
    keyOf: (start) => format(start, 'yyyy-MM-dd', zone),
  }),
  month: (_, zone) => ({
    startOf: (instant) => startOfMonth(instant, zone),
    add: (start, count) => addMonths(start, count, zone),
    keyOf: (start) => format(start, 'yyyy-MM', zone),
  }),
  quarter: (_, zone) => ({
    startOf: (instant) => startOfQuarter(instant, zone),
    add: (start, count) => addQuarters(start, count, zone),
    keyOf: (start) => format(start, "yyyy-'Q'Q", zone),
  }),
};

/** A Monday; two weeks from it, and so on, begins a fortnight, unless the settings name the first day of one. */
const FIRST_MONDAY = Date.UTC(1970, 0, 5);

/** On which day weeks begin, as date-fns counts (0 is Sunday), and a day on which a fortnight began. */
interface Phase {
  readonly weekStartsOn: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /** Midnight in UTC, in milliseconds: only days are counted from it. */
  readonly since: number;
}

function phaseOf(begins: string): Phase {
  const weekday = WEEKDAYS.indexOf(begins);
  const since = weekday < 0 ? Date.parse(begins) : FIRST_MONDAY + weekday * millisecondsInDay;
  return { weekStartsOn: new Date(since).getUTCDay() as Phase['weekStartsOn'], since };
}

/** The first day of what is called so, as `YYYY-MM-DD`; `null` for what is no day. */
function firstDayIn(key: string): string | null {
  const found = /^(\d{4})-(?:(\d\d)(?:-(\d\d))?|Q([1-4])|W(\d\d))$/.exec(key);
  if (found === null) return null;
  const [, year = '', month, day = '01', quarter, week] = found;
  return week === undefined
    ? existingDay(year, month ?? String(Number(quarter) * 3 - 2), day)
    : isoDay(mondayOf(Number(year), Number(week)));
}

function namedDay(
  { year = '', month = '', day = '1', quarter }: Record<string, string | undefined>,
  months: readonly string[],
): string | null {
  const number = quarter === undefined ? monthNumber(month, months) : Number(quarter) * 3 - 2;
  return existingDay(year, String(number), day);
}

function existingDay(year: string, month: string, day: string): string | null {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(written);
  return !Number.isNaN(time) && isoDay(time) === written ? written : null;
}

/** ISO 8601: the week with 4 January is the first of its year. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return (
    fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * millisecondsInDay + (week - 1) * millisecondsInWeek
  );
}

function isDay(text: string): boolean {
  const [year = '', month = '', day = ''] = text.split('-');
  return existingDay(year, month, day) === text;
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * The period whose edition is due: the one after the last published edition, but at most one back from today. On
 * 3 June it is May until May is published, then June. Where nothing is published yet, it is the previous one in the first days
 * of the next. `null` when the period that runs is published already.
 */
function duePeriod(
  today: Date,
  published: readonly Period[],
  { of, shift, dayOf }: Pick<Calendar, 'of' | 'shift' | 'dayOf'>,
): Period | null {
  const current = of(today);
  const previous = shift(current, -1);
  const last = published.toSorted((left, right) => left.start.getTime() - right.start.getTime()).at(-1);
  if (last === undefined) return isYoung(current, dayOf(today)) ? previous : current;
  const next = shift(last, 1);
  if (next.start < previous.start) return previous;
  return next.start > current.start ? null : next;
}

/** Whether some period is called so, as far as that can be said without a calendar. */
export function isPeriodKey(text: string): boolean {
  return (firstDayIn(text) ?? '') >= FIRST_DAY;
}

/** Noon of the first day of what is called so, in UTC. */
export function firstNoonOf(key: string): Date {
  return new Date(`${firstDayIn(key) ?? FIRST_DAY}T12:00:00Z`);
}

/** The first and the last day of what is called so; a day is its own, whether a week or a fortnight begins on it. */
export function daysCalled(key: string): Pick<Period, 'firstDay' | 'lastDay'> {
  const day = firstDayIn(key) ?? FIRST_DAY;
  const kinds = ['week', 'month', 'quarter'] as const;
  const calendars = kinds.map((period) => calendarOf({ period, begins: 'monday', timezone: 'UTC' }));
  return calendars.flatMap(({ parse }) => parse(key) ?? [])[0] ?? { firstDay: day, lastDay: day };
}

/** The day so many days before another; both `YYYY-MM-DD`. */
export function daysBefore(day: string, count: number): string {
  return isoDay(Date.parse(day) - count * millisecondsInDay);
}

/** How many days of a period the one before is still news: the first ten of a month. */
const YOUNG: Readonly<Record<PeriodKind, number>> = { week: 2, fortnight: 5, month: 10, quarter: 30 };

function isYoung({ kind, firstDay }: Period, day: string): boolean {
  return Date.parse(day) - Date.parse(firstDay) < YOUNG[kind] * millisecondsInDay;
}

/** Whether the text has the period's name. */
export function isNamedIn(text: string, { name }: Period): boolean {
  return nameFinder(name).test(text);
}

/** Whether the ISO instant lies in the period. */
export function isWithin({ start, end }: Pick<Period, 'start' | 'end'>, instant: string): boolean {
  const time = Date.parse(instant);
  return start.getTime() <= time && time < end.getTime();
}

/** Calendar months in UTC. */
export const MONTHS: Calendar = calendarOf({ period: 'month', begins: 'monday', timezone: 'UTC' });
