import { publishPullRequest } from './pull-request-events.js';
import { notFound } from './refusal.js';
import { commentShape, issueShape } from './rest/issue-shape.js';
import type { AccountState, CommentState, IssueState, PullRequestState, RepositoryState } from './state.js';
import { nextId, now, type World } from './world.js';

export function addComment(
  world: World,
  issue: IssueState | PullRequestState,
  body: string,
  author: AccountState,
): CommentState {
  const at = now(world);
  const comment: CommentState = {
    __typename: 'IssueComment',
    databaseId: nextId(world),
    author: author.login,
    body,
    createdAt: at,
    updatedAt: at,
    issue,
  };
  issue.comments.push(comment);
  issue.updatedAt = at;
  publishComment(world, comment, 'created', author);
  return comment;
}

export function editComment(world: World, comment: CommentState, body: string, actor: AccountState): void {
  const changes = { body: { from: comment.body } };
  comment.body = body;
  comment.updatedAt = now(world);
  publishComment(world, comment, 'edited', actor, { changes });
}

export function deleteComment(world: World, comment: CommentState, actor: AccountState): void {
  const { comments } = comment.issue;
  comments.splice(comments.indexOf(comment), 1);
  publishComment(world, comment, 'deleted', actor);
}

export function commentOf(repository: RepositoryState, databaseId: number): CommentState {
  const comments = [...repository.numbered.values()].flatMap((issue) => issue.comments);
  const found = comments.find((comment) => comment.databaseId === databaseId);
  if (!found) throw notFound();
  return found;
}

/** Sets the labels, telling of each that came or went. */
export function setLabels(
  world: World,
  issue: IssueState | PullRequestState,
  labels: readonly string[],
  actor: AccountState,
): void {
  const before = issue.labels;
  issue.labels = [...new Set(labels)];
  issue.updatedAt = now(world);
  const publish = (action: string, name: string) => {
    const label = { name, color: 'ededed', description: null };
    if (issue.__typename === 'PullRequest') publishPullRequest(world, issue, action, actor, { label });
    else publishIssue(world, issue, action, actor, { label });
  };
  for (const name of issue.labels.filter((each) => !before.includes(each))) publish('labeled', name);
  for (const name of before.filter((each) => !issue.labels.includes(each))) publish('unlabeled', name);
}

function publishComment(
  world: World,
  comment: CommentState,
  action: string,
  sender: AccountState,
  details: Readonly<Record<string, unknown>> = {},
): void {
  const { issue } = comment;
  world.publish({
    event: 'issue_comment',
    repository: issue.repository,
    sender,
    payload: {
      action,
      issue: issueShape(world, issue),
      comment: commentShape(world, comment),
      ...details,
    },
  });
}

function publishIssue(
  world: World,
  issue: IssueState,
  action: string,
  sender: AccountState,
  details: Readonly<Record<string, unknown>>,
): void {
  world.publish({
    event: 'issues',
    repository: issue.repository,
    sender,
    payload: { action, issue: issueShape(world, issue), ...details },
  });
}
