import { isCode, tokensOf } from './code-spans.js';
import { type Markdown, trusted } from './markdown.js';

/** How a site reads Markdown that is safe for CommonMark, and for what template engines look for in all of a file. */
export type Dialect = keyof typeof DIALECTS;

interface Rules {
  /** The signs that it takes a backslash before. Any other one is written by its number. */
  readonly escapable: RegExp;
  /** Signs outside of code that mean something to this site alone. */
  readonly active: RegExp;
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
  /** A line with `|` is a table, `$$` is mathematics, `<<` a quotation mark (https://kramdown.gettalong.org/syntax.html). */
  kramdown: {
    escapable: /[\\.*_+`<>()[\]{}#!:|"'$=~-]/,
    active: /\||\$(?=\$)|(?<=\$)\$|<(?=<)|(?<=<)<|>(?=>)|(?<=>)>/g,
  },
  /**
   * Few signs can be escaped, a tag cannot (https://python-markdown.github.io/). What many sites add: `!!!` and `???` begin a
   * box, and `--8<--` takes in a file, in code as well (https://facelessuser.github.io/pymdown-extensions/).
   */
  'python-markdown': {
    escapable: /[\\`*_{}[\]()>#+.!-]/,
    active: /<|^!(?=!!)|^\?(?=\?\?)/gm,
    inBlocks: /8(?=<-)/g,
  },
} as const satisfies Readonly<Record<string, Rules | null>>;

/** An escaped sign, a block of code, a code span, or any other sign. */
const TOKEN =
  /\\[!-/:-@[-`{-~]|(?<=^[ >]*)(`{3,}|~{3,})[^\n`]*\n(?:[\s\S]*?\n)??[ >]*\1|(?<!`)(`+)(?!`)[\s\S]*?[^`]\2(?!`)|[\s\S]/gm;

/**
 * Safe Markdown that the site's Markdown reads alike. It says the same to CommonMark, so that it may be given again. `isBlocks`:
 * whether its lines begin at the margin, not in an item of a list.
 */
export function inDialect(text: Markdown, dialect: Dialect, isBlocks = false): Markdown {
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
  const active = new Set(placesOf(rules.active, shown));
  const opening = new Set(isBlocks && rules.opening !== undefined ? placesOf(rules.opening, shown) : []);
  const written = tokens.map((token, at) => {
    const sign = shown.charAt(at);
    if (opening.has(at)) return byNumber(sign);
    if (active.has(at)) return rules.parted === undefined ? escapedIn(rules, sign) : `${rules.parted}${sign}`;
    return isEscaped(token) ? escapedIn(rules, sign) : token;
  });
  return trusted(written.join(''));
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
