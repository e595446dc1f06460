import { loginsIn, signersIn, THANKS } from '../document/people.js';
import type { EarlierEdition, SectionText } from './earlier-edition.js';

const CREDIT = /\bthanks to\b/i;

/** Logins, in lower case, of all whom the editions thank or name as maintainers. */
export function creditedIn(editions: readonly EarlierEdition[]): ReadonlySet<string> {
  const parts = editions.flatMap((edition) => edition.parts);
  const sections = editions.flatMap((edition) => edition.sections);
  const credits = [...parts, ...sections]
    .flatMap(({ blocks }) => blocks.map(({ text }) => text))
    .filter((text) => CREDIT.test(text));
  const thanked = credits.flatMap(loginsIn);
  const maintainers = sections.flatMap((section) => section.maintainers);
  return new Set([...thanked, ...maintainers].map((login) => login.toLowerCase()));
}

/** Logins, in lower case, of all whom the editions thank, name as maintainers, or have sections by. */
export function namedPeople(earlier: readonly EarlierEdition[]): ReadonlySet<string> {
  const signed = earlier.flatMap(({ document }) => signersIn(document.source));
  return new Set([...creditedIn(earlier), ...signed.map((login) => login.toLowerCase())]);
}

/** A sentence that thanks people, in an earlier edition. */
export interface Thanks {
  /** From "Thanks" to the end of its paragraph. */
  readonly text: string;
  /** Logins, in order. */
  readonly people: readonly string[];
}

/** The paragraphs of a section that thank people. */
export function thanksIn({ blocks }: SectionText): readonly Thanks[] {
  return blocks
    .filter(({ kind, text }) => kind === 'paragraph' && THANKS.test(text))
    .map(({ text }) => ({ text, people: loginsIn(text) }));
}
