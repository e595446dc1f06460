import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { nameOf } from '../../src/newsletter/activity/work.js';
import type { Edition, EditionSection } from '../../src/newsletter/edition/edition.js';
import { takenBack } from '../../src/newsletter/edition/hide.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { readRecordedFiles } from '../fake-github/recorded-files.js';
import { month as periodOf } from '../newsletter/builders.js';
import { AVOIDABLE_FROM, avoidableReasons, effortTable, judgeAvoidable, judgeLeads } from './avoidable.js';
import { compareNotes } from './compare-notes.js';
import { comparisonTable } from './comparison.js';
import { type DraftedMonth, judge, judgeHiding } from './criteria.js';
import { monthTable, verdictLines } from './fidelity-report.js';
import { missedPullRequests } from './missed-pull-requests.js';
import { previewRecordedMonth } from './preview-recorded-month.js';
import { judgeNotes } from './published-notes.js';
import { presentTool, simpleRules } from './reference-drafts.js';
import { remainingEdits } from './remaining-edits.js';
import { thanksDifferences } from './thanks-differences.js';
import {
  avoidableEdits,
  editedLines,
  findYardstick,
  type Span,
  score,
  scoreAsSeen,
  scoreText,
  type Yardstick,
} from './yardstick.js';

const ROOT = join(import.meta.dirname, '../../..');

/** What the bot's drafts are compared with; each has a folder of its name among the drafts. */
const REFERENCES = { 'present tool': presentTool, 'simple rules': simpleRules };

/** Drafts the recorded months as the bot would have at their ends, and judges the drafts by the published editions. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '2020-05' },
      to: { type: 'string', default: '2025-06' },
      drafts: { type: 'string' },
    },
  });
  const span = { from: monthArgument('--from', values.from), to: monthArgument('--to', values.to) };
  if (span.from > span.to) throw new Error(`--from ${span.from} is later than --to ${span.to}.`);
  const yardstick = findYardstick(ROOT, process.env.RECORDED_DATA);
  if (typeof yardstick === 'string') {
    console.log(yardstick);
    return;
  }
  const folder = values.drafts ?? mkdtempSync(join(tmpdir(), 'fidelity-'));
  try {
    await compare(yardstick, span, folder);
  } finally {
    if (values.drafts === undefined) rmSync(folder, { recursive: true });
  }
}

async function compare(yardstick: Yardstick, span: Span, folder: string): Promise<void> {
  const { drafts, editions } = await writeDrafts(yardstick, span, folder);
  const scores = score(yardstick, folder, span);
  const scoresOf = (name: keyof typeof REFERENCES) => score(yardstick, join(folder, name), span);
  const references = { 'present tool': scoresOf('present tool'), 'simple rules': scoresOf('simple rules') };
  const avoidable = avoidableEdits(yardstick, folder, {
    ...span,
    from: span.from < AVOIDABLE_FROM ? AVOIDABLE_FROM : span.from,
  });
  const seen = scoreAsSeen(yardstick, folder, span);
  const published = readRecordedFiles(yardstick.data).editions;
  const verdicts = [
    ...judge(drafts, scores, published),
    ...judgeAvoidable(avoidable, missedPullRequests(scores, published)),
    judgeLeads(editions),
    judgeHiding(scores, references['simple rules'], takenBackIn(editions)),
    judgeNotes(await compareNotes(yardstick.data, span)),
  ];
  const contenders = Object.entries({ ...references, 'this bot': scores }).map(([name, its]) => ({
    name,
    scores: its,
  }));
  console.log(scoreText(yardstick, folder, span));
  console.log(`${monthTable(drafts, scores)}\n\n${comparisonTable(contenders)}\n`);
  console.log(`${effortTable(scores, seen, avoidable)}\n`);
  console.log(`What a rule could have got right, by reason, in lines:\n\n${avoidableReasons(avoidable)}\n`);
  console.log(`Edits that remain, by kind:\n\n${remainingEdits(editedLines(yardstick, folder, span))}\n`);
  console.log(`People thanked otherwise:\n\n${indented(thanksDifferences(scores, editions))}\n`);
  console.log(verdictLines(verdicts));
  if (verdicts.some(({ holds }) => holds === false)) process.exitCode = 1;
}

async function writeDrafts(
  { data }: Yardstick,
  span: Span,
  folder: string,
): Promise<{ readonly drafts: readonly DraftedMonth[]; readonly editions: readonly Edition[] }> {
  for (const name of ['', ...Object.keys(REFERENCES)]) mkdirSync(join(folder, name), { recursive: true });
  const drafts: DraftedMonth[] = [];
  const editions: Edition[] = [];
  for (let month = span.from; month <= span.to; month = MONTHS.shift(periodOf(month), 1).key) {
    if (process.stderr.isTTY) process.stderr.write(`\rDrafting ${month}, up to ${span.to}`);
    const { sources, edition, requests, milliseconds } = await previewRecordedMonth(data, month);
    writeFileSync(join(folder, `${month}.md`), renderEdition(edition));
    for (const [name, draft] of Object.entries(REFERENCES))
      writeFileSync(join(folder, name, `${month}.md`), draft(sources));
    editions.push(edition);
    const { sections, leftOut, gaps } = edition;
    drafts.push({
      month,
      shown: entriesIn(sections, 'shown'),
      hidden: entriesIn(sections, 'hidden'),
      leftOut: entriesIn(leftOut, 'hidden'),
      sections: sections.length,
      requests,
      isWatching: sources.style.watched.value.length > 0,
      milliseconds,
      gaps,
    });
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return { drafts, editions };
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}

function takenBackIn(editions: readonly Edition[]): readonly string[] {
  return editions
    .flatMap(({ sections }) => sections.flatMap(({ hidden }) => hidden))
    .filter(({ hiddenBecause }) => hiddenBecause === takenBack({ kind: 'month' }))
    .map(({ work }) => nameOf(work));
}

function entriesIn(sections: readonly EditionSection[], kind: 'shown' | 'hidden'): number {
  return sections.reduce((count, section) => count + section[kind].length, 0);
}

function monthArgument(option: string, text: string): string {
  if (MONTHS.parse(text) === null) throw new Error(`${option} takes a month, YYYY-MM, not ${text}.`);
  return text;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
