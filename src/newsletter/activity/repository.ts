import type { Crate } from './crate.js';
import { NameMap } from './names.js';

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

/** A repository that the organization has since this period. */
export type NewRepository = Omit<Repository, 'crates'>;

/** A repository that had another name before. */
export interface RenamedRepository extends Repository {
  /** Outside of the organization. */
  readonly isWatched: boolean;
}

/** Repositories by the names that they had before, `owner/name`. GitHub leads the old links to them. */
export type FormerNames = NameMap<RenamedRepository>;

export const NO_FORMER_NAMES: FormerNames = new NameMap();
