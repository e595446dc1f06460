import type { Node } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { frontmatter } from 'micromark-extension-frontmatter';
import { DELIMITER_ROW, listedWorks, unquoted } from '../activity/entry-lines.js';
import { SIGN } from '../markdown/text-limits.js';
import { type Block, type Document, outlineFrom, outlineOf, type Piece, pieceOf } from './document.js';
import { BOLD_LEVEL, BOLD_LINE, type Form, findRegion, type HidingMarks } from './form.js';

/** In UTF-16 code units; eight times the longest edition that was ever published. */
export const LONGEST_EDITION = 200_000;

/**
 * Reads an edition's text, whatever it is; `printDocument` gives it back byte for byte. A text that is longer than
 * `longest`, or would keep the parser busy, is not taken apart: it has no pieces.
 */
export function parseDocument(source: string, form: Form, longest = Number.POSITIVE_INFINITY): Document {
  const isCostly = isCostlyFile(source);
  const found = form.region ? findRegion(source) : { start: 0, end: source.length };
  const isRead = source.length <= longest && !isCostly && !('mistake' in found);
  const region = isRead ? found : { start: source.length, end: source.length };
  const spans = isRead ? spansIn(source, region, form) : [];
  const texts = textsIn(source, region.end, spans);
  const endsOpen = isOpen(texts.at(-1)?.source ?? '', form);
  const pieces = piecesIn(texts, form);
  const start = source.slice(0, spans[0]?.start ?? region.end);
  const outline = isRead
    ? outlineOf(pieces, form, endsOpen ? pieces.at(-1) : undefined)
    : outlineFrom([], []);
  return { source, form, start, ...outline, end: source.slice(region.end), endsOpen, isCostly };
}

/** A text of that form with nothing in it, and so without marks around the bot's part. */
export function emptyDocument(form: Form): Document {
  return parseDocument('', { ...form, region: false });
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

interface Region {
  readonly start: number;
  readonly end: number;
}

/** The top-level blocks, each item of a list by itself. A heading within a comment or in code is no heading. */
function spansIn(source: string, region: Region, form: Form): readonly Span[] {
  const text = withHtmlComments(source.slice(region.start, region.end), form.hidden);
  // The parser does not count a byte order mark in its offsets.
  const shift = region.start + (text.startsWith('\uFEFF') ? 1 : 0);
  // Front matter is the file's, and stands before the bot's part of it.
  const languages = form.region ? [] : (['toml', 'yaml'] as const);
  const tree = fromMarkdown(text, {
    extensions: [frontmatter([...languages]), { disable: { null: INLINE_CONSTRUCTS } }],
    mdastExtensions: [frontmatterFromMarkdown([...languages])],
  });
  const placeOf = ({ position }: Node) => {
    const [start, end] = [position?.start.offset, position?.end.offset];
    return {
      start: start === undefined ? region.start : start + shift,
      end: end === undefined ? region.end : end + shift,
    };
  };
  const hasBoldHeadings = [form.sectionLevel, form.groupLevel].includes(BOLD_LEVEL);
  return tree.children.flatMap((node) => {
    const { start, end } = placeOf(node);
    const own = source.slice(start, end);
    const kind = KINDS[node.type] ?? 'other';
    if (hasBoldHeadings && kind === 'paragraph' && BOLD_LINE.test(own))
      return [{ start, end, block: { kind: 'heading', depth: BOLD_LEVEL, text: own } }];
    const block: Block = {
      kind: kind === 'html' && own.trimStart().startsWith(form.hidden.open) ? 'comment' : kind,
      depth: node.type === 'heading' ? node.depth : 0,
      text: own,
    };
    const items = node.type === 'list' ? node.children : [node];
    return items.map((item) => ({ ...placeOf(item), block }));
  });
}

/**
 * The text with comments of another kind as blocks of HTML, which Markdown ends where the comment ends. No offset changes:
 * `{/*` becomes `<? `, and its end ` ?>`.
 */
export function withHtmlComments(text: string, { isHtml, comments, open, close }: HidingMarks): string {
  if (isHtml) return text;
  return text.replace(
    comments,
    (_, indent: string, inner: string, ended?: string) =>
      `${indent}${'<?'.padEnd(open.length)}${inner.replaceAll('?>', '? ')}${ended === undefined ? '' : '?>'.padStart(close.length)}`,
  );
}

/** A span with the source of its piece. */
interface Text extends Span {
  readonly source: string;
  readonly gap: string;
}

function textsIn(source: string, end: number, spans: readonly Span[]): readonly Text[] {
  return spans.map((span, index) => {
    const text = source.slice(span.start, spans[index + 1]?.start ?? end);
    const own = text.slice(0, Math.max(span.end - span.start, 0)).trimEnd();
    return { ...span, source: own, gap: text.slice(own.length) };
  });
}

function piecesIn(texts: readonly Text[], form: Form): readonly Piece[] {
  const inline = inlineLinks(texts);
  // What stands in code is quoted, not told.
  const told = texts.map(({ block, source }) =>
    block.kind === 'code'
      ? ''
      : inline(
          unwrapped(block.kind === 'other' ? unquoted(source) : inHtmlComment(source, block, form.hidden)),
        ),
  );
  const listed = listedWorks(told);
  return texts.map((text, index) => pieceOf(text, told[index] ?? '', listed[index] ?? [], form));
}

/** A comment as HTML has it, since what it lists is read as HTML is. */
function inHtmlComment(text: string, { kind }: Block, { isHtml, open, close }: HidingMarks): string {
  if (kind !== 'comment' || isHtml) return text;
  return text.replace(open, () => '<!--').replace(close, () => '-->');
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

/** With each paragraph on one line, as an editor may have broken it; rows of tables and items of HTML stay on theirs. */
function unwrapped(text: string): string {
  return DELIMITER_ROW.test(text) ? text : text.replace(WRAPPED, ' ');
}

const WRAPPED =
  /\r?\n[ \t]*(?![-*+][ \t]|\d+[.)][ \t]|>|<!--|<\/?(?:ul|ol|dl|table|li|d[dt]|t[dhr]|p|div|h[1-6])[\s>]|\s)/gi;

/** The entry as it is when hidden, or shown; as it is where a comment cannot hold it. */
export function withVisibility(form: Form, piece: Piece, hidden: boolean): Piece {
  if (piece.hidden === hidden) return piece;
  const { shownWords } = piece;
  const { before, behind, close, isHtml } = form.hidden;
  const ends = isHtml ? close : close.replace('}', '');
  if (hidden && (shownWords.includes(ends) || shownWords.includes('\n'))) return piece;
  const source = hidden ? `${before}${shownWords}${behind}` : shownWords;
  return { ...piece, hidden, source, words: source };
}

/** Whether a text that ends so goes on in a comment or code that never ends. */
function isOpen(source: string, form: Form): boolean {
  if (!/^\s*(?:<|`{3}|~{3})/.test(source) && !source.startsWith(form.hidden.open)) return false;
  const text = `${source}\n\n# End`;
  return spansIn(text, { start: 0, end: text.length }, form).at(-1)?.block.kind !== 'heading';
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
