import type { Crate } from './crate.js';
import { isSameName, NameMap } from './names.js';

/** A repository of the organization in which something was merged. Names are GitHub's. */
export interface Repository {
  readonly nameWithOwner: string;
  readonly name: string;
  readonly url: string;
  readonly description: string | null;
  readonly isPrivate: boolean;
  /** `null` when it is empty. */
  readonly defaultBranch: string | null;
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

/** Whether the repository is one of the organization's. */
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

/** Repositories by the names that they had before, `owner/name`. GitHub leads the old links to them. */
export type FormerNames = NameMap<RenamedRepository>;

export const NO_FORMER_NAMES: FormerNames = new NameMap();

/** The former names of the repositories given. `present`: what GitHub calls each name today. */
export function toFormerNames(
  present: NameMap<string>,
  {
    repositories,
    watched,
  }: { readonly repositories: readonly Repository[]; readonly watched: readonly string[] },
): FormerNames {
  const known = new NameMap(repositories.map((repository) => [repository.nameWithOwner, repository]));
  return new NameMap(
    [...present].flatMap(([name, nameWithOwner]) => {
      const repository = known.get(nameWithOwner);
      if (repository === undefined || known.has(name)) return [];
      return [[name, { ...repository, isWatched: watched.includes(repository.nameWithOwner) }] as const];
    }),
  );
}
