import {
  type Document,
  identitiesOf,
  type Outline,
  outlineFrom,
  type Part,
  type Piece,
  type Section,
} from '../document/document.js';
import { compareText } from '../markdown/order.js';
import type { Identities, Outlines } from './identify-groups.js';
import { documentOf, joinPieces } from './join-pieces.js';
import type { Ledger, Offered } from './ledger.js';
import type { MergedOutline } from './merge-sections.js';

/**
 * What the bot has offered to people, as the base of the next merge: the fresh edition without what found no place in the
 * file, so that it gets in once people make one. The ledger has what the bot renders no longer but did not take out of the
 * file itself, so that a thing that people deleted stays deleted when the bot has it again.
 */
export function nextOffered(
  outlines: Outlines,
  merged: MergedOutline,
  identities: Identities,
  { base, fresh }: { readonly base: Offered; readonly fresh: Document },
): Offered {
  const pieces = piecesOffered(outlines, merged, identities);
  return {
    document: documentOf(joinPieces(pieces, fresh, fresh), [fresh, base.document]),
    ledger: nextLedger(outlines, merged, identities, { pieces, decided: base.ledger.decided }),
  };
}

/** The fresh pieces that are in the file, or were offered before. */
function piecesOffered(
  { base, fresh }: Outlines,
  { outline, parts: mergedParts, sections, declined }: MergedOutline,
  identities: Identities,
): readonly Piece[] {
  const inBase = numbersOf(base, identities);
  const listed = identitiesOf([...base.pieces, ...outline.pieces]);
  const isOffered = (piece: Piece) =>
    piece.kind !== 'entry' || piece.identities.some((key) => listed.has(key));
  const isKnown = (group: Part | Section) =>
    [inBase, mergedParts, sections, declined].some((numbers) => numbers.has(identities.of(group)));
  const parts = fresh.parts.filter(isKnown).map((part) => ({
    ...part,
    sections: part.sections
      .filter(isKnown)
      .map((section) => ({ ...section, rest: section.rest.filter(isOffered) })),
  }));
  return outlineFrom(fresh.opening, parts).pieces;
}

/** What of the base the bot has no longer, but did not take out of the file: people deleted it, or keep it. */
function nextLedger(
  outlines: Outlines,
  merged: MergedOutline,
  identities: Identities,
  { pieces, decided }: { readonly pieces: readonly Piece[]; readonly decided: ReadonlySet<string> },
): Ledger {
  const { outline } = merged;
  const { base, current, fresh } = outlines;
  const offered = identitiesOf(pieces);
  const [currentNumbers, freshNumbers] = [numbersOf(current, identities), numbersOf(fresh, identities)];
  const isPresent = (number: number) => merged.parts.has(number) || merged.sections.has(number);
  const isLeft = (group: Part | Section) => {
    const number = identities.of(group);
    return !freshNumbers.has(number) && (!currentNumbers.has(number) || isPresent(number));
  };
  const [inCurrent, inMerged] = [identitiesOf(current.pieces), identitiesOf(outline.pieces)];
  const isEntryLeft = ({ kind, identities: [key = ''] }: Piece) =>
    kind === 'entry' && !offered.has(key) && (!inCurrent.has(key) || inMerged.has(key));

  const sections = base.sections.filter(isLeft).map((section) => ({
    ...section,
    rest: section.rest.filter((piece) => piece.kind !== 'entry' || isEntryLeft(piece)),
  }));
  const within = sections.flatMap(({ rest }) => rest.filter(({ kind }) => kind === 'entry'));
  const left = firstOfEach([...within, ...base.pieces.filter(isEntryLeft)]);
  const entries = left.filter((piece) => !within.includes(piece));
  return {
    parts: base.parts.filter(isLeft).map((part) => ({ ...part, sections: [] })),
    sections,
    entries: entries.sort((one, other) => compareText(one.key, other.key)),
    decided: decidedByPeople(outlines, merged, { candidates: [...pieces, ...left], decided }),
  };
}

/**
 * Keys of entries that people hid or showed, also of those that the bot agrees about meanwhile: they stay as people have
 * them when the bot changes its mind.
 */
function decidedByPeople(
  outlines: Outlines,
  { outline }: MergedOutline,
  { candidates, decided }: { readonly candidates: readonly Piece[]; readonly decided: ReadonlySet<string> },
): ReadonlySet<string> {
  const [basePieces, currentPieces, mergedPieces] = [outlines.base, outlines.current, outline].map(
    (version) => new Map([...version.pieces].reverse().map((piece) => [piece.key, piece])),
  );
  const listed = identitiesOf(outline.pieces);
  const found = candidates.filter(({ kind, key, hidden, identities: [identity = ''] }) => {
    const base = basePieces?.get(key);
    const current = currentPieces?.get(key);
    const kept = mergedPieces?.get(key);
    if (kind !== 'entry') return false;
    // Not as an entry of its own: in a comment that people put around several.
    if (kept === undefined) return listed.has(identity);
    const isChanged = base !== undefined && current !== undefined && base.hidden !== current.hidden;
    return decided.has(key) || isChanged || kept.hidden !== hidden;
  });
  return new Set(found.map(({ key }) => key).sort());
}

function firstOfEach(pieces: readonly Piece[]): readonly Piece[] {
  return [...new Map([...pieces].reverse().map((piece) => [piece.key, piece])).values()].reverse();
}

function numbersOf(outline: Outline, identities: Identities): ReadonlySet<number> {
  return new Set([...outline.parts, ...outline.sections].map(identities.of));
}
