import { linkedCommits, listedEntries } from '../activity/entry-lines.js';
import { type Block, isComment, parseBlocks } from '../markdown/blocks.js';
import { unixLines } from '../markdown/unix-lines.js';

/** A piece of an edition that people edit, move or delete as one. Sources and gaps joined give the file again. */
export interface Piece {
  readonly kind: 'front-matter' | 'part' | 'section' | 'entry' | 'credit' | 'text';
  /** The source without the white space after it. */
  readonly source: string;
  /** The white space up to the next piece. */
  readonly gap: string;
  /**
   * What it is about, the same in every version: an entry's pull request, a section's link, a part's heading; for
   * text its words.
   */
  readonly key: string;
  /** Keys of all pull requests and commits that it lists, its own included. */
  readonly mentions: readonly string[];
  /** An entry in a comment of its own. */
  readonly hidden: boolean;
  /** The piece of the people's file in whose place it stands; only in a merge. */
  readonly replaces?: Piece;
}

/** A whole file, piece by piece. */
export interface EditionText {
  /** What precedes the first piece: a byte order mark, blank lines. */
  readonly start: string;
  readonly pieces: readonly Piece[];
}

const HIDDEN_ENTRY = /^<!--[ \t]*([-*+][ \t]+[^\n]*?)[ \t]*-->$/;
const DEFINITION = /^\[([^\]]+)\]:[ \t]*<?(https?:\/\/[^\s>]+)/;
const LINK_TARGET = /\]\((https?:\/\/[^\s)]+)\)/;
const CREDIT = /^(?:special )?thanks to\b[\s\S]*\[`?@/i;

/** A run takes the same few texts apart again and again: the base, the draft, what the bot renders, to merge and check. */
const recent = new Map<string, EditionText>();
const MOST_RECENT = 6;

/** Takes a file apart. Any text can be taken apart, and `printEdition` gives it back byte for byte. */
export function parseEdition(source: string): EditionText {
  const edition = recent.get(source) ?? takeApart(source);
  recent.delete(source);
  recent.set(source, edition);
  for (const oldest of [...recent.keys()].slice(0, -MOST_RECENT)) recent.delete(oldest);
  return edition;
}

function takeApart(source: string): EditionText {
  const blocks = parseBlocks(source);
  const inline = inlineLinks(blocks);
  const spans = blocks.flatMap((block) => spansOf(block, source, inline));
  const first = spans[0]?.start ?? source.length;
  return {
    start: source.slice(0, first),
    pieces: spans.map(({ start, end, kind, isCode }, index) => {
      const next = spans[index + 1]?.start ?? source.length;
      const text = source.slice(start, next);
      const trimmed = text.slice(0, Math.max(end - start, 0)).trimEnd();
      return toPiece({
        kind,
        source: trimmed,
        gap: text.slice(trimmed.length),
        words: isCode ? '' : inline(unwrapped(trimmed)),
      });
    }),
  };
}

/** The file of the pieces. */
export function printEdition({ start, pieces }: EditionText): string {
  return start + pieces.map(({ source, gap }) => source + gap).join('');
}

/** The entry without the comment marks that hide it: what a reader of the shown entry sees. */
export function shownSource({ source }: Piece): string {
  return unixLines(HIDDEN_ENTRY.exec(source)?.[1] ?? source);
}

/** The entry as it is when hidden, or shown; as it is where a comment cannot hold it. */
export function withVisibility(piece: Piece, hidden: boolean): Piece {
  if (piece.hidden === hidden) return piece;
  const words = shownSource(piece);
  if (hidden && (words.includes('-->') || words.includes('\n'))) return piece;
  return { ...piece, hidden, source: hidden ? `<!-- ${words} -->` : words };
}

/** Whether two pieces read the same. */
export function sameSource(left: Piece, right: Piece): boolean {
  return unixLines(left.source) === unixLines(right.source);
}

/** The piece in the place of another; the other itself where they read the same. */
export function replacing(own: Piece, coming: Piece): Piece {
  return sameSource(own, coming) ? own : { ...coming, replaces: own };
}

/** Whether each of the pieces reads like one of the base. */
export function isAllOf(base: readonly Piece[], pieces: readonly Piece[]): boolean {
  const sources = new Set(base.map(({ source }) => unixLines(source)));
  return pieces.every(({ source }) => sources.has(unixLines(source)));
}

interface PieceSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: Piece['kind'];
  /** What stands in code is quoted, not told. */
  readonly isCode: boolean;
}

/** Puts the targets of the file's link definitions into the links that refer to them. */
function inlineLinks(blocks: readonly Block[]): (text: string) => string {
  const targets = new Map<string, string>();
  for (const { kind, text } of blocks) {
    const [, label, target] = (kind === 'other' && DEFINITION.exec(text)) || [];
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

function spansOf(block: Block, source: string, inline: (text: string) => string): readonly PieceSpan[] {
  if (block.kind === 'list') {
    return block.items.map(({ start, end }) => ({
      start,
      end,
      kind: kindOfItem(inline(unwrapped(source.slice(start, end)))),
      isCode: false,
    }));
  }
  return [{ start: block.start, end: block.end, kind: kindOfBlock(block), isCode: block.kind === 'code' }];
}

function kindOfBlock(block: Block): Piece['kind'] {
  if (block.kind === 'front-matter') return 'front-matter';
  if (block.kind === 'heading' && block.depth === 2) return 'part';
  if (block.kind === 'heading' && block.depth === 3) return 'section';
  if (block.kind === 'paragraph' && CREDIT.test(block.text)) return 'credit';
  const hidden = isComment(block) ? HIDDEN_ENTRY.exec(block.text.trim())?.[1] : undefined;
  return hidden === undefined ? 'text' : kindOfItem(hidden);
}

/** With each list item's first paragraph on one line, as an editor may have broken it. */
function unwrapped(text: string): string {
  return text.replace(/\r?\n[ \t]*(?![-*+][ \t]|\d+[.)][ \t]|<!--|\s)/g, ' ');
}

function kindOfItem(item: string): Piece['kind'] {
  return workKeys(item.split('\n', 1)[0] ?? '').length > 0 ? 'entry' : 'text';
}

/** `words` is the source as far as it tells something, with its links' targets in it. */
function toPiece({
  kind,
  source,
  gap,
  words,
}: Pick<Piece, 'kind' | 'source' | 'gap'> & { readonly words: string }): Piece {
  const mentions = workKeys(words);
  return {
    kind,
    source,
    gap,
    key: keyOf(kind, source, mentions),
    mentions,
    hidden: HIDDEN_ENTRY.test(source),
  };
}

function keyOf(kind: Piece['kind'], source: string, mentions: readonly string[]): string {
  const words = unixLines(source).replace(/\s+/g, ' ').trim();
  switch (kind) {
    case 'entry':
      return `entry ${mentions[0] ?? words}`;
    case 'section':
      return `section ${(LINK_TARGET.exec(source)?.[1] ?? words).toLowerCase().replace(/\/+$/, '')}`;
    case 'credit':
    case 'front-matter':
      return kind;
    default:
      return `${kind} ${words}`;
  }
}

/** Keys of the pull requests and commits that list items in the text link to, in order. */
function workKeys(text: string): readonly string[] {
  return [...listedEntries(text).map(({ key }) => key), ...linkedCommits(text)];
}
