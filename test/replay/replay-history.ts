import { mergeEdition } from '../newsletter/on-texts.js';
import { applyStep, type Hunk } from './apply-step.js';
import type { EditingHistory } from './editing-history.js';
import type { RecordedMonth } from './recorded-month.js';

/** When the month's pull requests are merged: before the people's first step, or evenly between their steps. */
export type Arrival = 'at once' | 'spread';

/** What became of the people's changes: lines added or removed, blank ones aside. */
export interface Fate {
  /** Lines of the last draft that no person wrote. */
  readonly byBot: number;
  readonly made: number;
  readonly kept: number;
  /** Kept though the bot would have changed them, and reported to the editors. */
  readonly flagged: number;
  readonly notApplicable: number;
  /** What a person wrote and is not there, or took away and is back; a sentence each. */
  readonly lost: readonly string[];
}

/** A change of a person that holds until another person changes it again. */
interface Change {
  readonly line: string;
  readonly isAdded: boolean;
}

/** Plays the history: after each version of people's the bot runs. The first version is a draft that people began. */
export function replayHistory({ versions }: EditingHistory, month: RecordedMonth, arrival: Arrival): Fate {
  const [first, ...others] = versions;
  if (first === undefined) return { byBot: 0, made: 0, kept: 0, flagged: 0, notApplicable: 0, lost: [] };
  const total = month.pullRequests.length;
  const merges = (step: number) =>
    arrival === 'at once' ? total : Math.floor((total * (step + 1)) / versions.length);

  let draft = first.text;
  let base: string | null = null;
  let last = first.text;
  let changes = changesIn([{ removed: [], added: withWords(draft), isApplied: true }]);
  const lost = new Map<Change, string>();
  const flagged = new Set<Change>();
  let [made, notApplicable] = [changes.length, 0];

  const runBot = (step: number) => {
    const merged = mergeEdition(base, draft, month.render(merges(step)));
    // Without a commit there is no new base either.
    if (merged.text !== draft) base = merged.base;
    draft = merged.text;
    for (const change of changes) {
      if (!holds(change, draft)) lost.set(change, `${change.isAdded ? 'gone' : 'back'}: ${change.line}`);
      if (merged.keptThoughGone.some((key) => isAbout(change, key))) flagged.add(change);
    }
    changes = changes.filter((change) => !lost.has(change));
  };

  runBot(0);
  others.forEach(({ text }, index) => {
    const stepped = applyStep(draft, last, text);
    [draft, last] = [stepped.text, text];
    const renewed = changesIn(stepped.hunks.filter(({ isApplied }) => isApplied));
    notApplicable += changesIn(stepped.hunks.filter(({ isApplied }) => !isApplied)).length;
    made += changesIn(stepped.hunks).length;
    changes = [...changes, ...renewed].filter((change) => holds(change, draft));
    runBot(index + 1);
  });
  const written = new Set(versions.flatMap(({ text }) => withWords(text)));
  return {
    byBot: withWords(draft).filter((line) => !written.has(line)).length,
    made,
    kept: made - notApplicable - lost.size,
    flagged: flagged.size,
    notApplicable,
    lost: [...lost.values()],
  };
}

function changesIn(hunks: readonly Hunk[]): readonly Change[] {
  return hunks.flatMap(({ removed, added }) => [
    ...removed.map((line) => ({ line, isAdded: false })),
    ...added.map((line) => ({ line, isAdded: true })),
  ]);
}

/** Whether what was added is there, or what was removed is not. */
function holds({ line, isAdded }: Change, text: string): boolean {
  return isTold(line, text) === isAdded;
}

const NAME = /\[`?@[\w-]+`?\]\([^)\s]*\)/g;

/** A line is there as it was written; a sentence of thanks also where more names joined it. */
function isTold(line: string, text: string): boolean {
  const lines = text.split('\n');
  if (lines.includes(line)) return true;
  if (!/^(?:special )?thanks\b/i.test(line)) return false;
  const names = line.match(NAME) ?? [];
  return lines.some(
    (other) => wordsAround(other) === wordsAround(line) && names.every((name) => other.includes(name)),
  );
}

/** The words of a sentence of thanks without its names and what stands between them. */
function wordsAround(line: string): string {
  return line
    .replace(NAME, '@')
    .replace(/@(?:(?:, and |, | and )@)*/g, '@')
    .replace(/contribution\b/, 'contributions');
}

function isAbout({ line }: Change, key: string): boolean {
  return line.toLowerCase().includes(key.replace('#', '/pull/'));
}

function withWords(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
