import type { Command } from '../commands/command.js';
import type { Month } from '../newsletter/activity/month.js';
import { type EntryNotes, NO_ENTRY_NOTES } from '../newsletter/edition/edition-notes.js';
import { whatCounts } from '../replies/refusals.js';
import type { Decision } from './authorize.js';
import { noteLines } from './note-lines.js';
import type { RequestSources } from './request-sources.js';

/** What was asked for the entries, and what was asked in vain since something else decides. */
export interface NotedEntries {
  readonly entries: ReadonlyMap<string, EntryNotes>;
  readonly superseded: ReadonlyMap<Decision, string>;
  /** Logins in lower case. */
  readonly uncredited: readonly string[];
}

/**
 * Puts the applied commands about entries together. `judged` are in the order in which they count: the last word
 * decides. What earlier drafts postponed to the edition is in it unless somebody says otherwise.
 */
export function noteEntries(
  judged: readonly Decision[],
  { month, origin, postponed, optOuts }: Pick<RequestSources, 'month' | 'origin' | 'postponed' | 'optOuts'>,
): NotedEntries {
  const entries = new Map<string, EntryNotes>(
    [...postponed].map((key) => [key, { ...NO_ENTRY_NOTES, edition: 'now' }]),
  );
  const superseded = new Map<Decision, string>();
  const deciding = new Map<string, Decision>();
  const uncredited = new Set<string>();
  for (const one of judged) {
    const { command, about } = one;
    if (command === null) continue;
    if (command.verb === 'uncredit' && (about === null || command.isAlways)) {
      for (const login of withSender(command.logins, one)) uncredited.add(login.toLowerCase());
    }
    if (about === null) continue;
    const because = command.verb === 'with' ? whyNotOne(about, one.others, entries) : null;
    if (because !== null) {
      superseded.set(one, because);
      continue;
    }
    const subject = subjectOf(command);
    const before = subject === null ? undefined : deciding.get(`${about} ${subject}`);
    if (before !== undefined) superseded.set(before, whatCounts(one.asked));
    if (subject !== null) deciding.set(`${about} ${subject}`, one);
    entries.set(about, noted(entries.get(about) ?? NO_ENTRY_NOTES, one, command, month));
  }
  const lines = noteLines(judged, entries, new Set([...optOuts, ...uncredited]), origin);
  for (const [one, because] of [...lines.superseded, ...withinAnother(judged, entries)]) {
    superseded.set(one, because);
  }
  return { entries: lines.entries, superseded, uncredited: [...uncredited].sort() };
}

/** What was asked of the entry of a pull request that has none of its own; lines and people go to the one that tells of it. */
function withinAnother(
  judged: readonly Decision[],
  entries: ReadonlyMap<string, EntryNotes>,
): readonly (readonly [Decision, string])[] {
  const holders = new Map(
    [...entries].flatMap(([key, notes]) => notes.with.map((other) => [other, key] as const)),
  );
  return judged.flatMap((one) => {
    const { command, about } = one;
    const holder = holders.get(about ?? '');
    const isLost = command !== null && (subjectOf(command) !== null || command.verb === 'highlight');
    if (holder === undefined || !isLost) return [];
    return [[one, `The entry of \`${holder}\` tells of \`${about}\` too; say it there.`] as const];
  });
}

/** What only one command can decide about an entry; `null` for those that add to each other. */
function subjectOf(command: Command): string | null {
  switch (command.verb) {
    case 'title':
      return 'title';
    case 'hide':
    case 'show':
      return 'visibility';
    case 'edition':
    case 'now':
      return 'edition';
    default:
      return null;
  }
}

function noted(notes: EntryNotes, judged: Decision, command: Command, month: Month): EntryNotes {
  switch (command.verb) {
    case 'title':
      return { ...notes, title: command.text };
    case 'hide':
      return { ...notes, visibility: { kind: 'hidden', because: reasonFor(command.why, judged) } };
    case 'show':
      return { ...notes, visibility: { kind: 'shown' } };
    case 'highlight':
      return { ...notes, highlightedBecause: reasonFor(command.why, judged) };
    case 'credit':
      return credited(notes, command.logins);
    case 'uncredit':
      return uncreditedIn(notes, withSender(command.logins, judged));
    case 'with':
      return { ...notes, with: [...new Set([...notes.with, ...judged.others])] };
    case 'edition':
      return { ...notes, edition: command.month === month ? 'now' : command.month };
    case 'now':
      return { ...notes, edition: 'now' };
    default:
      return notes;
  }
}

function credited(notes: EntryNotes, logins: readonly string[]): EntryNotes {
  const names = new Set(logins.map((login) => login.toLowerCase()));
  const others = notes.credited.filter((login) => !names.has(login.toLowerCase()));
  return {
    ...notes,
    credited: [...others, ...logins],
    uncredited: notes.uncredited.filter((login) => !names.has(login)),
  };
}

function uncreditedIn(notes: EntryNotes, logins: readonly string[]): EntryNotes {
  const names = new Set(logins.map((login) => login.toLowerCase()));
  return {
    ...notes,
    credited: notes.credited.filter((login) => !names.has(login.toLowerCase())),
    uncredited: [...new Set([...notes.uncredited, ...names])].sort(),
  };
}

function withSender(logins: readonly string[], { asked }: Decision): readonly string[] {
  return logins.length === 0 && asked.login !== null ? [asked.login] : logins;
}

function reasonFor(why: string | null, { asked }: Decision): string {
  if (asked.source === 'label') return `it has the label ${asked.line}`;
  return why === null ? `${asked.login ?? 'somebody'} asked for it` : `${asked.login ?? 'somebody'}: ${why}`;
}

/** One entry can be told of in one place only. */
function whyNotOne(
  about: string,
  others: readonly string[],
  entries: ReadonlyMap<string, EntryNotes>,
): string | null {
  const holderOf = (key: string) => [...entries].find(([, notes]) => notes.with.includes(key))?.[0];
  const holder = holderOf(about);
  if (holder !== undefined) return `The entry of \`${holder}\` tells of \`${about}\` already.`;
  for (const other of others) {
    const taken = holderOf(other);
    if (taken !== undefined && taken !== about)
      return `The entry of \`${taken}\` tells of \`${other}\` already.`;
    if ((entries.get(other)?.with.length ?? 0) > 0)
      return `The entry of \`${other}\` tells of others already; say there that it tells of \`${about}\` too.`;
  }
  return null;
}
