import { issueUrl } from './rest/issue-shape.js';
import type { AnyCommentState } from './state.js';

const ANCHORS = {
  IssueComment: 'issuecomment-',
  PullRequestReview: 'pullrequestreview-',
  PullRequestReviewComment: 'discussion_r',
} as const;

/** Where people read it. */
export function commentUrl({ __typename, issue, databaseId }: AnyCommentState): string {
  return `${issueUrl(issue)}#${ANCHORS[__typename]}${databaseId}`;
}
