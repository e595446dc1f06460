import type { Period } from './period.js';
import type { Tag } from './release.js';
import type { NewRepository, Repository } from './repository.js';
import type { OtherWork, PullRequest } from './work.js';

/** A repository by the name that a setting has for it. */
export interface NamedRepository {
  readonly setting: 'watch' | 'include' | 'exclude';
  /** Its place in the setting, counted from 1. */
  readonly place: number;
  /** As `owner/name`. */
  readonly name: string;
}

/** One that does not exist. Only its place is said: it may be private now. */
export interface MissingRepository extends Omit<NamedRepository, 'name'> {
  /** The name of a public repository that may be meant; `null`: none is like it. */
  readonly nearest: string | null;
}

/** Everything that happened in one period across the organization. */
export interface Activity {
  readonly period: Period;
  readonly organization: string;
  /** The repositories that have pull requests or commits here, by `nameWithOwner`. */
  readonly repositories: readonly Repository[];
  /** `nameWithOwner` of those outside of the organization. */
  readonly watched: readonly string[];
  /** The watched repositories in which GitHub finds nothing of the period, by the names that the settings or the editions have. */
  readonly quiet: readonly string[];
  /** Repositories that the settings name and that do not exist, or that not everybody may see. */
  readonly missing: readonly MissingRepository[];
  /** By merge time. */
  readonly pullRequests: readonly PullRequest[];
  /** Created within the period, by `nameWithOwner`. */
  readonly newRepositories: readonly NewRepository[];
  /**
   * Merged in other periods: with a comment that may move them to this edition, into a branch that this period brings, or to take
   * something back; by merge time.
   */
  readonly moved: readonly PullRequest[];
  /** Commits that belong to no pull request, made since the period was over to take something back; by time. */
  readonly laterReverts: readonly OtherWork[];
  /** By time. */
  readonly others: readonly OtherWork[];
  /** Those made since the period began. */
  readonly tags: readonly Tag[];
  /** What could not be read, a sentence each; not empty means that the edition is incomplete. */
  readonly gaps: readonly string[];
}
