import type { EditionText, Piece } from './edition-text.js';
import { endsOpen } from './ends-open.js';

/** The pieces of an edition, grouped as the headings group them. Flattened in order they are the edition again. */
export interface Outline {
  /** Front matter and what precedes the first `##` heading. */
  readonly opening: readonly Piece[];
  readonly parts: readonly PartOutline[];
}

export interface PartOutline {
  readonly heading: Piece;
  readonly body: readonly Piece[];
  readonly sections: readonly SectionOutline[];
  /** Comments at its end, such as templates, and what never ends: they stay there whichever section comes last. */
  readonly closing: readonly Piece[];
}

export interface SectionOutline {
  readonly heading: Piece;
  /** Maintainers, introduction and lead sentence: the text before the first entry, credit or comment. */
  readonly head: readonly Piece[];
  readonly rest: readonly Piece[];
}

/** Groups the pieces of an edition. */
export function outlineOf(edition: EditionText): Outline {
  const [opening = [], ...parts] = splitBefore(edition.pieces, 'part');
  const open = endsOpen(edition) ? edition.pieces.at(-1) : undefined;
  return { opening, parts: parts.flatMap((pieces) => partOf(pieces, open)) };
}

/** The pieces of an outline, in order. */
export function piecesOf({ opening, parts }: Outline): readonly Piece[] {
  return [...opening, ...parts.flatMap(partPieces)];
}

/** The pieces of a part, its heading first. */
export function partPieces({ heading, body, sections, closing }: PartOutline): readonly Piece[] {
  return [heading, ...body, ...sections.flatMap(sectionPieces), ...closing];
}

/** The pieces of a section, its heading first. */
export function sectionPieces({ heading, head, rest }: SectionOutline): readonly Piece[] {
  return [heading, ...head, ...rest];
}

/** Whether the part holds what the bot rendered earlier; see `nextBase`. No edition has such a part. */
export function isRenderedBefore({ heading }: PartOutline): boolean {
  return heading.source === RENDERED_BEFORE;
}

/** Keys of the entries of a base that people hid or showed: those that it has twice. */
export function decidedEntries(base: Outline): ReadonlySet<string> {
  const seen = new Set<string>();
  const keys = piecesOf(base).flatMap(({ kind, key }) => (kind === 'entry' ? [key] : []));
  return new Set(keys.filter((key) => seen.size === seen.add(key).size));
}

/** Heading of the part of a base that remembers what the bot rendered earlier. */
export const RENDERED_BEFORE = '## Rendered before';

function partOf([heading, ...pieces]: readonly Piece[], open: Piece | undefined): PartOutline[] {
  if (heading === undefined) return [];
  const end = pieces.findLastIndex((piece) => piece !== open && !isClosingComment(piece)) + 1;
  const [body = [], ...sections] = splitBefore(pieces.slice(0, end), 'section');
  return [{ heading, body, sections: sections.flatMap(sectionOf), closing: pieces.slice(end) }];
}

function isClosingComment({ kind, source, mentions }: Piece): boolean {
  return kind === 'text' && mentions.length === 0 && source.startsWith('<!--');
}

function sectionOf([heading, ...pieces]: readonly Piece[]): SectionOutline[] {
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
