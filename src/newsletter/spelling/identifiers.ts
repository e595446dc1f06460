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
