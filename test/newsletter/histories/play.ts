import { type MergedTexts, mergeEdition } from '../on-texts.js';
import { ENTRY_EDITS } from './entry-edits.js';
import { happen, type News, type Organization } from './organization.js';
import { afterEdits, NOBODY, occurrences, type People } from './people.js';
import { FILE_EDITS, PROSE_EDITS } from './prose-edits.js';
import type { Render } from './render.js';
import { SECTION_EDITS } from './section-edits.js';

const LINE_EDITS = { ...ENTRY_EDITS, ...SECTION_EDITS, ...PROSE_EDITS };

export type EditName = keyof typeof LINE_EDITS | keyof typeof FILE_EDITS;
export const EDITS = [...Object.keys(LINE_EDITS), ...Object.keys(FILE_EDITS)] as readonly EditName[];

/** One edit, with numbers that choose where. */
export interface HumanEdit {
  readonly name: EditName;
  readonly at: number;
  readonly to: number;
}

/** What happens between two runs of the bot. */
export interface Round {
  readonly edits: readonly HumanEdit[];
  readonly news: readonly News[];
}

/** The life of a draft. */
export interface History {
  readonly before: readonly News[];
  readonly rounds: readonly Round[];
  /** What the bot compares with: what the last merge says, or simply what it last rendered. */
  readonly base: 'offered' | 'rendered';
}

/** One run of the bot: what it found, and what it made of it. */
export interface Turn {
  readonly base: string;
  readonly current: string;
  readonly fresh: string;
  readonly merged: MergedTexts;
  readonly people: People;
  /** The turn before; undefined for the first. */
  readonly last: Turn | undefined;
}

/** Plays a history, run by run. */
export function play({ before, rounds, base }: History, render: Render): readonly Turn[] {
  let organization = before.reduce(happen, { pulls: [], versions: {} } as Organization);
  let last = render(organization);
  let rendered = last;
  let text = last;
  let people = NOBODY;
  let edits = 0;
  const told = new Set<string>();
  const turns: Turn[] = [];
  for (const round of rounds) {
    const found = text;
    for (const edit of round.edits) text = applyEdit(text, edit, `p${++edits}x`);
    for (const key of occurrences(last).keys()) told.add(key);
    people = afterEdits(people, found, text, { told, latest: last });
    organization = round.news.reduce(happen, organization);
    const fresh = render(organization);
    const merged = mergeEdition(rendered, text, fresh);
    turns.push({ base: rendered, current: text, fresh, merged, people, last: turns.at(-1) });
    text = merged.text;
    last = fresh;
    rendered = base === 'offered' ? (merged.base ?? fresh) : fresh;
  }
  return turns;
}

function applyEdit(text: string, { name, at, to }: HumanEdit, word: string): string {
  if (name in FILE_EDITS) return FILE_EDITS[name as keyof typeof FILE_EDITS](text);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  return LINE_EDITS[name as keyof typeof LINE_EDITS](lines, at, to, word).join(end);
}
