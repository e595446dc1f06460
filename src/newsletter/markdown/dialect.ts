import { fromMarkdown } from 'mdast-util-from-markdown';
import { isCode, type Tokens, tokensOf } from './code-spans.js';
import { type Markdown, trusted } from './markdown.js';
import { descendants, placeOf } from './syntax-tree.js';

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
   * begins any (https://python-markdown.github.io/). What many sites add: `!!!` and `???` begin a box, and `--8<--` takes in a
   * file, in code as well (https://facelessuser.github.io/pymdown-extensions/).
   */
  'python-markdown': {
    escapable: /[\\`*_{}[\]()>#+.!-]/,
    active: /<|^!(?=!!)|^\?(?=\?\?)|(?<=\] ?):/gm,
    emphasis: /\*|(?<![\p{L}\p{N}])_/gu,
    inCode: /\] ?:/g,
    inBlocks: /8(?=<-)/g,
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
  const tokens = [...text.matchAll(TOKEN)].flatMap(([token, fence, span]) => {
    if (fence !== undefined && rules.inBlocks !== undefined) return token.replace(rules.inBlocks, '$& ');
    return span !== undefined && rules.inCode !== undefined ? tokensOf(token, [rules.inCode]) : token;
  });
  // One character a token: what it shows, or NUL for code.
  const shown = tokens
    .map((token) => (isEscaped(token) ? token.charAt(1) : isCode(token) ? '\0' : token))
    .join('');
  const marks = rules.emphasis === undefined ? [] : placesOf(rules.emphasis, shown);
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
  const texts = descendants(fromMarkdown(`${before}${tokens.join('')}${behind}`))
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
