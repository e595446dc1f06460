import { describe, expect, it } from '@jest/globals';
import {
  type CalendarSettings,
  calendarOf,
  isNamedIn,
  isPeriodKey,
  isWithin,
  MONTHS,
} from '../../src/newsletter/activity/period.js';
import { keyForm, plannedDayIn } from '../../src/newsletter/activity/period-names.js';
import { month } from './builders.js';

function calendar(more: Partial<CalendarSettings>) {
  return calendarOf({ period: 'week', begins: 'monday', timezone: 'UTC', ...more });
}

describe('a month', () => {
  it.each(['2020-5', '2020-13', '2020-00', '20-05', '2020-05-01', '', '2007-12', ' 2020-05'])(
    'is not %j',
    (text) => {
      expect(MONTHS.parse(text)).toBeNull();
    },
  );

  it('is UTC, whatever the zone of the machine', () => {
    expect(MONTHS.of(new Date('2020-05-31T23:59:59Z')).key).toBe('2020-05');
    expect(MONTHS.of(new Date('2020-06-01T01:30:00+02:00')).key).toBe('2020-05');
    expect(month('2020-05').start.toISOString()).toBe('2020-05-01T00:00:00.000Z');
    expect(month('2020-12').end.toISOString()).toBe('2021-01-01T00:00:00.000Z');
  });

  it('contains its first and last second and no other', () => {
    const instants = [
      '2020-04-30T23:59:59Z',
      '2020-05-01T00:00:00Z',
      '2020-05-31T23:59:59Z',
      '2020-06-01T00:00:00Z',
    ];
    expect(instants.map((instant) => isWithin(month('2020-05'), instant))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is followed by the next across years', () => {
    expect(MONTHS.shift(month('2020-12'), 1).key).toBe('2021-01');
    expect(MONTHS.shift(month('2020-01'), -1).key).toBe('2019-12');
  });

  it('is named as editions name it, and has its days', () => {
    expect(month('2020-02')).toMatchObject({
      name: 'February 2020',
      firstDay: '2020-02-01',
      lastDay: '2020-02-29',
      plannedDay: '2020-03-01',
    });
  });
});

describe('the planned day of an edition', () => {
  it.each<[string, string]>([
    ['first monday', '2020-06-01'],
    ['second monday', '2020-06-08'],
    ['fourth tuesday', '2020-06-23'],
    ['last friday', '2020-06-26'],
    ['last tuesday', '2020-06-30'],
    ['day 1', '2020-06-01'],
    ['day 7', '2020-06-07'],
    ['day 31', '2020-06-30'],
    ['last day', '2020-06-30'],
  ])('is, as %s after May, %s', (publish, day) => {
    const calendar = calendarOf({ period: 'month', begins: 'monday', timezone: 'UTC', publish });
    expect(calendar.parse('2020-05')?.plannedDay).toBe(day);
  });

  it('is in the period after, however long that is', () => {
    const planned = (period: 'week' | 'quarter', key: string, publish: string) =>
      calendarOf({ period, begins: 'monday', timezone: 'Europe/Berlin', publish }).parse(key)?.plannedDay;
    expect(planned('week', '2026-W26', 'first wednesday')).toBe('2026-07-01');
    expect(planned('week', '2026-W26', 'second wednesday')).toBe('2026-07-01');
    expect(planned('week', '2026-W26', 'day 31')).toBe('2026-07-05');
    expect(planned('quarter', '2026-Q1', 'day 45')).toBe('2026-05-15');
    expect(planned('quarter', '2026-Q1', 'last friday')).toBe('2026-06-26');
  });

  it.each(['monday', 'fifth monday', 'first', 'day 0', 'day 100', 'first day', 'first  monday', ''])(
    'is not called %j',
    (name) => {
      expect(plannedDayIn(name, '2020-06-01', '2020-06-30')).toBeNull();
    },
  );
});

describe('a period', () => {
  it.each<[Partial<CalendarSettings>, string, string, string, string]>([
    [{}, '2026-06-28T23:59:59Z', '2026-W26', '2026-06-22', 'the week of 22 June 2026'],
    [{}, '2027-01-03T12:00:00Z', '2026-W53', '2026-12-28', 'the week of 28 December 2026'],
    [{}, '2024-12-30T00:00:00Z', '2025-W01', '2024-12-30', 'the week of 30 December 2024'],
    [{ begins: 'friday' }, '2026-06-25T23:59:59Z', '2026-06-19', '2026-06-19', 'the week of 19 June 2026'],
    [{ begins: 'sunday' }, '2026-06-21T00:00:00Z', '2026-06-21', '2026-06-21', 'the week of 21 June 2026'],
    [
      { begins: '2026-06-19' },
      '2026-06-27T00:00:00Z',
      '2026-06-26',
      '2026-06-26',
      'the week of 26 June 2026',
    ],
    [
      { period: 'fortnight', begins: '2026-06-19' },
      '2026-07-02T23:00:00Z',
      '2026-06-19',
      '2026-06-19',
      'the fortnight of 19 June 2026',
    ],
    [
      { period: 'fortnight', begins: '2026-06-12' },
      '2026-06-25T23:00:00Z',
      '2026-06-12',
      '2026-06-12',
      'the fortnight of 12 June 2026',
    ],
    [
      { period: 'fortnight' },
      '2026-07-05T00:00:00Z',
      '2026-06-22',
      '2026-06-22',
      'the fortnight of 22 June 2026',
    ],
    [{ period: 'quarter' }, '2026-06-30T23:59:59Z', '2026-Q2', '2026-04-01', 'Q2 2026'],
    [{ period: 'month' }, '2026-06-30T23:59:59Z', '2026-06', '2026-06-01', 'June 2026'],
  ])('%j contains %s', (settings, instant, key, firstDay, name) => {
    const all = calendar(settings);
    const period = all.of(new Date(instant));
    expect(period).toMatchObject({ key, firstDay, name });
    expect(isWithin(period, instant)).toBe(true);
    expect(all.parse(key)).toEqual(period);
    expect(all.named(`Our news, ${name} (draft)`)).toEqual([period]);
    expect(isNamedIn(`Our news: ${name}`, period)).toBe(true);
    expect(isNamedIn(`Our news: ${name}`, all.shift(period, 1))).toBe(false);
    expect(isPeriodKey(key)).toBe(true);
  });

  it.each<[Partial<CalendarSettings>, string[], string]>([
    [{}, ['2026-06-22', '2026-06', '2026-W54', '2026-W00', '2026-w26', '2007-W50'], 'YYYY-Wnn'],
    [{ begins: 'friday' }, ['2026-06-20', '2026-W26', '2026-02-30'], 'YYYY-MM-DD'],
    [{ period: 'fortnight', begins: '2026-06-19' }, ['2026-06-26', '2026-06-20'], 'YYYY-MM-DD'],
    [{ period: 'quarter' }, ['2026-Q5', '2026-Q0', '2026-04', '2026-q2'], 'YYYY-Qn'],
    [{ period: 'month' }, ['2026-Q1', '2026-06-01'], 'YYYY-MM'],
  ])('%j is not called %j', (settings, keys, form) => {
    const all = calendar(settings);
    expect(keys.map((key) => all.parse(key))).toEqual(keys.map(() => null));
    expect(keyForm(all.of(new Date('2026-06-20T00:00:00Z')))).toBe(form);
  });

  it.each<Partial<CalendarSettings>>([
    {},
    { begins: 'friday', timezone: 'Europe/Berlin' },
    { begins: 'sunday', timezone: 'America/New_York' },
    // Midnight was missing there on the first day of summer time.
    { begins: 'sunday', timezone: 'Asia/Beirut' },
    { begins: 'sunday', timezone: 'America/Sao_Paulo' },
    { period: 'fortnight', begins: 'wednesday', timezone: 'Australia/Lord_Howe' },
    { period: 'month', timezone: 'Pacific/Auckland' },
    { period: 'quarter', timezone: 'Pacific/Chatham' },
  ])('%j follows the one before without a gap, and its key sorts behind', (settings) => {
    const all = calendar(settings);
    let period = all.of(new Date('2016-01-01T00:00:00Z'));
    for (let count = 0; count < 110; count += 1) {
      const next = all.shift(period, 1);
      expect(next.start).toEqual(period.end);
      expect(next.key > period.key).toBe(true);
      expect(next.firstDay).toBe(period.plannedDay);
      expect(all.parse(next.key)).toEqual(next);
      expect(all.shift(next, -1)).toEqual(period);
      period = next;
    }
  });

  it.each<[Partial<CalendarSettings>, string, string, string]>([
    // A week with the switch to summer time has 167 hours, the one back 169.
    [{ timezone: 'Europe/Berlin' }, '2026-W13', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    [{ timezone: 'Europe/Berlin' }, '2026-W43', '2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    [
      { timezone: 'America/New_York', begins: 'friday' },
      '2026-03-06',
      '2026-03-06T05:00:00.000Z',
      '2026-03-13T04:00:00.000Z',
    ],
    [
      { timezone: 'America/New_York', begins: 'friday' },
      '2026-10-30',
      '2026-10-30T04:00:00.000Z',
      '2026-11-06T05:00:00.000Z',
    ],
    [
      { timezone: 'Pacific/Auckland', period: 'month' },
      '2026-04',
      '2026-03-31T11:00:00.000Z',
      '2026-04-30T12:00:00.000Z',
    ],
    [
      { timezone: 'Pacific/Auckland', period: 'month' },
      '2026-09',
      '2026-08-31T12:00:00.000Z',
      '2026-09-30T11:00:00.000Z',
    ],
  ])('%j begins and ends at midnight there, whatever the clocks do: %s', (settings, key, start, end) => {
    const period = calendar(settings).parse(key);
    expect([period?.start.toISOString(), period?.end.toISOString()]).toEqual([start, end]);
  });

  it('has its days in the time zone of the newsletter', () => {
    const auckland = calendar({ period: 'month', timezone: 'Pacific/Auckland' });
    expect(auckland.dayOf(new Date('2026-06-30T12:00:00Z'))).toBe('2026-07-01');
    expect(auckland.of(new Date('2026-06-30T12:00:00Z')).key).toBe('2026-07');
  });
});

describe('the period that is due', () => {
  const on = (today: string, ...published: string[]) =>
    MONTHS.due(new Date(`${today}T12:00:00Z`), published.map(month))?.key ?? null;

  it('is the one after the last published edition', () => {
    expect(on('2020-06-03', '2020-03', '2020-04')).toBe('2020-05');
    expect(on('2020-06-08', '2020-05')).toBe('2020-06');
  });

  it('is at most one back from today', () => {
    expect(on('2020-09-01', '2020-04')).toBe('2020-08');
  });

  it('is the present one when nothing was ever published, but in its first days the one before', () => {
    expect(on('2020-06-10')).toBe('2020-05');
    expect(on('2020-06-11')).toBe('2020-06');
    expect(on('2020-02-11')).toBe('2020-02');
  });

  it.each<[Partial<CalendarSettings>, string, string, string]>([
    [{ begins: 'friday' }, '2026-06-20T23:59:59Z', '2026-06-12', '2026-06-19'],
    [{ period: 'fortnight', begins: '2026-06-19' }, '2026-06-23T23:59:59Z', '2026-06-05', '2026-06-19'],
    [{ period: 'quarter' }, '2026-04-30T23:59:59Z', '2026-Q1', '2026-Q2'],
    [{ period: 'month', timezone: 'Pacific/Auckland' }, '2026-06-10T11:59:59Z', '2026-05', '2026-06'],
  ])('%j: the first days end with %s', (settings, last, before, after) => {
    const all = calendar(settings);
    expect(all.due(new Date(last), [])?.key).toBe(before);
    expect(all.due(new Date(Date.parse(last) + 1000), [])?.key).toBe(after);
  });

  it('is none when the present one is published already', () => {
    expect(on('2020-06-30', '2020-06')).toBeNull();
    expect(on('2020-06-30', '2020-08')).toBeNull();
  });

  it('is a week of a weekly newsletter', () => {
    const weeks = calendar({ begins: 'friday' });
    const published = [weeks.of(new Date('2026-06-20T00:00:00Z'))];
    expect(weeks.due(new Date('2026-06-25T00:00:00Z'), published)).toBeNull();
    expect(weeks.due(new Date('2026-06-26T00:00:00Z'), published)?.key).toBe('2026-06-26');
    expect(weeks.due(new Date('2026-08-01T00:00:00Z'), published)?.key).toBe('2026-07-24');
  });
});
