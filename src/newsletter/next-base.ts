import { type EditionText, type Piece, parseEdition, withVisibility } from './edition-text.js';
import { type Identities, type Outlines, sectionsOf } from './identify-groups.js';
import { joinPieces } from './join-pieces.js';
import type { MergedOutline } from './merge-outlines.js';
import {
  isRenderedBefore,
  type Outline,
  type PartOutline,
  partPieces,
  piecesOf,
  RENDERED_BEFORE,
  type SectionOutline,
  sectionPieces,
} from './outline.js';

/**
 * What the bot has offered to people, as the base of the next merge. It is the fresh edition without what found no
 * place in the file, so that it gets in once people make one. At its end stands what the bot renders no longer but did
 * not take out of the file itself, so that a thing that people deleted stays deleted when the bot has it again.
 */
export function nextBase(
  outlines: Outlines,
  merged: MergedOutline,
  identities: Identities,
  fresh: EditionText,
): string {
  const pieces = offered(outlines, merged, identities);
  const before = renderedBefore(outlines, merged, identities, mentionsOf(pieces));
  return joinPieces([...pieces, ...before], fresh, fresh);
}

/** The fresh pieces that are in the file, or were offered before. */
function offered(
  { base, current, fresh }: Outlines,
  { outline, present }: MergedOutline,
  identities: Identities,
): readonly Piece[] {
  const withDecision = rememberDecisions(base, current);
  const before = numbersOf(base, identities);
  const told = mentionsOf([...piecesOf(base), ...piecesOf(outline)]);
  const isOffered = (piece: Piece) => piece.kind !== 'entry' || piece.mentions.some((key) => told.has(key));
  const isKnown = (group: PartOutline | SectionOutline) =>
    before.has(identities.of(group)) || present.has(identities.of(group));
  const parts = fresh.parts.filter(isKnown).map((part) => ({
    ...part,
    sections: part.sections
      .filter(isKnown)
      .map((section) => ({ ...section, rest: section.rest.filter(isOffered).map(withDecision) })),
  }));
  return piecesOf({ opening: fresh.opening, parts });
}

/**
 * An entry that people hid or showed is remembered the other way round even when the bot agrees with them, so that it
 * stays theirs when the bot changes its mind.
 */
function rememberDecisions(base: Outline, current: Outline): (fresh: Piece) => Piece {
  const [before, now] = [base, current].map(
    (outline) => new Map(piecesOf(outline).map((piece) => [piece.key, piece])),
  );
  return (piece) => {
    const [old, own] = [before?.get(piece.key), now?.get(piece.key)];
    const isDecided = piece.kind === 'entry' && old && own && old.hidden !== own.hidden;
    return isDecided ? withVisibility(piece, !own.hidden) : piece;
  };
}

/** What of the base the bot has no longer, but did not take out of the file: people deleted it, or keep it. */
function renderedBefore(
  { base, current, fresh }: Outlines,
  { outline, present }: MergedOutline,
  identities: Identities,
  offeredKeys: ReadonlySet<string>,
): readonly Piece[] {
  const [now, next] = [numbersOf(current, identities), numbersOf(fresh, identities)];
  const isLeft = (group: PartOutline | SectionOutline) => {
    const number = identities.of(group);
    return !next.has(number) && (!now.has(number) || present.has(number));
  };
  const [toldNow, toldAfter] = [mentionsOf(piecesOf(current)), mentionsOf(piecesOf(outline))];
  const isEntryLeft = ({ kind, mentions: [key = ''] }: Piece) =>
    kind === 'entry' && !offeredKeys.has(key) && (!toldNow.has(key) || toldAfter.has(key));

  const sections = sectionsOf(base)
    .filter(isLeft)
    .map((section) => ({
      ...section,
      rest: section.rest.filter((piece) => piece.kind !== 'entry' || isEntryLeft(piece)),
    }));
  const within = new Set(sections.flatMap(({ rest }) => rest));
  const entries = piecesOf(base).filter((piece) => isEntryLeft(piece) && !within.has(piece));
  const parts = base.parts.filter((part) => !isRenderedBefore(part) && isLeft(part));
  const rest = [...entries, ...sections.flatMap(sectionPieces)];
  return [
    ...parts.flatMap((part) => partPieces({ ...part, sections: [] })),
    ...(rest.length === 0 ? [] : [...parseEdition(`${RENDERED_BEFORE}\n`).pieces, ...rest]),
  ];
}

function numbersOf(outline: Outline, identities: Identities): ReadonlySet<number> {
  return new Set([...outline.parts, ...sectionsOf(outline)].map(identities.of));
}

function mentionsOf(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(pieces.flatMap(({ mentions }) => mentions));
}
