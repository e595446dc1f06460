import { byFrequency } from '../markdown/order.js';
import { type EarlierEdition, type SectionText, sectionsIn } from './earlier-edition.js';
import type { SectionIdentity } from './section-style.js';

/** Tells what the sections of earlier editions are about. */
export interface SectionRecognition {
  /** `nameWithOwner` in lower case; `null` where nothing tells it. */
  repositoryOf(section: SectionText): string | null;
  /** Whether it is about the repository or a part of it. */
  isOf(section: SectionText, repository: string): boolean;
  isAbout(section: SectionText, identity: SectionIdentity): boolean;
}

/** Learns from all sections of the editions what each of them is about. */
export function recognizeSections(earlier: readonly EarlierEdition[]): SectionRecognition {
  const named = repositoriesByName(earlier);
  const repositoryOf = (section: SectionText) =>
    (named.get(headingName(section) ?? '') ?? section.repository)?.toLowerCase() ?? null;
  const isOf = (section: SectionText, repository: string) =>
    repositoryOf(section) === repository.toLowerCase();
  return {
    repositoryOf,
    isOf,
    isAbout(section, { repository, crate, others }) {
      const name = headingName(section);
      return isOf(section, repository) && (crate === null ? !others.includes(name ?? '') : name === crate);
    },
  };
}

/**
 * Which repository the sections of each name are about: the one that most of them link to. Now and then a heading was
 * copied and its link forgotten.
 */
function repositoriesByName(earlier: readonly EarlierEdition[]): ReadonlyMap<string, string> {
  const linked = new Map<string, string[]>();
  for (const section of earlier.flatMap(sectionsIn)) {
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
