import { commentShape, issueShape } from './rest/issue-shape.js';
import { pullRequestShape } from './rest/pull-request-shape.js';
import { reviewCommentShape, reviewShape } from './rest/review-shape.js';
import type { AccountState, AnyCommentState } from './state.js';
import type { WebhookEvent } from './webhook-payloads.js';
import type { World } from './world.js';

/** Publishes the webhook of a comment's kind with the comment as it is now. */
export function publishComment(
  world: World,
  comment: AnyCommentState,
  action: string,
  sender: AccountState,
  details: Readonly<Record<string, unknown>> = {},
): void {
  const { event, payload } = eventOf(world, comment);
  world.publish({
    event,
    repository: comment.issue.repository,
    sender,
    payload: { action, ...payload, ...details },
  });
}

function eventOf(world: World, comment: AnyCommentState): Pick<WebhookEvent, 'event' | 'payload'> {
  switch (comment.__typename) {
    case 'IssueComment': {
      const payload = { issue: issueShape(world, comment.issue), comment: commentShape(world, comment) };
      return { event: 'issue_comment', payload };
    }
    case 'PullRequestReview': {
      const payload = {
        review: reviewShape(world, comment),
        pull_request: pullRequestShape(world, comment.issue),
      };
      return { event: 'pull_request_review', payload };
    }
    case 'PullRequestReviewComment': {
      const payload = {
        comment: reviewCommentShape(world, comment),
        pull_request: pullRequestShape(world, comment.issue),
      };
      return { event: 'pull_request_review_comment', payload };
    }
  }
}
