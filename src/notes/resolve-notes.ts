import type { EditionNotes } from '../newsletter/edition-notes.js';
import type { Answer } from './answer.js';

/** What the edition shall do, and what every person who asked is told. */
export interface ResolvedNotes {
  readonly notes: EditionNotes;
  /** By place, then by the time of the comment, then by line. */
  readonly answers: readonly Answer[];
  /** Logins, in lower case, of people who asked never to be thanked again. */
  readonly optOuts: readonly string[];
}
