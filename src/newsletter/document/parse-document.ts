import type { Node } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { frontmatter } from 'micromark-extension-frontmatter';
import { type ListedWork, listedWorks } from '../activity/entry-lines.js';
import { SIGN } from '../markdown/text-limits.js';
import {
  type Block,
  type Document,
  type Outline,
  outlineFrom,
  type Part,
  type Piece,
  type Section,
} from './document.js';
import type { Form } from './form.js';
import { CREDIT } from './people.js';

/** In UTF-16 code units; eight times the longest edition that was ever published. */
export const LONGEST_EDITION = 200_000;

/**
 * Reads an edition's text, whatever it is; `printDocument` gives it back byte for byte. A text that is longer than
 * `longest`, or would keep the parser busy, is not taken apart: it has no pieces.
 */
export function parseDocument(source: string, form: Form, longest = Number.POSITIVE_INFINITY): Document {
  const isCostly = isCostlyFile(source);
  const spans = source.length > longest || isCostly ? [] : spansIn(source);
  const pieces = piecesIn(source, spans, form);
  const endsOpen = isOpen(pieces.at(-1));
  const start = source.slice(0, spans[0]?.start ?? source.length);
  const outline = outlineOf(pieces, endsOpen ? pieces.at(-1) : undefined);
  return { source, form, start, ...outline, endsOpen, isCostly };
}

/** A block, or an item of a list, by its UTF-16 offsets; `end` is exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly block: Block;
}

const KINDS: Readonly<Record<string, Block['kind']>> = {
  toml: 'front-matter',
  yaml: 'front-matter',
  heading: 'heading',
  paragraph: 'paragraph',
  list: 'list',
  html: 'html',
  code: 'code',
};

/** What matters within a block only; without it parsing takes half the time. */
const INLINE_CONSTRUCTS = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

/** The top-level blocks, each item of a list by itself. A heading within a comment or in code is no heading. */
function spansIn(source: string): readonly Span[] {
  // The parser does not count a byte order mark in its offsets.
  const shift = source.startsWith('\uFEFF') ? 1 : 0;
  const tree = fromMarkdown(source, {
    extensions: [frontmatter(['toml', 'yaml']), { disable: { null: INLINE_CONSTRUCTS } }],
    mdastExtensions: [frontmatterFromMarkdown(['toml', 'yaml'])],
  });
  return tree.children.flatMap((node) => {
    const { start, end } = placeOf(node, source, shift);
    const text = source.slice(start, end);
    const kind = KINDS[node.type] ?? 'other';
    const block: Block = {
      kind: kind === 'html' && text.trimStart().startsWith('<!--') ? 'comment' : kind,
      depth: node.type === 'heading' ? node.depth : 0,
      text,
    };
    const items = node.type === 'list' ? node.children : [node];
    return items.map((item) => ({ ...placeOf(item, source, shift), block }));
  });
}

function placeOf({ position }: Node, source: string, shift: number): { start: number; end: number } {
  const [start, end] = [position?.start.offset, position?.end.offset];
  return {
    start: start === undefined ? 0 : start + shift,
    end: end === undefined ? source.length : end + shift,
  };
}

const HIDDEN_ENTRY = /^<!--[ \t]*([-*+][ \t]+[^\n]*?)[ \t]*-->$/;

function piecesIn(source: string, spans: readonly Span[], form: Form): readonly Piece[] {
  const inline = inlineLinks(spans);
  const texts = spans.map(({ start, end }, index) => {
    const text = source.slice(start, spans[index + 1]?.start ?? source.length);
    const trimmed = text.slice(0, Math.max(end - start, 0)).trimEnd();
    return { source: trimmed, gap: text.slice(trimmed.length) };
  });
  // What stands in code is quoted, not told.
  const told = spans.map(({ block }, index) =>
    block.kind === 'code' ? '' : inline(unwrapped(texts[index]?.source ?? '')),
  );
  const listed = listedWorks(told);
  return spans.map(({ start, block }, index): Piece => {
    const { source: own, gap } = texts[index] ?? { source: '', gap: '' };
    const works = listed[index] ?? [];
    const words = unixLines(own);
    const kind = kindOf(block, works, form);
    const mentions = works.map(({ key }) => key);
    const key = keyOf(kind, words, mentions);
    const hiddenWords = HIDDEN_ENTRY.exec(words)?.[1];
    const shownWords = hiddenWords ?? words;
    const hidden = hiddenWords !== undefined;
    return { kind, block, start, source: own, gap, words, shownWords, key, works, mentions, hidden };
  });
}

const DEFINITION = /^\[([^\]]+)\]:[ \t]*<?(https?:\/\/[^\s>]+)/;

/** Puts the targets of the file's link definitions into the links that refer to them. */
function inlineLinks(spans: readonly Span[]): (text: string) => string {
  const targets = new Map<string, string>();
  for (const { block } of spans) {
    const [, label, target] = (block.kind === 'other' && DEFINITION.exec(block.text)) || [];
    if (label !== undefined && target !== undefined && !targets.has(label.toLowerCase()))
      targets.set(label.toLowerCase(), target);
  }
  if (targets.size === 0) return (text) => text;
  return (text) =>
    text.replace(/\[([^[\]]+)\](?:\[([^[\]]*)\])?(?![[(:])/g, (link, words: string, label?: string) => {
      const target = targets.get((label || words).toLowerCase());
      return target === undefined ? link : `[${words}](${target})`;
    });
}

/** With each list item's first paragraph on one line, as an editor may have broken it. */
function unwrapped(text: string): string {
  return text.replace(/\r?\n[ \t]*(?![-*+][ \t]|\d+[.)][ \t]|<!--|\s)/g, ' ');
}

function unixLines(text: string): string {
  return text.replace(/\r\n/g, '\n');
}

function kindOf(block: Block, works: readonly ListedWork[], form: Form): Piece['kind'] {
  switch (block.kind) {
    case 'front-matter':
      return 'front-matter';
    case 'heading':
      if (block.depth === form.partLevel) return 'part';
      return block.depth === form.sectionLevel ? 'section' : 'text';
    case 'paragraph':
      return CREDIT.test(block.text) ? 'credit' : 'text';
    case 'list':
      return works.some(({ line }) => line === 0) ? 'entry' : 'text';
    case 'comment':
      return HIDDEN_ENTRY.test(block.text.trim()) && works.length > 0 ? 'entry' : 'text';
    default:
      return 'text';
  }
}

const LINK_TARGET = /\]\((https?:\/\/[^\s)]+)\)/;

function keyOf(kind: Piece['kind'], source: string, mentions: readonly string[]): string {
  const words = source.replace(/\s+/g, ' ').trim();
  switch (kind) {
    case 'entry':
      return `entry ${mentions[0] ?? words}`;
    case 'section':
      return sectionKey(words);
    case 'credit':
    case 'front-matter':
      return kind;
    default:
      return `${kind} ${words}`;
  }
}

/** The key of the section under a heading: the address that it links to, else its words. */
export function sectionKey(heading: string): string {
  return `section ${(LINK_TARGET.exec(heading)?.[1] ?? heading).toLowerCase().replace(/\/+$/, '')}`;
}

/** The entry as it is when hidden, or shown; as it is where a comment cannot hold it. */
export function withVisibility(form: Form, piece: Piece, hidden: boolean): Piece {
  if (piece.hidden === hidden) return piece;
  const { shownWords } = piece;
  if (hidden && (shownWords.includes('-->') || shownWords.includes('\n'))) return piece;
  const source = hidden ? form.hidden.join(shownWords) : shownWords;
  return { ...piece, hidden, source, words: source };
}

function isOpen(last: Piece | undefined): boolean {
  const source = last?.source ?? '';
  if (!/^\s*(?:<|`{3}|~{3})/.test(source)) return false;
  return spansIn(`${source}\n\n# End`).at(-1)?.block.kind !== 'heading';
}

function outlineOf(pieces: readonly Piece[], open: Piece | undefined): Outline {
  const [opening = [], ...parts] = splitBefore(pieces, 'part');
  return outlineFrom(
    opening,
    parts.flatMap((group) => partOf(group, open)),
  );
}

function partOf([heading, ...pieces]: readonly Piece[], open: Piece | undefined): Part[] {
  if (heading === undefined) return [];
  const end = pieces.findLastIndex((piece) => piece !== open && !isClosingComment(piece)) + 1;
  const [body = [], ...sections] = splitBefore(pieces.slice(0, end), 'section');
  return [{ heading, body, sections: sections.flatMap(sectionOf), closing: pieces.slice(end) }];
}

function isClosingComment({ kind, source, mentions }: Piece): boolean {
  return kind === 'text' && mentions.length === 0 && source.startsWith('<!--');
}

function sectionOf([heading, ...pieces]: readonly Piece[]): Section[] {
  if (heading === undefined) return [];
  const found = pieces.findIndex(endsHead);
  const end = found < 0 ? pieces.length : found;
  return [{ heading, head: pieces.slice(0, end), rest: pieces.slice(end) }];
}

function endsHead({ kind, source }: Piece): boolean {
  return kind !== 'text' || /^(?:<!--|#{1,6}\s|[-*+]\s|\d+[.)]\s|<\/?details)/i.test(source);
}

/** What precedes the first piece of the kind, then a group for each of that kind. */
function splitBefore(pieces: readonly Piece[], kind: Piece['kind']): readonly (readonly Piece[])[] {
  const starts = pieces.flatMap((piece, index) => (piece.kind === kind ? [index] : []));
  return [
    pieces.slice(0, starts[0] ?? pieces.length),
    ...starts.map((start, index) => pieces.slice(start, starts[index + 1] ?? pieces.length)),
  ];
}

/**
 * Of a whole file: lines that underline a heading, marks of quotes, and marks of lists within others on one line. No
 * published edition has more than four.
 */
const MOST_COSTLY_MARKS = 500;
/** Of a whole file, lines with less than twenty characters; no published edition has more than 300 lines of any length. */
const MOST_SHORT_LINES = 5_000;
const SHORT_LINE = 20;
/**
 * Of a whole file, signs as in `SIGN`. No published edition has more than 640; at the greatest length that the bot reads, that
 * would be 6,000.
 */
const MOST_FILE_SIGNS = 15_000;

/** The marks of lists and quotes that a line begins with, and dashes that underline. */
const MARKS = /^(?:[ \t>*+-]|\d{1,9}[.)])*/;

/**
 * Whether a Markdown parser needs more than a moment for a file: its time grows with the square of quotes, underlined
 * headings, lists that begin within others on one line, and signs. A file that only the bot wrote is never costly.
 */
function isCostlyFile(text: string): boolean {
  if ((text.match(SIGN) ?? []).length > MOST_FILE_SIGNS) return true;
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const costly = lines.reduce((sum, line) => sum + costlyMarks(line), 0);
  const short = lines.filter(({ length }) => length < SHORT_LINE);
  return costly > MOST_COSTLY_MARKS || short.length > MOST_SHORT_LINES;
}

function costlyMarks(line: string): number {
  const marks = MARKS.exec(line)?.[0] ?? '';
  const rest = line.slice(marks.length);
  const isUnderline = (rest === '' && /-[ \t]*$/.test(marks)) || /^=+[ \t]*$/.test(rest);
  const nested = (marks.match(/>|[-*+](?=[ \t])|[.)]/g) ?? []).length;
  return isUnderline ? 1 : Math.max(nested - 1, marks.includes('>') ? 1 : 0);
}
