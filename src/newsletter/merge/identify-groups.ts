import type { Outline, Part, Piece, Section } from '../document/document.js';

/** What is the same part or section in the three versions has the same number. */
export interface Identities {
  of(group: Part | Section): number;
}

/** The three versions of an edition, taken apart; the base with what is gone. */
export interface Outlines {
  readonly base: Outline;
  readonly current: Outline;
  readonly fresh: Outline;
}

/** Whether a group that another version has is this one, from the surest sign to the weakest. */
type Likeness<Group> = (group: Group, candidates: readonly Group[]) => Group | undefined;

/**
 * Finds out who is who: by heading, else by the address that it links to, else by what stands under it. So a group
 * that people or the bot renamed is still itself; a second one under the same heading is another. A section of people's
 * own that absorbed one of the bot's is that one.
 */
export function identifyGroups({ base, current, fresh }: Outlines): Identities {
  const numbers = new Map<Part | Section, number>();
  const identify = <Group extends Part | Section>(
    [inBase, inCurrent, inFresh]: readonly [readonly Group[], readonly Group[], readonly Group[]],
    wordsOf: (group: Group) => readonly string[],
  ) => {
    const number = (groups: readonly Group[]) => {
      for (const group of groups) if (!numbers.has(group)) numbers.set(group, numbers.size);
    };
    const follow = (known: readonly Group[], groups: readonly Group[]) => {
      for (const [group, counterpart] of matchGroups(known, groups, wordsOf)) {
        numbers.set(group, numbers.get(counterpart) ?? numbers.size);
      }
    };
    number(inBase);
    follow(inBase, inCurrent);
    follow(inBase, inFresh);
    number(inCurrent);
    const isNew = (group: Group) => !numbers.has(group);
    const taken = new Set(inFresh.map((group) => numbers.get(group)));
    follow(
      inCurrent.filter((group) => !taken.has(numbers.get(group))),
      inFresh.filter(isNew),
    );
    number(inFresh);
  };
  identify([base.parts, current.parts, fresh.parts], partWords);
  // What the bot is about to take out must not decide, since the next run will not find it any more.
  const lasting = new Set(fresh.sections.flatMap(sectionWords));
  identify([base.sections, current.sections, fresh.sections], (section) =>
    sectionWords(section).filter((word) => lasting.has(word)),
  );
  const identities: Identities = { of: (group) => numbers.get(group) ?? -1 };
  // The next run would recognise it by the entries that come in now, and find nothing new for its head and credit.
  const offered = new Set([...base.sections, ...fresh.sections].map(identities.of));
  for (const [gone, absorber] of absorbersIn({ base, current }, identities)) {
    if (offered.has(identities.of(absorber))) continue;
    numbers.set(absorber, identities.of(gone));
  }
  return identities;
}

/** For each group that has one its counterpart among the known ones. */
function matchGroups<Group extends { readonly heading: Piece }>(
  known: readonly Group[],
  groups: readonly Group[],
  wordsOf: (group: Group) => readonly string[],
): ReadonlyMap<Group, Group> {
  const matched = new Map<Group, Group>();
  const free = new Set(known);
  const likenesses: readonly Likeness<Group>[] = [
    ({ heading }, candidates) => candidates.find((other) => other.heading.words === heading.words),
    ({ heading }, candidates) => candidates.find((other) => other.heading.key === heading.key),
    firstInCommon(wordsOf, known, groups),
  ];
  for (const likeness of likenesses) {
    for (const group of groups) {
      const counterpart = matched.has(group) ? undefined : likeness(group, [...free]);
      if (counterpart === undefined) continue;
      matched.set(group, counterpart);
      free.delete(counterpart);
    }
  }
  return matched;
}

/**
 * The candidate that has the first of the group's words that any has: new entries come in beside those of their section,
 * so that the next run finds the same. A word that several groups of a version have tells nothing.
 */
function firstInCommon<Group>(
  wordsOf: (group: Group) => readonly string[],
  ...versions: readonly (readonly Group[])[]
): Likeness<Group> {
  const counts = versions.map((groups) => countWords(groups.map(wordsOf)));
  const isTypical = (word: string) => counts.every((count) => (count.get(word) ?? 0) <= 1);
  return (group, candidates) => {
    const words = new Set(candidates.flatMap(wordsOf));
    const first = wordsOf(group).find((word) => words.has(word) && isTypical(word));
    return candidates.find((candidate) => first !== undefined && wordsOf(candidate).includes(first));
  };
}

function countWords(groups: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const words of groups)
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function partWords({ body, sections, closing }: Part): readonly string[] {
  const keys = sections.map(({ heading }) => heading.key);
  return [...body.map(({ words }) => words), ...keys, ...closing.map(({ words }) => words)];
}

/** What is typical of a section: its entries, for its sentences are much like those of others. */
function sectionWords({ rest }: Section): readonly string[] {
  return rest.flatMap(({ mentions }) => mentions);
}

/** Where in the merged edition the sections of the fresh one are, by number. */
export interface SectionPlacement {
  /** Whether the part is new and gets inserted. */
  isNewPart(part: number): boolean;
  /** Whether the section is new and gets inserted: people deleted neither it nor its part. */
  isNew(section: number): boolean;
  /** The sections whose entries people merged into this one. */
  absorbedBy(section: number): readonly number[];
  /** Whether there is a place for the section's entries at all. */
  takesIn(section: number): boolean;
}

/** `isClosed` is false where nothing can follow the people's file: its last comment or code block never ends. */
export function findSectionPlacement(
  { base, current, fresh }: Outlines,
  identities: Identities,
  isClosed: boolean,
): SectionPlacement {
  const sectionsOf = (outline: Outline) => new Set(outline.sections.map(identities.of));
  const partsOf = (outline: Outline) => new Set(outline.parts.map(identities.of));
  const [baseSections, currentSections] = [sectionsOf(base), sectionsOf(current)];
  const [baseParts, currentParts] = [partsOf(base), partsOf(current)];
  const isNewPart = (part: number) => isClosed && !baseParts.has(part) && !currentParts.has(part);
  const added = new Set(
    fresh.parts
      .filter((part) => isNewPart(identities.of(part)) || currentParts.has(identities.of(part)))
      .flatMap(({ sections }) => sections.map(identities.of))
      .filter((section) => isClosed && !baseSections.has(section) && !currentSections.has(section)),
  );
  const absorbing = new Map(
    [...absorbersIn({ base, current }, identities)].map(
      ([gone, absorber]) => [identities.of(gone), identities.of(absorber)] as const,
    ),
  );
  return {
    isNewPart,
    isNew: (section) => added.has(section),
    absorbedBy: (section) =>
      [...absorbing].filter(([, absorber]) => absorber === section).map(([number]) => number),
    takesIn: (section) => currentSections.has(section) || added.has(section) || absorbing.has(section),
  };
}

/** The sections whose headings people deleted, each with the one that absorbed it. */
function absorbersIn(
  { base, current }: Pick<Outlines, 'base' | 'current'>,
  identities: Identities,
): ReadonlyMap<Section, Section> {
  const inCurrent = new Set(current.sections.map(identities.of));
  return new Map(
    base.sections
      .filter((section) => !inCurrent.has(identities.of(section)))
      .flatMap((gone) => {
        const absorber = absorberOf(gone, current.sections);
        return absorber === undefined ? [] : [[gone, absorber] as const];
      }),
  );
}

/** The section that holds at least half of the entries of one that is gone. */
function absorberOf(gone: Section, sections: readonly Section[]): Section | undefined {
  const keys = entryKeys(gone);
  return sections.find((section) => {
    const held = entryKeys(section);
    return keys.size > 0 && [...keys].filter((key) => held.has(key)).length * 2 >= keys.size;
  });
}

function entryKeys({ rest }: Section): ReadonlySet<string> {
  return new Set(rest.filter(({ kind }) => kind === 'entry').map(({ key }) => key));
}
