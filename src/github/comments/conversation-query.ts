import type { Page } from '../connection/graphql.js';

/** A comment of any of GitHub's three kinds has these fields. */
const WRITTEN = `
  id url author { __typename login } body createdAt lastEditedAt isMinimized viewerDidAuthor
  reactionGroups { content viewerHasReacted }
`;

/** Pages of comments, of reviews with the first of their own comments, and of the comments of a review. */
export const CONVERSATION_PAGES = /* GraphQL */ `
  fragment CommentPage on IssueCommentConnection {
    pageInfo { hasNextPage endCursor }
    nodes { ${WRITTEN} }
  }
  fragment ReviewPage on PullRequestReviewConnection {
    pageInfo { hasNextPage endCursor }
    nodes { ${WRITTEN} comments(first: 3) { ...ReviewCommentPage } }
  }
  fragment ReviewCommentPage on PullRequestReviewCommentConnection {
    pageInfo { hasNextPage endCursor }
    nodes { ${WRITTEN} }
  }
`;

/** What people wrote on a pull request, as far as it comes along with it; the rest is read after. */
export const CONVERSATION_FIELDS = /* GraphQL */ `
  fragment ConversationFields on PullRequest {
    body
    locked
    comments(first: 10) { ...CommentPage }
    reviews(first: 5, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]) { ...ReviewPage }
  }
  ${CONVERSATION_PAGES}
`;

/** A comment, a review, or a comment of a review. */
export interface CommentNode {
  readonly id: string;
  readonly url: string;
  readonly author: { readonly __typename: string; readonly login: string } | null;
  readonly body: string;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly isMinimized: boolean;
  readonly viewerDidAuthor: boolean;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
}

export interface ReviewNode extends CommentNode {
  readonly comments: Page<CommentNode>;
}

/** What `ConversationFields` answers; nothing where it is not asked for. */
export interface ConversationNode {
  readonly id: string;
  readonly body?: string;
  readonly locked?: boolean;
  readonly comments?: Page<CommentNode>;
  /** GitHub may give none. */
  readonly reviews?: Page<ReviewNode> | null;
}
