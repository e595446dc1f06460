import type { List, Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { isCode, type Tokens, tokensOf } from './code-spans.js';
import { type Markdown, trusted } from './markdown.js';
import { descendants, placeOf, withStandIns } from './syntax-tree.js';

/** How a site reads Markdown that is safe for CommonMark, and for what template engines look for in all of a file. */
export type Dialect = keyof typeof DIALECTS;

interface Rules {
  /** The signs that it takes a backslash before. Any other one is written by its number. */
  readonly escapable: RegExp;
  /** Signs outside of code that mean something to this site alone. */
  readonly active: RegExp;
  /** Marks that could begin emphasis for this site where they are text to CommonMark. */
  readonly emphasis?: RegExp;
  /** Letters that do at the beginning of a block. */
  readonly opening?: RegExp;
  /** What no code span may have before its last sign. */
  readonly inCode?: RegExp;
  /** What a space follows in blocks of code. */
  readonly inBlocks?: RegExp;
  /** What else keeps a sign from the one before it. */
  readonly parted?: string;
  /** By how many blanks a level what stands below an item of a list is indented at least. */
  readonly indent?: number;
  /** Whether a list begins only below a blank line or a heading, not below words. */
  readonly partsLists?: boolean;
}

const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/;

const DIALECTS = {
  commonmark: null,
  /**
   * Expressions, tags, and what ends the comment of an expression; `import` and `export` begin a block of JavaScript
   * (https://mdxjs.com/docs/what-is-mdx/).
   */
  mdx: {
    escapable: ASCII_PUNCTUATION,
    active: /[<{]|(?<=\*)\//g,
    opening: /^(?:import|export)(?![\p{L}\p{N}])/gmu,
    inCode: /\*\//g,
  },
  /** Vue looks for `{{` in the text of the page, where a backslash is gone (https://vuejs.org/guide/essentials/template-syntax). */
  vue: { escapable: ASCII_PUNCTUATION, active: /(?<=\{)\{/g, parted: '<wbr>' },
  /**
   * A line with `|` is a table, `$$` is mathematics, `<<` a quotation mark. What begins with a bracket and has `]:` is the
   * address of a link, even if a backslash stands before it or both are code. Emphasis begins at any `*`, and at a `_` that
   * stands behind no letter (https://kramdown.gettalong.org/syntax.html).
   */
  kramdown: {
    escapable: /[\\.*_+`<>()[\]{}#!:|"'$=~-]/,
    active: /\||\$(?=\$)|(?<=\$)\$|<(?=<)|(?<=<)<|>(?=>)|(?<=>)>|(?<=\]):/g,
    emphasis: /\*|(?<!\p{L})_/gu,
    inCode: /\]:/g,
  },
  /**
   * Few signs can be escaped, a tag cannot; addresses of links and emphasis are as in kramdown, but that no `_` behind a digit
   * begins any (https://python-markdown.github.io/). A brace begins attributes of what it stands behind, such as code. What many sites add: `!!!` and `???` begin a box, and `--8<--` takes in a
   * file, in code as well (https://facelessuser.github.io/pymdown-extensions/). What has fewer than four blanks does not stand
   * below an item; to CommonMark and kramdown it does from where the item's words begin. Items directly below words belong to
   * their paragraph.
   */
  'python-markdown': {
    escapable: /[\\`*_{}[\]()>#+.!-]/,
    active: /[<{]|^!(?=!!)|^\?(?=\?\?)|(?<=\] ?):/gm,
    emphasis: /\*|(?<![\p{L}\p{N}])_/gu,
    inCode: /\] ?:/g,
    inBlocks: /8(?=<-)/g,
    indent: 4,
    partsLists: true,
  },
} as const satisfies Readonly<Record<string, Rules | null>>;

/** An escaped sign, a block of code, a code span, or any other sign. */
const TOKEN =
  /\\[!-/:-@[-`{-~]|(?<=^[ >]*)(`{3,}|~{3,})[^\n`]*\n(?:[\s\S]*?\n)??[ >]*\1|(?<!`)(`+)(?!`)[\s\S]*?[^`]\2(?!`)|[\s\S]/gm;

/** What stands around the text: a link, words of its line, or nothing, as its lines begin at the margin. */
const FRAMES = {
  link: ['[', '](https://example.org)'],
  line: ['a ', ''],
  blocks: ['', ''],
} as const;

/**
 * Safe Markdown that the site's Markdown reads alike. It says the same to CommonMark, so that it may be given again.
 */
export function inDialect(text: Markdown, dialect: Dialect, frame: keyof typeof FRAMES = 'line'): Markdown {
  const rules: Rules | null = DIALECTS[dialect];
  if (rules === null || text === '') return text;
  const source = frame === 'blocks' && rules.indent !== undefined ? indented(text, rules.indent) : text;
  const tokens = [...source.matchAll(TOKEN)].flatMap(([token, fence, span]) => {
    if (fence !== undefined && rules.inBlocks !== undefined) return token.replace(rules.inBlocks, '$& ');
    return span !== undefined && rules.inCode !== undefined ? tokensOf(token, [rules.inCode]) : token;
  });
  // One character a token: what it shows, or NUL for code.
  const shown = tokens
    .map((token) => (isEscaped(token) ? token.charAt(1) : isCode(token) ? '\0' : token))
    .join('');
  const found = rules.emphasis === undefined ? [] : placesOf(rules.emphasis, shown);
  // Emphasis ends within the link that it begins in, so a sign that is alone there stays as it is.
  const isAlone = (at: number) => shown.indexOf(shown.charAt(at)) === shown.lastIndexOf(shown.charAt(at));
  const marks = frame === 'link' ? found.filter((at) => !isAlone(at)) : found;
  const active = new Set([
    ...placesOf(rules.active, shown),
    ...(marks.length === 0 ? [] : readAsText(marks, tokens, FRAMES[frame])),
  ]);
  const opening = new Set(
    frame === 'blocks' && rules.opening !== undefined ? placesOf(rules.opening, shown) : [],
  );
  const written = tokens.map((token, at) => {
    const sign = shown.charAt(at);
    if (opening.has(at)) return byNumber(sign);
    if (active.has(at)) return rules.parted === undefined ? escapedIn(rules, sign) : `${rules.parted}${sign}`;
    return isEscaped(token) ? escapedIn(rules, sign) : token;
  });
  return trusted(written.join(''));
}

/** Which of the places CommonMark reads as text when the tokens stand between the two. */
function readAsText(
  places: readonly number[],
  tokens: Tokens,
  [before, behind]: readonly [string, string],
): readonly number[] {
  const texts = descendants(fromMarkdown(`${before}${withStandIns(tokens.join(''))}${behind}`))
    .filter(({ type }) => type === 'text')
    .map(placeOf);
  let end = before.length;
  const starts = tokens.map((token) => {
    end += token.length;
    return end - token.length;
  });
  return places.filter((place) => {
    const own = starts[place] ?? end;
    return texts.some(({ start, end: after }) => start <= own && own < after);
  });
}

/** By how many blanks a level what stands below an item of a list is indented at least. */
export function leastIndent(dialect: Dialect): number {
  const rules: Rules | null = DIALECTS[dialect];
  return rules?.indent ?? 0;
}

/** A line that is no heading, directly above what comes next. */
const WORDS_ABOVE = /(?:^|\n)(?! {0,3}#{1,6}[ \t])[^\n]*\S[^\n]*\n$/;

/** What must stand between a text and the list below it, so that it is one: a blank line more, or nothing. */
export function gapAboveList(above: string, dialect: Dialect): '' | '\n' {
  const rules: Rules | null = DIALECTS[dialect];
  return rules?.partsLists === true && WORDS_ABOVE.test(above) ? '\n' : '';
}

/** A line that begins an item of a list. */
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)]) /m;

/** The text with what stands below the items of its lists indented by at least so many blanks a level. */
function indented(text: string, least: number): string {
  if (!text.includes('\n  ') || !ITEM.test(text)) return text;
  const top = { blanks: 0, mark: 0, least };
  const stretches = fromMarkdown(text).children.flatMap((block) =>
    block.type === 'list' ? stretchesOf(block, top) : [],
  );
  const lines = text.split('\n');
  for (const stretch of stretches)
    for (let line = stretch.first; line <= stretch.last; line += 1)
      lines[line - 1] = withIndent(lines[line - 1] ?? '', stretch);
  return lines.join('\n');
}

/** Lines, counted from 1, and how many blanks are to stand before each. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly blanks: number;
  /** Of code, the column where it begins: its lines may be indented further. */
  readonly column: number;
}

/** Where something is written: with so many blanks before it, below an item whose mark is in that line. */
interface Below {
  readonly blanks: number;
  readonly mark: number;
  readonly least: number;
}

function stretchesOf({ children }: List, { blanks, mark, least }: Below): readonly Stretch[] {
  return children.flatMap((item) => {
    const { line, column } = startOf(item);
    const [words] = item.children;
    const own = line > mark ? [{ first: line, last: line, blanks, column: ANY }] : [];
    if (words === undefined || words.type === 'list') return own;
    const width = Math.max(least, startOf(words).column - column);
    const below = { blanks: blanks + width, mark: line, least };
    return [
      ...own,
      ...item.children.flatMap((block) =>
        block.type === 'list' ? stretchesOf(block, below) : stretchOf(block, below),
      ),
    ];
  });
}

function stretchOf(block: Nodes, { blanks, mark }: Below): readonly Stretch[] {
  const { line, column } = startOf(block);
  const isCode = block.type === 'code';
  // Code that begins beside the mark stands where the mark has it.
  if (isCode && line === mark) return [];
  const last = block.position?.end.line ?? line;
  return [{ first: Math.max(line, mark + 1), last, blanks, column: isCode ? column : ANY }];
}

/** Further to the right than any line of code. */
const ANY = Number.POSITIVE_INFINITY;

function startOf({ position }: Nodes): { readonly line: number; readonly column: number } {
  return position?.start ?? { line: 1, column: 1 };
}

function withIndent(line: string, { blanks, column }: Stretch): string {
  const words = line.trimStart();
  const further = Math.max(0, line.length - words.length - (column - 1));
  return words === '' ? line : ' '.repeat(blanks + further) + words;
}

function isEscaped(token: string): boolean {
  return token.length === 2 && token.startsWith('\\');
}

function placesOf(pattern: RegExp, text: string): readonly number[] {
  return [...text.matchAll(pattern)].map(({ index }) => index);
}

function escapedIn({ escapable }: Rules, sign: string): string {
  return escapable.test(sign) ? `\\${sign}` : byNumber(sign);
}

function byNumber(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}
