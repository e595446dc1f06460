import { loginsIn } from '../markdown/logins-in.js';
import type { SectionText } from './earlier-edition.js';

/** A sentence that thanks people, in an earlier edition. */
export interface Thanks {
  /** From "Thanks" to the end of its paragraph. */
  readonly text: string;
  /** Logins, in order. */
  readonly people: readonly string[];
}

const THANKS = /^(?:special )?thanks\b/i;

/** The paragraphs of a section that thank people. */
export function thanksIn({ blocks }: SectionText): readonly Thanks[] {
  return blocks
    .filter(({ kind, text }) => kind === 'paragraph' && THANKS.test(text))
    .map(({ text }) => ({ text, people: loginsIn(text) }));
}
