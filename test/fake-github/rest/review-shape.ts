import type { RestEndpointMethodTypes } from '@octokit/rest';
import { commentUrl } from '../comment-url.js';
import { nodeId } from '../node-ids.js';
import type { ReviewCommentState, ReviewState } from '../state.js';
import type { World } from '../world.js';
import { authorShape } from './account-shape.js';
import type { Shape } from './shape.js';

type Review = Shape<RestEndpointMethodTypes['pulls']['getReview']['response']['data']>;
type ReviewComment = Shape<RestEndpointMethodTypes['pulls']['getReviewComment']['response']['data']>;

/** A review as a webhook has it. */
export function reviewShape(world: World, review: ReviewState): Review {
  const { databaseId, issue } = review;
  return {
    id: databaseId,
    node_id: nodeId('PullRequestReview', `${issue.repository.nameWithOwner}#${databaseId}`),
    html_url: commentUrl(review),
    user: authorShape(world, review.author),
    body: review.body,
    state: review.state.toLowerCase(),
    submitted_at: review.createdAt,
  };
}

export function reviewCommentShape(world: World, comment: ReviewCommentState): ReviewComment {
  const { databaseId, issue } = comment;
  return {
    id: databaseId,
    node_id: nodeId('PullRequestReviewComment', `${issue.repository.nameWithOwner}#${databaseId}`),
    html_url: commentUrl(comment),
    user: authorShape(world, comment.author),
    body: comment.body,
    path: comment.path,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}
