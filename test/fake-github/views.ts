import { history } from './git-history.js';
import { changesOf } from './pull-request-branches.js';
import { issueUrl } from './rest/issue-shape.js';
import type { CommentState, PullRequestState, RepositoryState } from './state.js';
import { accountByEmail, pullRequestsOf, type World } from './world.js';

/** A pull request as a story looks at it. */
export interface PullRequestView {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly author: string | null;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly baseRefName: string;
  readonly url: string;
  readonly labels: readonly string[];
  readonly mergedAt: string | null;
  readonly mergedBy: string | null;
  readonly mergeCommitOid: string | null;
  /** Paths that it changes. */
  readonly files: readonly string[];
}

export interface CommentView {
  readonly databaseId: number;
  readonly author: string | null;
  readonly body: string;
}

export interface CommitView {
  readonly oid: string;
  readonly message: string;
  /** Login, or null if it is nobody's account. */
  readonly author: string | null;
  readonly committedDate: string;
  readonly parents: readonly string[];
  /** Signed by GitHub. */
  readonly verified: boolean;
}

/** By number. */
export function viewPullRequests(repository: RepositoryState): readonly PullRequestView[] {
  return [...pullRequestsOf(repository)].sort((a, b) => a.number - b.number).map(viewPullRequest);
}

/** Newest first. */
export function viewCommits(world: World, { git }: RepositoryState, branch: string): readonly CommitView[] {
  const head = git.refs.get(`refs/heads/${branch}`);
  return (head === undefined ? [] : history(git, head)).map((commit) => ({
    oid: commit.oid,
    message: commit.message,
    author: accountByEmail(world, commit.author.email)?.login ?? null,
    committedDate: commit.committer.date,
    parents: commit.parents,
    verified: commit.isSigned,
  }));
}

/** Oldest first. */
export function viewComments(comments: readonly CommentState[]): readonly CommentView[] {
  return comments.map(({ databaseId, author, body }) => ({ databaseId, author, body }));
}

function viewPullRequest(pullRequest: PullRequestState): PullRequestView {
  return {
    number: pullRequest.number,
    title: pullRequest.title,
    body: pullRequest.body,
    state: pullRequest.state,
    isDraft: pullRequest.isDraft,
    author: pullRequest.author,
    headRefName: pullRequest.headRefName,
    headRefOid: pullRequest.headRefOid,
    baseRefName: pullRequest.baseRefName,
    url: issueUrl(pullRequest),
    labels: pullRequest.labels,
    mergedAt: pullRequest.mergedAt,
    mergedBy: pullRequest.mergedBy,
    mergeCommitOid: pullRequest.mergeCommitOid,
    files: changesOf(pullRequest).files.map(({ path }) => path),
  };
}
