import type { Contributor } from './contributor.js';

/** One changed file of a pull request. */
export interface ChangedFile {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

/** A merged pull request, with GitHub's field names. */
export interface PullRequest {
  /** `nameWithOwner` of the repository it was merged into. */
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** ISO instant, UTC. */
  readonly mergedAt: string;
  readonly baseRefName: string;
  /** Where it was merged: the merge commit, the squashed one, or the last of the rebased ones; `null` when unknown. */
  readonly mergeCommitOid: string | null;
  /** `null` when the account was deleted. */
  readonly author: Contributor | null;
  /** Who may write to the repository, therefore; `null` when the account was deleted. */
  readonly mergedBy: Contributor | null;
  /** From the `Co-authored-by` trailers of its commits, in order of appearance, each once. */
  readonly coAuthors: readonly Contributor[];
  readonly labels: readonly string[];
  readonly files: readonly ChangedFile[];
}
