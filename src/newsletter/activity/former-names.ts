import type { Activity } from './activity.js';
import type { Repository } from './repository.js';

/** A repository that had another name before. */
export interface RenamedRepository extends Repository {
  /** Outside of the organization. */
  readonly isWatched: boolean;
}

/** Repositories by the names that they had before, `owner/name` in lower case. GitHub leads the old links to them. */
export type FormerNames = ReadonlyMap<string, RenamedRepository>;

export const NO_FORMER_NAMES: FormerNames = new Map();

/** Takes what GitHub says that names, in lower case, are today; of the repositories that are told of, none other. */
export function toFormerNames(
  present: ReadonlyMap<string, string>,
  { repositories, watched }: Pick<Activity, 'repositories' | 'watched'>,
): FormerNames {
  const known = new Map(
    repositories.map((repository) => [repository.nameWithOwner.toLowerCase(), repository]),
  );
  return new Map(
    [...present].flatMap(([name, nameWithOwner]) => {
      const repository = known.get(nameWithOwner.toLowerCase());
      if (repository === undefined || known.has(name)) return [];
      return [[name, { ...repository, isWatched: watched.includes(repository.nameWithOwner) }] as const];
    }),
  );
}

/** The names, in lower case, that the repository had before. */
export function formerNamesOf(nameWithOwner: string, formerNames: FormerNames): readonly string[] {
  return [...formerNames].flatMap(([name, present]) =>
    present.nameWithOwner === nameWithOwner ? [name] : [],
  );
}
