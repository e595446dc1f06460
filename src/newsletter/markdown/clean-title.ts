/** In characters (code points). */
export const LONGEST_TITLE = 256;

/** Bidi controls, which reorder the text around them, and invisible spaces; the joiner of emoji (U+200D) stays. */
const INVISIBLE = /[\u{061C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}\u{2066}-\u{2069}\u{FEFF}]/gu;
const LINE_BREAKING = / *[\p{Control}\u{2028}\u{2029}][\p{Control}\u{2028}\u{2029} ]*/gu;

/** A title on one line, without invisible characters, at most 256 characters (code points) long, and trimmed. */
export function cleanTitle(title: string): string {
  return shortened(onOneLine(title).trim());
}

/**
 * Line breaks, tabs and other control characters as one space, invisible characters left out, halves of surrogate
 * pairs as U+FFFD.
 */
export function onOneLine(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(LINE_BREAKING, ' ')
    .replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

/** Lines that end with `\n`; tabs as four spaces, other control and invisible characters left out. */
export function cleanLines(text: string): string {
  return text
    .replace(/\r\n?|[\u{2028}\u{2029}\v\f]/gu, '\n')
    .replace(/\t/g, '    ')
    .replace(INVISIBLE, '')
    .replace(/(?!\n)\p{Control}/gu, '')
    .replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

function shortened(title: string): string {
  const characters = Array.from(title);
  if (characters.length <= LONGEST_TITLE) return title;
  return `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}
