import { allCommits, allEntries, type EarlierEdition, type SectionText } from './earlier-edition.js';
import { commonLead } from './lead-sentence.js';
import { byFrequency } from './order.js';
import { learnSectionStyle, type SectionStyle, sectionsAbout } from './section-style.js';

/** What the earlier editions teach about the next one, apart from its skeleton. */
export interface HouseStyle {
  /** The lead sentence for a section that has none of its own, in the plural. */
  readonly lead: string;
  /** Place of a section in the latest edition; `Infinity` for one that it lacks. */
  place(repository: string): number;
  /** What earlier sections of the repository, or of the crate of that name, look like; `null` when there are none. */
  section(repository: string, crate: string | null): SectionStyle | null;
  /** Whether sections name their maintainers; so they do where there is no earlier edition. */
  readonly namesMaintainers: boolean;
  /** Keys of all pull requests and commits that an earlier edition lists, as `workKey` makes them. */
  readonly published: ReadonlySet<string>;
}

/**
 * Learns the house style from the editions that are models for the next one, oldest first; none is fine. What is told
 * already is read from all of `ledger`.
 */
export function learnHouseStyle(earlier: readonly EarlierEdition[], ledger = earlier): HouseStyle {
  const latest = earlier.at(-1)?.parts.flatMap(({ sections }) => sections) ?? [];
  const named = repositoriesByName(earlier);
  const isAbout = (section: SectionText, repository: string, crate: string | null) => {
    const about = named.get(headingName(section) ?? '') ?? section.repository;
    return (
      about?.toLowerCase() === repository.toLowerCase() && (crate === null || headingName(section) === crate)
    );
  };
  return {
    lead: commonLead(earlier),
    place(repository) {
      const index = latest.findIndex((section) => isAbout(section, repository, null));
      return index < 0 ? Number.POSITIVE_INFINITY : index;
    },
    section: (repository, crate) =>
      learnSectionStyle(
        sectionsAbout(earlier, (section) => isAbout(section, repository, crate)),
        repository,
      ),
    namesMaintainers: earlier.length === 0 || latest.some(({ maintainersLine }) => maintainersLine !== null),
    published: new Set([...ledger.flatMap(allEntries).map(({ key }) => key), ...ledger.flatMap(allCommits)]),
  };
}

/**
 * Which repository the sections of each name are about: the one that most of them link to. Now and then a heading was
 * copied and its link forgotten.
 */
function repositoriesByName(earlier: readonly EarlierEdition[]): ReadonlyMap<string, string> {
  const linked = new Map<string, string[]>();
  for (const section of earlier.flatMap(({ parts }) => parts.flatMap(({ sections }) => sections))) {
    const name = headingName(section);
    if (name === null || section.repository === null) continue;
    linked.set(name, [...(linked.get(name) ?? []), section.repository]);
  }
  return new Map(
    [...linked].flatMap(([name, repositories]) => {
      const most = byFrequency(repositories)[0]?.[0];
      return most === undefined ? [] : [[name, most]];
    }),
  );
}

/** `uefi` from ``### [`uefi`](…)``. */
function headingName({ heading }: SectionText): string | null {
  return /^###\s+\[?`?([\w-]+)`?/.exec(heading)?.[1] ?? null;
}
