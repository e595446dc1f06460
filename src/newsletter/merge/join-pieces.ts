import { type Document, isImplied, type Piece, printDocument } from '../document/document.js';
import { type Form, ITEM_MARK } from '../document/form.js';
import { parseDocument } from '../document/parse-document.js';

/** The fresh piece in the place of the people's; the people's itself where they read the same. */
export function replacing(current: Piece, fresh: Piece): Piece {
  return current.words === fresh.words ? current : { ...fresh, replaces: current.replaces ?? current };
}

/**
 * Prints the pieces of a merge. Between two pieces that stand side by side in the people's file, its own white space
 * stays; elsewhere it is the bot's, or what such pieces usually have between them. New lines end as the file's do.
 */
export function joinPieces(pieces: readonly Piece[], current: Document, fresh: Document): string {
  const lineEnd = usesWindowsLines(current) ? '\r\n' : '\n';
  const own = new Set(current.pieces);
  const places = [placesOf(current), placesOf(fresh)];
  const lastGap = current.pieces.findLast((piece) => !isImplied(piece))?.gap ?? '\n';
  const printed = pieces.filter((piece) => !isImplied(piece));
  const spaced = printed.map((piece, index): Piece => {
    const source = own.has(piece) ? piece.source : withLineEnd(piece.source, lineEnd);
    const next = printed[index + 1];
    if (next === undefined) return { ...piece, source, gap: lastGap };
    const gap =
      places.map((placeOf) => gapBetween(piece, next, placeOf)).find((found) => found !== null) ??
      (piece.block.kind === 'heading' && ITEM.test(next.source) ? gapBeforeList(piece) : null);
    return { ...piece, source, gap: gap ?? withLineEnd(usualGap(piece, next, fresh.form), lineEnd) };
  });
  return printDocument({ start: current.start, pieces: spaced, end: current.end });

  /** Between a heading and the list that follows it in people's file. */
  function gapBeforeList(heading: Piece): string | null {
    const [{ pieces: all, indexOf } = placesOf(current)] = places;
    const place = indexOf(heading) ?? all.length;
    return ITEM.test(all[place + 1]?.source ?? '') ? (all[place]?.gap ?? null) : null;
  }

  function gapBetween(left: Piece, right: Piece, { indexOf, pieces: all }: Places): string | null {
    const place = indexOf(left);
    if (place === undefined || indexOf(right) !== place + 1) return null;
    const gap = all[place]?.gap ?? '';
    return own.has(left.replaces ?? left) && all === places[0]?.pieces ? gap : withLineEnd(gap, lineEnd);
  }
}

/** The text as a document: one that was read already, if it is the same. */
export function documentOf(text: string, known: readonly [Document, ...Document[]]): Document {
  return known.find(({ source }) => source === text) ?? parseDocument(text, known[0].form);
}

/** Where pieces stand in a version: themselves or those that they replace, else the only one of the same key. */
interface Places {
  readonly pieces: readonly Piece[];
  indexOf(piece: Piece): number | undefined;
}

function placesOf(document: Document): Places {
  const pieces = document.pieces.filter((piece) => !isImplied(piece));
  const themselves = new Map(pieces.map((piece, index) => [piece, index]));
  const byKey = new Map<string, number | undefined>();
  for (const [index, piece] of pieces.entries()) {
    byKey.set(spacedAs(piece), byKey.has(spacedAs(piece)) ? undefined : index);
  }
  return {
    pieces,
    indexOf: (piece) => themselves.get(piece.replaces ?? piece) ?? byKey.get(spacedAs(piece)),
  };
}

/** White space is different around a hidden entry. */
function spacedAs({ key, hidden }: Piece): string {
  return hidden ? `hidden ${key}` : key;
}

const ITEM = new RegExp(String.raw`^${ITEM_MARK}[ \t]`);

/** Items of a list stand line by line, hidden ones too; everything else apart. */
function usualGap({ source: left }: Piece, { source: right }: Piece, { hidden: { open } }: Form): string {
  const isItem = (text: string) => ITEM.test(text);
  const isHiddenItem = (text: string) => text.startsWith(open) && isItem(text.slice(open.length).trimStart());
  return [isItem, isHiddenItem].some((is) => is(left) && is(right)) ? '\n' : '\n\n';
}

function usesWindowsLines({ source }: Document): boolean {
  const windows = source.match(/\r\n/g)?.length ?? 0;
  return windows * 2 > (source.match(/\n/g)?.length ?? 0);
}

function withLineEnd(text: string, lineEnd: string): string {
  return lineEnd === '\n' ? text : text.replaceAll(/\r?\n/g, lineEnd);
}
