import type { Edition } from '../edition/edition.js';
import type { EarlierEdition } from '../house-style/earlier-edition.js';
import type { Spelling } from '../spelling/spelling.js';
import type { Page } from './page.js';

/** `failure` is for what would break the page, `warning` for what a person should decide, `notice` for opinions. */
export type Level = 'failure' | 'warning' | 'notice';

/** A draft with all that is known of it. */
export interface DraftToCheck {
  /** The edition's file as it is on the draft branch. */
  readonly text: string;
  /** The edition as the bot would publish it. */
  readonly edition: Edition;
  /** All published editions. */
  readonly earlier: readonly EarlierEdition[];
  /** What the bot last offered; `null` when that is not known. */
  readonly base: string | null;
  /** Keys of entries that have no place in the file, since a person deleted their section. */
  readonly withoutSection: readonly string[];
  /** The body of the draft's pull request as it is after the run; '' where there is none. */
  readonly body: string;
  /** How words are judged; `null` where they are not. */
  readonly spelling: Spelling | null;
}

/** A draft whose file was read. */
export interface CheckedDraft extends DraftToCheck {
  readonly page: Page;
}

/** Where a rule found something, and what a person can do about it. */
export interface Place {
  /** The first line is 1. */
  readonly line: number;
  readonly endLine?: number;
  /** A sentence or two. */
  readonly message: string;
}

/** One thing that is looked for. */
export interface Rule {
  /** What is found, for the head of an annotation. */
  readonly title: string;
  readonly level: Level;
  /** What the rule looks for, for the documentation. */
  readonly finds: string;
  find(draft: CheckedDraft): readonly Place[];
}
