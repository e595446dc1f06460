import {
  isImplied,
  isListHeading,
  type Outline,
  type Part,
  type Piece,
  type Section,
} from '../document/document.js';

/** What is the same part, section or list in the three versions has the same number. */
export interface Identities {
  of(group: Part | Section): number;
  /** The list of its section that a piece stands in, or is the heading of; `null` above the first such heading. */
  listOf(piece: Piece): number | null;
}

/** The three versions of an edition, taken apart; the base with what is gone. */
export interface Outlines {
  readonly base: Outline;
  readonly current: Outline;
  readonly fresh: Outline;
}

/**
 * Finds out who is who: by heading, else by the address that it links to, else by what stands under it. So a group
 * that people or the bot renamed is still itself; a second one under the same heading is another. A section of people's
 * own that absorbed one of the bot's is that one.
 */
export function identifyGroups(outlines: Outlines): Identities {
  const { base, current, fresh } = outlines;
  const numbers = new Map<Part | Section, number>();
  let lists: ReadonlyMap<Piece, number> = new Map();
  const identities: Identities = {
    of: (group) => numbers.get(group) ?? -1,
    listOf: (piece) => lists.get(piece.replaces ?? piece) ?? null,
  };
  const identify = <Group extends Part | Section>(
    inBase: readonly Group[],
    inCurrent: readonly Group[],
    inFresh: readonly Group[],
    wordsOf: (group: Group) => readonly string[],
  ) => {
    const number = (groups: readonly Group[]) => {
      for (const group of groups) if (!numbers.has(group)) numbers.set(group, numbers.size);
    };
    const follow = (known: Known<Group>, groups: readonly Group[]) => {
      for (const [group, found] of matchGroups(known, groups)) numbers.set(group, identities.of(found));
    };
    const signs = { wordsOf, numberOf: identities.of };
    number(inBase);
    follow({ ...signs, versions: [inBase] }, inFresh);
    number(inFresh);
    // The fresh edition first, since the next run will not find what the bot is about to take out.
    follow({ ...signs, versions: [inFresh, inBase] }, inCurrent);
    number(inCurrent);
  };
  identify(base.parts, current.parts, fresh.parts, partWords);
  identify(base.sections, current.sections, fresh.sections, sectionWords);
  // What absorbed a section is that section, unless it is another one of the bot's: the next run recognises it by the
  // entries that come in now, and finds nothing new for its head and credit any more.
  const offered = new Set([...base.sections, ...fresh.sections].map(identities.of));
  for (const [gone, absorber] of absorbersIn(outlines, identities)) {
    if (offered.has(identities.of(absorber))) continue;
    numbers.set(absorber, identities.of(gone));
  }
  lists = identifyLists(outlines, identities);
  return identities;
}

/** Entries below a heading within a section, and what people and the bot have between them. */
interface List {
  readonly heading: Piece;
  readonly pieces: readonly Piece[];
}

/**
 * For each piece below a heading within a section the number of the list that it stands in. Lists are the same by heading, else by
 * what stands under it: the bot renamed a list that has the same entries as before; people reworded a heading above some of
 * them. That is the bot's only while the bot has such a list, so what people made of it stays together where the bot groups
 * no more.
 */
function identifyLists(
  { base, current, fresh }: Outlines,
  identities: Identities,
): ReadonlyMap<Piece, number> {
  const numbers = new Map<Piece, number>();
  let count = 0;
  const bySection = [base, current, fresh].map(
    ({ sections }) =>
      (section: number) =>
        sections.filter((own) => identities.of(own) === section).flatMap(listsOf),
  );
  for (const section of new Set(
    [base, current, fresh].flatMap(({ sections }) => sections.map(identities.of)),
  )) {
    const [inBase = [], inCurrent = [], inFresh = []] = bySection.map((listsIn) => listsIn(section));
    const known = new Map<string, number>();
    const numberOf = ({ heading }: List) => known.get(heading.key) ?? -1;
    const has = (lists: readonly List[], { heading }: List) =>
      lists.some((list) => list.heading.key === heading.key);
    const number = (lists: readonly List[], formerOf: (list: List) => List | undefined = () => undefined) => {
      for (const list of lists) {
        if (known.has(list.heading.key)) continue;
        const former = formerOf(list);
        known.set(list.heading.key, former === undefined ? count++ : numberOf(former));
      }
    };
    const allOf = allWords([inBase, inFresh]);
    number(inBase);
    number(inFresh, (list) =>
      inBase.find((former) => !has(inFresh, former) && allOf(list) !== '' && allOf(former) === allOf(list)),
    );
    const free = new Set(inFresh.map(numberOf));
    for (const list of inCurrent) free.delete(numberOf(list));
    number(inCurrent, (list) => {
      const words = new Set(listWords(list));
      const former = inBase.find(
        (other) => free.has(numberOf(other)) && listWords(other).some((word) => words.has(word)),
      );
      if (former !== undefined) free.delete(numberOf(former));
      return former;
    });
    for (const list of [...inBase, ...inFresh, ...inCurrent])
      for (const piece of [list.heading, ...list.pieces]) numbers.set(piece, numberOf(list));
  }
  return numbers;
}

function listsOf({ rest }: Section): readonly List[] {
  const starts = rest.flatMap((piece, index) => (isListHeading(piece) ? [index] : []));
  return starts.flatMap((start, index) => {
    const [heading, ...pieces] = rest.slice(start, starts[index + 1] ?? rest.length);
    return heading === undefined ? [] : [{ heading, pieces }];
  });
}

/** Entries that the bot hides stand below all lists. */
function listWords({ pieces }: List): readonly string[] {
  return pieces.flatMap(({ identities, hidden }) => (hidden ? [] : identities));
}

/** All entries of a list that every version has, in one word. */
function allWords(versions: readonly (readonly List[])[]): (list: List) => string {
  const known = versions.map((lists) => new Set(lists.flatMap(listWords)));
  return (list) =>
    listWords(list)
      .filter((word) => known.every((words) => words.has(word)))
      .toSorted()
      .join(' ');
}

/** Groups that have their numbers; two versions of one have the same. */
interface Known<Group> {
  /** The first is the one to go by first. */
  readonly versions: readonly (readonly Group[])[];
  wordsOf(group: Group): readonly string[];
  numberOf(group: Group): number;
}

/** Which known group each of the groups is, if any; from the surest sign to the weakest. */
function matchGroups<Group extends Part | Section>(
  { versions, wordsOf, numberOf }: Known<Group>,
  groups: readonly Group[],
): ReadonlyMap<Group, Group> {
  const matched = new Map<Group, Group>();
  const known = versions.flat();
  const free = new Set(known.map(numberOf));
  const isFree = (group: Group) => free.has(numberOf(group));
  const owners = ownersOfWords(groups, wordsOf);
  const likenesses: readonly ((group: Group) => Group | undefined)[] = [
    ({ heading }) => known.find((other) => isFree(other) && other.heading.words === heading.words),
    ({ heading }) => known.find((other) => isFree(other) && other.heading.key === heading.key),
    ...versions.map((version) => {
      const knownOwners = ownersOfWords(version, wordsOf);
      // By its first word: new entries come in beside those of their section, so that the next run finds the same.
      return (group: Group) =>
        wordsOf(group)
          .flatMap((word) => (owners.get(word) === group ? (knownOwners.get(word) ?? []) : []))
          .find(isFree);
    }),
  ];
  for (const likeness of likenesses) {
    for (const group of groups) {
      const counterpart = matched.has(group) ? undefined : likeness(group);
      if (counterpart === undefined) continue;
      matched.set(group, counterpart);
      free.delete(numberOf(counterpart));
    }
  }
  return matched;
}

/** For each word the group that has it; `null` where several do, so that it tells nothing. */
function ownersOfWords<Group>(
  groups: readonly Group[],
  wordsOf: (group: Group) => readonly string[],
): ReadonlyMap<string, Group | null> {
  const owners = new Map<string, Group | null>();
  for (const group of groups)
    for (const word of new Set(wordsOf(group))) owners.set(word, owners.has(word) ? null : group);
  return owners;
}

function partWords({ body, sections, closing }: Part): readonly string[] {
  const keys = sections.flatMap((section) =>
    isImplied(section.heading) ? sectionWords(section) : [section.heading.key],
  );
  return [...body.map(({ words }) => words), ...keys, ...closing.map(({ words }) => words)];
}

/** What is typical of a section: its entries, for its sentences are much like those of others. */
function sectionWords({ rest }: Section): readonly string[] {
  return rest.flatMap(({ identities }) => identities);
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
  outlines: Outlines,
  identities: Identities,
  isClosed: boolean,
): SectionPlacement {
  const { base, current, fresh } = outlines;
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
    [...absorbersIn(outlines, identities)].map(
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

/** The sections whose headings people deleted, each with the one that absorbed it: that holds at least half of its entries. */
function absorbersIn(
  { base, current, fresh }: Outlines,
  identities: Identities,
): ReadonlyMap<Section, Section> {
  const inCurrent = new Set(current.sections.map(identities.of));
  const freshSections = new Map(fresh.sections.map((section) => [identities.of(section), section]));
  const listed = new Set([...base.pieces, ...current.pieces].map(({ key }) => key));
  const absorberOf = (gone: Section) => {
    const now = freshSections.get(identities.of(gone));
    // The next run has the fresh edition for its base, as far as people have it.
    const versions = [entryKeys(gone), now ? entryKeys(now).filter((key) => listed.has(key)) : []];
    return versions
      .filter((keys) => keys.length > 0)
      .map((keys) => current.sections.find((section) => holdsHalf(section, keys)))
      .find((section) => section !== undefined);
  };
  return new Map(
    base.sections
      .filter((section) => !inCurrent.has(identities.of(section)))
      .flatMap((gone) => {
        const absorber = absorberOf(gone);
        return absorber === undefined ? [] : [[gone, absorber] as const];
      }),
  );
}

function holdsHalf(section: Section, keys: readonly string[]): boolean {
  const held = new Set(entryKeys(section));
  return keys.filter((key) => held.has(key)).length * 2 >= keys.length;
}

function entryKeys({ rest }: Section): readonly string[] {
  return [...new Set(rest.filter(({ kind }) => kind === 'entry').map(({ key }) => key))];
}
