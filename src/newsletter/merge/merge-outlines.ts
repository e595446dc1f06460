import { isAllOf, type Piece, replacing, sameSource } from './edition-text.js';
import { type Identities, type Outlines, sectionsOf } from './identify-groups.js';
import { mergeOpening } from './merge-opening.js';
import { mergeProse } from './merge-prose.js';
import { mergeSection, type SectionMerge } from './merge-section.js';
import { mergeSequence } from './merge-sequence.js';
import {
  isRenderedBefore,
  type Outline,
  type PartOutline,
  partPieces,
  type SectionOutline,
} from './outline.js';
import type { SectionHomes } from './section-homes.js';

/** What a merge of outlines goes by. */
export interface OutlineMerge extends SectionMerge {
  readonly identities: Identities;
  readonly homes: SectionHomes;
  /** What the bot rendered before is not known: what people do not have is not added, but for parts with entries. */
  readonly onlyAdds: boolean;
}

/** The merged edition, and the numbers of the parts and sections that it has. */
export interface MergedOutline {
  readonly outline: Outline;
  readonly present: ReadonlySet<number>;
  /** Numbers of new parts that it does without, as the people did who made the file. */
  readonly declined: ReadonlySet<number>;
}

/** A part or section of the merged edition, with its number. */
interface Numbered<Group> {
  readonly number: number;
  readonly group: Group;
}

type NumberedPart = Numbered<
  Omit<PartOutline, 'sections'> & { sections: readonly Numbered<SectionOutline>[] }
>;

/** Merges parts and sections: people's order and headings, with what is new among its neighbours. */
export function mergeOutlines(outlines: Outlines, merge: OutlineMerge): MergedOutline {
  const { base, current, fresh } = outlines;
  const { identities, homes } = merge;
  const freshParts = fresh.parts.map((part) => numbered(newPart(part, merge), identities.of(part)));
  const newParts = freshParts.filter(({ number }) => homes.isNewPart(number));
  const declined = merge.onlyAdds ? newParts.filter(({ group }) => group.sections.length === 0) : [];
  const parts = mergeSequence({
    kept: current.parts.flatMap(createPartMerge(outlines, merge)),
    fresh: freshParts,
    keyOf: ({ number }) => number,
    isNew: (part) => newParts.includes(part) && !declined.includes(part),
    fallback: current.parts.length,
  });
  return {
    outline: {
      opening: merge.onlyAdds ? current.opening : mergeOpening(base.opening, current.opening, fresh.opening),
      parts: parts.map(({ group: part }) => ({
        ...part,
        sections: part.sections.map(({ group }) => group),
      })),
    },
    present: new Set(
      parts.flatMap(({ number, group }) => [number, ...group.sections.map((section) => section.number)]),
    ),
    declined: new Set(declined.map(({ number }) => number)),
  };
}

function createPartMerge(
  { base, fresh }: Outlines,
  merge: OutlineMerge,
): (own: PartOutline) => readonly NumberedPart[] {
  const { identities, homes } = merge;
  const [baseParts, freshParts] = [
    byNumber(
      base.parts.filter((part) => !isRenderedBefore(part)),
      identities,
    ),
    byNumber(fresh.parts, identities),
  ];
  const [baseSections, freshSections] = [base, fresh].map((outline) =>
    byNumber(sectionsOf(outline), identities),
  );

  const closing = base.parts.flatMap((part) => part.closing);

  const mergeOwnSection = (own: SectionOutline) => {
    const section = identities.of(own);
    const absorbed = new Map(
      homes.absorbedBy(section).flatMap((number) => {
        const merged = freshSections?.get(number);
        return merged === undefined ? [] : [[number, merged]];
      }),
    );
    const [before, next] = [baseSections?.get(section), freshSections?.get(section)];
    return mergeSection({ section, base: before, current: own, fresh: next, absorbed, closing }, merge).map(
      (group) => numbered(group, section),
    );
  };
  return (own) => {
    const part = identities.of(own);
    const [before, next] = [baseParts.get(part), freshParts.get(part)];
    const isInUse = own.sections.some((section) => freshSections?.has(identities.of(section)));
    if (
      next === undefined &&
      before !== undefined &&
      !isInUse &&
      isAllOf(partPieces(before), partPieces(own))
    )
      return [];
    const kept = own.sections.map(mergeOwnSection);
    const leftBehind = own.sections.flatMap(({ rest }, index) =>
      kept[index]?.length === 0 ? rest.filter((piece) => isAllOf(closing, [piece])) : [],
    );
    const ownClosing = [...leftBehind, ...own.closing];
    const sections = mergeSequence({
      kept: kept.flat(),
      fresh: (next?.sections ?? []).flatMap((section) => newSection(section, merge)),
      keyOf: ({ number }) => number,
      isNew: ({ number }) => homes.isNew(number),
      fallback: 0,
    });
    const followsHeading = before !== undefined && sameSource(before.heading, own.heading);
    const followsProse = before !== undefined && next !== undefined;
    return [
      numbered(
        {
          heading: followsHeading && next ? replacing(own.heading, next.heading) : own.heading,
          body: followsProse ? mergeProse(before.body, own.body, next.body) : own.body,
          sections,
          closing: followsProse ? mergeProse(before.closing, ownClosing, next.closing) : ownClosing,
        },
        part,
      ),
    ];
  };
}

/** A part that is new, with those of its sections that are. */
function newPart(part: PartOutline, merge: OutlineMerge): NumberedPart['group'] {
  const sections = part.sections.filter((section) => merge.homes.isNew(merge.identities.of(section)));
  return {
    ...part,
    sections: sections.flatMap((section) => newSection(section, merge)),
  };
}

/** A new section without the entries that are told elsewhere or were deleted; any other as a neighbour only. */
function newSection(
  section: SectionOutline,
  { homes, identities, entries }: OutlineMerge,
): readonly Numbered<SectionOutline>[] {
  const number = identities.of(section);
  if (!homes.isNew(number)) return [numbered(section, number)];
  const rest = section.rest.filter((piece) => piece.kind === 'credit' || entries.isNew(piece, number));
  const hasEntries = (pieces: readonly Piece[]) => pieces.some(({ kind }) => kind === 'entry');
  return hasEntries(section.rest) && !hasEntries(rest) ? [] : [numbered({ ...section, rest }, number)];
}

function numbered<Group>(group: Group, number: number): Numbered<Group> {
  return { number, group };
}

function byNumber<Group extends PartOutline | SectionOutline>(
  groups: readonly Group[],
  identities: Identities,
): ReadonlyMap<number, Group> {
  return new Map(groups.map((group) => [identities.of(group), group]));
}
