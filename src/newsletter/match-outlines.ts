import { type Piece, unixLines } from './edition-text.js';
import { type Outline, type PartOutline, type SectionOutline, sectionPieces } from './outline.js';

/** Which parts and sections of the people's file are which of the bot's: by heading, else by what stands in them. */
export interface Identities {
  /** The key under which the bot knows the part; its own heading's for one that people made. */
  partKey(part: PartOutline): string;
  sectionKey(section: SectionOutline): string;
}

/** Finds out who is who between what the bot last rendered and the file as it is now. */
export function matchOutlines(base: Outline, current: Outline): Identities {
  const parts = matchByContent(base.parts, current.parts, partWords);
  const sections = matchByContent(sectionsOf(base), sectionsOf(current), sectionWords);
  return {
    partKey: (part) => parts.get(part)?.heading.key ?? part.heading.key,
    sectionKey: (section) => sections.get(section)?.heading.key ?? section.heading.key,
  };
}

/** All sections of an outline, in order. */
export function sectionsOf({ parts }: Outline): readonly SectionOutline[] {
  return parts.flatMap(({ sections }) => sections);
}

/** For each current group that has one, its counterpart: the same heading first, then most words in common. */
function matchByContent<Group extends { readonly heading: Piece }>(
  base: readonly Group[],
  current: readonly Group[],
  wordsOf: (group: Group) => readonly string[],
): ReadonlyMap<Group, Group> {
  const matched = new Map<Group, Group>();
  const free = new Set(base);
  const match = (group: Group, counterpart: Group | undefined) => {
    if (counterpart === undefined) return;
    matched.set(group, counterpart);
    free.delete(counterpart);
  };
  for (const group of current)
    match(
      group,
      [...free].find(({ heading }) => heading.key === group.heading.key),
    );
  for (const group of current.filter((candidate) => !matched.has(candidate))) {
    match(group, mostInCommon(new Set(wordsOf(group)), [...free], wordsOf));
  }
  return matched;
}

function mostInCommon<Group>(
  words: ReadonlySet<string>,
  candidates: readonly Group[],
  wordsOf: (group: Group) => readonly string[],
): Group | undefined {
  const [best] = candidates
    .map((group) => ({ group, count: wordsOf(group).filter((word) => words.has(word)).length }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count);
  return best?.group;
}

function partWords({ body, sections }: PartOutline): readonly string[] {
  return [...body.map(({ source }) => unixLines(source)), ...sections.map(({ heading }) => heading.key)];
}

/** What is typical of a section: its entries, and its introduction. */
function sectionWords(section: SectionOutline): readonly string[] {
  const entries = sectionPieces(section).flatMap(({ mentions }) => mentions);
  return [...entries, ...section.head.map(({ source }) => unixLines(source))];
}
