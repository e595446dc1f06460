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
export interface Problem {
  /** Where the word is that was not understood. */
  readonly at: Position;
  /** What is wrong, a sentence. */
  readonly sentence: string;
  /** What was probably meant, to be written instead; `null`: nobody knows. */
  readonly didYouMean: string | null;
}

/** One line that speaks to the bot, as it was understood. */
export interface Addressed {
  readonly at: Position;
  /** The line without white space around it. */
  readonly line: string;
  readonly understood: { readonly command: Command } | { readonly problem: Problem };
}
