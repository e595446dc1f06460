import { identifiersOf } from './identifiers.js';

/** The corrections of known misspellings, as `receive` or `thus, this`, by the misspelt word in lower case. */
export type Misspellings = ReadonlyMap<string, string>;

/** That it is right, or what it should be; nothing of that when it is just wrong. */
export type Verdict = 'right' | readonly string[];

/** What a newsletter says of its own words. */
export interface OwnWords {
  /** By the word in lower case. */
  readonly words: ReadonlyMap<string, Verdict>;
  /** Of whole identifiers such as `memory_map`, in which letter case matters. */
  readonly identifiers: ReadonlyMap<string, Verdict>;
}

/** How words are judged. */
export interface Spelling {
  readonly misspellings: Misspellings;
  readonly own: OwnWords;
}

/** A word that is misspelt, and what it may have been meant to be, in the same letter case. */
export interface MisspeltWord {
  readonly word: string;
  readonly corrections: readonly string[];
}

/** People are called as they like; not the host of an e-mail address. */
const LOGIN = /(?<![\w.@])@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/g;

/** The misspelt words of a line, each once. What is not known as a misspelling is taken for right. */
export function misspeltIn(line: string, spelling: Spelling): readonly MisspeltWord[] {
  const found = identifiersOf(line.replace(LOGIN, '@')).flatMap(({ text, words }) => {
    const verdict = spelling.own.identifiers.get(text);
    if (verdict !== undefined) return misspelt(text, verdict);
    return words.flatMap((word) => misspelt(word, verdictOn(word, spelling)));
  });
  return [...new Map(found.map((each) => [each.word, each])).values()];
}

/** The same with more words that are right, in any letter case. */
export function withAllowed({ words, identifiers }: OwnWords, allowed: readonly string[]): OwnWords {
  const right = (text: string) => [text, 'right'] as const;
  return {
    words: new Map([...words, ...allowed.map((text) => right(text.toLowerCase()))]),
    identifiers: new Map([...identifiers, ...allowed.map(right)]),
  };
}

function verdictOn(word: string, { misspellings, own }: Spelling): Verdict {
  const key = word.toLowerCase();
  return own.words.get(key) ?? misspellings.get(key)?.split(', ') ?? 'right';
}

function misspelt(word: string, verdict: Verdict): readonly MisspeltWord[] {
  if (verdict === 'right') return [];
  return [{ word, corrections: verdict.map((correction) => inCaseOf(word, correction)) }];
}

function inCaseOf(word: string, correction: string): string {
  if (word.length > 1 && word === word.toUpperCase()) return correction.toUpperCase();
  const [first = ''] = word;
  return first === first.toLowerCase()
    ? correction
    : correction.charAt(0).toUpperCase() + correction.slice(1);
}
