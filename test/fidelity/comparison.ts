import { compareText } from '../../src/newsletter/order.js';
import { addUp, formatRatio, type Measure, type MonthScore, type Scores } from './scores.js';

/** The drafts of one maker. */
export interface Contender {
  readonly name: string;
  readonly scores: Scores;
}

const MEASURES: readonly Measure[] = [
  'effort',
  'perfect',
  'hide_f1',
  'thanks_people',
  'thanks_sentence',
  'text',
];

/** Lists of `score.py` that hold the edits of a kind. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  hide: ['hidden in the draft, shown in the published', 'shown in the draft, hidden in the published'],
  thanks: ['thanks differ'],
  title: ['titles differ'],
  'section missing': ['sections missing'],
  'section extra': ['sections superfluous'],
  'entry missing': ['missed links'],
};

const LARGEST = 5;

/** The contenders' efforts side by side: a line a month, the total, the last six months alone; then all measures. */
export function comparisonTable(contenders: readonly Contender[]): string {
  const months = [...new Set(contenders.flatMap(({ scores }) => Object.keys(scores.months)))].sort(
    compareText,
  );
  const spans = [
    ...months.map((month) => ({ name: month, within: [month] })),
    { name: 'all', within: months },
    { name: 'last six', within: months.slice(-6) },
  ];
  const efforts = spans.map(({ name, within }) => [
    name,
    ...contenders.map(({ scores }) => formatRatio(addUp(scoresOf(scores, within), 'effort'))),
  ]);
  const measures = contenders.map(({ name, scores }) => [
    name,
    ...MEASURES.map((measure) => formatRatio(addUp(scoresOf(scores, months), measure))),
  ]);
  return [
    table([['effort', ...contenders.map(({ name }) => name)], ...efforts]),
    table([['draft', ...MEASURES], ...measures]),
  ].join('\n\n');
}

/** What remains to be edited, by kind, most first: the months with most of it, and what `score.py` lists of it. */
export function remainingEdits({ months }: Scores): string {
  const kinds = [...new Set(Object.values(months).flatMap((month) => Object.keys(month.kinds)))];
  return kinds
    .map((kind) => ({
      kind,
      lines: sum(Object.values(months).map(({ kinds: counts }) => counts[kind] ?? 0)),
    }))
    .filter(({ lines }) => lines > 0)
    .sort((left, right) => right.lines - left.lines || compareText(left.kind, right.kind))
    .flatMap(({ kind, lines }) => [
      `${kind}: ${lines} edited lines; ${largestMonths(months, kind)}`,
      ...examples(months, kind),
    ])
    .join('\n');
}

function largestMonths(months: Scores['months'], kind: string): string {
  return byLines(months, kind)
    .slice(0, LARGEST)
    .map(([month, { kinds }]) => `${month} ${kinds[kind] ?? 0}`)
    .join(', ');
}

/** Of the months with most of the kind first. */
function examples(months: Scores['months'], kind: string): readonly string[] {
  return byLines(months, kind)
    .flatMap(([month, { lists }]) =>
      (LISTS[kind] ?? []).flatMap((list) => (lists[list] ?? []).map((item) => `    ${month} ${item}`)),
    )
    .slice(0, LARGEST);
}

function byLines(months: Scores['months'], kind: string): readonly (readonly [string, MonthScore])[] {
  return Object.entries(months)
    .filter(([, { kinds }]) => (kinds[kind] ?? 0) > 0)
    .sort(
      ([month, left], [other, right]) =>
        (right.kinds[kind] ?? 0) - (left.kinds[kind] ?? 0) || compareText(month, other),
    );
}

function scoresOf({ months }: Scores, within: readonly string[]): readonly MonthScore[] {
  return within.flatMap((month) => months[month] ?? []);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '))
    .join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
