import { type EditionText, type Piece, parseEdition } from './edition-text.js';
import { joinPieces } from './join-pieces.js';
import { type Identities, matchOutlines, sectionsOf } from './match-outlines.js';
import { createEntryMerge, type EntryMerge } from './merge-entries.js';
import { mergeProse } from './merge-prose.js';
import { mergeSection } from './merge-section.js';
import { mergeSequence } from './merge-sequence.js';
import { type Outline, outlineOf, type PartOutline, piecesOf, type SectionOutline } from './outline.js';

/** The draft with what is new in it, and what a person should know about it. */
export interface MergedEdition {
  readonly text: string;
  /** Entries that the bot no longer has, kept since a person changed them; their keys. */
  readonly keptThoughGone: readonly string[];
  /** Keys of entries whose section a person deleted: they are not in the file. */
  readonly withoutSection: readonly string[];
  /** Whether the file is no edition any more, so that nothing was merged into it. */
  readonly isForeign: boolean;
}

/**
 * Three-way merge of an edition: `base` is what the bot last rendered (`null` when that is not known), `current` the
 * file as people left it, `fresh` what the bot renders now. What people did not touch follows the bot. What they
 * reworded, moved, hid, deleted or wrote stays as they left it; untouched text comes out byte for byte.
 */
export function mergeEdition(base: string | null, current: string, fresh: string): MergedEdition {
  const unchanged = { text: current, keptThoughGone: [], withoutSection: [], isForeign: false };
  if (current === base) return { ...unchanged, text: fresh };
  if (base === fresh) return unchanged;
  const [before, now, next] = [parseEdition(base ?? ''), parseEdition(current), parseEdition(fresh)];
  const [old, own, coming] = [outlineOf(before), outlineOf(now), outlineOf(next)];
  if (own.parts.length === 0) return { ...unchanged, isForeign: true };
  const entries = createEntryMerge(before, now, next);
  const merged = mergeOutlines(old, own, coming, entries, base === null);
  return {
    text: joinPieces(piecesOf(merged), now, next),
    keptThoughGone: entries.keptThoughGone(),
    withoutSection: entriesWithoutSection(coming, merged, matchOutlines(old, own)),
    isForeign: false,
  };
}

function mergeOutlines(
  base: Outline,
  current: Outline,
  fresh: Outline,
  entries: EntryMerge,
  onlyAdd: boolean,
): Outline {
  const identities = matchOutlines(base, current);
  const baseSections = byKey(sectionsOf(base));
  const freshSections = byKey(sectionsOf(fresh));
  const known = new Set([
    ...baseSections.keys(),
    ...sectionsOf(current).map((section) => identities.sectionKey(section)),
  ]);
  const keyOf = (section: SectionOutline) => identities.sectionKey(section);

  const mergePart = (own: PartOutline): PartOutline[] => {
    const key = identities.partKey(own);
    const before = base.parts.find(({ heading }) => heading.key === key);
    const next = fresh.parts.find(({ heading }) => heading.key === key);
    if (before !== undefined && next === undefined && samePieces(partPieces(before), partPieces(own)))
      return [];
    const kept = own.sections.flatMap((section) =>
      mergeSection(
        {
          base: baseSections.get(keyOf(section)),
          current: section,
          fresh: freshSections.get(keyOf(section)),
        },
        entries,
      ),
    );
    const sections = mergeSequence({
      kept,
      fresh: (next?.sections ?? []).flatMap((section) => newSection(section, known, entries)),
      keyOf,
      isNew: (section) => !known.has(section.heading.key),
      fallback: 0,
    });
    const body = next === undefined ? own.body : mergeProse(before?.body ?? own.body, own.body, next.body);
    return [{ heading: own.heading, body: before === undefined ? own.body : body, sections }];
  };

  const knownParts = new Set([
    ...base.parts.map(({ heading }) => heading.key),
    ...current.parts.map(identities.partKey),
  ]);
  return {
    opening: onlyAdd ? current.opening : mergeProse(base.opening, current.opening, fresh.opening),
    parts: mergeSequence({
      kept: current.parts.flatMap(mergePart),
      fresh: fresh.parts,
      keyOf: identities.partKey,
      isNew: (part) => !knownParts.has(part.heading.key) && (!onlyAdd || part.sections.length > 0),
      fallback: 0,
    }),
  };
}

/** A section that is new, without the entries that are told elsewhere or were deleted; the others only as neighbours. */
function newSection(
  section: SectionOutline,
  known: ReadonlySet<string>,
  entries: EntryMerge,
): SectionOutline[] {
  if (known.has(section.heading.key)) return [section];
  const rest = section.rest.filter(entries.isNew);
  const hasEntries = (pieces: readonly Piece[]) => pieces.some(({ kind }) => kind === 'entry');
  return hasEntries(section.rest) && !hasEntries(rest) ? [] : [{ ...section, rest }];
}

function entriesWithoutSection(
  fresh: Outline,
  merged: Outline,
  { sectionKey }: Identities,
): readonly string[] {
  const present = new Set(sectionsOf(merged).map(sectionKey));
  const told = new Set(piecesOf(merged).flatMap(({ mentions }) => mentions));
  return sectionsOf(fresh)
    .filter(({ heading }) => !present.has(heading.key))
    .flatMap(({ rest }) => rest.flatMap(({ mentions }) => mentions))
    .filter((key) => !told.has(key));
}

function byKey(sections: readonly SectionOutline[]): ReadonlyMap<string, SectionOutline> {
  return new Map([...sections].reverse().map((section) => [section.heading.key, section]));
}

function partPieces(part: PartOutline): readonly Piece[] {
  return piecesOf({ opening: [], parts: [part] });
}

/** Whether two groups of pieces read the same, white space between them aside. */
export function samePieces(left: readonly Piece[], right: readonly Piece[]): boolean {
  return left.length === right.length && left.every((piece, index) => piece.source === right[index]?.source);
}

export type { EditionText };
