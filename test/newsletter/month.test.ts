import { describe, expect, it } from '@jest/globals';
import {
  dueMonth,
  endOf,
  isWithin,
  monthName,
  monthOf,
  parseMonth,
  shiftMonth,
  startOf,
} from '../../src/newsletter/activity/month.js';
import { month } from './builders.js';

describe('a month', () => {
  it.each(['2020-5', '2020-13', '2020-00', '20-05', '2020-05-01', '', '2007-12', ' 2020-05'])(
    'is not %j',
    (text) => {
      expect(parseMonth(text)).toBeNull();
    },
  );

  it('is UTC, whatever the zone of the machine', () => {
    expect(monthOf(new Date('2020-05-31T23:59:59Z'))).toBe('2020-05');
    expect(monthOf(new Date('2020-06-01T01:30:00+02:00'))).toBe('2020-05');
    expect(startOf(month('2020-05')).toISOString()).toBe('2020-05-01T00:00:00.000Z');
    expect(endOf(month('2020-12')).toISOString()).toBe('2021-01-01T00:00:00.000Z');
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
    expect(shiftMonth(month('2020-12'), 1)).toBe('2021-01');
    expect(shiftMonth(month('2020-01'), -1)).toBe('2019-12');
  });

  it('is named as editions name it', () => {
    expect(monthName(month('2020-05'))).toBe('May 2020');
  });
});

describe('the month that is due', () => {
  const on = (today: string, ...published: string[]) =>
    dueMonth(new Date(`${today}T12:00:00Z`), published.map(month));

  it('is the one after the last published edition', () => {
    expect(on('2020-06-03', '2020-03', '2020-04')).toBe('2020-05');
    expect(on('2020-06-08', '2020-05')).toBe('2020-06');
  });

  it('is at most one back from today', () => {
    expect(on('2020-09-01', '2020-04')).toBe('2020-08');
  });

  it('is the present month when nothing was ever published', () => {
    expect(on('2020-06-03')).toBe('2020-06');
  });

  it('is none when the present month is published already', () => {
    expect(on('2020-06-30', '2020-06')).toBeNull();
    expect(on('2020-06-30', '2020-08')).toBeNull();
  });
});
