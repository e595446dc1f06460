import { asFarAsSeen } from './as-far-as-seen.js';
import { parseEdition } from './edition-text.js';
import { endsOpen } from './ends-open.js';
import { type Identities, identifyGroups, type Outlines, sectionsOf } from './identify-groups.js';
import { joinPieces } from './join-pieces.js';
import { createCreditMerge } from './merge-credits.js';
import { createEntryMerge } from './merge-entries.js';
import { type MergedOutline, mergeOutlines } from './merge-outlines.js';
import { nextBase } from './next-base.js';
import { outlineOf, piecesOf } from './outline.js';
import { findSectionHomes } from './section-homes.js';

/** The draft with what is new in it, and what a person should know about it. */
export interface MergedEdition {
  readonly text: string;
  /**
   * What to store, in one step with the text, as the base of the next merge; `null` when there is none. It is the fresh
   * edition as far as it was offered to people, and what they deleted of earlier ones.
   */
  readonly base: string | null;
  /** Entries that the bot no longer has, kept since a person changed them; their keys, sorted. */
  readonly keptThoughGone: readonly string[];
  /** Keys of fresh entries that have no place in the file: people deleted their section, or nothing can follow it. */
  readonly withoutSection: readonly string[];
  /** Whether the file is no edition any more, so that nothing was merged into it. */
  readonly isForeign: boolean;
}

/** In UTF-16 code units; eight times the longest edition that was ever published. */
export const LONGEST_EDITION = 200_000;

/**
 * Three-way merge of an edition: `base` is what the bot last offered (`null` when that is not known), `current` the
 * file as people left it, `fresh` what the bot renders now. What people did not touch follows the bot. What they
 * reworded, moved, hid, deleted or wrote stays as they left it; untouched text comes out byte for byte.
 */
export function mergeEdition(base: string | null, current: string, fresh: string): MergedEdition {
  const foreign = { text: current, base, keptThoughGone: [], withoutSection: [], isForeign: true };
  if (current.length > LONGEST_EDITION) return foreign;
  const [before, now, next] = [parseEdition(base ?? ''), parseEdition(current), parseEdition(fresh)];
  const found = { base: outlineOf(before), current: outlineOf(now), fresh: outlineOf(next) };
  if (found.current.parts.length === 0) return foreign;

  const isClosed = !endsOpen(now);
  const outlines = isClosed ? found : { ...found, fresh: asFarAsSeen(found) };
  const identities = identifyGroups(outlines);
  const homes = findSectionHomes(outlines, identities, isClosed);
  const entries = createEntryMerge(outlines, identities, homes.takesIn);
  const merged = mergeOutlines(outlines, {
    entries,
    credits: createCreditMerge(outlines, identities),
    identities,
    homes,
    onlyAdds: base === null,
  });
  const text = joinPieces(piecesOf(merged.outline), now, next);
  return {
    text: current === base ? fresh : base === fresh ? current : text,
    base: nextBase(outlines, merged, identities, next),
    keptThoughGone: entries.keptThoughGone(),
    withoutSection: entriesWithoutSection(outlines, merged, identities),
    isForeign: false,
  };
}

function entriesWithoutSection(
  { base, fresh }: Outlines,
  { outline, present }: MergedOutline,
  identities: Identities,
): readonly string[] {
  const told = new Set(piecesOf(outline).flatMap(({ mentions }) => mentions));
  const offered = new Set(piecesOf(base).flatMap(({ mentions }) => mentions));
  return sectionsOf(fresh).flatMap((section) =>
    section.rest
      .flatMap(({ mentions }) => mentions)
      .filter((key) => !told.has(key) && !(offered.has(key) && present.has(identities.of(section)))),
  );
}
