import type { EarlierEdition, SectionText } from './earlier-edition.js';
import type { EditionSettings } from './edition-settings.js';

/**
 * A habit of the editors, read off the earlier editions. Each is one row of `HABITS`: the house style, `preview --explain`
 * and the table in docs/house-style.md are made from the rows.
 */
export interface Habit<Scope extends 'newsletter' | 'repository' | 'section', Value> {
  /** What it decides, for a reader. */
  readonly name: string;
  /** What is counted, and what decides, for a reader. */
  readonly observed: string;
  /** What it may differ by. */
  readonly scope: Scope;
  /** How many of the latest editions are read: for the sections of its repository, and for those of all. */
  readonly over: { readonly own: number; readonly all: number };
  /** What holds where they show too little. */
  readonly otherwise: Value;
  /** The setting that overrides it, and its value where that is not `learned`; `null`: there is none. */
  readonly setting: {
    readonly key: string;
    readonly read: (settings: EditionSettings, repository: string) => Value | null;
  } | null;
  /** `null` where the editions show too little. */
  readonly observe: (observed: Observed) => Learned<Value> | null;
  /** The value, for a reader. */
  readonly inWords: (value: Value) => string;
}

/** What a habit is read off, latest first. */
export interface Observed {
  /** The sections about the repository or the crate. */
  readonly own: readonly SectionText[];
  /** The sections about all of the organization's repositories. */
  readonly all: readonly SectionText[];
  /** The editions that `all` are taken from. */
  readonly editions: readonly EarlierEdition[];
  /** `nameWithOwner`, in lower case, of what a section is about. */
  repositoryOf(section: SectionText): string | null;
}

/** What holds, and why. */
export interface Learned<Value> {
  readonly value: Value;
  /** What it rests on, for a reader: a part of a sentence. */
  readonly evidence: string;
}

/** A value that is told as it is. */
export function asItIs(value: string): string {
  return value;
}

/** A value that is told by a word. */
export function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
