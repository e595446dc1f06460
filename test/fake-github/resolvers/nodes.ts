import { canRead } from '../access.js';
import { allCommentsOf } from '../comments.js';
import type { Context } from '../fields.js';
import type { GitCommit, GitStore } from '../git-store.js';
import { decodeNodeId, splitKey } from '../node-ids.js';
import type { RepositoryState } from '../state.js';
import { accountById, findRepository } from '../world.js';

export interface CommitNode {
  readonly __typename: 'Commit';
  readonly repository: RepositoryState;
  readonly commit: GitCommit;
}

export interface TreeNode {
  readonly __typename: 'Tree';
  readonly repository: RepositoryState;
  readonly oid: string;
}

export interface BlobNode {
  readonly __typename: 'Blob';
  readonly repository: RepositoryState;
  readonly oid: string;
}

export interface RefNode {
  readonly __typename: 'Ref';
  readonly repository: RepositoryState;
  /** In full: `refs/heads/main`. */
  readonly ref: string;
}

export interface LabelNode {
  readonly __typename: 'Label';
  readonly repository: RepositoryState;
  readonly name: string;
}

export type GitObjectNode = CommitNode | TreeNode | BlobNode;

/** The object of that id in the repository's store, whatever its kind; null if there is none. */
export function gitObject(repository: RepositoryState, oid: string | null | undefined): GitObjectNode | null {
  const { commits, trees, blobs }: GitStore = repository.git;
  const commit = commits.get(oid ?? '');
  if (commit) return { __typename: 'Commit', repository, commit };
  if (oid && trees.has(oid)) return { __typename: 'Tree', repository, oid };
  return oid && blobs.has(oid) ? { __typename: 'Blob', repository, oid } : null;
}

/** The commit of that id; null if the repository has none. */
export function commitNode(repository: RepositoryState, oid: string | null | undefined): CommitNode | null {
  const commit = repository.git.commits.get(oid ?? '');
  return commit ? { __typename: 'Commit', repository, commit } : null;
}

export function refNode(repository: RepositoryState, ref: string): RefNode | null {
  return repository.git.refs.has(ref) ? { __typename: 'Ref', repository, ref } : null;
}

const COMMENTS: readonly string[] = ['IssueComment', 'PullRequestReview', 'PullRequestReviewComment'];

/** What a global id stands for, if the principal may see it. */
export function nodeOf(id: string, { world, principal }: Context): unknown {
  const { kind, key } = decodeNodeId(id);
  if (kind === 'Account') return accountById(world, Number(key)) ?? null;
  const { nameWithOwner, rest } = splitKey(key);
  const repository = findRepository(world, nameWithOwner);
  if (!repository || !canRead(world, principal, repository)) return null;
  if (kind === 'Repository') return repository;
  if (kind === 'Ref') return refNode(repository, rest);
  if (kind === 'Label') return { __typename: 'Label', repository, name: rest } satisfies LabelNode;
  if (kind === 'PullRequest' || kind === 'Issue') return repository.numbered.get(Number(rest)) ?? null;
  if (kind === 'Release') return repository.releases.find(({ tagName }) => tagName === rest) ?? null;
  if (!COMMENTS.includes(kind)) return gitObject(repository, rest);
  const comments = [...repository.numbered.values()].flatMap(allCommentsOf);
  return comments.find(({ databaseId }) => databaseId === Number(rest)) ?? null;
}
