import { describe, expect, it } from '@jest/globals';
import { type DraftedMonth, judge } from './criteria.js';
import { monthTable, verdictLines } from './fidelity-report.js';
import { missedPullRequests } from './missed-pull-requests.js';
import type { MonthScore, Scores } from './scores.js';
import { findYardstick } from './yardstick.js';

const good: MonthScore = {
  measures: {
    effort: { n: 40, of: 100 },
    known_recall: { n: 20, of: 20 },
    real_links: { n: 30, of: 30 },
  },
  lists: {},
};

function monthScore(
  measures: Partial<MonthScore['measures']>,
  lists: Readonly<Record<string, readonly string[]>> = {},
): MonthScore {
  return { measures: { ...good.measures, ...measures }, lists };
}

/** Good months from 2023-01 to 2025-06, but for those given. */
function scores(others: Readonly<Record<string, MonthScore>> = {}): Scores {
  const months = [2023, 2024, 2025].flatMap((year) =>
    Array.from({ length: year === 2025 ? 6 : 12 }, (_, index) => {
      return `${year}-${String(index + 1).padStart(2, '0')}`;
    }),
  );
  return { months: { ...Object.fromEntries(months.map((month) => [month, good])), ...others } };
}

function draft(month: string, more: Partial<DraftedMonth> = {}): DraftedMonth {
  const counts = { shown: 9, hidden: 4, leftOut: 1, sections: 3, requests: 5, milliseconds: 12.3 };
  return { month, ...counts, gaps: [], ...more };
}

const missing = monthScore(
  { known_recall: { n: 18, of: 20 } },
  { 'missed links that the data has': ['Acme/widget#7', 'Acme/widget#8'] },
);

const april = {
  month: '2024-04',
  text: 'More in [8](https://github.com/acme/widget/pull/8).\n\n- [Seven](https://github.com/acme/widget/pull/7)\n',
};
const march = {
  month: '2024-03',
  text: '<!-- - [Eight](https://github.com/acme/widget/pull/8) -->\n',
};

/** The verdicts that do not hold. */
function failures(...sources: Parameters<typeof judge>) {
  return judge(...sources).filter(({ holds }) => holds !== true);
}

describe('missedPullRequests', () => {
  it('names the earlier edition that lists the pull request, shown or hidden', () => {
    expect(missedPullRequests({ months: { '2024-05': missing } }, [april, march])).toEqual([
      { month: '2024-05', name: 'Acme/widget#7', listedIn: '2024-04' },
      { month: '2024-05', name: 'Acme/widget#8', listedIn: '2024-03' },
    ]);
  });

  it('takes neither a later edition nor a link in prose for an earlier listing', () => {
    expect(missedPullRequests({ months: { '2024-04': missing } }, [april])).toEqual([
      { month: '2024-04', name: 'Acme/widget#7', listedIn: null },
      { month: '2024-04', name: 'Acme/widget#8', listedIn: null },
    ]);
  });
});

describe('judge', () => {
  it('finds nothing wrong with good drafts', () => {
    expect(failures([draft('2024-05')], scores(), [])).toEqual([]);
  });

  it('allows an effort of 0.45 over the months from 2024 on, each by its length', () => {
    const laborious = { '2023-12': monthScore({ effort: { n: 9000, of: 100 } }) };
    const long = monthScore({ effort: { n: 300, of: 500 } });

    expect(failures([draft('2024-05')], scores({ ...laborious, '2024-05': long }), [])).toEqual([]);
    expect(
      failures([draft('2024-05')], scores({ '2024-05': long, '2024-06': long, '2024-07': long }), []),
    ).toEqual([
      {
        holds: false,
        sentence: 'effort over 2024-01 to 2025-06 is 0.50; it may be 0.45 at most.',
        details: [],
      },
    ]);
  });

  it('does not judge the effort of a part of the months', () => {
    const { months } = scores();
    const { '2024-02': _, ...others } = months;

    expect(failures([draft('2024-05')], { months: others }, [])).toEqual([
      { holds: null, sentence: expect.stringContaining('effort over 2024-01 to 2025-06'), details: [] },
    ]);
  });

  it('names each link that is made up', () => {
    const invented = monthScore({ real_links: { n: 29, of: 30 } }, { 'made up links': ['acme/widget#99'] });

    expect(failures([draft('2024-05')], scores({ '2024-05': invented }), [])).toEqual([
      {
        holds: false,
        sentence: 'real_links over all drafts is 1.00 (899 of 900); it must be 1.00.',
        details: ['acme/widget#99 is made up'],
      },
    ]);
  });

  it('excuses a missed pull request that an earlier edition lists, and names it', () => {
    const verdicts = judge([draft('2024-05')], scores({ '2024-05': missing }), [march, april]);

    expect(verdicts.every(({ holds }) => holds)).toBe(true);
    expect(verdictLines(verdicts)).toContain('1.00 (598 of 600)');
    expect(verdictLines(verdicts)).toContain(
      'Acme/widget#7, in the edition of 2024-05: the edition of 2024-04 lists it',
    );
  });

  it('excuses no other one', () => {
    expect(failures([draft('2024-05')], scores({ '2024-05': missing }), [march])).toEqual([
      {
        holds: false,
        sentence: expect.stringContaining('not counting 1 that an earlier edition lists'),
        details: [
          'Acme/widget#7, in the edition of 2024-05: no earlier edition lists it',
          'Acme/widget#8, in the edition of 2024-05: the edition of 2024-03 lists it',
        ],
      },
    ]);
  });

  it('fails when something is missed that no list names', () => {
    const unnamed = monthScore({ known_recall: { n: 19, of: 20 } });

    expect(failures([draft('2024-05')], scores({ '2024-05': unnamed }), [])).toHaveLength(1);
  });

  it('does not ask for recall before 2023', () => {
    expect(failures([draft('2022-12')], scores({ '2022-12': missing }), [])).toEqual([]);
  });

  it('allows eight requests a draft', () => {
    const drafts = [draft('2024-05'), draft('2024-06', { requests: 8 })];

    expect(failures(drafts, scores(), [])).toEqual([]);
    expect(failures([...drafts, draft('2024-07', { requests: 9 })], scores(), [])).toEqual([
      {
        holds: false,
        sentence: 'A draft takes 9 requests at most (2024-07); 8 are allowed.',
        details: ['2024-07 takes 9'],
      },
    ]);
  });

  it('accepts no draft that is marked incomplete', () => {
    expect(failures([draft('2024-05', { gaps: ['GitHub gave nothing.'] })], scores(), [])).toEqual([
      {
        holds: false,
        sentence: '1 of 1 drafts are marked incomplete; none may be.',
        details: ['2024-05: GitHub gave nothing.'],
      },
    ]);
  });
});

describe('the report', () => {
  it('has a line for each month, with a dash where no edition was published', () => {
    const table = monthTable([draft('2024-05'), draft('2025-07')], scores());

    expect(table.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['month', 'shown', 'hidden', 'left out', 'sections', 'requests', 'ms', 'effort'],
      ['2024-05', '9', '4', '1', '3', '5', '12', '0.40'],
      ['2025-07', '9', '4', '1', '3', '5', '12', '-'],
    ]);
  });
});

describe('findYardstick', () => {
  it('says so when there is no recorded data', () => {
    expect(findYardstick('/nowhere/project', undefined)).toContain(
      'There is no recorded data in /nowhere/shared/data',
    );
    expect(findYardstick('/nowhere/project', '/elsewhere')).toContain('in /elsewhere,');
  });

  it('says so when there is data, but nothing to score with', () => {
    expect(findYardstick('/nowhere/project', 'fixtures/recorded/2020-05')).toContain(
      'fixtures/recorded/tools/score.py, so drafts cannot be scored.',
    );
  });
});
