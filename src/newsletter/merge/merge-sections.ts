import {
  isImplied,
  isListHeading,
  isOfPerson,
  type Outline,
  outlineFrom,
  type Part,
  type Piece,
  partPieces,
  type Section,
  sectionPieces,
} from '../document/document.js';
import type { Form } from '../document/form.js';
import type { Identities, Outlines, SectionPlacement } from './identify-groups.js';
import type { CreditMerge } from './merge-credits.js';
import type { EntryMerge } from './merge-entries.js';
import { inPeoplesOrder, type Neighbours, placeInList, takeMoving } from './merge-lists.js';
import { isFrontMatter, mergeFrontMatters, mergeHeading, mergeInSteps } from './merge-prose.js';

/** What a merge of outlines goes by. */
export interface OutlineMerge extends SectionMerge {
  readonly placement: SectionPlacement;
  /** What the bot rendered before is not known: what people do not have is not added, but for parts with entries. */
  readonly onlyAdds: boolean;
}

/** The merged edition, and its parts and sections by number. */
export interface MergedOutline {
  readonly outline: Outline;
  readonly parts: ReadonlyMap<number, Part>;
  readonly sections: ReadonlyMap<number, Section>;
  /** Numbers of new parts that it does without, as the people did who made the file. */
  readonly declined: ReadonlySet<number>;
}

/** A part or section of the merged edition, with its number. */
interface Numbered<Group> {
  readonly number: number;
  readonly group: Group;
}

type NumberedPart = Numbered<Omit<Part, 'sections'> & { sections: readonly Numbered<Section>[] }>;

/** Merges parts and sections: people's order and headings, with what is new among its neighbours. */
export function mergeOutlines(outlines: Outlines, merge: OutlineMerge): MergedOutline {
  const { current, fresh } = outlines;
  const { identities, placement } = merge;
  const freshParts = fresh.parts.map((part) => numbered(newPart(part, merge), identities.of(part)));
  const newParts = freshParts.filter(({ number }) => placement.isNewPart(number));
  const declined = merge.onlyAdds ? newParts.filter(({ group }) => !group.sections.some(isOffer)) : [];
  const parts = mergeSequence({
    kept: current.parts.flatMap(createPartMerge(outlines, merge)),
    fresh: freshParts,
    keyOf: ({ number }) => number,
    isNew: (part) => newParts.includes(part) && !declined.includes(part),
    fallback: current.parts.length,
  });
  const mergedParts = parts.map(({ number, group: part }) =>
    numbered({ ...part, sections: part.sections.map(({ group }) => group) }, number),
  );
  return {
    outline: outlineFrom(
      merge.onlyAdds ? current.opening : mergeOpening(outlines, merge),
      mergedParts.map(({ group }) => group),
    ),
    parts: groupsByNumber(mergedParts),
    sections: groupsByNumber(parts.flatMap(({ group }) => group.sections)),
    declined: new Set(declined.map(({ number }) => number)),
  };
}

/** Whether a section is more than the place for entries that a part without sections has. */
function isOffer({ group: { heading, rest } }: Numbered<Section>): boolean {
  return !isImplied(heading) || rest.length > 0;
}

/** Merges what precedes the first part: front matter value by value, the rest as text. */
function mergeOpening(outlines: Outlines, merge: SectionMerge): readonly Piece[] {
  const [base, current, fresh] = [outlines.base, outlines.current, outlines.fresh].map(
    ({ opening }) => opening,
  ) as [readonly Piece[], readonly Piece[], readonly Piece[]];
  const frontMatter = mergeFrontMatters(base, current, fresh);
  if (frontMatter === null) return mergeText(base, current, [fresh], merge);
  const [before, own, next] = [base, current, fresh].map((pieces) =>
    pieces.filter((piece) => !isFrontMatter(piece)),
  );
  return [frontMatter, ...mergeText(before ?? [], own ?? [], [next ?? []], merge)];
}

/** No section has it. */
const NO_SECTION = -1;

/**
 * Merges text that stands in no section, in the bot's steps: paragraph by paragraph, and lists of people person by person, as
 * entries are.
 */
function mergeText(
  base: readonly Piece[],
  current: readonly Piece[],
  steps: readonly (readonly Piece[])[],
  { entries, form }: SectionMerge,
): readonly Piece[] {
  const merged = mergeInSteps(base, current, steps, form);
  if (form.contributor === null) return merged;
  const own = new Set(current);
  const kept = merged.flatMap((piece) =>
    isOfPerson(piece) && own.has(piece) ? entries.merge(piece, NO_SECTION) : [piece],
  );
  const present = new Set(kept.map(({ key }) => key));
  return mergeSequence({
    kept,
    fresh: steps.at(-1) ?? [],
    keyOf: ({ key }) => key,
    isNew: (piece) => isOfPerson(piece) && !present.has(piece.key) && entries.isNew(piece, NO_SECTION),
    fallback: kept.length,
  });
}

function createPartMerge(
  outlines: Outlines,
  merge: OutlineMerge,
): (current: Part) => readonly NumberedPart[] {
  const { identities, placement } = merge;
  const [baseParts, freshParts] = [outlines.base, outlines.fresh].map(({ parts }) =>
    byNumber(parts, identities),
  );
  const [baseSections, freshSections] = [outlines.base, outlines.fresh].map((outline) =>
    byNumber(outline.sections, identities),
  );

  const closing = outlines.base.parts.flatMap((part) => part.closing);

  const mergeCurrentSection = (current: Section) => {
    const section = identities.of(current);
    const absorbed = new Map(
      placement.absorbedBy(section).flatMap((number) => {
        const merged = freshSections?.get(number);
        return merged === undefined ? [] : [[number, merged]];
      }),
    );
    const [base, fresh] = [baseSections?.get(section), freshSections?.get(section)];
    return mergeSection({ section, base, current, fresh, absorbed, closing }, merge).map((group) =>
      numbered(group, section),
    );
  };
  return (current) => {
    const part = identities.of(current);
    const [base, fresh] = [baseParts?.get(part), freshParts?.get(part)];
    const isInUse = current.sections.some((section) => freshSections?.has(identities.of(section)));
    if (
      fresh === undefined &&
      base !== undefined &&
      !isInUse &&
      isAllOf(partPieces(base), partPieces(current))
    )
      return [];
    const kept = current.sections.map(mergeCurrentSection);
    const leftBehind = current.sections.flatMap(({ rest }, index) =>
      kept[index]?.length === 0 ? rest.filter((piece) => isAllOf(closing, [piece])) : [],
    );
    const currentClosing = [...leftBehind, ...current.closing];
    const sections = mergeSequence({
      kept: kept.flat(),
      fresh: (fresh?.sections ?? []).flatMap((section) => newSection(section, merge)),
      keyOf: ({ number }) => number,
      isNew: ({ number }) => placement.isNew(number),
      fallback: 0,
    });
    const followsProse = base !== undefined && fresh !== undefined;
    return [
      numbered(
        {
          heading: mergeHeading(base?.heading, current.heading, fresh?.heading, merge.form),
          body: followsProse
            ? mergeText(base.body, current.body, [merge.stepBefore(fresh).body, fresh.body], merge)
            : current.body,
          sections,
          closing: followsProse
            ? mergeText(base.closing, currentClosing, [fresh.closing], merge)
            : currentClosing,
        },
        part,
      ),
    ];
  };
}

/** A part that is new, with those of its sections that are. */
function newPart(part: Part, merge: OutlineMerge): NumberedPart['group'] {
  const sections = part.sections.filter((section) => merge.placement.isNew(merge.identities.of(section)));
  return {
    ...part,
    sections: sections.flatMap((section) => newSection(section, merge)),
  };
}

/** A new section without the entries that are listed elsewhere or were deleted; any other section serves as a neighbour only. */
function newSection(
  section: Section,
  { placement, identities, entries }: OutlineMerge,
): readonly Numbered<Section>[] {
  const number = identities.of(section);
  if (!placement.isNew(number)) return [numbered(section, number)];
  const rest = section.rest.filter((piece) => piece.kind === 'credit' || entries.isNew(piece, number));
  const hasEntries = (pieces: readonly Piece[]) => pieces.some(({ kind }) => kind === 'entry');
  return hasEntries(section.rest) && !hasEntries(rest) ? [] : [numbered({ ...section, rest }, number)];
}

function numbered<Group>(group: Group, number: number): Numbered<Group> {
  return { number, group };
}

function groupsByNumber<Group>(groups: readonly Numbered<Group>[]): ReadonlyMap<number, Group> {
  return new Map(groups.map(({ number, group }) => [number, group]));
}

function byNumber<Group extends Part | Section>(
  groups: readonly Group[],
  identities: Identities,
): ReadonlyMap<number, Group> {
  return new Map(groups.map((group) => [identities.of(group), group]));
}

/** The three versions of a section; `base` and `fresh` may lack it. */
interface SectionVersions {
  /** The number of the section. */
  readonly section: number;
  readonly base: Section | undefined;
  readonly current: Section;
  readonly fresh: Section | undefined;
  /** Fresh sections that people merged into this one, by number. */
  readonly absorbed: ReadonlyMap<number, Section>;
  /** The bot's closing comments: people may have moved a section behind them. */
  readonly closing: readonly Piece[];
}

/** How the parts of a section are merged. */
export interface SectionMerge {
  readonly form: Form;
  readonly identities: Identities;
  readonly entries: EntryMerge;
  readonly credits: CreditMerge;
  /** The fresh part or section in the version whose prose is merged first; itself where there is none. */
  stepBefore<Group extends Part | Section>(fresh: Group): Group;
}

/** Merges a section of the people's file; nothing when the bot dropped it and no person wrote in it. */
function mergeSection(versions: SectionVersions, merge: SectionMerge): readonly Section[] {
  const { base, current, fresh, closing } = versions;
  const merged = {
    heading: mergeHeading(base?.heading, current.heading, fresh?.heading, merge.form),
    head: mergeHead(versions, merge),
    rest: mergeRest(versions, merge),
  };
  const isGone = fresh === undefined && base !== undefined;
  return isGone && isBare(base, merged, closing) ? [] : [merged];
}

/** A section that people made keeps its head; one that the bot made is merged paragraph by paragraph. */
function mergeHead({ base, current, fresh }: SectionVersions, merge: SectionMerge): readonly Piece[] {
  if (fresh === undefined) return current.head;
  if (base !== undefined)
    return mergeText(base.head, current.head, [merge.stepBefore(fresh).head, fresh.head], merge);
  return current.head.length > 0 ? current.head : fresh.head;
}

/**
 * What is new in the section comes in among its own, and what is new in those that it absorbed among theirs. What people put behind
 * an entry goes where the bot moves that.
 */
function mergeRest(
  { section, base, current, fresh, absorbed }: SectionVersions,
  { entries, credits, identities }: SectionMerge,
): readonly Piece[] {
  const { kept, followers } = takeMoving(section, current, entries, credits);
  const own = fresh === undefined ? [] : [[section, fresh] as const];
  const keyOf = (piece: Piece) =>
    credits.sectionOf(piece) ?? (isListHeading(piece) ? `list ${identities.listOf(piece)}` : piece.key);
  const merged = [...own, ...absorbed].reduce<readonly Piece[]>((before, [number, { rest }]) => {
    const isGrouped = [rest, base?.rest ?? []].some((pieces) => pieces.some(isListHeading));
    return mergeSequence({
      kept: before,
      fresh: inPeoplesOrder(rest, current, entries),
      keyOf,
      isNew: (piece) =>
        piece.kind === 'credit'
          ? number === section && credits.isNew(piece, number)
          : entries.isNew(piece, number),
      fallback: number === section ? 0 : before.length,
      ...(isGrouped ? { placeOf: placeInList(keyOf, identities) } : {}),
    });
  }, kept);
  const coming = new Set([...own, ...absorbed].flatMap(([, { rest }]) => rest));
  return merged.flatMap((piece) =>
    coming.has(piece) ? [entries.comingIn(piece), ...(followers.get(piece.key) ?? [])] : [piece],
  );
}

/** Whether no entries are left, and the prose is all the bot's as it was. Headings of lists go with their entries. */
function isBare(base: Section, merged: Section, closing: readonly Piece[]): boolean {
  const [basePieces, mergedPieces] = [sectionPieces(base), sectionPieces(merged)];
  const prose = basePieces.filter((piece) => piece.kind !== 'entry' && !isListHeading(piece));
  return isAllOf([...prose, ...closing], mergedPieces) && isAllOf(mergedPieces, prose);
}

/** How the items of two sequences become one. */
interface SequenceMerge<Item> {
  /** The people's items, in their order, already as they shall be. */
  readonly kept: readonly Item[];
  readonly fresh: readonly Item[];
  keyOf(item: Item): string | number;
  /** Whether a fresh item shall be inserted. */
  isNew(item: Item): boolean;
  /** Where a new item goes when none of its neighbours is there: an index into `kept`. */
  readonly fallback: number;
  /** Where a new item goes in what is merged so far, if its neighbours do not tell; `null`: they do. */
  placeOf?(item: Item, among: Neighbours<Item>): number | null;
}

/** Inserts each new item after the nearest one before it, else before the nearest one after it, in the fresh order. */
function mergeSequence<Item>({
  kept,
  fresh,
  keyOf,
  isNew,
  fallback,
  placeOf = () => null,
}: SequenceMerge<Item>): readonly Item[] {
  const merged = [...kept];
  const present = new Set(kept.map(keyOf));
  const isPresent = (item: Item) => present.has(keyOf(item));
  const indexOf = (item: Item) => merged.findLastIndex((other) => keyOf(other) === keyOf(item));
  fresh.forEach((item, index) => {
    if (!isNew(item)) return;
    const [allBefore, allAfter] = [fresh.slice(0, index), fresh.slice(index + 1)];
    const [before, after] = [allBefore.findLast(isPresent), allAfter.find(isPresent)];
    const besideNeighbour =
      before !== undefined ? indexOf(before) + 1 : after !== undefined ? indexOf(after) : fallback;
    const place = placeOf(item, { merged, before: allBefore, after: allAfter }) ?? besideNeighbour;
    merged.splice(place, 0, item);
    present.add(keyOf(item));
  });
  return merged;
}

/** Whether each of the pieces reads like one of the base. */
function isAllOf(base: readonly Piece[], pieces: readonly Piece[]): boolean {
  const known = new Set(base.map(({ words }) => words));
  return pieces.every(({ words }) => known.has(words));
}
