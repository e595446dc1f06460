import { type FileChanges, type GitCommit, writeCommit } from './git-store.js';
import { addMergedPullRequest, type FileFacts, type MergedPullRequestFacts } from './past-pull-requests.js';
import { publishPullRequest } from './pull-request-events.js';
import { type MergeInput, mergePullRequest, openPullRequest } from './pull-requests.js';
import { branchOid, commitOnBranch, createRef, updateRef } from './refs.js';
import type { AccountState, RepositoryState } from './state.js';
import { accountOf, emailOf, nextNumber, now, timestamp, type World } from './world.js';

/** A merge out of thin air: everything that it needs comes with it. */
export interface InstantMerge
  extends Omit<MergedPullRequestFacts, 'author' | 'files' | 'mergedAt' | 'mergedBy'> {
  /** Whose pull request it is; the person who merges, unless said otherwise. */
  readonly author?: string | null;
  /** Path → new text (null to delete) changes the files; a list of paths is only what GitHub says of it. */
  readonly files?: FileChanges | readonly FileFacts[];
  /** Whole message of the commit, for trailers, where files change. */
  readonly message?: string;
  readonly method?: MergeInput['method'];
}

/** Opens and merges a pull request, and returns its number. */
export function mergeAtOnce(
  world: World,
  repository: RepositoryState,
  facts: InstantMerge,
  actor: AccountState,
): number {
  const { files, ...rest } = facts;
  return isList(files)
    ? mergeFacts(world, repository, { ...rest, ...(files && { files }) }, actor)
    : mergeChanges(world, repository, { ...rest, files }, actor);
}

/** By a branch of its own, with a real commit. */
function mergeChanges(
  world: World,
  repository: RepositoryState,
  facts: InstantMerge & { readonly files: FileChanges },
  actor: AccountState,
): number {
  const baseRefName = facts.baseRefName ?? repository.defaultBranch;
  const headRefName = facts.headRefName ?? `patch-${facts.number ?? nextNumber(repository)}`;
  const author = facts.author ? accountOf(world, facts.author) : actor;
  const base = requireBase(repository, baseRefName);
  createRef(world, repository, `refs/heads/${headRefName}`, base, author);
  const message = facts.message ?? facts.title;
  commitOnBranch(world, repository, { branch: headRefName, message, author, changes: facts.files });
  const pullRequest = openPullRequest(world, repository, { ...facts, headRefName, baseRefName }, author);
  mergePullRequest(world, pullRequest, { method: facts.method }, actor);
  return pullRequest.number;
}

/** As the facts say: commits and files are what they name, the base branch moves by one commit. */
function mergeFacts(
  world: World,
  repository: RepositoryState,
  facts: Omit<InstantMerge, 'files'> & { readonly files?: readonly FileFacts[] },
  actor: AccountState,
): number {
  const baseRefName = facts.baseRefName ?? repository.defaultBranch;
  const number = facts.number ?? nextNumber(repository);
  const commit = writeMerge(world, repository, { ...facts, baseRefName, number }, actor);
  const pullRequest = addMergedPullRequest(world, repository, {
    ...facts,
    number,
    author: facts.author === undefined ? actor.login : facts.author,
    mergedAt: timestamp(world.clock()),
    mergedBy: actor.login,
    mergeCommitOid: commit.oid,
  });
  updateRef(world, repository, `refs/heads/${baseRefName}`, commit.oid, actor, { force: false });
  publishPullRequest(world, pullRequest, 'closed', actor);
  return number;
}

function writeMerge(
  world: World,
  repository: RepositoryState,
  facts: {
    readonly title: string;
    readonly number: number;
    readonly baseRefName: string;
    readonly mergeCommitOid?: string;
  },
  actor: AccountState,
): GitCommit {
  const { git } = repository;
  const base = requireBase(repository, facts.baseRefName);
  const signature = { name: actor.name ?? actor.login, email: emailOf(actor), date: now(world) };
  const commit = writeCommit(git, {
    tree: git.commits.get(base)?.tree ?? '',
    parents: [base],
    message: `${facts.title} (#${facts.number})`,
    author: signature,
    committer: signature,
  });
  const recorded = { ...commit, oid: facts.mergeCommitOid ?? commit.oid };
  git.commits.set(recorded.oid, recorded);
  return recorded;
}

function requireBase(repository: RepositoryState, branch: string): string {
  const base = branchOid(repository, branch);
  if (base === undefined)
    throw new Error(`${repository.nameWithOwner} has no branch ${branch} to merge into.`);
  return base;
}

function isList(files: InstantMerge['files']): files is readonly FileFacts[] | undefined {
  return files === undefined || Array.isArray(files);
}
