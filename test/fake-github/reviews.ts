import { publishComment } from './comment-events.js';
import { newText } from './comments.js';
import type { AccountState, PullRequestState, ReviewState } from './state.js';
import type { World } from './world.js';

/** A review as somebody submits it. */
export interface ReviewInput {
  /** '' where only files are commented on. */
  readonly body?: string;
  readonly state?: ReviewState['state'];
  readonly comments?: readonly { readonly path: string; readonly body: string }[];
}

/** Submits a review with its comments on files. */
export function addReview(
  world: World,
  pullRequest: PullRequestState,
  { body = '', state = 'COMMENTED', comments = [] }: ReviewInput,
  author: AccountState,
): ReviewState {
  const review: ReviewState = {
    __typename: 'PullRequestReview',
    issue: pullRequest,
    state,
    ...newText(world, body, author),
    comments: comments.map((comment) => ({
      __typename: 'PullRequestReviewComment',
      issue: pullRequest,
      path: comment.path,
      ...newText(world, comment.body, author),
    })),
  };
  pullRequest.reviews.push(review);
  pullRequest.updatedAt = review.createdAt;
  publishComment(world, review, 'submitted', author);
  for (const comment of review.comments) publishComment(world, comment, 'created', author);
  return review;
}
