import type { CommentNode, ReviewNode } from '../../src/github/comments/conversation.js';
import type { Page } from '../../src/github/connection/graphql.js';
import { lastPage } from './pull-request-nodes.js';

/** As GitHub answers for a comment by `ann`, written so many minutes after noon. */
export function commentNode(minute: number, more: Partial<CommentNode> = {}): CommentNode {
  return {
    id: `IC_${minute}`,
    url: `https://github.com/acme/widget/pull/1#issuecomment-${minute}`,
    author: { __typename: 'User', login: 'ann' },
    body: `Comment ${minute}`,
    createdAt: `2020-05-15T12:${String(minute).padStart(2, '0')}:00Z`,
    lastEditedAt: null,
    isMinimized: false,
    viewerDidAuthor: false,
    reactionGroups: [],
    ...more,
  };
}

/** A review with its comments. */
export function reviewNode(minute: number, comments: Page<CommentNode> = lastPage([])): ReviewNode {
  return { ...commentNode(minute), id: `PRR_${minute}`, comments };
}
