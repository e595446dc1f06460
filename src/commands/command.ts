import { workAt } from '../newsletter/activity/entry-lines.js';
import type { LinkPart } from '../newsletter/edition/amendments.js';

/** What a person may ask of the bot. Texts are as they were written: nothing is escaped yet. */
export type Command = CommandOf<VerbName>;

/** The command of a verb. */
export type CommandOf<Name extends VerbName> = {
  readonly [Each in Name]: { readonly verb: Each } & CommandArguments[Each];
}[Name];

export type VerbName = keyof CommandArguments;

/** What each verb is followed by. A new verb begins here; the compiler then demands its object. */
interface CommandArguments {
  readonly note: AboutEntry & { readonly text: string };
  readonly title: AboutEntry & { readonly text: string };
  readonly hide: AboutEntry & { readonly why: string | null };
  readonly show: AboutEntry;
  readonly highlight: AboutEntry & { readonly why: string | null };
  readonly credit: AboutEntry & { readonly logins: readonly string[]; readonly what: string | null };
  /** Without logins: the sender. `isAlways`: in every edition from now on. */
  readonly uncredit: AboutEntry & { readonly logins: readonly string[]; readonly isAlways: boolean };
  readonly with: AboutEntry & { readonly others: readonly Reference[] };
  /** The key of a period. */
  readonly edition: AboutEntry & { readonly period: string };
  readonly now: AboutEntry;
  readonly link: {
    readonly part: LinkPart;
    readonly url: string;
    readonly title: string | null;
    /** The lines that describe it; may be empty. */
    readonly text: string;
  };
  readonly section: { readonly repository: string; readonly text: string };
  readonly intro: { readonly crate: string; readonly text: string };
  readonly story: {
    /** `null`: the edition as a whole. */
    readonly crate: string | null;
    /** Whether it stands instead of the list. */
    readonly isOnly: boolean;
    readonly text: string;
  };
  /** The number of a candidate, or its address. */
  readonly dismiss: { readonly candidate: string };
  readonly refresh: object;
  readonly freeze: object;
  readonly thaw: object;
  /** `YYYY-MM-DD` */
  readonly plan: { readonly day: string };
  /** `YYYY-MM-DD` */
  readonly date: { readonly day: string };
  readonly publish: object;
  readonly undo: object;
  readonly preview: AboutEntry;
  readonly why: AboutEntry;
  readonly status: object;
  readonly help: object;
}

/** `target`: `null` for the pull request on which the command stands. */
interface AboutEntry {
  readonly target: Reference | null;
}

/** A pull request or commit as a command names it. */
export interface Reference {
  /** `owner/name`, `name`, or `null` for the repository at hand. */
  readonly repository: string | null;
  /** `#156` or `@0123abc`. */
  readonly shortName: string;
}

/** Where a command was written: on a pull request of a crate, or on the draft of the newsletter. */
export type CommandPlace = 'pull request' | 'draft';

/** A command, or what is wrong with it. `guess`: what a sentence was perhaps meant as, if the person may be asked. */
export type ParsedCommand =
  | { readonly command: Command }
  | { readonly problem: CommandProblem; readonly guess?: Command };

/** One line that speaks to the bot, as it was understood. */
export interface CommandLine {
  readonly at: Position;
  /** The line without white space around it. */
  readonly line: string;
  readonly parsed: ParsedCommand;
}

/** Where something stands in a text; both count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A command that nobody can follow. */
export interface CommandProblem {
  /** Where the word is that was not understood. */
  readonly at: Position;
  /** What is wrong, a sentence. */
  readonly sentence: string;
  /** What was probably meant, to be written instead; `null`: nobody knows. */
  readonly didYouMean: string | null;
}

/** How a command begins where it is explained. */
export const PREFIX = '/newsletter';

const SHORT = /^((?:[\w.-]+\/)?[\w.-]+)?#0*([1-9]\d{0,9})$/;
const COMMIT = /^((?:[\w.-]+\/)?[\w.-]+)@([0-9a-f]{7,40})$/i;

/**
 * The pull request or commit that a word names: `#156`, `x86_64#156`, `rust-osdev/x86_64#156`, `x86_64@0123abc`, or its
 * address on GitHub. `null` for any other word.
 */
export function parseReference(word: string): Reference | null {
  const [, repository = null, number] = SHORT.exec(word) ?? [];
  if (number !== undefined) return { repository, shortName: `#${number}` };
  const [, owner, oid] = COMMIT.exec(word) ?? [];
  if (owner !== undefined && oid !== undefined) return commitOf(owner, oid);
  const work = /^https?:/i.test(word) ? workAt(word) : null;
  return work === null || work.page === 'issue'
    ? null
    : parseReference(`${work.repository}${work.shortName}`);
}

function commitOf(repository: string, oid: string): Reference {
  return { repository, shortName: `@${oid.slice(0, 7).toLowerCase()}` };
}

/** `x86_64#156`; nothing for the pull request on which a command stands. */
export function printReference(reference: Reference | null): string {
  return reference === null ? '' : `${reference.repository ?? ''}${reference.shortName}`;
}
