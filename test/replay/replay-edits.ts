import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRecordedFiles } from '../fake-github/recorded-files.js';
import { readEditingHistories } from './editing-history.js';
import { recordedMonth } from './recorded-month.js';
import { type Arrival, type Fate, replayHistory } from './replay-history.js';

/*
 * Replays how people really edited their drafts, with the bot running between every two of their versions, and tells
 * what became of their changes.
 *
 * A change is a line, blank ones aside, that a person's step adds or removes; each line of the first version is one too.
 * It is applied to the draft as the bot left it, line by line; a hunk whose lines read differently there by now is not
 * applicable. From then on, until a person's later step undoes it, an added line must be in the draft after each run of
 * the bot (a sentence of thanks may have gained names), and a removed line that is nowhere in the draft must stay away.
 * Any other is lost: the program ends with 1. Kept are all others that were applied. "By bot" are the lines that the bot
 * contributed to the last draft. Flagged are changed entries that the bot reports as merged no longer.
 */

const ROOT = join(import.meta.dirname, '../../..');
const ARRIVALS: readonly Arrival[] = ['at once', 'spread'];

function main(): void {
  const data = resolve(process.env.RECORDED_DATA ?? join(ROOT, '../shared/data'));
  const histories = existsSync(data) ? readEditingHistories(data) : null;
  if (histories === null) {
    console.log(`There are no editing histories in ${data}. RECORDED_DATA can name another folder.`);
    return;
  }
  const files = readRecordedFiles(data);
  const totals = new Map<Arrival, Fate[]>(ARRIVALS.map((arrival) => [arrival, []]));
  console.log('merges   edition  by bot    made    kept  flagged  not applicable  lost');
  for (const history of histories) {
    const month = recordedMonth(files, history.month, history.versions[0]?.at ?? '');
    for (const arrival of ARRIVALS) {
      const fate = replayHistory(history, month, arrival);
      totals.get(arrival)?.push(fate);
      console.log(row(arrival, history.month.key, fate));
    }
  }
  for (const [arrival, fates] of totals) console.log(row(arrival, 'all', sum(fates)));
  const lost = [...totals.values()].flat().flatMap((fate) => fate.lost);
  if (lost.length > 0) process.exitCode = 1;
}

/** A line of the table, and one for each change that was lost. */
function row(
  arrival: Arrival,
  edition: string,
  { byBot, made, kept, flagged, notApplicable, lost }: Fate,
): string {
  const numbers = [byBot, made, kept, flagged, notApplicable, lost.length].map(String);
  const widths = [6, 6, 6, 7, 14, 4];
  const cells = numbers.map((number, index) => number.padStart(widths[index] ?? 0));
  const line = [arrival.padEnd(7), edition.padEnd(7), ...cells].join('  ');
  return edition === 'all' ? line : [line, ...lost.map((change) => `    ${change}`)].join('\n');
}

function sum(fates: readonly Fate[]): Fate {
  const add = (field: 'byBot' | 'made' | 'kept' | 'flagged' | 'notApplicable') =>
    fates.reduce((total, fate) => total + fate[field], 0);
  return {
    byBot: add('byBot'),
    made: add('made'),
    kept: add('kept'),
    flagged: add('flagged'),
    notApplicable: add('notApplicable'),
    lost: fates.flatMap(({ lost }) => lost),
  };
}

main();
