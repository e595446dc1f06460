const LONGEST_QUOTE = 60;

/** What a file says, in double quotes, on one line, without invisible characters, cut after 60 characters. */
export function quote(text: string): string {
  const characters = [...text];
  const cut = characters.length > LONGEST_QUOTE;
  return `"${printable(characters.slice(0, LONGEST_QUOTE).join(''))}${cut ? '…' : ''}"`;
}

/** The text with control, format (such as bidi) and unassigned characters and line ends written as `\u{…}`. */
export function printable(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The value in a sentence, as what it is: `the number 5`, `a list`, `"crates"`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'number' ? `the number ${value}` : String(value);
}
