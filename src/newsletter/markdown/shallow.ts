/** Deeper than anybody nests; a parser takes minutes for a line that begins thousands of lists in one another. */
const DEEPEST = 12;

const DEEP_LINE = new RegExp(
  `^((?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${DEEPEST}})(.*)$`,
  'gm',
);

/** The text, of the same length, without the marks that nest a line deeper than twelve times; an `x` each instead. */
export function shallow(source: string): string {
  return source.replace(
    DEEP_LINE,
    (_, marks: string, rest: string) => marks + rest.replace(/[>*+\-.)]/g, 'x'),
  );
}
