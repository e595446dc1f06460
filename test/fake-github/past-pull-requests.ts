import { createHash } from 'node:crypto';
import type { ChangedFile } from './git-diff.js';
import type { Signature } from './git-objects.js';
import { type GitCommit, writeTree } from './git-store.js';
import { indexMerge } from './pull-request-branches.js';
import type { PullRequestState, RepositoryState, Timestamp } from './state.js';
import { accountOf, emailOf, nextId, nextNumber, timestamp, type World } from './world.js';

export interface CommitFacts {
  readonly oid?: string;
  readonly message?: string;
  /** The author first, then the co-authors. People without a login are known by name only. */
  readonly authors: readonly (
    | { readonly login: string; readonly name?: string }
    | { readonly name: string }
  )[];
  readonly parents?: readonly string[];
  readonly authoredDate?: string | Date;
  /** Object id of its tree; unless said, nothing is known of its files. */
  readonly tree?: string;
}

export type FileFacts =
  | string
  | { readonly path: string; readonly additions: number; readonly deletions: number };

export interface MergedPullRequestFacts {
  readonly number?: number;
  readonly title: string;
  /** Null for a deleted account. */
  readonly author: string | null;
  readonly mergedAt: string | Date;
  readonly createdAt?: string | Date;
  readonly baseRefName?: string;
  readonly headRefName?: string;
  readonly labels?: readonly string[];
  readonly files?: readonly FileFacts[];
  readonly commits?: readonly CommitFacts[];
  readonly mergeCommitOid?: string;
  /** Whom the commit that merged it names. */
  readonly squashedBy?: CommitFacts['authors'];
  readonly mergedBy?: string;
  readonly additions?: number;
  readonly deletions?: number;
  readonly body?: string;
}

/** Adds a pull request that was merged before the story begins. No webhook tells of it. */
export function addMergedPullRequest(
  world: World,
  repository: RepositoryState,
  facts: MergedPullRequestFacts,
): PullRequestState {
  const number = facts.number ?? nextNumber(repository);
  const mergedAt = timestamp(facts.mergedAt);
  const files = (facts.files ?? []).map(toChangedFile);
  const commits = (facts.commits ?? [defaultCommit(facts)]).map((commit, index) =>
    recordCommit(world, repository, commit, {
      date: mergedAt,
      seed: `${number}/${index}`,
      title: facts.title,
    }),
  );
  const mergeCommitOid = facts.mergeCommitOid ?? fakeOid(`${repository.nameWithOwner}#${number}`);
  recordCommit(
    world,
    repository,
    { oid: mergeCommitOid, authors: facts.squashedBy ?? [{ name: 'GitHub' }] },
    { date: mergedAt, seed: '', title: `${facts.title} (#${number})` },
  );
  const pullRequest: PullRequestState = {
    __typename: 'PullRequest',
    databaseId: nextId(world),
    repository,
    number,
    author: facts.author === null ? null : accountOf(world, facts.author).login,
    createdAt: timestamp(facts.createdAt ?? facts.mergedAt),
    updatedAt: mergedAt,
    closedAt: mergedAt,
    mergedAt,
    mergedBy: facts.mergedBy ?? null,
    mergeCommitOid,
    comments: [],
    title: facts.title,
    body: facts.body ?? '',
    labels: facts.labels ?? [],
    labelings: [],
    state: 'MERGED',
    isDraft: false,
    readyForReviewAt: [],
    bodyVersions: [],
    reviews: [],
    deletedComments: [],
    isLocked: false,
    headRefName: facts.headRefName ?? `patch-${number}`,
    fork: null,
    headRefOid: commits.at(-1)?.oid ?? mergeCommitOid,
    baseRefName: facts.baseRefName ?? repository.defaultBranch,
    changes: {
      files,
      commits: commits.map(({ oid }) => oid),
      additions: facts.additions ?? sum(files.map(({ additions }) => additions)),
      deletions: facts.deletions ?? sum(files.map(({ deletions }) => deletions)),
    },
  };
  repository.numbered.set(number, pullRequest);
  indexMerge(pullRequest);
  return pullRequest;
}

/** Puts a commit into the store of which only the facts are known. One that is there stays. */
export function recordCommit(
  world: World,
  repository: RepositoryState,
  { oid, message, authors, authoredDate, parents, tree }: CommitFacts,
  context: { readonly date: Timestamp; readonly seed: string; readonly title: string },
): GitCommit {
  const known = repository.git.commits.get(oid ?? '');
  if (known) return known;
  const people = authors.map((author) => personOf(world, author));
  const author = people[0] ?? { name: 'ghost', email: '<redacted>' };
  const date = timestamp(authoredDate ?? context.date);
  const commit: GitCommit = {
    oid: oid ?? fakeOid(`${repository.nameWithOwner} ${context.seed}`),
    tree: tree ?? writeTree(repository.git, new Map()),
    parents: parents ?? [],
    message: message ?? context.title,
    author: { ...author, date },
    committer: { ...author, date },
    isSigned: false,
    recordedAuthors: people.length > 0 ? people : [author],
  };
  repository.git.commits.set(commit.oid, commit);
  return commit;
}

/** As a git author. People without a login have no address by which GitHub would know them. */
export function personOf(
  world: World,
  person: CommitFacts['authors'][number],
): Pick<Signature, 'name' | 'email'> {
  if (!('login' in person)) return { name: person.name, email: '<redacted>' };
  const account = accountOf(world, person.login);
  return { name: person.name ?? account.name ?? account.login, email: emailOf(account) };
}

function defaultCommit({ author }: MergedPullRequestFacts): CommitFacts {
  return { authors: [author === null ? { name: 'ghost' } : { login: author }] };
}

function toChangedFile(file: FileFacts): ChangedFile {
  const known = typeof file === 'string' ? { path: file, additions: 1, deletions: 0 } : file;
  return { ...known, changeType: 'MODIFIED' };
}

/** An object id for a commit whose content nobody knows. */
function fakeOid(seed: string): string {
  return createHash('sha1').update(seed).digest('hex');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
