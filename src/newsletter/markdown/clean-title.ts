/** In characters (code points). */
export const LONGEST_TITLE = 256;

/**
 * Bidi controls, which reorder the text around them, invisible spaces and letters, and tags that spell no flag; the
 * joiner of emoji (U+200D) stays.
 */
const INVISIBLE =
  /[\u{061C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{3164}\u{FEFF}\u{FFA0}]|(?<![\u{1F3F4}\u{E0020}-\u{E007F}])[\u{E0000}-\u{E007F}]+/gu;
const LINE_BREAKING = / *[\p{Control}\u{2028}\u{2029}][\p{Control}\u{2028}\u{2029} ]*/gu;

/** No script puts more marks on a letter; stacks of them cover the lines around. Signs that show nothing begin no new stack. */
const STACKED_MARKS = /((?:\p{M}\p{Cf}*){8})[\p{M}\p{Cf}]+/gu;

/** Blank letters, and what a reader sees nothing of although it is there. */
const SHOWS_NOTHING = /^[\s\u{2800}\p{M}\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]*$/u;

/** Whether a reader would see nothing of the text. */
export function showsNothing(text: string): boolean {
  return SHOWS_NOTHING.test(text);
}

/**
 * A title on one line, without invisible characters, at most 256 characters (code points) long, and trimmed; '' where a
 * reader would see nothing of it.
 */
export function cleanTitle(title: string): string {
  return showsNothing(title) ? '' : shortened(onOneLine(title).trim());
}

/**
 * Line breaks, tabs and other control characters as one space, invisible characters left out, halves of surrogate
 * pairs as U+FFFD.
 */
export function onOneLine(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(LINE_BREAKING, ' ')
    .replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

/** Lines that end with `\n`; tabs as four spaces, other control and invisible characters left out. */
export function cleanLines(text: string): string {
  return text
    .replace(/\r\n?|[\u{2028}\u{2029}\v\f]/gu, '\n')
    .replace(/\t/g, '    ')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/(?!\n)\p{Control}/gu, '')
    .replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

function shortened(title: string): string {
  const characters = Array.from(title);
  if (characters.length <= LONGEST_TITLE) return title;
  return `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}
