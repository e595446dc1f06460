import type { Month } from '../newsletter/activity/month.js';
import type { LinkPart } from '../newsletter/edition/edition-notes.js';

/**
 * A pull request or commit as a command names it. On a pull request of a crate none is named: the command is about the
 * pull request that it stands on.
 */
export interface Reference {
  /** `owner/name`, `name`, or `null` for the repository at hand. */
  readonly repository: string | null;
  /** `#156` or `@0123abc`. */
  readonly shortName: string;
}

/** What a person may ask of the bot. Texts are as they were written: nothing is escaped yet. */
export type Command = EntryCommand | DraftCommand | QuestionCommand;

/** About one entry; `target` is `null` for the pull request that the command stands on. */
export type EntryCommand = { readonly target: Reference | null } & (
  | { readonly verb: 'note' | 'title'; readonly text: string }
  | { readonly verb: 'hide' | 'highlight'; readonly why: string | null }
  | { readonly verb: 'show' | 'now' }
  | { readonly verb: 'credit'; readonly logins: readonly string[]; readonly what: string | null }
  /** Without logins: the sender. `isAlways`: in every edition from now on. */
  | { readonly verb: 'uncredit'; readonly logins: readonly string[]; readonly isAlways: boolean }
  | { readonly verb: 'with'; readonly others: readonly Reference[] }
  | { readonly verb: 'edition'; readonly month: Month }
);

/** About the edition as a whole. */
export type DraftCommand =
  | {
      readonly verb: 'link';
      readonly part: LinkPart;
      readonly url: string;
      readonly title: string | null;
      readonly text: string;
    }
  | { readonly verb: 'section'; readonly repository: string; readonly text: string }
  | { readonly verb: 'intro'; readonly crate: string; readonly text: string }
  | { readonly verb: 'refresh' | 'freeze' | 'thaw' | 'publish' | 'undo' }
  | { readonly verb: 'date'; readonly day: string };

/** Changes nothing; the answer is a text. */
export type QuestionCommand =
  | { readonly verb: 'preview' | 'why'; readonly target: Reference | null }
  | { readonly verb: 'help' | 'status' };

export type Verb = Command['verb'];

/** Where something stands in a text; both count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A command that nobody can follow. */
export interface CommandProblem {
  /** Where the word is that was not parsed. */
  readonly at: Position;
  /** What is wrong, a sentence. */
  readonly sentence: string;
  /** What was probably meant, to be written instead; `null`: nobody knows. */
  readonly didYouMean: string | null;
}

/** One line that speaks to the bot, as it was parsed. */
export interface CommandLine {
  readonly at: Position;
  /** The line without white space around it. */
  readonly line: string;
  readonly parsed: { readonly command: Command } | { readonly problem: CommandProblem };
}

const SHORT = /^((?:[\w.-]+\/)?[\w.-]+)?#0*([1-9]\d{0,9})$/;
const COMMIT = /^((?:[\w.-]+\/)?[\w.-]+)@([0-9a-f]{7,40})$/i;
const ADDRESS =
  /^https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/(?:pull\/0*([1-9]\d{0,9})|commit\/([0-9a-f]{7,40}))(?:[/?#]\S*)?$/i;

/**
 * The pull request or commit that a word names: `#156`, `x86_64#156`, `rust-osdev/x86_64#156`, `x86_64@0123abc`, or its
 * address on GitHub. `null` for any other word.
 */
export function parseReference(word: string): Reference | null {
  const [, repository = null, number] = SHORT.exec(word) ?? [];
  if (number !== undefined) return { repository, shortName: `#${number}` };
  const [, owner, oid] = COMMIT.exec(word) ?? [];
  if (owner !== undefined && oid !== undefined) return commitOf(owner, oid);
  const [, nameWithOwner, pull, commit] = ADDRESS.exec(word) ?? [];
  if (nameWithOwner === undefined) return null;
  if (pull !== undefined) return { repository: nameWithOwner, shortName: `#${pull}` };
  return commit === undefined ? null : commitOf(nameWithOwner, commit);
}

/** `x86_64#156` */
export function printReference({ repository, shortName }: Reference): string {
  return `${repository ?? ''}${shortName}`;
}

function commitOf(repository: string, oid: string): Reference {
  return { repository, shortName: `@${oid.slice(0, 7).toLowerCase()}` };
}
