import type { DraftedMonth, Verdict } from './criteria.js';
import { formatRatio, type Scores } from './scores.js';

const COLUMNS = ['month', 'shown', 'hidden', 'left out', 'sections', 'requests', 'ms', 'effort'];

/** One line a month, under a line with the columns' names. */
export function monthTable(drafts: readonly DraftedMonth[], scores: Scores): string {
  const rows = drafts.map((draft) => {
    const effort = scores.months[draft.month]?.measures.effort ?? { n: 0, of: 0 };
    const { month, shown, hidden, leftOut, sections, requests, milliseconds } = draft;
    const numbers = [shown, hidden, leftOut, sections, requests, Math.round(milliseconds)];
    return [month, ...numbers.map(String), formatRatio(effort)];
  });
  return [COLUMNS, ...rows]
    .map((row) => row.map((cell, column) => cell.padStart(COLUMNS[column] === 'month' ? 7 : 8)).join('  '))
    .join('\n');
}

/** A line for each criterion, and one for each detail. */
export function verdictLines(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap(({ holds, sentence, details }) => [
      `  ${wordFor(holds).padEnd(10)}  ${sentence}`,
      ...details.map((detail) => `${' '.repeat(14)}${detail}`),
    ])
    .join('\n');
}

function wordFor(holds: boolean | null): string {
  if (holds === null) return 'not judged';
  return holds ? 'holds' : 'FAILS';
}
