import { type EntryNotes, NO_ENTRY_NOTES } from '../newsletter/edition/edition-notes.js';
import { thanksLine } from '../newsletter/edition/thanks-line.js';
import { linesFrom, type Markdown } from '../newsletter/markdown/markdown.js';
import type { Decision } from './authorize.js';

/** More lines than that are an article, whoever wrote them. */
const MOST_LINES = 12;
const TOO_MUCH = 'At most twelve lines stand below an entry, so not all of these do.';
const UNCREDITED = 'An `uncredit` counts more.';

/** Entries with the lines below them, and what has no line, or not all, and why. */
export interface EntryLines {
  readonly entries: ReadonlyMap<string, EntryNotes>;
  readonly superseded: ReadonlyMap<Decision, string>;
}

/**
 * Puts the lines below entries, when it is known who shall not be thanked, neither there nor in the credit. `unthanked`:
 * logins in lower case, for every entry. `origin` begins the addresses of people.
 */
export function noteLines(
  judged: readonly Decision[],
  noted: ReadonlyMap<string, EntryNotes>,
  unthanked: ReadonlySet<string>,
  origin: string,
): EntryLines {
  const entries = new Map(noted);
  const superseded = new Map<Decision, string>();
  for (const one of judged) {
    const { about, command } = one;
    if (about === null) continue;
    if (command?.verb === 'note') add(one, about, linesFrom(command.text));
    if (command?.verb !== 'credit') continue;
    const { uncredited } = entries.get(about) ?? NO_ENTRY_NOTES;
    const isThanked = (login: string) =>
      !unthanked.has(login.toLowerCase()) && !uncredited.includes(login.toLowerCase());
    const thanked = command.logins.filter(isThanked);
    if (thanked.length === 0) superseded.set(one, UNCREDITED);
    else if (command.what !== null) add(one, about, [thanksLine(thanked, command.what, origin)]);
  }
  return { entries, superseded };

  function add(one: Decision, about: string, more: readonly Markdown[]): void {
    const notes = entries.get(about) ?? NO_ENTRY_NOTES;
    const lines = [...new Set([...notes.lines, ...more])];
    if (lines.length > MOST_LINES) superseded.set(one, TOO_MUCH);
    entries.set(about, { ...notes, lines: lines.slice(0, MOST_LINES) });
  }
}
