import { publishComment } from './comment-events.js';
import { publishIssue } from './issue-events.js';
import { publishPullRequest } from './pull-request-events.js';
import { notFound } from './refusal.js';
import { rewrite } from './rewrite.js';
import type {
  AccountState,
  AnyCommentState,
  CommentState,
  IssueState,
  PullRequestState,
  ReactionContent,
  RepositoryState,
} from './state.js';
import { nextId, now, type World } from './world.js';

export function addComment(
  world: World,
  issue: IssueState | PullRequestState,
  body: string,
  author: AccountState,
): CommentState {
  const comment: CommentState = {
    __typename: 'IssueComment',
    issue,
    ...newText(world, body, author),
  };
  issue.comments.push(comment);
  issue.updatedAt = comment.createdAt;
  publishComment(world, comment, 'created', author);
  return comment;
}

/** Ids of comments passed 32 bits in 2024: https://github.com/rust-lang/rfcbot-rs/issues/325 */
const FIRST_ID = 3_000_000_000;

/** What a new comment of any kind begins with. */
export function newText(world: World, body: string, author: AccountState) {
  const at = now(world);
  return {
    databaseId: FIRST_ID + nextId(world),
    author: author.login,
    body,
    createdAt: at,
    updatedAt: at,
    bodyVersions: [],
    reactions: [],
    isMinimized: false,
  };
}

export function editComment(world: World, comment: AnyCommentState, body: string, actor: AccountState): void {
  const changes = { body: { from: comment.body } };
  rewrite(world, comment, body, actor);
  comment.updatedAt = now(world);
  publishComment(world, comment, 'edited', actor, { changes });
}

/** A review that was submitted cannot be deleted. */
export function deleteComment(
  world: World,
  comment: Exclude<AnyCommentState, { __typename: 'PullRequestReview' }>,
  actor: AccountState,
): void {
  const { issue } = comment;
  const lists: AnyCommentState[][] = [issue.comments];
  if (issue.__typename === 'PullRequest') lists.push(...issue.reviews.map(({ comments }) => comments));
  const list = lists.find((each) => each.includes(comment)) ?? [];
  list.splice(list.indexOf(comment), 1);
  if (issue.__typename === 'PullRequest') {
    issue.deletedComments.push({ author: comment.author, actor: actor.login, createdAt: now(world) });
  }
  publishComment(world, comment, 'deleted', actor);
}

/** Reacts as the account, once with each content. No webhook tells of it. */
export function react(comment: AnyCommentState, content: ReactionContent, { login }: AccountState): void {
  const { reactions } = comment;
  if (!reactions.some((each) => each.login === login && each.content === content)) {
    reactions.push({ login, content });
  }
}

/** Takes the account's reaction back, if there is one. */
export function unreact(comment: AnyCommentState, content: ReactionContent, { login }: AccountState): void {
  const { reactions } = comment;
  const index = reactions.findIndex((each) => each.login === login && each.content === content);
  if (index >= 0) reactions.splice(index, 1);
}

/** All comments of an issue or a pull request, those of reviews too. */
export function allCommentsOf(issue: IssueState | PullRequestState): readonly AnyCommentState[] {
  const reviews = issue.__typename === 'PullRequest' ? issue.reviews : [];
  return [...issue.comments, ...reviews.flatMap((review) => [review, ...review.comments])];
}

/** A comment of any kind by its id. */
export function anyCommentOf(repository: RepositoryState, databaseId: number): AnyCommentState {
  const comments = [...repository.numbered.values()].flatMap(allCommentsOf);
  const found = comments.find((comment) => comment.databaseId === databaseId);
  if (!found) throw notFound();
  return found;
}

/** A comment that is none of a review. */
export function commentOf(repository: RepositoryState, databaseId: number): CommentState {
  const found = anyCommentOf(repository, databaseId);
  if (found.__typename !== 'IssueComment') throw notFound();
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
    publishNumbered(world, issue, action, actor, { label });
  };
  for (const name of issue.labels.filter((each) => !before.includes(each))) {
    issue.labelings.push({ label: name, actor: actor.login, createdAt: now(world) });
    publish('labeled', name);
  }
  for (const name of before.filter((each) => !issue.labels.includes(each))) publish('unlabeled', name);
}

/** From now on only those who may write there comment. */
export function setLocked(
  world: World,
  issue: IssueState | PullRequestState,
  isLocked: boolean,
  actor: AccountState,
): void {
  if (issue.isLocked === isLocked) return;
  issue.isLocked = isLocked;
  publishNumbered(world, issue, isLocked ? 'locked' : 'unlocked', actor, {});
}

function publishNumbered(
  world: World,
  issue: IssueState | PullRequestState,
  action: string,
  actor: AccountState,
  details: Readonly<Record<string, unknown>>,
): void {
  if (issue.__typename === 'PullRequest') publishPullRequest(world, issue, action, actor, details);
  else publishIssue(world, issue, action, actor, details);
}
