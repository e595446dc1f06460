import { type Block, isComment, parseBlocks } from './blocks.js';
import { listedEntries } from './entry-lines.js';

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
}

/** A whole file, piece by piece. */
export interface EditionText {
  /** What precedes the first piece: a byte order mark, blank lines. */
  readonly start: string;
  readonly pieces: readonly Piece[];
}

const HIDDEN_ENTRY = /^<!--[ \t]*([-*+][ \t]+[^\n]*?)[ \t]*-->$/;
const LINK_TARGET = /\]\((https?:\/\/[^\s)]+)\)/;
const COMMIT_LINK = /\]\(https?:\/\/[^\s/)]+\/([\w.-]+\/[\w.-]+)\/commit\/([0-9a-f]{7,40})\)/g;
const CREDIT = /^(?:special )?thanks to\b[\s\S]*\[`?@/i;

/** Takes a file apart. Any text can be taken apart, and `printEdition` gives it back byte for byte. */
export function parseEdition(source: string): EditionText {
  const spans = parseBlocks(source).flatMap((block) => spansOf(block, source));
  const first = spans[0]?.start ?? source.length;
  return {
    start: source.slice(0, first),
    pieces: spans.map(({ start, end, kind, isCode }, index) => {
      const next = spans[index + 1]?.start ?? source.length;
      const text = source.slice(start, next);
      const trimmed = text.slice(0, Math.max(end - start, 0)).trimEnd();
      return toPiece(kind, trimmed, text.slice(trimmed.length), isCode);
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

/** Text with the line ends of Unix, so that versions compare equal whatever the editor's machine wrote. */
export function unixLines(text: string): string {
  return text.replace(/\r\n/g, '\n');
}

/** Whether two pieces read the same. */
export function sameSource(left: Piece, right: Piece): boolean {
  return unixLines(left.source) === unixLines(right.source);
}

interface PieceSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: Piece['kind'];
  /** What stands in code is quoted, not told. */
  readonly isCode: boolean;
}

function spansOf(block: Block, source: string): readonly PieceSpan[] {
  if (block.kind === 'list') {
    return block.items.map(({ start, end }) => ({
      start,
      end,
      kind: kindOfItem(source.slice(start, end)),
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

function kindOfItem(item: string): Piece['kind'] {
  return workKeys(item.split('\n', 1)[0] ?? '').length > 0 ? 'entry' : 'text';
}

function toPiece(kind: Piece['kind'], source: string, gap: string, isCode: boolean): Piece {
  const mentions = isCode ? [] : workKeys(source);
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
  const commits = [...text.matchAll(COMMIT_LINK)].map(([, repository = '', oid = '']) =>
    `${repository}@${oid.slice(0, 7)}`.toLowerCase(),
  );
  return [...listedEntries(text).map(({ key }) => key), ...commits];
}
