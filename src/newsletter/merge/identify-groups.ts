import { unixLines } from '../markdown/unix-lines.js';
import type { Piece } from './edition-text.js';
import type { Outline, PartOutline, SectionOutline } from './outline.js';

/** What is the same part or section in the three versions has the same number. */
export interface Identities {
  of(group: PartOutline | SectionOutline): number;
}

/** The three versions of an edition, taken apart. */
export interface Outlines {
  readonly base: Outline;
  readonly current: Outline;
  readonly fresh: Outline;
}

/** Whether a group that another version has is this one, from the surest sign to the weakest. */
type Likeness<Group> = (group: Group, candidates: readonly Group[]) => Group | undefined;

/**
 * Finds out who is who: by heading, else by the address that it links to, else by what stands under it. So a group
 * that people or the bot renamed is still itself; a second one under the same heading is another.
 */
export function identifyGroups({ base, current, fresh }: Outlines): Identities {
  const numbers = new Map<PartOutline | SectionOutline, number>();
  const identify = <Group extends PartOutline | SectionOutline>(
    [before, now, next]: readonly [readonly Group[], readonly Group[], readonly Group[]],
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
    number(before);
    follow(before, now);
    follow(before, next);
    number(now);
    const isNew = (group: Group) => !numbers.has(group);
    const taken = new Set(next.map((group) => numbers.get(group)));
    follow(
      now.filter((group) => !taken.has(numbers.get(group))),
      next.filter(isNew),
    );
    number(next);
  };
  identify([base.parts, current.parts, fresh.parts], partWords);
  // What the bot is about to take out must not decide, since the next run will not find it any more.
  const lasting = new Set(sectionsOf(fresh).flatMap(sectionWords));
  identify([sectionsOf(base), sectionsOf(current), sectionsOf(fresh)], (section) =>
    sectionWords(section).filter((word) => lasting.has(word)),
  );
  return { of: (group) => numbers.get(group) ?? -1 };
}

/** All sections of an outline, in order. */
export function sectionsOf({ parts }: Outline): readonly SectionOutline[] {
  return parts.flatMap(({ sections }) => sections);
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
    ({ heading }, candidates) =>
      candidates.find((other) => headingWords(other) === unixLines(heading.source)),
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

function headingWords({ heading }: { readonly heading: Piece }): string {
  return unixLines(heading.source);
}

function partWords({ body, sections, closing }: PartOutline): readonly string[] {
  const [prose, comments] = [body, closing].map((pieces) => pieces.map(({ source }) => unixLines(source)));
  return [...(prose ?? []), ...sections.map(({ heading }) => heading.key), ...(comments ?? [])];
}

/** What is typical of a section: its entries, for its sentences are much like those of others. */
function sectionWords({ rest }: SectionOutline): readonly string[] {
  return rest.flatMap(({ mentions }) => mentions);
}
