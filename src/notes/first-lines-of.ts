/** Thousands of headings, rows of dashes under rows of dashes, would take a parser seconds. */
const MOST_LINES = 2_000;

/** As much of a text as somebody wrote who has something to say. */
export function firstLinesOf(text: string): string {
  return text
    .split(/(?<=\n|\r(?!\n))/)
    .slice(0, MOST_LINES)
    .join('');
}
