import { type Document, type Outline, outlineFrom, type Part, type Section } from '../document/document.js';
import { parseDocument } from '../document/parse-document.js';
import { findSectionPlacement, type Identities, identifyGroups, type Outlines } from './identify-groups.js';
import { documentOf, joinPieces } from './join-pieces.js';
import { EMPTY_LEDGER, isEmptyLedger, type Offered, outlineOffered } from './ledger.js';
import { createCreditMerge, creditOf } from './merge-credits.js';
import { createEntryMerge } from './merge-entries.js';
import { type MergedOutline, mergeOutlines } from './merge-sections.js';
import { nextOffered } from './next-offered.js';

/** The draft with what is new in it, and what a person should know about it. */
export interface MergedEdition {
  readonly document: Document;
  /** What to store, in one step with the file, as the base of the next merge; `null` when there is none. */
  readonly base: Offered | null;
  /** Entries that the bot no longer has, kept since a person changed them; their keys, sorted. */
  readonly keptThoughGone: readonly string[];
  /** Keys of fresh entries that have no place in the file: people deleted their section, or nothing can follow it. */
  readonly withoutSection: readonly string[];
  /** Whether the file is no edition any more, so that nothing was merged into it. */
  readonly isForeign: boolean;
}

/**
 * Three-way merge of an edition: `base` is what the bot last offered (`null` when that is not known), `current` the
 * file as people left it, `fresh` what the bot renders now. What people did not touch follows the bot. What they
 * reworded, moved, hid, deleted or wrote stays as they left it; untouched text comes out byte for byte.
 */
export function mergeEdition(base: Offered | null, current: Document, fresh: Document): MergedEdition {
  if (current.parts.length === 0)
    return { document: current, base, keptThoughGone: [], withoutSection: [], isForeign: true };
  const offered = base ?? NOTHING;
  const found = { base: outlineOffered(offered), current, fresh };
  const isClosed = !current.endsOpen;
  const outlines = isClosed ? found : { ...found, fresh: freshAsSeen(found) };
  const identities = identifyGroups(outlines);
  const placement = findSectionPlacement(outlines, identities, isClosed);
  const entries = createEntryMerge(outlines, {
    identities,
    decided: offered.ledger.decided,
    takesIn: placement.takesIn,
  });
  const merged = mergeOutlines(outlines, {
    entries,
    credits: createCreditMerge(outlines, identities),
    identities,
    placement,
    onlyAdds: base === null,
  });
  return {
    document: mergedFile(merged, { base, current, fresh }),
    base: nextOffered(outlines, merged, identities, { base: offered, fresh }),
    keptThoughGone: entries.keptThoughGone(),
    withoutSection: entriesWithoutSection(outlines, merged, identities),
    isForeign: false,
  };
}

/** What the bot offered where that is not known. */
const NOTHING: Offered = { document: parseDocument(''), ledger: EMPTY_LEDGER };

function mergedFile(
  { outline }: MergedOutline,
  {
    base,
    current,
    fresh,
  }: { readonly base: Offered | null; readonly current: Document; readonly fresh: Document },
): Document {
  const offered = base !== null && isEmptyLedger(base.ledger) ? base.document.source : null;
  if (current.source === offered) return fresh;
  if (fresh.source === offered) return current;
  return documentOf(joinPieces(outline.pieces, current, fresh), [current, fresh]);
}

function entriesWithoutSection(
  { base, fresh }: Outlines,
  { outline, present }: MergedOutline,
  identities: Identities,
): readonly string[] {
  const listed = new Set(outline.pieces.flatMap(({ mentions }) => mentions));
  const offered = new Set(base.pieces.flatMap(({ mentions }) => mentions));
  return fresh.sections.flatMap((section) =>
    section.rest
      .flatMap(({ mentions }) => mentions)
      .filter((key) => !listed.has(key) && !(offered.has(key) && present.has(identities.of(section)))),
  );
}

/**
 * The fresh edition as far as people can see it in a file whose last comment never ends: the opening and the prose are
 * those of the base, as are the entries and credits that the comment may hold. So they wait, and are offered once it is
 * mended.
 */
function freshAsSeen(outlines: Outlines): Outline {
  const { base, current, fresh } = outlines;
  const identities = identifyGroups(outlines);
  const byNumber = <Group extends Part | Section>(groups: readonly Group[]) =>
    new Map(groups.map((group) => [identities.of(group), group]));
  const baseParts = byNumber(base.parts);
  const [baseSections, currentSections] = [base, current].map((outline) => byNumber(outline.sections));
  const offered = new Map([...base.pieces].reverse().map((piece) => [piece.key, piece]));
  const seen = new Set(current.pieces.map(({ key }) => key));

  const sectionAsSeen = (section: Section): Section => {
    const number = identities.of(section);
    const baseSection = baseSections?.get(number);
    const rest = section.rest.map((piece) => {
      if (piece.kind === 'credit')
        return creditOf(currentSections?.get(number)) === undefined
          ? (creditOf(baseSection) ?? piece)
          : piece;
      return seen.has(piece.key) ? piece : (offered.get(piece.key) ?? piece);
    });
    return { ...section, head: (baseSection ?? section).head, rest };
  };
  return outlineFrom(
    base.opening.length > 0 ? base.opening : fresh.opening,
    fresh.parts.map((part) => {
      const { body, closing } = baseParts.get(identities.of(part)) ?? part;
      return { ...part, body, closing, sections: part.sections.map(sectionAsSeen) };
    }),
  );
}
