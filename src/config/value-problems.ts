import { regularExpression } from '../newsletter/activity/text-pattern.js';
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

/** Why the text cannot be the name of a branch, as a sentence; null when it can. The rules are git-check-ref-format's. */
export function branchProblem(text: string): string | null {
  if (text.startsWith('refs/')) return 'must be the short name, without "refs/heads/".';
  if (
    text === '@' ||
    text.startsWith('-') ||
    text.endsWith('.') ||
    text.includes('@{') ||
    text.includes('..')
  ) {
    return `${NOT_ALLOWED} "..", "@{", a "-" at its beginning, a "." at its end, or a lone "@".`;
  }
  if (/[\s\p{C}~^:?*[\\]/u.test(text)) return `${NOT_ALLOWED} spaces or any of ~ ^ : ? * [ \\.`;
  const parts = text.split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock'))) {
    return `${NOT_ALLOWED} an empty part between slashes, or a part with "." in front or ".lock" at its end.`;
  }
  return null;
}

const NOT_ALLOWED = 'is not a name that git allows for a branch: it must not have';

/** What RFC 3986 allows, without what Markdown or a mail program could take for the end of an address. */
const PLAIN = /^[\w.~:/?#@!$&+,=%-]+$/u;

/** Why the text cannot be where an edition is read, as a sentence; null when it can. */
export function editionAddressProblem(text: string): string | null {
  const placeholder = editionPlaceholderProblem(text);
  if (placeholder !== null) return placeholder;
  const address = text.replace('{month}', '2020-05');
  if (!/^https?:\/\//iu.test(address)) return 'must begin with "https://" or "http://".';
  if (!PLAIN.test(address)) {
    return 'must not contain spaces, quotes, brackets or letters beyond ASCII; write them as %20 and the like.';
  }
  if (!URL.canParse(address)) return 'is not an address that a browser could open.';
  const { username, password } = new URL(address);
  return username + password === '' ? null : 'must not contain a user or a password: everybody will see it.';
}

const LONGEST_PATTERN = 200;
/** A pattern is expanded when it is read: `x{1000}` is a thousand of them. */
const MOST_REPETITIONS = 50;

/** Why the text cannot be a title pattern, as a sentence; null when it can. */
export function titlePatternProblem(text: string): string | null {
  if (text === '') return 'must not be empty: it would match every title.';
  if (text.length > LONGEST_PATTERN) return `must have at most ${LONGEST_PATTERN} characters.`;
  if (mostRepetitions(text) > MOST_REPETITIONS) {
    return `must not ask for more than ${MOST_REPETITIONS} repetitions of something.`;
  }
  try {
    const { matches } = regularExpression(text);
    return matches('') && matches('x') ? 'matches every title, so that nothing would be shown.' : null;
  } catch (error) {
    return `is not a regular expression: ${reason(error)}. Look-around and back-references are not supported.`;
  }
}

function mostRepetitions(pattern: string): number {
  return Math.max(0, ...[...pattern.matchAll(/\d+(?=,?\d*\})/g)].map(([digits]) => Number(digits)));
}

/** The engine writes "error parsing regexp: missing closing ): `(?i)(`"; what is quoted has its own flags in it. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`');
}
