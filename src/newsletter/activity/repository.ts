import type { Crate } from './crate.js';
import { isSameName } from './names.js';

/** A repository of the organization in which something was merged. Names are GitHub's. */
export interface Repository {
  readonly nameWithOwner: string;
  readonly name: string;
  readonly url: string;
  readonly description: string | null;
  readonly isPrivate: boolean;
  /** The crates on its default branch, by folder; empty when it has no Cargo manifest. */
  readonly crates: readonly Crate[];
}

/** A repository that the organization has since this month. */
export type NewRepository = Omit<Repository, 'crates'>;

/** Takes a repository's `nameWithOwner` apart. */
export function splitName(nameWithOwner: string): { readonly owner: string; readonly name: string } {
  const [owner = '', name = ''] = nameWithOwner.split('/');
  return { owner, name };
}

/** Whether the repository is one of the organization's. GitHub compares names without regard to case. */
export function isOwnedBy(nameWithOwner: string, organization: string): boolean {
  return isSameName(ownerOf(nameWithOwner), organization);
}

/** The login that a `nameWithOwner`, or what begins with one, begins with. */
export function ownerOf(nameWithOwner: string): string {
  return splitName(nameWithOwner).owner;
}

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
  {
    repositories,
    watched,
  }: { readonly repositories: readonly Repository[]; readonly watched: readonly string[] },
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
