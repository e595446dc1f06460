import { type Identities, type Outlines, sectionsOf } from './identify-groups.js';
import type { Outline, SectionOutline } from './outline.js';

/** Where in the merged edition the sections of the fresh one are, by number. */
export interface SectionHomes {
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
export function findSectionHomes(
  { base, current, fresh }: Outlines,
  identities: Identities,
  isClosed: boolean,
): SectionHomes {
  const numbersOf = (outline: Outline) => new Set(sectionsOf(outline).map(identities.of));
  const partsOf = (outline: Outline) => new Set(outline.parts.map(identities.of));
  const [before, now] = [numbersOf(base), numbersOf(current)];
  const [partsBefore, partsNow] = [partsOf(base), partsOf(current)];
  const isNewPart = (part: number) => isClosed && !partsBefore.has(part) && !partsNow.has(part);
  const added = new Set(
    fresh.parts
      .filter((part) => isNewPart(identities.of(part)) || partsNow.has(identities.of(part)))
      .flatMap(({ sections }) => sections.map(identities.of))
      .filter((section) => isClosed && !before.has(section) && !now.has(section)),
  );
  const absorbing = new Map(
    sectionsOf(base)
      .filter((section) => !now.has(identities.of(section)))
      .map((section) => [identities.of(section), absorberOf(section, sectionsOf(current))] as const)
      .map(([number, absorber]) => [number, absorber === undefined ? undefined : identities.of(absorber)]),
  );
  return {
    isNewPart,
    isNew: (section) => added.has(section),
    absorbedBy: (section) =>
      [...absorbing].filter(([, absorber]) => absorber === section).map(([number]) => number),
    takesIn: (section) => now.has(section) || added.has(section) || absorbing.get(section) !== undefined,
  };
}

/** The section that holds at least half of the entries of one whose heading people deleted. */
function absorberOf(gone: SectionOutline, sections: readonly SectionOutline[]): SectionOutline | undefined {
  const keys = entryKeys(gone);
  return sections.find((section) => {
    const held = entryKeys(section);
    return keys.size > 0 && [...keys].filter((key) => held.has(key)).length * 2 >= keys.size;
  });
}

function entryKeys({ rest }: SectionOutline): ReadonlySet<string> {
  return new Set(rest.filter(({ kind }) => kind === 'entry').map(({ key }) => key));
}
