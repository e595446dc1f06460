import { RE2JS } from 're2js';

/** A pattern for texts: somebody's regular expression or glob. It takes time linear in the text, whatever it says. */
export interface TextPattern {
  /** As it was written. */
  readonly source: string;
  matches(text: string): boolean;
}

/**
 * A regular expression that is looked for anywhere in a text; upper and lower case are one. The syntax is RE2's, which has
 * no look-around and no back-references: https://github.com/google/re2/wiki/Syntax. Throws an `Error` that says what is
 * wrong with it.
 */
export function regularExpression(source: string): TextPattern {
  const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  return { source, matches: (text) => pattern.matcher(text).find() };
}

/**
 * A glob that a whole path must match: `*` and `?` within a folder, `**` across folders. Every other character stands for
 * itself, so that every text is a glob.
 */
export function glob(source: string): TextPattern {
  const pattern = RE2JS.compile(`^(?:${source.replace(GLOB_PARTS, toRegularExpression)})$`, RE2JS.DOTALL);
  return { source, matches: (path) => pattern.matcher(path).find() };
}

/** Whether the text has anything but itself to match. */
export function isGlob(source: string): boolean {
  return /[*?]/.test(source);
}

/** A text as the source of a regular expression, with or without the flag `u`; not for a class. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** Any of the texts, as above. */
export function anyOf(texts: readonly string[]): string {
  return texts.map(escaped).join('|');
}

/**
 * Finds what became of a text with placeholders in braces, as the source of a regular expression: any words may stand for
 * a placeholder, any white space for white space.
 */
export function filledIn(text: string): string {
  const parts = text.trim().split(/(\{\w+\}|\s+)/);
  const sources = parts.map((part, index) => {
    if (index % 2 === 0) return escaped(part);
    return part.startsWith('{') ? String.raw`[\s\S]*?` : String.raw`\s+`;
  });
  return sources.join('');
}

/** `**` counts where it is a whole part of the path, as in Cargo's globs and in those of Git. */
const GLOB_PARTS = /(?<=^|\/)\*\*(?:\/|$)|\*+|\?|[^*?]+/g;

function toRegularExpression(part: string, offset: number, source: string): string {
  const isWholePart = offset === 0 || source.charAt(offset - 1) === '/';
  switch (part) {
    case '**/':
      return '(?:.*/)?';
    case '**':
      return isWholePart && offset + 2 === source.length ? '.*' : '[^/]*';
    case '?':
      return '[^/]';
    default:
      return part.startsWith('*') ? '[^/]*' : RE2JS.quote(part);
  }
}
