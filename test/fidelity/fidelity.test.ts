import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { trusted } from '../../src/newsletter/markdown/markdown.js';
import { contributor, dependabot, earlierEdition, pullRequest, sources } from '../newsletter/builders.js';
import { type AvoidableEdits, judgeAvoidable, judgeLeads, withoutPurpose } from './avoidable.js';
import { comparisonTable } from './comparison.js';
import { type DraftedMonth, judge, judgeHiding } from './criteria.js';
import { monthTable, verdictLines } from './fidelity-report.js';
import { missedPullRequests } from './missed-pull-requests.js';
import { presentTool, simpleRules } from './reference-drafts.js';
import { remainingEdits } from './remaining-edits.js';
import type { MonthScore, Scores } from './scores.js';
import { thanksDifferences } from './thanks-differences.js';
import { findYardstick } from './yardstick.js';

const nothing = { n: 0, of: 0 };

const good: MonthScore = {
  measures: {
    effort: { n: 40, of: 100 },
    effort_plain: { n: 60, of: 100 },
    perfect: nothing,
    hide_f1: nothing,
    thanks_people: nothing,
    thanks_sentence: nothing,
    text: nothing,
    known_recall: { n: 20, of: 20 },
    real_links: { n: 30, of: 30 },
  },
  lists: {},
};

function monthScore(
  measures: Partial<MonthScore['measures']>,
  lists: Readonly<Record<string, readonly string[]>> = {},
): MonthScore {
  return { ...good, measures: { ...good.measures, ...measures }, lists };
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
  const counts = {
    shown: 9,
    hidden: 4,
    leftOut: 1,
    sections: 3,
    requests: 5,
    isWatching: false,
    milliseconds: 12.3,
  };
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

  it('allows twelve requests a draft', () => {
    const large = draft('2022-11', { requests: 13, shown: 50, hidden: 11 });
    const watching = draft('2024-04', { requests: 16, isWatching: true });
    const drafts = [draft('2024-05'), draft('2024-06', { requests: 12 }), large, watching];

    expect(failures(drafts, scores(), [])).toEqual([]);
    expect(failures([...drafts, draft('2024-07', { requests: 13 })], scores(), [])).toEqual([
      {
        holds: false,
        sentence:
          'A draft of up to 60 entries takes 13 requests at most to collect (2024-07); 12 are allowed, not counting 4 for repositories of others.',
        details: ['2022-11 takes 13', '2024-07 takes 13'],
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

describe('judgeHiding', () => {
  const hidden = (n: number, of: number, wrongly: readonly string[] = []) =>
    monthScore({ hide_f1: { n, of } }, { 'hidden in the draft, shown in the published': wrongly });
  const months = (score: MonthScore) => ({
    months: Object.fromEntries(['01', '02', '03', '04', '05', '06'].map((of) => [`2024-${of}`, score])),
  });

  it('compares each six months with hiding bots alone', () => {
    expect(judgeHiding(months(hidden(9, 10)), months(hidden(9, 10)), []).holds).toBe(true);
    expect(judgeHiding(months(hidden(8, 10)), months(hidden(9, 10)), [])).toEqual({
      holds: false,
      sentence:
        'what is hidden, over each 6 months, against hiding bots alone: worse in 1 of 1 stretches; it may be in none.',
      details: ['2024-01 to 2024-06: 0.800, hiding bots alone 0.900'],
    });
  });

  it('does not count what was taken back in its month', () => {
    const ours = months(hidden(9, 11, ['acme/widget#7: Turn']));
    expect(judgeHiding(ours, months(hidden(9, 10)), ['acme/widget#7']).holds).toBe(true);
    expect(judgeHiding(ours, months(hidden(9, 10)), ['acme/widget#8']).holds).toBe(false);
  });

  it('needs six months', () => {
    expect(judgeHiding({ months: {} }, { months: {} }, []).holds).toBeNull();
  });
});

describe('the people thanked otherwise', () => {
  it('are told with what they did', () => {
    const widget = [
      pullRequest(1, { author: contributor('ann', 1), commitAuthors: [contributor('bob', 2)] }),
      pullRequest(2, { author: dependabot }),
    ];
    const edition = assembleEdition(sources(widget));
    const differing = monthScore({}, { 'thanks differ': ['acme/widget: draft ann bob | published ann zoe'] });
    expect(thanksDifferences({ months: { [edition.period.key]: differing } }, [edition])).toEqual([
      '2020-05 acme/widget: the draft alone thanks bob: wrote #1 with others; the editors alone thank zoe: nothing of this name is recorded',
    ]);
  });

  it('are told where the draft has no such section', () => {
    const edition = assembleEdition(sources([]));
    const differing = monthScore({}, { 'thanks differ': ['acme/other: draft - | published zoe'] });
    expect(thanksDifferences({ months: { [edition.period.key]: differing } }, [edition])).toEqual([
      '2020-05 acme/other: the editors alone thank zoe: the draft has no such section',
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

describe('the comparison', () => {
  const months = (effort: number) => monthScore({ effort: { n: effort, of: 100 } });

  it('has the efforts side by side, by month, in total, and of the last six months alone', () => {
    const span = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06', '2024-07'];
    const scoresOf = (first: number, others: number) => ({
      months: Object.fromEntries(span.map((name, index) => [name, months(index === 0 ? first : others)])),
    });
    const table = comparisonTable([
      { name: 'present tool', scores: scoresOf(100, 50) },
      { name: 'this bot', scores: scoresOf(80, 10) },
    ]);
    const rows = table.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(rows).toContainEqual(['2024-01', '1.00', '0.80']);
    expect(rows).toContainEqual(['all', '0.57', '0.20']);
    expect(rows).toContainEqual(['last six', '0.50', '0.10']);
    expect(rows).toContainEqual(['this bot', '0.20', '-', '-', '-', '-', '-']);
  });
});

describe('what remains to be edited', () => {
  const edits = (kind: string, section: string, draft: readonly string[], published: readonly string[]) => ({
    kind,
    section,
    draft,
    published,
  });

  it('is told by kind, most first, with the largest sections and their first lines', () => {
    const text = remainingEdits({
      '2024-01': [
        edits('hide', 'acme/widget', ['- a'], ['<!-- - a -->']),
        edits('text', 'acme/b', ['x'], []),
      ],
      '2024-02': [edits('text', 'acme/widget', ['1', '2', '3'], [`4${'.'.repeat(200)}`])],
    });
    expect(text).toBe(
      [
        'text: 5 edited lines in 2 sections; the largest:',
        '    2024-02 acme/widget: 4',
        '      - 1',
        '      - 2',
        `      + 4${'.'.repeat(118)}…`,
        '    2024-01 acme/b: 1',
        '      - x',
        'hide: 2 edited lines in 1 sections; the largest:',
        '    2024-01 acme/widget: 2',
        '      - - a',
        '      + <!-- - a -->',
      ].join('\n'),
    );
  });

  it('names five sections of a kind', () => {
    const sections = Array.from({ length: 7 }, (_, index) => edits('text', `acme/${index}`, ['x'], []));
    const text = remainingEdits({ '2024-01': sections });
    expect(text).toContain('acme/4');
    expect(text).not.toContain('acme/5');
  });
});

describe('the reference drafts', () => {
  const input = sources(
    [
      pullRequest(1, { title: 'Bump', author: dependabot, mergedAt: '2020-05-01T00:00:00Z' }),
      pullRequest(2, { author: contributor('zoe', 2) }),
    ],
    {
      earlier: [
        earlierEdition(
          '2020-04',
          '### [`widget`](https://github.com/acme/widget)\n<span class="maintainers">Maintained by [@zoe](https://github.com/zoe)</span>\n\nIn April, it turned:\n\n- [Old](https://github.com/acme/widget/pull/900)',
        ),
      ],
    },
  );

  it('list all and thank all, as the present tool does', () => {
    expect(presentTool(input)).toBe(`## \`acme\` Projects

### [\`widget\`](https://github.com/acme/widget)

- [Bump](https://github.com/acme/widget/pull/1)
- [Change 2](https://github.com/acme/widget/pull/2)

Thanks to [@zoe](https://github.com/zoe) for their contribution!
`);
  });

  it('carry the last section over and hide bots, by simple rules', () => {
    expect(simpleRules(input)).toBe(`## \`acme\` Projects

### [\`widget\`](https://github.com/acme/widget)

<span class="maintainers">Maintained by [@zoe](https://github.com/zoe)</span>

In April, it turned:

- [Change 2](https://github.com/acme/widget/pull/2)

<!-- - [Bump](https://github.com/acme/widget/pull/1) -->
`);
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

describe('judgeAvoidable', () => {
  const months = (rule: number, slips = 0, why = 'text with precedent'): AvoidableEdits =>
    Object.fromEntries(
      Object.keys(scores().months).map((name) => {
        const edit = (category: string, why: string) => [category, why, 'text', 'P', 'acme/w', 'x'] as const;
        const edits = [
          ...Array.from({ length: rule }, () => edit('rule', why)),
          ...Array.from({ length: slips }, () =>
            edit('choice', "a number that does not fit the list (an editor's slip)"),
          ),
        ];
        return [name, { lines: 100, reachable: 100, edits }];
      }),
    );
  const held = (edits: AvoidableEdits) => judgeAvoidable(edits, []).map(({ holds }) => holds);

  it('holds while rules could get little more, and fails beyond', () => {
    expect(held(months(0))).toEqual([true, true, true, true, true]);
    expect(held(months(1))).toEqual([true, true, true, false, true]);
    expect(held(months(2))).toEqual([true, true, false, false, true]);
    expect(held(months(5))).toEqual([true, false, false, false, true]);
    expect(held(months(7))).toEqual([false, false, false, false, true]);
  });

  it('allows more where it is on purpose', () => {
    const purpose = months(5, 0, 'a co-author who is not thanked');
    expect(held(purpose)).toEqual([true, true, false, true, true]);
  });

  it("counts the effort without editors' slips", () => {
    expect(held(months(0, 50))).toEqual([true, true, true, true, true]);
    expect(held(months(40))).toEqual([false, false, false, false, false]);
  });

  it('judges nothing where the months are not drafted', () => {
    expect(held({})).toEqual([null, null, null, null, null]);
  });
});

describe('what the bot does on purpose', () => {
  const missed = [
    { month: '2024-02', name: 'Acme/w#1', listedIn: '2024-01' },
    { month: '2024-02', name: 'Acme/w#2', listedIn: null },
    { month: '2024-03', name: 'Acme/w#3', listedIn: '2024-01' },
  ];
  const entry = (title: string, number = 1) => `- [${title}](https://github.com/acme/w/pull/${number})`;
  /** How many lines stay avoidable, and how many can be reached. */
  const left = (why: string, kind: string, drafted: string | null, published: string | null) => {
    const sides = [['D', drafted] as const, ['P', published] as const];
    const edits = sides.flatMap(([side, line]) =>
      line === null ? [] : [['rule', why, kind, side, 'acme/w', line] as const],
    );
    const { '2024-02': its } = withoutPurpose({ '2024-02': { lines: 10, reachable: 10, edits } }, missed);
    return [its?.edits.filter(([category]) => category === 'rule').length, its?.reachable];
  };

  it.each([
    ['thanks a co-author', 'a co-author who is not thanked', 'thanks', 'Thanks to a and b!', 'Thanks to a!'],
    [
      'escapes what would be a tag',
      'clean-up',
      'title',
      entry('N\\<u8> or \\<u16>'),
      entry('N<u8> or <u16>'),
    ],
    ['tells an entry once', 'entry left out', 'entry missing', null, entry('Told in January')],
  ])('is not counted: it %s', (_, why, kind, drafted, published) => {
    expect(left(why, kind, drafted, published)).toEqual([0, 9]);
  });

  it.each([
    ['thanks others', 'contribution or contributions', 'thanks', 'Thanks!', 'Thanks!!', 2],
    ['escapes what needs none', 'clean-up', 'title', entry('a\\_b'), entry('a_b'), 2],
    ['has another title', 'clean-up', 'title', entry('N\\<u8>'), entry('n<u8>'), 2],
    ['has the title of another entry', 'clean-up', 'title', entry('N\\<u8>'), entry('N<u8>', 2), 2],
    ['lacks an entry', 'entry left out', 'entry missing', null, entry('Lever', 2), 1],
    [
      'lacks one that was told in another month',
      'entry left out',
      'entry missing',
      null,
      entry('Lever', 3),
      1,
    ],
  ])('is counted where it %s', (_, why, kind, drafted, published, lines) => {
    expect(left(why, kind, drafted, published)).toEqual([lines, 10]);
  });
});

describe('judgeLeads', () => {
  const edition = assembleEdition(sources([pullRequest(1)]));
  const saying = (lead: string) => ({
    ...edition,
    sections: edition.sections.map((section) => ({ ...section, text: trusted(`It turns. ${lead}`) })),
  });

  it('names each opening sentence that does not fit', () => {
    expect(judgeLeads([edition]).holds).toBe(true);
    expect(judgeLeads([saying('We merged the following PRs:')])).toMatchObject({
      holds: false,
      details: ['2020-05 acme/widget: We merged the following PRs:'],
    });
  });
});
