import { maskSecrets } from '../github/connection/errors.js';
import { ACCESS_CHECKS } from './access-checks.js';
import type { Check, CheckStatus, Row } from './check.js';
import { NEWSLETTER_CHECKS } from './newsletter-checks.js';
import { createPatient, type Patient, type PatientOptions } from './patient.js';
import { READING_CHECKS } from './reading-checks.js';
import { WRITE_CHECK } from './write-check.js';

/** All that the bot needs or assumes, in the order in which it is looked at. */
export const CHECKS: readonly Check[] = [
  ...ACCESS_CHECKS,
  ...NEWSLETTER_CHECKS,
  ...READING_CHECKS,
  WRITE_CHECK,
];

/** Makes all checks, one after the other; `onRow` is called with each row as soon as it is known. Never throws. */
export async function examine(
  options: PatientOptions,
  onRow: (row: Row) => void = () => undefined,
): Promise<readonly Row[]> {
  const patient: Patient = createPatient(options);
  const rows: Row[] = [];
  for (const each of CHECKS) {
    const row = masked(await each.examine(patient));
    rows.push(row);
    onRow(row);
  }
  return rows;
}

/** What somebody put into the wrong variable is not repeated. */
function masked({ found, advice, ...row }: Row): Row {
  return { ...row, found: maskSecrets(found), advice: maskSecrets(advice) };
}

/** Whether something would keep the bot from working, or what it cannot do without could not be looked at. */
export function isIll(rows: readonly Row[]): boolean {
  return rows.some(({ verdict }) => verdict === 'problem') || isUnsure(rows);
}

function isUnsure(rows: readonly Row[]): boolean {
  return CHECKS.some(({ name, isVital }) => {
    const isOpen = ({ check, verdict }: Row) =>
      check === name && (verdict === 'unknown' || verdict === 'not checked');
    return isVital && rows.some(isOpen);
  });
}

const CHECK_WIDTH = Math.max(...CHECKS.map(({ name }) => name.length)) + 2;
const VERDICT_WIDTH = 'not asked'.length + 2;
const LEAST_WIDTH = 30;

/**
 * A row for people, in lines of that many characters: check, verdict, what was found; below, what to do. Nothing for what was
 * not checked: the row that it waits for says why, and the summary how many there are.
 */
export function printRow({ check, found, verdict, advice }: Row, columns: number): string {
  if (verdict === 'not checked') return '';
  const indent = ' '.repeat(CHECK_WIDTH + VERDICT_WIDTH);
  const width = Math.max(LEAST_WIDTH, columns - indent.length);
  const head = check.padEnd(CHECK_WIDTH) + verdict.padEnd(VERDICT_WIDTH);
  const lines = [...wrap(found, width), ...(advice === '' ? [] : wrap(`→ ${advice}`, width))];
  return `${head}${lines.join(`\n${indent}`)}\n`;
}

function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    for (const word of line.split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= width)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}

/** How many rows have each verdict, and what that means; below, how many checks wait for others. */
export function summary(rows: readonly Row[]): string {
  const verdicts: readonly CheckStatus[] = ['ok', 'warning', 'problem', 'unknown', 'not asked'];
  const counts = verdicts.flatMap((verdict) => {
    const count = rows.filter((row) => row.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  const isProblem = rows.some(({ verdict }) => verdict === 'problem');
  const sentence = isProblem
    ? 'The bot cannot work like this.'
    : isUnsure(rows)
      ? 'The doctor could not check everything. Run it again later.'
      : 'Nothing keeps the bot from working.';
  const waiting = rows.filter(({ verdict }) => verdict === 'not checked').length;
  const checks = waiting === 1 ? '1 more check waits' : `${waiting} more checks wait`;
  const next = isProblem ? ' Mend it, and run the doctor again.' : '';
  return `${counts.join(', ')}. ${sentence}\n${waiting === 0 ? '' : `${checks} for that.${next}\n`}`;
}

/** The report for a bug: no secrets, and who asked GitHub how. */
export function reportOf(
  rows: readonly Row[],
  { credentials, baseUrl, newsletter }: PatientOptions,
  node: string,
): string {
  const report = { newsletter, api: baseUrl, as: credentials.kind, node, isIll: isIll(rows), checks: rows };
  return `${JSON.stringify(report, null, 2)}\n`;
}
