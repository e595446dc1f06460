import { describe, expect, it } from '@jest/globals';
import { calendarOf } from '../../src/newsletter/activity/period.js';
import type { CalendarWords, PeriodKind } from '../../src/newsletter/activity/period-names.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import {
  countEditions,
  drawChart,
  printCsv,
  printTable,
} from '../../src/newsletter/house-style/statistics.js';
import { earlierEdition } from './builders.js';

const WIDGET = '### [`widget`](https://github.com/acme/widget)';
const entry = (number: number) => `- [Change ${number}](https://github.com/acme/widget/pull/${number})`;
const thanks = (...logins: readonly string[]) =>
  `Thanks to ${logins.map((login) => `[@${login}](https://github.com/${login})`).join(' and ')} for their contributions!`;

const EDITIONS = [
  earlierEdition('2020-02', [WIDGET, entry(1), thanks('ann')].join('\n\n')),
  earlierEdition(
    '2020-03',
    [WIDGET, `${entry(2)}\n${entry(3)}\n<!-- ${entry(4)} -->`, thanks('Ann', 'ben')].join('\n\n'),
  ),
  earlierEdition('2020-04', [WIDGET, entry(5), thanks('ben', 'cleo')].join('\n\n')),
];

const DAYS = [
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-03-31',
  '2026-04-30',
  '2026-05-31',
];

/** One for each period that has one of the days. */
function editionsOf(period: PeriodKind, words?: CalendarWords) {
  const { onDay } = calendarOf({ period, begins: 'monday', timezone: 'UTC', ...(words && { words }) });
  const periods = new Map(DAYS.flatMap((day) => onDay(day) ?? []).map((each) => [each.key, each]));
  const text = [WIDGET, entry(1), thanks('ann')].join('\n\n');
  return [...periods.values()].map((each) => parseEarlierEdition(each, text, HOUSE_FORM));
}

const ALL = { from: null, to: null };

describe('the statistics of published editions', () => {
  it('count people whom an edition thanks, those who are new, and entries that are shown', () => {
    expect(printCsv(countEditions(EDITIONS, ALL))).toBe(
      'period,contributors,first-timers,entries\r\n2020-02,1,1,1\r\n2020-03,2,1,2\r\n2020-04,2,1,1\r\n',
    );
  });

  it('count a person once in the total, in whatever case the name is written', () => {
    expect(countEditions(EDITIONS, ALL).total).toEqual({ contributors: 3, firstTimers: 3, entries: 4 });
  });

  it('know from editions before the span who is new', () => {
    const { editions, total } = countEditions(EDITIONS, { from: '2020-03', to: '2020-03' });
    expect(editions.map(({ period }) => period.key)).toEqual(['2020-03']);
    expect(total).toEqual({ contributors: 2, firstTimers: 1, entries: 2 });
  });

  it.each([
    ['week', '2026-04', null, '2026-W14 2026-W18 2026-W22'],
    ['week', null, '2026-04', '2025-W49 2026-W01 2026-W05 2026-W09 2026-W14 2026-W18'],
    ['week', '2026-W05', '2026-Q1', '2026-W05 2026-W09 2026-W14'],
    ['week', '2026-W14', '2026-W14', '2026-W14'],
    ['month', '2026-W01', '2026-W14', '2025-12 2026-01 2026-02 2026-03 2026-04'],
    ['month', '2026-Q1', '2026-Q1', '2026-01 2026-02 2026-03'],
    ['quarter', '2026-02', null, '2026-Q1 2026-Q2'],
    ['fortnight', '2026-03', '2026-03-30', '2026-02-16 2026-03-30'],
  ] as const)('of each %s know the span from %s to %s', (period, from, to, keys) => {
    const counted = countEditions(editionsOf(period), { from, to }).editions.map(
      (counts) => counts.period.key,
    );
    expect(counted).toEqual(keys.split(' '));
  });

  it('count who wrote a section, and not who was named before', () => {
    const signed = '<span class="maintainers">(Section written by [@dora](https://github.com/dora))</span>';
    const named = earlierEdition(
      '2020-02',
      [WIDGET, 'With help of [@dora](https://github.com/dora).'].join('\n\n'),
    );
    const later = earlierEdition('2020-03', [WIDGET, signed, 'A text.'].join('\n\n'));
    expect(countEditions([named, later], ALL).editions[1]).toMatchObject({ contributors: 1, firstTimers: 0 });
  });

  it('are a table with aligned columns', () => {
    expect(printTable(countEditions(EDITIONS, ALL)).split('\n')).toEqual([
      'period   contributors  first-timers  entries',
      '2020-02             1             1        1',
      '2020-03             2             1        2',
      '2020-04             2             1        1',
      'total               3             3        4',
      '',
    ]);
  });

  it('are a chart that tells its numbers to those who do not see it', () => {
    const chart = drawChart(countEditions(EDITIONS, ALL));
    expect(chart).toContain(
      '<title id="title">Contributors and entries, February 2020 to April 2020</title>',
    );
    expect(chart).toContain('March 2020: 2 contributors, 1 of them new, 2 entries.');
    expect(chart.match(/<rect /g)).toHaveLength(9);
    expect(chart).not.toContain('NaN');
  });

  it.each([
    ['R&D of {day}', 'R&amp;D of 1 December 2025'],
    ['<b>{day}', '&lt;b&gt;1 December 2025'],
    ['{day} "Q"', '1 December 2025 &quot;Q&quot;'],
    ["]]></desc>'{day}", ']]&gt;&lt;/desc&gt;&#39;1 December 2025'],
  ])('are a chart that has %s as text', (week, text) => {
    const words = { language: 'en', week, fortnight: '', quarter: '' };
    const chart = drawChart(countEditions(editionsOf('week', words), ALL));
    expect(chart).toContain(`<title id="title">Contributors and entries, ${text} to `);
    expect(chart).toContain(` ${text}: 1 contributors, `);
    expect(chart).not.toContain(week.replace('{day}', '1 December 2025'));
  });

  it('are nothing where there is no edition', () => {
    expect(countEditions([], ALL)).toEqual({
      editions: [],
      total: { contributors: 0, firstTimers: 0, entries: 0 },
    });
    expect(drawChart(countEditions([], ALL))).not.toContain('NaN');
  });
});
