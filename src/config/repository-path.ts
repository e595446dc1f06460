import { printable } from './quote.js';

const LONGEST_GLOB = 200;

/** Why the text cannot be the path of a file in a repository, as a sentence; null when it can. */
export function pathProblem(text: string): string | null {
  if (text.startsWith('/') || text.endsWith('/')) return 'must neither begin nor end with "/".';
  if (text.includes('\\')) return 'must separate folders with "/", not with "\\".';
  if (printable(text) !== text) return 'must not contain line ends or invisible characters.';
  if (text.split('/').some((segment) => ['', '.', '..'].includes(segment.trim()))) {
    return 'must not have empty parts, "." or "..": it begins at the root of the repository.';
  }
  return null;
}

/** Why the text cannot be the path of the editions, as a sentence; null when it can. */
export function editionPathProblem(text: string): string | null {
  if (/\.mdx$/iu.test(text)) {
    return 'must not be MDX, which knows no HTML comments: hidden entries would break the page. Name the file ".md", and have the site read it as Markdown.';
  }
  return editionPlaceholderProblem(text) ?? pathProblem(text);
}

/** What is wrong with the placeholders of a text that stands for every edition, as a sentence; null: nothing. */
export function editionPlaceholderProblem(text: string): string | null {
  if (text.split('{month}').length !== 2) return 'must contain {month} exactly once: it stands for YYYY-MM.';
  const placeholder = /\{(?!month\})[^}]*\}/u.exec(text)?.[0];
  return placeholder === undefined
    ? null
    : `must not contain ${printable(placeholder)}: {month} is all there is.`;
}

/** Why the text cannot be a glob for changed files, as a sentence; null when it can. */
export function globProblem(text: string): string | null {
  if (text.length > LONGEST_GLOB) return `must have at most ${LONGEST_GLOB} characters.`;
  if (text.startsWith('!')) return 'must not begin with "!": files cannot be taken out again.';
  if (text.includes('\\')) return 'must separate folders with "/", not with "\\".';
  if (/^\.{0,2}\//u.test(text))
    return 'must begin at the root of the repository, without "/", "./" or "../".';
  if (/[[\]{}()]/u.test(text)) {
    return 'must not have brackets, braces or parentheses: globs know "*", "?" and "**". Write several globs instead.';
  }
  return null;
}
