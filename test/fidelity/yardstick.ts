import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AvoidableEdits } from './avoidable.js';
import type { EditedLines } from './remaining-edits.js';
import type { Scores } from './scores.js';

/** The recorded data of the whole organization and the program that scores drafts against its published editions. */
export interface Yardstick {
  /** The project's folder. */
  readonly root: string;
  readonly data: string;
  readonly program: string;
  /** The program that tells which of the edited lines a rule could have got right. */
  readonly avoidable: string;
}

/** Months of which drafts are scored. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Where both are, or a sentence that says what is absent. `root` is the project's folder. */
export function findYardstick(root: string, recordedData: string | undefined): Yardstick | string {
  const data = resolve(recordedData ?? join(root, '../shared/data'));
  const program = resolve(data, '../tools/score.py');
  if (!existsSync(join(data, 'repos.json'))) {
    return `There is no recorded data in ${data}, so there is nothing to compare drafts with. RECORDED_DATA can name another folder.`;
  }
  const avoidable = resolve(data, '../tools/avoidable.py');
  const missing = [program, avoidable].find((file) => !existsSync(file));
  return missing === undefined
    ? { root, data, program, avoidable }
    : `There is no ${missing}, so drafts cannot be scored.`;
}

/** What the program prints about the drafts in a folder, for a person. */
export function scoreText(yardstick: Yardstick, drafts: string, span: Span): string {
  return run(yardstick, drafts, span, []);
}

/** What the program measures in the drafts of a folder. */
export function score(yardstick: Yardstick, drafts: string, span: Span): Scores {
  return JSON.parse(run(yardstick, drafts, span, ['--json']));
}

/** What a rule could have got right in the drafts of a folder, as `avoidable.py --json` prints it. */
export function avoidableEdits(
  { data, avoidable, program }: Yardstick,
  drafts: string,
  { from, to }: Span,
): AvoidableEdits {
  const words = [
    '--data',
    data,
    '--editing',
    join(data, 'editing'),
    '--score',
    program,
    '--from',
    from,
    '--to',
    to,
  ];
  return JSON.parse(runPython([avoidable, drafts, ...words, '--json']));
}

/** What the program measures where both texts are as readers see them: without comments. */
export function scoreAsSeen({ program, data }: Yardstick, drafts: string, { from, to }: Span): Scores {
  const seen = mkdtempSync(join(tmpdir(), 'fidelity-seen-'));
  try {
    const folders = [drafts, join(data, 'posts')].map((folder, index) => {
      const copy = join(seen, String(index));
      mkdirSync(copy);
      for (const file of readdirSync(folder).filter((name) => /^\d{4}-\d{2}\.md$/.test(name))) {
        const text = readFileSync(join(folder, file), 'utf8').replace(/<!--.*?-->/gs, '');
        writeFileSync(join(copy, file), text);
      }
      return copy;
    });
    return JSON.parse(runPython([program, '--batch', ...folders, '--from', from, '--to', to, '--json']));
  } finally {
    rmSync(seen, { recursive: true });
  }
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
