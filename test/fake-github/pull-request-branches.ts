import { changedFiles } from './git-diff.js';
import { commitsBetween, isAncestor, mergeBase } from './git-history.js';
import { publishPullRequest } from './pull-request-events.js';
import type { RefChange } from './refs.js';
import type { AccountState, PullRequestChanges, PullRequestState, RepositoryState } from './state.js';
import { now, pullRequestsOf, type World } from './world.js';

/** What the pull request changes: recorded, or read off its branches while they move. */
export function changesOf(pullRequest: PullRequestState, baseOid?: string): PullRequestChanges {
  if (pullRequest.changes) return pullRequest.changes;
  const { git } = pullRequest.repository;
  const base = baseOid ?? git.refs.get(`refs/heads/${pullRequest.baseRefName}`);
  const start = base && mergeBase(git, base, pullRequest.headRefOid);
  const head = git.commits.get(pullRequest.headRefOid);
  if (base === undefined || !head) return { files: [], commits: [], additions: 0, deletions: 0 };
  const before = start === undefined ? null : (git.commits.get(start)?.tree ?? null);
  const files = changedFiles(git, before, head.tree);
  return {
    files,
    commits: commitsBetween(git, base, head.oid).map(({ oid }) => oid),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
  };
}

/** Keeps open pull requests true to their branches after one of these moved or went away. */
export function followBranch(
  world: World,
  repository: RepositoryState,
  { ref, before, after }: RefChange,
  actor: AccountState,
): void {
  const branch = ref.replace(/^refs\/heads\//, '');
  const isOpen = ({ state }: PullRequestState) => state === 'OPEN';
  const pullRequests = pullRequestsOf(repository).filter(isOpen);
  for (const each of pullRequests.filter(
    ({ headRefName, fork }) => fork === null && headRefName === branch,
  )) {
    if (after === undefined) closePullRequest(world, each, actor);
    else synchronize(world, each, after, actor);
  }
  for (const each of pullRequests.filter(isOpen).filter(({ baseRefName }) => baseRefName === branch)) {
    const changes = changesOf(each, before);
    if (after === undefined) {
      each.changes = changes;
      closePullRequest(world, each, actor);
    } else if (isAncestor(repository.git, each.headRefOid, after)) {
      recordMerge(world, each, { changes, mergeCommitOid: after }, actor);
    }
  }
}

/** The pull request is merged by that commit, as of now. */
export function recordMerge(
  world: World,
  pullRequest: PullRequestState,
  merge: { readonly changes: PullRequestChanges; readonly mergeCommitOid: string },
  actor: AccountState,
): void {
  const at = now(world);
  Object.assign(pullRequest, merge, { mergedAt: at, closedAt: at, updatedAt: at });
  pullRequest.state = 'MERGED';
  pullRequest.mergedBy = actor.login;
  indexMerge(pullRequest);
  publishPullRequest(world, pullRequest, 'closed', actor);
}

/** Closes it without merging. */
export function closePullRequest(world: World, pullRequest: PullRequestState, actor: AccountState): void {
  pullRequest.state = 'CLOSED';
  pullRequest.closedAt = now(world);
  pullRequest.updatedAt = pullRequest.closedAt;
  publishPullRequest(world, pullRequest, 'closed', actor);
}

/** Remembers which commits the merged pull request brought. */
export function indexMerge(pullRequest: PullRequestState): void {
  const { introducedBy } = pullRequest.repository;
  for (const oid of [...changesOf(pullRequest).commits, pullRequest.mergeCommitOid ?? '']) {
    introducedBy.set(oid, (introducedBy.get(oid) ?? new Set<number>()).add(pullRequest.number));
  }
}

export function synchronize(
  world: World,
  pullRequest: PullRequestState,
  oid: string,
  actor: AccountState,
): void {
  const before = pullRequest.headRefOid;
  pullRequest.headRefOid = oid;
  pullRequest.updatedAt = now(world);
  publishPullRequest(world, pullRequest, 'synchronize', actor, { before, after: oid });
}
