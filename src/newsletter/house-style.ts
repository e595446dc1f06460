import { allEntries, type EarlierEdition, type SectionText } from './earlier-edition.js';
import { commonLead, learnSectionStyle, type SectionStyle, sectionsAbout } from './section-style.js';

/** What the earlier editions teach about the next one, apart from its skeleton. */
export interface HouseStyle {
  /** The lead sentence for a section that has none of its own, in the plural. */
  readonly lead: string;
  /** Place of a section in the latest edition; `Infinity` for one that it lacks. */
  place(repository: string): number;
  /** What earlier sections of the repository, or of the crate of that name, look like; `null` when there are none. */
  section(repository: string, crate: string | null): SectionStyle | null;
  /** Keys (`owner/name#number`, lower case) of all pull requests that an earlier edition lists. */
  readonly published: ReadonlySet<string>;
}

/**
 * Learns the house style from the editions that are models for the next one, oldest first; none is fine. What is told
 * already is read from all of `ledger`.
 */
export function learnHouseStyle(earlier: readonly EarlierEdition[], ledger = earlier): HouseStyle {
  const latest = earlier.at(-1)?.parts.flatMap(({ sections }) => sections) ?? [];
  return {
    lead: commonLead(earlier),
    place(repository) {
      const index = latest.findIndex((section) => isAbout(section, repository, null));
      return index < 0 ? Number.POSITIVE_INFINITY : index;
    },
    section: (repository, crate) =>
      learnSectionStyle(sectionsAbout(earlier, (section) => isAbout(section, repository, crate))),
    published: new Set(ledger.flatMap(allEntries).map(({ key }) => key)),
  };
}

function isAbout(section: SectionText, repository: string, crate: string | null): boolean {
  const sameRepository = section.repository?.toLowerCase() === repository.toLowerCase();
  return sameRepository && (crate === null || headingName(section) === crate);
}

/** `uefi` from ``### [`uefi`](…)``. */
function headingName({ heading }: SectionText): string | null {
  return /^###\s+\[?`?([\w-]+)`?/.exec(heading)?.[1] ?? null;
}
