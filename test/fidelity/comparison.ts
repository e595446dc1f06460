import { compareText } from '../../src/newsletter/markdown/order.js';
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
