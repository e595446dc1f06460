import { type TomlTable, tableIn, tomlOf } from '../activity/crate.js';

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

/** The misspelt words of each line, each once. What is not known as a misspelling is taken for right. */
export function misspeltIn(
  lines: readonly string[],
  spelling: Spelling,
): readonly (readonly MisspeltWord[])[] {
  return lines.map((line) => misspeltInLine(line, spelling));
}

function misspeltInLine(line: string, spelling: Spelling): readonly MisspeltWord[] {
  const found = identifiersOf(line.replace(LOGIN, '@')).flatMap(({ text, words }) => {
    const verdict = spelling.own.identifiers.get(text);
    if (verdict !== undefined) return misspelt(text, verdict);
    return words.flatMap((word) => misspelt(word, verdictOn(word, spelling)));
  });
  return [...new Map(found.map((each) => [each.word, each])).values()];
}

/**
 * The words and identifiers of a settings file of the typos tool: `extend-words` and `extend-identifiers` of
 * `[default]`, where a key that is its own value is right, and one without value is wrong. Nothing of what is not TOML:
 * the tool itself says so.
 */
export function parseTyposFile(text: string | null): OwnWords {
  if (text === null) return { words: new Map(), identifiers: new Map() };
  const defaults = tableIn(tomlOf(text), 'default');
  const words = verdictsIn(tableIn(defaults, 'extend-words'));
  return {
    words: new Map([...words].map(([word, verdict]) => [word.toLowerCase(), verdict])),
    identifiers: verdictsIn(tableIn(defaults, 'extend-identifiers')),
  };
}

function verdictsIn(table: TomlTable | null): ReadonlyMap<string, Verdict> {
  return new Map(
    Object.entries(table ?? {}).flatMap(([key, value]): (readonly [string, Verdict])[] => {
      if (typeof value !== 'string') return [];
      if (value === key) return [[key, 'right']];
      return [[key, value === '' ? [] : [value]]];
    }),
  );
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

/** An identifier of a line, such as `memory_map`, as the typos tool takes text apart, and the words that it is made of. */
export interface Identifier {
  readonly text: string;
  readonly words: readonly string[];
}

/** What the tool looks at in no case, if nothing follows that could go on: it finds these in this order. */
const LITERALS = [
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/u,
  /[\w.!#$%&'*+/=?^`{|}~()-]{1,64}@[A-Za-z0-9.()-]{1,255}/u,
  /(?:[a-z0-9+.-]{1,32}:\/\/)?[A-Za-z0-9.()-]{1,255}(?::\d{1,5})?\/[\w.~!$&'()*+,;=%:@/?#-]*/u,
  /[0-9a-f]{32,}|[0-9A-F]{32,}/u,
  /_*\d+(?:st|nd|rd|th)_*/u,
  /0[xX][0-9A-Fa-f_']+/u,
  /[\d_']+/u,
  /#(?:[0-9a-f]{3,8}|[0-9A-F]{3,8})/u,
  /\\+\p{XIDC}*/u,
  /%\p{XIDC}+/u,
];

const TOKEN = new RegExp(
  `(?:${LITERALS.map(({ source }) => source).join('|')})(?!\\p{XIDC})|(?<identifier>\\p{XIDC}+)|[^\\p{XIDC}]`,
  'guy',
);

/** The parts of `camelCase`, `HTTPServer` and `snake_case`; digits part words too. */
const WORD = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+/gu;

/** The identifiers of a line of any text, code included; no addresses, hashes, numbers, escapes. */
export function identifiersOf(line: string): readonly Identifier[] {
  return [...line.matchAll(TOKEN)].flatMap(({ groups }) => {
    const text = groups?.identifier;
    return text === undefined ? [] : [{ text, words: text.match(WORD) ?? [] }];
  });
}
