import type { Nodes, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { COMMENT_END, codeValue, isCode, outline, type Tokens, tokensOf, UNSTOPPABLE } from './code-spans.js';
import { descendants, PUNCTUATION, withStandIns } from './syntax-tree.js';

/** Where a title will stand. */
export interface Place {
  /** In a link's text, as a paragraph of its own, within a line, or at its beginning. */
  readonly frame: Frame;
  /** Whether that is in a comment. */
  readonly isHidden: boolean;
  /** Whether it runs into marks that could form something with its own, such as `**` or `[`. */
  readonly isBesideMarks: boolean;
}

/** A cleaned title as inline Markdown that reads as the title, with as few backslashes as that takes. */
export function escapeInline(title: string, { frame, isHidden, isBesideMarks }: Place): string {
  const tokens = tokensOf(title, isHidden ? [...UNSTOPPABLE, COMMENT_END] : UNSTOPPABLE);
  const shape = outline(tokens);
  const outside = frame === 'link' ? [] : escapedOutsideLinks(shape);
  const within = frame === 'phrase' || frame === 'opening' ? endsOf(ADDRESS_START, shape) : [];
  const first = frame === 'opening' ? startsOf(/^\[(?=[ xX]\])/g, shape) : [];
  const beside = isBesideMarks ? [...delimiters(shape), ...startsOf(AT_ENDS, shape)] : [];
  const always = [...alwaysEscaped(shape, isHidden), ...outside, ...within, ...first, ...beside];
  return renderTokens(tokens, escapesFor(tokens, shape, frame, always)).source;
}

/**
 * The tokens to escape so that a CommonMark parser reads nothing but the title; those in `always` are among them. The
 * parser is asked again and again: what it misreads is escaped until it reads the title. `shape`: the outline of the tokens.
 */
function escapesFor(
  tokens: Tokens,
  shape: string,
  frame: Frame,
  always: readonly number[],
): ReadonlySet<number> {
  const least = new Set(always.flatMap((index) => [index, ...backslashesBefore(index, shape)]));
  if ((frame === 'link' || frame === 'phrase') && !/[*_[\]<&\\]/.test(shape)) return least;

  const expected = tokens.map((token) => (isCode(token) ? asRead(codeValue(token)) : token)).join('');
  const markersLeft = (escaped: ReadonlySet<number>): readonly number[] | null => {
    const { source, tokenAt } = renderTokens(tokens, escaped);
    const found = misreadNodes(source, expected, frame);
    return found?.flatMap((node) => markersOf(node, source, tokenAt)) ?? null;
  };

  if (markersLeft(least) === null) return least;
  const pairs = bracketPairs(shape);
  let escaped = new Set([...least, ...backslashesAndReferences(shape)]);
  for (let markers = markersLeft(escaped); markers !== null; markers = markersLeft(escaped)) {
    const next = new Set([...escaped, ...markers, ...markers.map((marker) => pairs.get(marker) ?? marker)]);
    // The parser still misreads, and nothing new is left to escape. So everything is escaped but the code spans.
    if (next.size === escaped.size) return new Set([...next, ...punctuation(shape)]);
    escaped = next;
  }
  return escaped;
}

/** How an escaped token's position in the Markdown leads back to the token. */
interface Rendered {
  readonly source: string;
  readonly tokenAt: ReadonlyMap<number, number>;
}

/** The Markdown of the tokens: a backslash before the escaped ones, the insertions before all else. */
function renderTokens(
  tokens: Tokens,
  escaped: ReadonlySet<number>,
  insertions: ReadonlyMap<number, string> = new Map(),
): Rendered {
  const tokenAt = new Map<number, number>();
  let source = '';
  for (const [index, token] of tokens.entries()) {
    source += `${insertions.get(index) ?? ''}${escaped.has(index) ? '\\' : ''}`;
    tokenAt.set(source.length, index);
    source += token;
  }
  return { source: `${source}${insertions.get(tokens.length) ?? ''}`, tokenAt };
}

/** Backslashes before the character: the last one would escape the new backslash and leave the character active. */
function backslashesBefore(index: number, shape: string): readonly number[] {
  return shape.charAt(index - 1) === '\\' ? [index - 1, ...backslashesBefore(index - 1, shape)] : [];
}

/** The tokens that make the parser read a node where text should be. */
function markersOf(
  node: MisreadNode,
  source: string,
  tokenAt: ReadonlyMap<number, number>,
): readonly number[] {
  return offsetsOfMarkers(node, source).flatMap((offset) => tokenAt.get(offset) ?? []);
}

function offsetsOfMarkers({ type, start, end }: MisreadNode, source: string): readonly number[] {
  switch (type) {
    case 'emphasis':
      return [start, end - 1];
    case 'strong':
      return [start, start + 1, end - 2, end - 1];
    case 'image':
      return [start + 1];
    case 'listItem':
      return [start + (/^\d*/.exec(source.slice(start))?.[0].length ?? 0)];
    case 'list':
      return [];
    default:
      return [start];
  }
}

type Frame = keyof typeof FRAMES;

/** What a parser is given around the text. */
const FRAMES = {
  link: { before: '[', after: '](https://example.org)' },
  paragraph: { before: '', after: '' },
  phrase: { before: 'a ', after: ' a' },
  opening: { before: '', after: ' a' },
} as const;

/** A node that is neither text nor code, with its place in the source. */
interface MisreadNode {
  readonly type: Nodes['type'];
  readonly start: number;
  readonly end: number;
}

/** Code spans between control characters, which a cleaned title does not have. */
function asRead(code: string): string {
  return `\u{1}${code}\u{2}`;
}

/**
 * What a CommonMark parser misreads in the source; `null` if it sees exactly the expected text and code. The source must
 * be right for all parsers, and they differ beside `*` and `_`: emoji and other symbols are punctuation since
 * CommonMark 0.31, but letters before that and for Zola. The end of a link's text is white space to markdown-it.
 */
function misreadNodes(source: string, expected: string, frame: Frame): readonly MisreadNode[] | null {
  const symbols = /[^\0-\x7F]/.test(source) ? [PUNCTUATION, 'x'] : [PUNCTUATION];
  const endings = frame === 'link' && /[*_]$/.test(source) ? ['', ' '] : [''];
  for (const symbol of symbols) {
    for (const ending of endings) {
      const view = (text: string): string => `${withStandIns(text, symbol)}${ending}`;
      const found = misreadNodesIn(view(source), view(expected), frame);
      if (found !== null) return found;
    }
  }
  return null;
}

function misreadNodesIn(source: string, expected: string, frame: Frame): readonly MisreadNode[] | null {
  const { before, after } = FRAMES[frame];
  const root = fromMarkdown(`${before}${source}${after}`);
  if (readingOf(root.children, frame) === expected) return null;
  return descendants(root).flatMap(({ type, position }) => {
    const start = position?.start.offset;
    const end = position?.end.offset;
    if (start === undefined || end === undefined || EXPECTED_NODES.has(type)) return [];
    return [{ type, start: start - before.length, end: end - before.length }];
  });
}

const EXPECTED_NODES: ReadonlySet<Nodes['type']> = new Set(['root', 'paragraph', 'text', 'inlineCode']);

/** Text and code as a reader sees them; `null` when there is anything else. */
function readingOf(blocks: readonly Nodes[], frame: Frame): string | null {
  const [paragraph] = blocks;
  const { before, after } = FRAMES[frame];
  const end = after === '' ? undefined : -after.length;
  if (blocks.length === 0) return '';
  if (blocks.length > 1 || paragraph?.type !== 'paragraph') return null;
  if (frame !== 'link') return readingOfPhrases(paragraph.children)?.slice(before.length, end) ?? null;
  const [wrapper] = paragraph.children;
  if (paragraph.children.length > 1 || wrapper?.type !== 'link') return null;
  return readingOfPhrases(wrapper.children);
}

function readingOfPhrases(phrases: readonly PhrasingContent[]): string | null {
  const readings = phrases.map((phrase) => {
    if (phrase.type === 'text') return phrase.value;
    return phrase.type === 'inlineCode' ? asRead(phrase.value) : null;
  });
  return readings.includes(null) ? null : readings.join('');
}

/** For each bracket its partner; a bracket without one stands for itself. */
function bracketPairs(outline: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: bracket } of outline.matchAll(/[[\]]/g)) {
    const partner = bracket === ']' ? open.pop() : undefined;
    if (bracket === '[') open.push(index);
    pairs.set(index, partner ?? index);
    if (partner !== undefined) pairs.set(partner, index);
  }
  return pairs;
}

/**
 * The characters to escape even if a CommonMark parser reads the title right: another parser, the text that follows the
 * title, or the edition's references would make something of them.
 */
function alwaysEscaped(outline: string, hidden: boolean): readonly number[] {
  return [
    ...startsOf(/`|\\$/g, outline),
    ...startsOf(OPEN_TAG, outline),
    ...startsOf(/^\^/g, outline),
    ...brackets(outline),
    ...strikethrough(outline),
    ...startsOf(AFTER_BRACE, outline),
    ...(hidden ? endsOf(COMMENT_END, outline) : []),
  ];
}

/**
 * The characters to escape outside of links: the end of what some sites take for the attributes of a paragraph, and the
 * colon or dot of an address that runs into a mark. Sites that make links of addresses would swallow that mark (over
 * no-break spaces, too).
 */
function escapedOutsideLinks(outline: string): readonly number[] {
  return [
    ...endsOf(/\{[^{}]*[.#=][^{}]*\}$/g, outline),
    ...endsOf(
      /\b(?:(?:https?|ftp):(?=\/\/[^ ]*[^\w\s/:?.,;=%#@()'"+-])|www\.(?=[^ ]*[^\w\s/:?.,;=%#@()'"+-]))/gi,
      outline,
    ),
  ];
}

/** Marks at an end of the text. */
const AT_ENDS = /(?<=^[*_~]*)[*_~]|[*_~\]](?=[*_~\]]*$)/g;

/**
 * The beginning of an address, up to the sign that makes it one. An address in an entry's title would be taken for what the
 * entry is about. Without a protocol, only what leads further than to a repository is an address.
 */
const ADDRESS_START = /\bhttps?:(?=\/\/)|\b[\w-]+\.[\w.-]*\/(?=[\w.-]+\/[\w.-]+\/)/gi;

/** Backslashes that escape something, and what looks like a character reference. */
function backslashesAndReferences(outline: string): readonly number[] {
  return [...startsOf(/\\(?=[!-/:-@[-`{-~\0]|$)/g, outline), ...startsOf(/&(?=#?\w+;)/g, outline)];
}

/** Every character that can mean something. */
function punctuation(outline: string): readonly number[] {
  return startsOf(/[!-/:-@[-`{-~]/g, outline);
}

/** The second sign of a call of a template (`{{`, `{%`, `{#`) and of attributes in kramdown (`{:`). */
const AFTER_BRACE = /(?<=\{)[{%#:]/g;

/**
 * HTML or an autolink that could go on after the title: in an attribute's value, a comment, an address. A tag may have any white
 * space for markdown-it, where CommonMark has spaces alone.
 */
const OPEN_TAG = /<(?=\?|!--|!\[|![A-Za-z]|[A-Za-z].*["'=:]|\/?[A-Za-z][^<>]*[^\S ])/g;

/** Brackets without partner, around a footnote's label (Zola has footnotes), around nothing but a code span. */
function brackets(outline: string): readonly number[] {
  const pairs = bracketPairs(outline);
  return [...pairs].flatMap(([bracket, partner]) => {
    const [start, end] = [Math.min(bracket, partner), Math.max(bracket, partner)];
    return start === end || /^\[(?:\^|\0$)/.test(outline.slice(start, end)) ? [bracket] : [];
  });
}

/** Tildes that could open, if later ones could close, and those. Single ones count: GitHub strikes with them too. */
function strikethrough(outline: string): readonly number[] {
  const runs = [...outline.matchAll(/~+/g)].map(({ index, 0: run }) => ({
    start: index,
    end: index + run.length,
    opens: /\S/.test(outline.charAt(index + run.length)) || index + run.length === outline.length,
    closes: /\S/.test(outline.charAt(index - 1)),
  }));
  const pairs = runs.filter(
    (run, nth) =>
      (run.opens && runs.slice(nth + 1).some(({ closes }) => closes)) ||
      (run.closes && runs.slice(0, nth).some(({ opens }) => opens)),
  );
  return pairs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, nth) => start + nth));
}

function startsOf(pattern: RegExp, outline: string): readonly number[] {
  return [...outline.matchAll(pattern)].map(({ index }) => index);
}

function endsOf(pattern: RegExp, outline: string): readonly number[] {
  return [...outline.matchAll(pattern)].map(({ index, 0: match }) => index + match.length - 1);
}

/** Splits what GitHub would act on. GitHub does not show comments. */
const SPLIT = '<!-- -->';

/** What GitHub acts on (people, numbers, addresses, commits) is split behind each match. */
const SPLIT_AFTER = [
  /@(?=\w)/g,
  /#(?=\d)/g,
  /(?<![0-9a-z])GH-(?=\d)/gi,
  /(?:https?|ftp):(?=\/\/)/gi,
  /www(?=\.)/gi,
  /(?<![0-9a-z])[0-9a-f]{4}(?=[0-9a-f]{3,36}(?![0-9a-z]))/gi,
];

/** A cleaned title that reads the same on GitHub and does nothing there. */
export function inertInline(title: string): string {
  const tokens = tokensOf(title);
  const shape = outline(tokens);
  const escaped = escapesFor(tokens, shape, 'paragraph', [
    ...alwaysEscaped(shape, false),
    ...delimiters(shape),
  ]);
  const splits = SPLIT_AFTER.flatMap((pattern) =>
    [...shape.matchAll(pattern)].map(({ index, 0: match }) => index + match.length),
  );
  const insertions = new Map([...splits.map((at) => [at, SPLIT] as const), ...dollars(shape)]);
  return renderTokens(tokens, escaped, insertions).source;
}

/** What could form something with the text around it, a checkbox, an alert, or a heading of the line before. */
const DELIMITERS = [
  /[*~]+(?=\S)|(?<=\S)[*~]+/g,
  /(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])/g,
  /&(?=#?\w+$)|!$/g,
  /^\[(?=[ xX]\]|!)/g,
  // A parenthesis of what is around would end the address.
  /\](?=\([^)]*$)/g,
  /^=+$/g,
];

function delimiters(shape: string): readonly number[] {
  const matches = DELIMITERS.flatMap((pattern) => [...shape.matchAll(pattern)]);
  return matches.flatMap(({ index, 0: match }) => [...match].map((_, nth) => index + nth));
}

/** GitHub sets what is between dollars as mathematics; its documentation says how to write a dollar beside it. */
function dollars(shape: string): readonly (readonly [number, string])[] {
  const found = [...shape.matchAll(/\$+/g)];
  if (found.length < 2) return [];
  return found.flatMap(
    ({ index, 0: run }) =>
      [
        [index, '<span>'],
        [index + run.length, '</span>'],
      ] as const,
  );
}
