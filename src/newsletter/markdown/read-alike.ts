import type { Root, RootContent } from 'mdast';
import { isWebAddress } from './addresses.js';
import { ADDRESS_IN_CODE } from './code-spans.js';
import { descendants, sourceOf } from './syntax-tree.js';

/** A word behind the fence of a code block. Zola reads more than that as annotations and prints their values raw. */
export const INFO_STRING = /^[\w+#.-]{1,30}$/;

/** What template engines look for in a whole file, code included: Zola, Tera, Liquid, Nunjucks, Hugo. */
const TEMPLATE_CALL = /\{[{%#]/;

/** What some sites take for the attributes of what stands before it: goldmark's and markdown-it's, behind anything. */
const ATTRIBUTES = /\{[^{}\n]*[.#=][^{}\n]*\}/;

/**
 * What stands between the cells of a table's head and its body. Zola's parser makes a table of any line like that below
 * another one, and cuts code spans at its `|`.
 */
export const DELIMITER_ROW = /^[-:| ]*-[-:| ]*$/;

/** The marks of lists and quotes at the beginning of a line. */
const CONTAINER_MARKS = /^(?: *(?:>|[-*+](?= |$)|\d{1,9}[.)](?= |$)))* */;

/** An address that no parser ends early; parentheses in pairs, as encyclopedias have them. */
const LINK = /!?\[[^[\]]*\]\((https?:\/\/(?:[\w.~:/?#@!$&*+,;=%-]|\([\w.~:/?#@!$&*+,;=%-]*\))+)\)/gi;

/**
 * An address that many sites make a link of, up to the next space. It swallows the backslash or backtick that it runs
 * into, and frees what those should keep. (GitHub's autolinks, goldmark's and markdown-it's linkify.) To GitHub's parser,
 * cmark-gfm, a no-break space is no space.
 */
const RUNNING_ADDRESS = /(?::\/\/|www\.)[^ \n\0]*\0/i;

/** Character references that every parser knows and that show something. */
const PLAIN_REFERENCE = /^&(?:amp|lt|gt|quot|nbsp);$/;

/**
 * Whether CommonMark, GitHub, Zola (pulldown-cmark), Hugo (goldmark), kramdown and markdown-it read the text alike, so
 * that a tag in code stays code. It looks at lines and asks no parser. What it does not know is refused.
 */
export function isReadAlike(text: string): boolean {
  const code = { isAwkward: false, isRisky: false };
  let fence: Fence | null = null;
  let isBelowText = false;
  for (const line of text.split('\n')) {
    if (TEMPLATE_CALL.test(line) || /(?!\n)[\p{Control}\u{2028}\u{2029}]/u.test(line)) return false;
    // Seven marks in a row are what Git leaves in a conflict, in code too.
    if (/^(?:<{7}|>{7})/.test(line)) return false;
    if (fence !== null) {
      const inside = contentOf(line, fence);
      if (inside === null) return false;
      if (closes(inside, fence)) fence = null;
      isBelowText = false;
      continue;
    }
    const marks = CONTAINER_MARKS.exec(line)?.[0] ?? '';
    const rest = line.slice(marks.length);
    fence = openedBy(rest, marks);
    if (fence !== null) continue;
    if (!isPlainLine(rest, marks, isBelowText, code)) return false;
    isBelowText = rest !== '';
  }
  return fence === null && !(code.isAwkward && code.isRisky);
}

interface Fence {
  readonly marks: string;
  /** What each line of the block begins with. */
  readonly indent: string;
}

interface CodeSpans {
  /** Whether one has a `|`, backticks, or spaces at its ends, at which some parser could end it. */
  isAwkward: boolean;
  /** Whether one has a `<`. */
  isRisky: boolean;
}

function openedBy(rest: string, marks: string): Fence | null {
  const [, fence = '', info = ''] = /^(`{3,})([^`]*)$/.exec(rest) ?? [];
  if (fence === '' || (info !== '' && !INFO_STRING.test(info))) return null;
  return { marks: fence, indent: marks.replace(/[^> ]/g, ' ') };
}

/** `null`: the line does not belong to the block for every parser. */
function contentOf(line: string, { indent }: Fence): string | null {
  if (line.startsWith(indent)) return line.slice(indent.length);
  const isBlank = line === indent.trimEnd() || (line === '' && !indent.includes('>'));
  return isBlank ? '' : null;
}

function closes(inside: string, { marks }: Fence): boolean {
  return /^ {0,3}`+ *$/.test(inside) && inside.trim().length >= marks.length;
}

function isPlainLine(rest: string, marks: string, isBelowText: boolean, code: CodeSpans): boolean {
  if (rest === '') return !/[-*+.)] *$/.test(marks);
  if (isThematicBreak(rest)) return !isBelowText && marks.trim() === '';
  if (DELIMITER_ROW.test(rest) || /^(?:[=:|]|[+~`]{3}|\$\$|\d{1,9}[.)]$|[-+*]$)/.test(rest)) return false;
  const masked = maskLiterals(rest, code);
  if (masked === null) return false;
  const isHeading = /^#{1,6} /.test(rest);
  if (isHeading ? /[{}]/.test(masked) || /(?<!\\)[{}]/.test(rest) : rest.startsWith('#')) return false;
  const references = masked.match(/&#?\w+;/g) ?? [];
  return (
    !/<|\{:|--!?>/.test(masked) &&
    !ATTRIBUTES.test(masked) &&
    references.every((reference) => PLAIN_REFERENCE.test(reference)) &&
    !/[[\]]/.test(withoutLinks(masked)) &&
    !RUNNING_ADDRESS.test(withoutLinks(masked))
  );
}

function isThematicBreak(rest: string): boolean {
  return /^(?:-{3,}|\*{3,}|_{3,})$/.test(rest);
}

/** The line with NULs for escaped characters and code spans; `null` where a backtick is left over, or lost to an address. */
function maskLiterals(line: string, code: CodeSpans): string | null {
  let isWhole = true;
  const masked = line.replace(/\\[!-/:-@[-`{-~]|(`+)(?:(.*?[^`])\1(?!`))?/g, (literal, fence, value) => {
    if (fence !== undefined && value === undefined) isWhole = false;
    if (value !== undefined && value.search(ADDRESS_IN_CODE) >= 0) isWhole = false;
    if (value !== undefined) note(value, fence, code);
    return '\0'.repeat(literal.length);
  });
  return isWhole ? masked : null;
}

function note(value: string, fence: string, code: CodeSpans): void {
  if (/[|`]|^\s|\s$/.test(value) || fence.length > 1) code.isAwkward = true;
  if (value.includes('<')) code.isRisky = true;
}

function withoutLinks(masked: string): string {
  return masked.replace(LINK, (link, address: string) =>
    isWebAddress(address) ? '\0'.repeat(link.length) : link,
  );
}

/** The tree with paragraphs in place of definitions that nothing refers to: `[Note]: important` is meant for readers. */
export function withoutIdleDefinitions(root: Root, source: string): Root {
  const used = new Set(
    descendants(root).flatMap((node) =>
      node.type === 'linkReference' || node.type === 'imageReference' ? [node.identifier] : [],
    ),
  );
  const replaced = <Parent extends Root | RootContent>(node: Parent): Parent => {
    if (!('children' in node)) return node;
    const children = (node.children as RootContent[]).map((child): RootContent => {
      if (child.type !== 'definition' || used.has(child.identifier)) return replaced(child);
      const text = sourceOf(child, source).replace(/\n[ >]*/g, ' ');
      return { type: 'paragraph', children: [{ type: 'text', value: text }], ...placed(child) };
    });
    return { ...node, children };
  };
  return replaced(root);
}

function placed({ position }: RootContent): Pick<RootContent, 'position'> {
  return position === undefined ? {} : { position };
}

/** The tree with blocks of code in place of paragraphs that some parser could take for tables; they keep their columns. */
export function withoutTables<Parent extends Root | RootContent>(node: Parent, source: string): Parent {
  if (!('children' in node)) return node;
  const children = (node.children as RootContent[]).map((child): RootContent => {
    if (child.type !== 'paragraph') return withoutTables(child, source);
    const lines = sourceOf(child, source)
      .split('\n')
      .map((line) => line.replace(/^[ >]+/, ''));
    if (!lines.some((line) => DELIMITER_ROW.test(line))) return child;
    return { type: 'code', value: lines.join('\n'), ...placed(child) };
  });
  return { ...node, children };
}
