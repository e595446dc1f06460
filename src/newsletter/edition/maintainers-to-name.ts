import { isPerson } from '../activity/contributor.js';
import type { Month } from '../activity/month.js';
import { NameSet } from '../activity/repository.js';
import type { PullRequest } from '../activity/work.js';
import type { Document } from '../document/document.js';
import { readEdition } from '../house-style/earlier-edition.js';
import type { EditionSettings } from '../house-style/edition-settings.js';
import { byFrequency } from '../markdown/order.js';
import type { Edition, MaintainersToName, Section } from './edition.js';

/** More names are no hint. */
const MOST_NAMES = 4;

/**
 * The repositories with a first section and without maintainers. That somebody may write to a repository does not make a
 * maintainer: editors decide whom readers should ask, so the people who merged, as everybody can see, are a hint to them.
 */
export function maintainersToName(
  sections: readonly Section[],
  pullRequests: readonly PullRequest[],
  settings: EditionSettings,
): readonly MaintainersToName[] {
  const optOut = new NameSet(settings.optOut);
  const isUnnamed = ({ repository, isWatched, isFirst, maintainersLine }: Section) =>
    isFirst && !isWatched && maintainersLine === null && settings.repository(repository).maintainers === null;
  const repositories = [...new Set(sections.filter(isUnnamed).map(({ repository }) => repository))];
  return repositories.map((repository) => {
    const mergers = pullRequests.flatMap(({ mergedBy, ...merged }) =>
      merged.repository === repository && mergedBy !== null && isPerson(mergedBy) ? [mergedBy.login] : [],
    );
    const named = byFrequency(mergers).map(([login]) => login);
    return {
      repository,
      mergedBy: named.filter((login) => !optOut.has(login)).slice(0, MOST_NAMES),
    };
  });
}

/** Those whose section in the file still names nobody; a section that people deleted needs no maintainers. */
export function stillToName(
  { month, maintainersToName: found }: Pick<Edition, 'month' | 'maintainersToName'>,
  file: Document | null,
): readonly MaintainersToName[] {
  if (file === null || found.length === 0) return found;
  const unnamed = unnamedIn(month, file);
  return found.filter(({ repository }) => unnamed.has(repository));
}

function unnamedIn(month: Month, file: Document): NameSet {
  const { sections } = readEdition(month, file);
  const unnamed = sections.filter(({ maintainersLine }) => maintainersLine === null);
  return new NameSet(unnamed.flatMap(({ repository }) => repository ?? []));
}
