import { commitsBetween, isAncestor, mergeCommits } from './git-history.js';
import { type GitCommit, writeChanges, writeCommit } from './git-store.js';
import { changesOf, closePullRequest, recordMerge, synchronize } from './pull-request-branches.js';
import { publishPullRequest } from './pull-request-events.js';
import { branchOid, type CommitInput, updateRef } from './refs.js';
import { Refusal, validationFailed } from './refusal.js';
import { rewrite } from './rewrite.js';
import type { AccountState, PullRequestState, RepositoryState } from './state.js';
import { emailOf, nextId, nextNumber, now, pullRequestsOf, type World } from './world.js';

export interface OpenInput {
  readonly title: string;
  readonly body?: string;
  readonly headRefName: string;
  /** The owner of the fork that has the head branch. */
  readonly fork?: string | undefined;
  readonly baseRefName: string;
  readonly isDraft?: boolean;
  readonly number?: number | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** Opens a pull request, or throws the 422 that GitHub answers. */
export function openPullRequest(
  world: World,
  repository: RepositoryState,
  input: OpenInput,
  author: AccountState,
): PullRequestState {
  const base = branchOid(repository, input.baseRefName);
  const head =
    input.fork === undefined
      ? branchOid(repository, input.headRefName)
      : repository.git.refs.get(forkRef(input.fork, input.headRefName));
  if (base === undefined) throw invalidField('base');
  if (head === undefined) throw invalidField('head');
  if (pullRequestsOf(repository).some((each) => isSameRequest(each, input))) {
    const label = `${repository.owner.login}:${input.headRefName}`;
    throw validationFailed('PullRequest', `A pull request already exists for ${label}.`);
  }
  if (commitsBetween(repository.git, base, head).length === 0) {
    const message = `No commits between ${input.baseRefName} and ${input.headRefName}`;
    throw validationFailed('PullRequest', message);
  }
  const at = now(world);
  const pullRequest: PullRequestState = {
    __typename: 'PullRequest',
    databaseId: nextId(world),
    repository,
    number: input.number ?? nextNumber(repository),
    author: author.login,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommitOid: null,
    comments: [],
    title: input.title,
    body: input.body ?? '',
    labels: input.labels ?? [],
    labelings: [],
    state: 'OPEN',
    isDraft: input.isDraft ?? false,
    readyForReviewAt: [],
    bodyVersions: [],
    reviews: [],
    deletedComments: [],
    isLocked: false,
    headRefName: input.headRefName,
    fork: input.fork ?? null,
    headRefOid: head,
    baseRefName: input.baseRefName,
    changes: null,
  };
  repository.numbered.set(pullRequest.number, pullRequest);
  publishPullRequest(world, pullRequest, 'opened', author);
  return pullRequest;
}

/**
 * Forks share the objects of a repository, so that it has the commits of their pull requests, on none of its branches:
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/working-with-forks/about-permissions-and-visibility-of-forks
 */
export function forkRef(owner: string, branch: string): string {
  return `refs/forks/${owner}/${branch}`;
}

/** Commits on a branch of somebody's fork, beginning it from the default branch. No webhook tells of it. */
export function commitOnFork(
  world: World,
  repository: RepositoryState,
  { branch, message, author, changes }: CommitInput,
): void {
  const { git } = repository;
  const ref = forkRef(author.login, branch);
  const head = git.refs.get(ref) ?? branchOid(repository, repository.defaultBranch) ?? '';
  const signature = { name: author.name ?? author.login, email: emailOf(author), date: now(world) };
  const tree = writeChanges(git, git.commits.get(head)?.tree ?? null, changes);
  const commit = writeCommit(git, {
    tree,
    parents: [head],
    message,
    author: signature,
    committer: signature,
  });
  git.refs.set(ref, commit.oid);
  const open = pullRequestsOf(repository).filter(
    (each) => each.state === 'OPEN' && each.fork === author.login && each.headRefName === branch,
  );
  for (const each of open) synchronize(world, each, commit.oid, author);
}

export interface EditInput {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly baseRefName?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
}

export function editPullRequest(
  world: World,
  pullRequest: PullRequestState,
  input: EditInput,
  actor: AccountState,
): void {
  const changes: Record<string, { from: string }> = {};
  if (input.title !== undefined && input.title !== pullRequest.title) {
    changes.title = { from: pullRequest.title };
    pullRequest.title = input.title;
  }
  if (input.body !== undefined && input.body !== pullRequest.body) {
    changes.body = { from: pullRequest.body };
    rewrite(world, pullRequest, input.body, actor);
  }
  if (input.baseRefName !== undefined) pullRequest.baseRefName = input.baseRefName;
  if (Object.keys(changes).length > 0) {
    pullRequest.updatedAt = now(world);
    publishPullRequest(world, pullRequest, 'edited', actor, { changes });
  }
  if (input.state === 'closed' && pullRequest.state === 'OPEN') closePullRequest(world, pullRequest, actor);
  if (input.state === 'open' && pullRequest.state === 'CLOSED') reopenPullRequest(world, pullRequest, actor);
}

/** Only while the branch goes on from where the pull request was closed: github.com/isaacs/github/issues/361. */
export function reopenPullRequest(world: World, pullRequest: PullRequestState, actor: AccountState): void {
  const head = branchOid(pullRequest.repository, pullRequest.headRefName);
  if (pullRequest.state !== 'CLOSED' || head === undefined) {
    const message = `state cannot be changed. The ${pullRequest.headRefName} branch has been deleted.`;
    throw validationFailed('PullRequest', message);
  }
  if (!isAncestor(pullRequest.repository.git, pullRequest.headRefOid, head)) {
    const message = `state cannot be changed. The ${pullRequest.headRefName} branch was force-pushed or recreated.`;
    throw validationFailed('PullRequest', message);
  }
  Object.assign(pullRequest, { headRefOid: head, closedAt: null, changes: null, updatedAt: now(world) });
  pullRequest.state = 'OPEN';
  publishPullRequest(world, pullRequest, 'reopened', actor);
}

export function setDraft(
  world: World,
  pullRequest: PullRequestState,
  isDraft: boolean,
  actor: AccountState,
): void {
  if (pullRequest.isDraft === isDraft) return;
  pullRequest.isDraft = isDraft;
  pullRequest.updatedAt = now(world);
  if (!isDraft) pullRequest.readyForReviewAt.push(now(world));
  publishPullRequest(world, pullRequest, isDraft ? 'converted_to_draft' : 'ready_for_review', actor);
}

export interface MergeInput {
  readonly method?: 'merge' | 'squash' | 'rebase' | undefined;
  readonly message?: string | undefined;
  readonly expectedHeadOid?: string | undefined;
}

/** Merges an open pull request and returns the new commit of its base branch. */
export function mergePullRequest(
  world: World,
  pullRequest: PullRequestState,
  input: MergeInput,
  actor: AccountState,
): GitCommit {
  const { repository } = pullRequest;
  if (pullRequest.state !== 'OPEN') throw new Refusal(405, 'UNPROCESSABLE', 'Pull Request is not mergeable');
  if (pullRequest.isDraft) {
    throw new Refusal(405, 'UNPROCESSABLE', 'Pull Request is still a draft');
  }
  if (input.expectedHeadOid !== undefined && input.expectedHeadOid !== pullRequest.headRefOid) {
    throw new Refusal(409, 'UNPROCESSABLE', 'Head branch was modified. Review and try the merge again.');
  }
  const changes = changesOf(pullRequest);
  const commit = writeMergeCommit(world, pullRequest, input, actor);
  recordMerge(world, pullRequest, { changes, mergeCommitOid: commit.oid }, actor);
  const ref = `refs/heads/${pullRequest.baseRefName}`;
  updateRef(world, repository, ref, commit.oid, actor, { force: false });
  return commit;
}

export function isMergeable(pullRequest: PullRequestState): boolean {
  return mergedTree(pullRequest) !== undefined;
}

function writeMergeCommit(
  world: World,
  pullRequest: PullRequestState,
  input: MergeInput,
  actor: AccountState,
): GitCommit {
  const { repository, number, headRefName, baseRefName, headRefOid, title } = pullRequest;
  const base = branchOid(repository, baseRefName);
  const tree = mergedTree(pullRequest);
  if (base === undefined || tree === undefined) {
    throw new Refusal(405, 'UNPROCESSABLE', 'Pull Request is not mergeable');
  }
  const author = { name: actor.name ?? actor.login, email: emailOf(actor), date: now(world) };
  const isMerge = input.method === undefined || input.method === 'merge';
  const headline = isMerge
    ? `Merge pull request #${number} from ${repository.owner.login}/${headRefName}\n\n${title}`
    : `${title} (#${number})`;
  const content = {
    tree,
    parents: isMerge ? [base, headRefOid] : [base],
    message: input.message ?? headline,
    author,
    committer: { name: 'GitHub', email: 'noreply@github.com', date: author.date },
  };
  return writeCommit(repository.git, content, { isSigned: true });
}

function mergedTree({ repository, baseRefName, headRefOid }: PullRequestState): string | undefined {
  return mergeCommits(repository.git, branchOid(repository, baseRefName) ?? '', headRefOid);
}

function isSameRequest(existing: PullRequestState, input: OpenInput): boolean {
  return (
    existing.state === 'OPEN' &&
    existing.headRefName === input.headRefName &&
    existing.fork === (input.fork ?? null) &&
    existing.baseRefName === input.baseRefName
  );
}

function invalidField(field: string): Refusal {
  return new Refusal(422, 'UNPROCESSABLE', 'Validation Failed', [
    { resource: 'PullRequest', field, code: 'invalid' },
  ]);
}
