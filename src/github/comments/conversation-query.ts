import type { Page } from '../connection/page.js';

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

/** The next pages of as many lists as are told: of comments or reviews of a pull request, or of a review's comments. */
export function moreConversationsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map(
    (index) => `$id${index}: ID!, $after${index}: String, $isReviews${index}: Boolean!`,
  );
  const aliases = indices.map((index) => `list${index}: node(id: $id${index}) { ...More${index} }`);
  const fragments = indices.map(
    (index) => `
      fragment More${index} on Node {
        ... on PullRequest {
          comments(first: 50, after: $after${index}) @skip(if: $isReviews${index}) { ...CommentPage }
          reviews(first: 20, after: $after${index}, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED])
            @include(if: $isReviews${index}) { ...ReviewPage }
        }
        ... on PullRequestReview {
          ofReview: comments(first: 50, after: $after${index}) { ...ReviewCommentPage }
        }
      }`,
  );
  return `
    query MoreConversations(${variables.join(', ')}) { ${aliases.join(' ')} }
    ${fragments.join(' ')}
    ${CONVERSATION_PAGES}
  `;
}

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
