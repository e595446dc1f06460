import { showsNothing } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';
import { NameSet } from './names.js';

/** Somebody who wrote a pull request or a part of it. Names are GitHub's. */
export interface Contributor {
  readonly login: string;
  /** GitHub's numeric user id; `null` where GitHub does not tell it. */
  readonly databaseId: number | null;
  /** GraphQL `__typename` of the actor. */
  readonly type: 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';
  readonly url: string;
}

/** Merge queues and updaters that run as ordinary user accounts. */
const BOT_LOGINS = new NameSet([
  'bors',
  'homu',
  'dependabot-preview',
  'renovate-bot',
  'rust-log-analyzer',
  'web-flow',
]);

/** Accounts under which coding assistants sign `Co-authored-by` trailers. */
const ASSISTANT_LOGINS = new NameSet([
  'claude',
  'copilot',
  'copilot-swe-agent',
  'cursoragent',
  'codex',
  'devin-ai-integration',
  'gemini-code-assist',
  'google-labs-jules',
]);

/** Whether the account is an automaton: by GitHub's type, a `[bot]` login, or a known merge queue. */
export function isBot(contributor: Contributor): boolean {
  const { login, type } = contributor;
  return type === 'Bot' || /\[bot\]$/i.test(login) || BOT_LOGINS.has(login);
}

/** Whether a person may be thanked: neither a bot nor a coding assistant. */
export function isPerson(contributor: Contributor): boolean {
  return !isBot(contributor) && !ASSISTANT_LOGINS.has(contributor.login);
}

/** One changed file of a pull request. */
export interface ChangedFile {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

/** A merged pull request, with GitHub's field names. */
export interface PullRequest {
  readonly kind: 'pull request';
  /** By which it is recognised everywhere, see `pullRequestKey` in entry-lines.ts. */
  readonly key: string;
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

/** A commit on a default branch that belongs to no pull request, with GitHub's field names. */
export interface DirectCommit {
  readonly kind: 'commit';
  /** By which it is recognised everywhere, see `commitKey` in entry-lines.ts. */
  readonly key: string;
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

/** Headlines of commits that are no work on the crate itself: merges, releases, formatting, lock files, automation. */
const CHORES = [
  /^merge\b/i,
  /^(?:chore|ci|style|build|release)(?:\([^)]*\))?!?:/i,
  /^(?:release|publish|prepare|bump|set)\b.*(?:\b(?:version|release)\b|\bv?\d+\.\d+)/i,
  /^(?:[\w-]+ )?(?:version )?v?\d+\.\d+(?:\.\d+)?\S*$/i,
  /\b(?:cargo[ .]lock|changelog|rustfmt|cargo fmt|typos?)\b/i,
];

/** Whether the commit may be listed: a person wrote it, with an account or without, and it is no chore. */
export function isWorthListing({ author, messageHeadline }: DirectCommit): boolean {
  if (author !== null && !isPerson(author)) return false;
  return !CHORES.some((chore) => chore.test(messageHeadline.slice(0, 256)));
}

/** What an entry is about. */
export type Work = PullRequest | DirectCommit;

/** What people call it: `owner/name#1` or `owner/name@0123abc`. */
export function nameOf(work: Work): string {
  return `${work.repository}${shortName(work)}`;
}

/** Its name within its repository: `#1` or `@0123abc`. */
export function shortName(work: Work): string {
  return work.kind === 'pull request' ? `#${work.number}` : `@${work.oid.slice(0, 7)}`;
}

/** Its title. Where a reader would see nothing of it, such as one of blank letters, its number. */
export function titleOf(work: Work): string {
  const title = work.kind === 'pull request' ? work.title : work.messageHeadline;
  if (!showsNothing(title)) return title;
  return work.kind === 'pull request' ? `Pull request ${work.number}` : `Commit ${work.oid.slice(0, 7)}`;
}

/** Order of merging or committing; at the same second by repository and number. */
export function byTime(left: Work, right: Work): number {
  return (
    compareText(timeOf(left), timeOf(right)) ||
    compareText(left.repository, right.repository) ||
    numberOf(left) - numberOf(right) ||
    compareText(left.key, right.key)
  );
}

/** Order of numbers; direct commits, which have none, come last, by time. */
export function byNumber(left: Work, right: Work): number {
  if (left.kind === 'commit' || right.kind === 'commit')
    return (
      Number(right.kind === 'pull request') - Number(left.kind === 'pull request') || byTime(left, right)
    );
  return left.number - right.number || byTime(left, right);
}

/** When it was merged or committed, an ISO instant. */
export function timeOf(work: Work): string {
  return work.kind === 'pull request' ? work.mergedAt : work.committedDate;
}

function numberOf(work: Work): number {
  return work.kind === 'pull request' ? work.number : 0;
}
