/** A character with a backslash before it, and a run of backticks, up to the next one of the same length if there is. */
const LITERALS = /\\[^\n]|(`+)(?!`)(?:[^\n]*?[^`\n]\1(?!`))?/g;

/**
 * The text with NULs in place of what Markdown takes literally within a line: escaped characters and code spans. Marks
 * that are left have a meaning, and all offsets stay as they are.
 */
export function maskLiterals(text: string): string {
  return text.replace(LITERALS, (literal) => '\0'.repeat(literal.length));
}
