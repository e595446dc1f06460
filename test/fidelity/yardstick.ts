import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Month } from '../../src/newsletter/activity/month.js';
import type { EditedLines } from './remaining-edits.js';
import type { Scores } from './scores.js';

/** The recorded data of the whole organization and the program that scores drafts against its published editions. */
export interface Yardstick {
  /** The project's folder. */
  readonly root: string;
  readonly data: string;
  readonly program: string;
}

/** Months of which drafts are scored. */
export interface Span {
  readonly from: Month;
  readonly to: Month;
}

/** Where both are, or a sentence that says what is absent. `root` is the project's folder. */
export function findYardstick(root: string, recordedData: string | undefined): Yardstick | string {
  const data = resolve(recordedData ?? join(root, '../shared/data'));
  const program = resolve(data, '../tools/score.py');
  if (!existsSync(join(data, 'repos.json'))) {
    return `There is no recorded data in ${data}, so there is nothing to compare drafts with. RECORDED_DATA can name another folder.`;
  }
  return existsSync(program)
    ? { root, data, program }
    : `There is no ${program}, so drafts cannot be scored.`;
}

/** What the program prints about the drafts in a folder, for a person. */
export function scoreText(yardstick: Yardstick, drafts: string, span: Span): string {
  return run(yardstick, drafts, span, []);
}

/** What the program measures in the drafts of a folder. */
export function score(yardstick: Yardstick, drafts: string, span: Span): Scores {
  return JSON.parse(run(yardstick, drafts, span, ['--json']));
}

/** The lines that the program counts as edited in the drafts of a folder, by month. */
export function editedLines(
  { data, program, root }: Yardstick,
  drafts: string,
  { from, to }: Span,
): EditedLines {
  const lister = join(root, 'test/fidelity/edited-lines.py');
  return JSON.parse(runPython([lister, program, drafts, join(data, 'posts'), from, to]));
}

function run(
  { data, program }: Yardstick,
  drafts: string,
  { from, to }: Span,
  more: readonly string[],
): string {
  const batch = ['--batch', drafts, join(data, 'posts'), '--data', data, '--from', from, '--to', to];
  return runPython([program, ...batch, ...more]);
}

/** Throws an Error with a sentence when there is no Python, and with the program's own words when it refuses. */
function runPython(words: readonly string[]): string {
  try {
    return execFileSync('python3', words, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error('Drafts are scored with python3, which is not installed.', { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
