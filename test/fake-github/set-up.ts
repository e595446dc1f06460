import type { FileChanges } from './git-store.js';
import { resolveCommit, setRef, writeCommitOnBranch } from './refs.js';
import type { IssueState, RepositoryState } from './state.js';
import {
  accountOf,
  addRepository,
  nextId,
  nextNumber,
  now,
  type RepositoryInput,
  timestamp,
  type World,
} from './world.js';

/** What is there before the story begins. No webhook tells of any of this. */
export interface RepositorySetUp extends RepositoryInput {
  /** Path → text. Without any, the repository is empty: it has no commits. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface CommitSetUp {
  /** The default branch, unless said otherwise; a new branch starts there. */
  readonly branch?: string;
  readonly files: FileChanges;
  readonly message: string;
  /** The repository's owner, unless said otherwise. */
  readonly author?: string;
  readonly at?: Date | string;
  /** As GitHub signs what is committed in the browser. */
  readonly isSigned?: boolean;
}

export interface IssueSetUp {
  readonly title: string;
  readonly author: string;
  readonly body?: string;
  readonly number?: number;
  readonly createdAt?: Date | string;
}

export function setUpRepository(world: World, input: RepositorySetUp): void {
  const repository = addRepository(world, input);
  if (!input.files) return;
  const { createdAt: at } = repository;
  setUpCommit(world, repository, { message: 'Initial commit', files: input.files, at });
}

/** Returns the commit's id. */
export function setUpCommit(world: World, repository: RepositoryState, input: CommitSetUp): string {
  const { refs } = repository.git;
  const branch = input.branch ?? repository.defaultBranch;
  const start = refs.get(`refs/heads/${repository.defaultBranch}`);
  if (start !== undefined && !refs.has(`refs/heads/${branch}`)) {
    setRef(repository, `refs/heads/${branch}`, start, now(world));
  }
  return writeCommitOnBranch(world, repository, {
    branch,
    message: input.message,
    author: input.author === undefined ? repository.owner : accountOf(world, input.author),
    changes: input.files,
    at: input.at,
    isSigned: input.isSigned ?? false,
  }).oid;
}

export function setUpTag(repository: RepositoryState, tag: string, target: string): void {
  const commit = resolveCommit(repository, target);
  if (!commit) throw new Error(`${repository.nameWithOwner} has no commit ${target} to tag.`);
  setRef(repository, `refs/tags/${tag}`, commit.oid, commit.committer.date);
}

/** Returns the issue's number. */
export function setUpIssue(world: World, repository: RepositoryState, input: IssueSetUp): number {
  const createdAt = timestamp(input.createdAt ?? world.clock());
  const issue: IssueState = {
    __typename: 'Issue',
    databaseId: nextId(world),
    repository,
    number: input.number ?? nextNumber(repository),
    author: accountOf(world, input.author).login,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    comments: [],
    bodyVersions: [],
    isLocked: false,
    title: input.title,
    body: input.body ?? '',
    labels: [],
    labelings: [],
    state: 'OPEN',
  };
  repository.numbered.set(issue.number, issue);
  return issue.number;
}
