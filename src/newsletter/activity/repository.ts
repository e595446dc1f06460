import type { Crate } from './crate.js';

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
