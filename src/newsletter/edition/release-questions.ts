import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import type { Crate } from '../activity/crate.js';
import type { Repository } from '../activity/repository.js';
import type { Tag } from '../activity/tag.js';
import { timeOf } from '../activity/work.js';
import { learnHouseStyle } from '../house-style/house-style.js';
import { assembleEdition, type EditionSources } from './assemble-edition.js';
import { homeIn } from './published-as.js';

/** A repository of which must be known what was released since the month began. */
export interface ReleaseQuestion {
  readonly repository: Repository;
  /** Those that the shown entries are changes of, by folder. */
  readonly crates: readonly Crate[];
  /** The repository's tags since the month began. */
  readonly tags: readonly Tag[];
  /** ISO instant: a while before the first of the entries. */
  readonly since: string;
}

/** A version may have been changed in a branch that was merged only later. */
const DAYS_BEFORE = 7;

/** What must be known for the edition's notes of publication: nothing where it has none, nor of what it does not show. */
export function releaseQuestions(sources: EditionSources): readonly ReleaseQuestion[] {
  const { activity } = sources;
  const repositories = activity.repositories.filter(tellingOf(sources));
  if (repositories.length === 0) return [];
  const shown = assembleEdition(sources).sections.flatMap((section) => section.shown.map(({ work }) => work));
  return repositories.flatMap((repository) => {
    const { nameWithOwner, crates } = repository;
    const works = shown.filter((work) => work.repository === nameWithOwner);
    const first = works.map(timeOf).sort()[0];
    if (first === undefined) return [];
    const homes = new Set(works.map((work) => homeIn(repository, work)));
    return [
      {
        repository,
        crates: crates.filter((crate) => homes.has(crate)),
        tags: activity.tags.filter((tag) => tag.repository === nameWithOwner),
        since: subDays(first, DAYS_BEFORE, { in: utc }).toISOString(),
      },
    ];
  });
}

/** Whether the entries of a repository tell releases, as set or as its last sections do. */
function tellingOf({ settings, earlier, activity }: EditionSources): (repository: Repository) => boolean {
  if (settings.publishedAs !== 'learned') return () => settings.publishedAs === 'always';
  const style = learnHouseStyle(earlier, activity.organization);
  return ({ nameWithOwner }) => style.tellsReleases(nameWithOwner).value;
}
