import { showsNothing } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';
import { type AccountSettings, asSet, type Contributor, isPerson } from './contributor.js';
import type { References } from './references.js';

/** One changed file of a pull request. */
export interface ChangedFile {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

/** What each kind of work has, with GitHub's field names. */
interface AnyWork {
  /** By which it is recognised everywhere, see `pullRequestKey` and `commitKey` in entry-lines.ts. */
  readonly key: string;
  /** `nameWithOwner` of the repository in which it was done. */
  readonly repository: string;
  readonly url: string;
  /** Who opened or wrote it; `null` when the account was deleted, or GitHub knows none. */
  readonly author: Contributor | null;
  /** Who wrote its commits, also by their `Co-authored-by` trailers, in order of appearance, each once (authorship.ts). */
  readonly commitAuthors: readonly Contributor[];
  /** Names of further people who wrote its commits, for whom GitHub knows no account. Untrusted text, without addresses. */
  readonly unknownAuthors: readonly string[];
  /** What its description, or the message below its headline, says that it takes back. */
  readonly takesBack: References;
}

/** A merged pull request, with GitHub's field names. */
export interface PullRequest extends AnyWork {
  readonly kind: 'pull request';
  readonly number: number;
  readonly title: string;
  /** ISO instant, UTC. */
  readonly mergedAt: string;
  readonly baseRefName: string;
  readonly headRefName: string;
  /** Whether its head branch is another repository's, a fork's. */
  readonly isCrossRepository: boolean;
  /** Where it was merged: the merge commit, the squashed one, or the last of the rebased ones; `null` when unknown. */
  readonly mergeCommitOid: string | null;
  /** Ids of its commits, as it proposed them. */
  readonly commitOids: readonly string[];
  /** Who may write to the repository, therefore; `null` when the account was deleted. */
  readonly mergedBy: Contributor | null;
  readonly labels: readonly string[];
  readonly files: readonly ChangedFile[];
  /** What its description, or else the messages of all its commits, say that it brings to another branch. */
  readonly ports: References;
}

/** A commit on a default branch that belongs to no pull request, with GitHub's field names. */
export interface DirectCommit extends AnyWork {
  readonly kind: 'commit';
  readonly oid: string;
  /** First line of its message. */
  readonly messageHeadline: string;
  /** ISO instant, UTC. */
  readonly committedDate: string;
}

/** The work with what the settings say of its people. */
export function withAccountsSet<Kind extends Work>(work: Kind, settings: AccountSettings): Kind {
  if (settings.bots.length + settings.people.length === 0) return work;
  const set = (account: Contributor | null) => (account === null ? null : asSet(account, settings));
  return {
    ...work,
    author: set(work.author),
    commitAuthors: work.commitAuthors.map((account) => asSet(account, settings)),
    ...(work.kind === 'pull request' ? { mergedBy: set(work.mergedBy) } : {}),
  };
}

/** Headlines of commits that are no work on the crate itself: merges, releases, formatting, lock files, automation. */
const CHORES = [
  /^merge\b/i,
  /^(?:chore|ci|style|build|release)(?:\([^)]*\))?!?:/i,
  /^(?:release|publish|prepare|bump|set)\b.*(?:\b(?:version|release)\b|\bv?\d+\.\d+)/i,
  /^(?:[\w-]+ )?(?:version )?v?\d+\.\d+(?:\.\d+)?\S*$/i,
  /\b(?:cargo[ .]lock|changelog|rustfmt|cargo fmt|typos?)\b/i,
];

/** Whether the work may be listed: a person wrote it, with an account or without, and it is no chore. */
export function isWorthListing(work: OtherWork): boolean {
  if (work.author !== null && !isPerson(work.author)) return false;
  return !CHORES.some((chore) => chore.test(factsOf(work).title.slice(0, 256)));
}

/** What was done without a pull request. */
export type OtherWork = DirectCommit;

/** What an entry is about. */
export type Work = PullRequest | OtherWork;

/** What every kind of work has, for what treats all kinds alike. */
interface WorkFacts {
  /** Its name within its repository: `#1` or `@0123abc`. */
  readonly shortName: string;
  /** As it was written. */
  readonly title: string;
  /** What stands in place of a title that a reader could not see. */
  readonly untitled: string;
  /** When it was merged or committed, an ISO instant. */
  readonly time: string;
  /** `null`: it has none, and comes behind those that have one. */
  readonly number: number | null;
  /** The commit whose first release is its own; `null`: unknown. */
  readonly oid: string | null;
  readonly labels: readonly string[];
  readonly files: readonly ChangedFile[];
}

/** The facts of a work. A new kind begins here and in `WORK_ADDRESSES`: the compiler demands both. */
export function factsOf(work: Work): WorkFacts {
  switch (work.kind) {
    case 'pull request':
      return {
        shortName: WORK_ADDRESSES[work.kind].shortName(String(work.number)),
        title: work.title,
        untitled: `Pull request ${work.number}`,
        time: work.mergedAt,
        number: work.number,
        oid: work.mergeCommitOid,
        labels: work.labels,
        files: work.files,
      };
    case 'commit':
      return {
        shortName: WORK_ADDRESSES[work.kind].shortName(work.oid),
        title: work.messageHeadline,
        untitled: `Commit ${work.oid.slice(0, 7)}`,
        time: work.committedDate,
        number: null,
        oid: work.oid,
        labels: [],
        // GitHub does not list the files of a commit.
        files: [],
      };
  }
}

/** How GitHub addresses a kind of work: `https://github.com/<owner>/<name>/<folder>/<id>`. */
export interface WorkAddress {
  readonly folder: string;
  /** A regular expression. */
  readonly id: string;
  /** Its name within its repository, by the id in an address. */
  shortName(id: string): string;
  /** A folder from whose addresses GitHub leads to it, and to other things. */
  readonly sharedFolder: string | null;
  /** Whether an edition lists it by a link in running prose, too, not only by a list item. */
  readonly isToldInProse: boolean;
}

/** The addresses by which a work is recognised when an edition or a command is read, in the order of listing. */
export const WORK_ADDRESSES: Readonly<Record<Work['kind'], WorkAddress>> = {
  'pull request': {
    folder: 'pull',
    id: String.raw`\d+`,
    shortName: (id) => `#${Number(id)}`,
    sharedFolder: 'issues',
    isToldInProse: false,
  },
  commit: {
    folder: 'commit',
    id: '[0-9a-f]{7,40}',
    shortName: (id) => `@${id.slice(0, 7).toLowerCase()}`,
    sharedFolder: null,
    isToldInProse: true,
  },
};

/** The address of a repository on any host, up to the slash behind its name. */
const IN_REPOSITORY = String.raw`https?:\/\/[^\s/)]+\/[\w.-]+\/[\w.-]+\/`;
const WORK_IN_TEXT = new RegExp(
  `${IN_REPOSITORY}(?:${Object.values(WORK_ADDRESSES)
    .map(({ folder, id }) => `${folder}/${id}`)
    .join('|')})`,
  'i',
);

/** Whether the text has the address of a pull request or a commit, as a link or not. */
export function linksToWork(text: string): boolean {
  return WORK_IN_TEXT.test(text);
}

/** What people call it: `owner/name#1` or `owner/name@0123abc`. */
export function nameOf(work: Work): string {
  return `${work.repository}${shortName(work)}`;
}

/** Its name within its repository: `#1` or `@0123abc`. */
export function shortName(work: Work): string {
  return factsOf(work).shortName;
}

/** Its title; its number, if a reader could not see the title, such as one of blank letters. */
export function titleOf(work: Work): string {
  const { title, untitled } = factsOf(work);
  return showsNothing(title) ? untitled : title;
}

/** Order of merging or committing; at the same second by repository and number. */
export function byTime(left: Work, right: Work): number {
  const [before, after] = [factsOf(left), factsOf(right)];
  if (before.time !== after.time) return before.time < after.time ? -1 : 1;
  return (
    compareText(left.repository, right.repository) ||
    (before.number ?? 0) - (after.number ?? 0) ||
    compareText(left.key, right.key)
  );
}

/** Order of numbers; works that have none come last, by time. */
export function byNumber(left: Work, right: Work): number {
  const [before, after] = [factsOf(left).number, factsOf(right).number];
  if (before === null || after === null)
    return Number(before === null) - Number(after === null) || byTime(left, right);
  return before - after || byTime(left, right);
}

/** The latest first. */
export function byTimeDescending(left: Work, right: Work): number {
  return byTime(right, left);
}

/** The highest number first; works that have none come last, the latest first. */
export function byNumberDescending(left: Work, right: Work): number {
  const [before, after] = [factsOf(left).number, factsOf(right).number];
  const isMixed = (before === null) !== (after === null);
  return isMixed ? byNumber(left, right) : byNumber(right, left);
}

/** When it was merged or committed, an ISO instant. */
export function timeOf(work: Work): string {
  return factsOf(work).time;
}
