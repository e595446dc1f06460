import { type Contributor, isPerson } from './contributor.js';

/** A commit on a default branch that belongs to no pull request, with GitHub's field names. */
export interface DirectCommit {
  /** `nameWithOwner`. */
  readonly repository: string;
  readonly oid: string;
  /** First line of its message. */
  readonly messageHeadline: string;
  readonly url: string;
  /** ISO instant, UTC. */
  readonly committedDate: string;
  /** `null` when GitHub knows no account for it. */
  readonly author: Contributor | null;
  /** From its `Co-authored-by` trailers. */
  readonly coAuthors: readonly Contributor[];
}

/** Headlines that tell of no work on the crate itself: merges, releases, formatting, lock files, automation. */
const CHORES = [
  /^merge\b/i,
  /^(?:chore|ci|style|build|release)(?:\([^)]*\))?!?:/i,
  /^(?:release|publish|prepare|bump|set)\b.*(?:\b(?:version|release)\b|\bv?\d+\.\d+)/i,
  /^(?:[\w-]+ )?(?:version )?v?\d+\.\d+(?:\.\d+)?\S*$/i,
  /\b(?:cargo[ .]lock|changelog|rustfmt|cargo fmt|typos?)\b/i,
];

/** Whether the commit may be told of: a person wrote it, with an account or without, and it is no chore. */
export function isWorthTelling({ author, messageHeadline }: DirectCommit): boolean {
  if (author !== null && !isPerson(author)) return false;
  return !CHORES.some((chore) => chore.test(messageHeadline.slice(0, 256)));
}
