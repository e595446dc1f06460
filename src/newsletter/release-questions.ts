import { assembleEdition, type EditionSources } from './assemble-edition.js';
import type { Crate } from './crate.js';
import { whyUnusable } from './earlier-edition.js';
import { homeIn } from './published-as.js';
import type { Repository } from './repository.js';
import type { Tag } from './tag.js';
import { tellReleases } from './tells-releases.js';

/** A repository of which must be known what was released since the month began. */
export interface ReleaseQuestion {
  readonly repository: Repository;
  /** Those that the shown entries are changes of, by folder. */
  readonly crates: readonly Crate[];
  /** The repository's tags since the month began. */
  readonly tags: readonly Tag[];
}

/** What must be known for the edition's notes of publication: nothing where it has none, nor of what it does not show. */
export function releaseQuestions(sources: EditionSources): readonly ReleaseQuestion[] {
  if (!isTold(sources)) return [];
  const { activity } = sources;
  const shown = assembleEdition(sources).sections.flatMap((section) => section.shown.map(({ work }) => work));
  return activity.repositories.flatMap((repository) => {
    const { nameWithOwner, crates } = repository;
    const works = shown.filter((work) => work.repository === nameWithOwner);
    if (works.length === 0) return [];
    const homes = new Set(works.map((work) => homeIn(repository, work)));
    return [
      {
        repository,
        crates: crates.filter((crate) => homes.has(crate)),
        tags: activity.tags.filter((tag) => tag.repository === nameWithOwner),
      },
    ];
  });
}

function isTold({ settings, earlier }: EditionSources): boolean {
  if (settings.publishedAs !== 'learned') return settings.publishedAs === 'always';
  return tellReleases(earlier.filter((edition) => whyUnusable(edition) === null));
}
