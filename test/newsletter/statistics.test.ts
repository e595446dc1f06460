import { describe, expect, it } from '@jest/globals';
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

  it('are nothing where there is no edition', () => {
    expect(countEditions([], ALL)).toEqual({
      editions: [],
      total: { contributors: 0, firstTimers: 0, entries: 0 },
    });
    expect(drawChart(countEditions([], ALL))).not.toContain('NaN');
  });
});
