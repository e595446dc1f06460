import { type CommentContext, commandsIn } from '../../commands/parse-comment.js';
import { STATUS_MARKER } from '../../replies/comments/status-comment.js';
import { REACTIONS, type Reaction, type WrittenComment } from '../../requests/request.js';
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

/** What people wrote on a pull request, the first of it; the rest is read later. */
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

/** A comment, and what the bot did about it so far. */
export interface ReadComment extends WrittenComment {
  readonly body: string;
  /** By whoever runs the bot. */
  readonly isOwn: boolean;
  readonly isEdited: boolean;
  /** The bot's own. */
  readonly reactions: readonly Reaction[];
}

/** What people wrote on a pull request, oldest first. */
export interface Conversation {
  /** Node id of the pull request. */
  readonly id: string;
  readonly nameWithOwner: string;
  readonly number: number;
  /** Of the pull request's entry, see `pullRequestKey`. */
  readonly key: string;
  /** The bot cannot answer there. */
  readonly isLocked: boolean;
  /** Of the pull request itself. */
  readonly body: string;
  readonly comments: readonly ReadComment[];
}

/**
 * Whether that account cannot comment or react in a locked conversation. People who may write there can, Apps never,
 * whatever their permissions are (github.com/renovatebot/renovate/issues/6215, github.com/probot/stale/issues/25).
 */
export function isShutOut({ login }: { readonly login: string }, isLocked: boolean): boolean {
  return isLocked && login.endsWith('[bot]');
}

/** GitHub's answer as the bot's own value. */
export function toComment(node: CommentNode, context: CommentContext): ReadComment {
  const { id, url, author, body, createdAt, isMinimized } = node;
  const own = (node.reactionGroups ?? []).filter(({ viewerHasReacted }) => viewerHasReacted);
  return {
    id,
    url,
    login: author?.login ?? null,
    isBot: author?.__typename === 'Bot',
    isMinimized,
    body,
    commands: commandsIn(body, context),
    createdAt,
    isOwn: node.viewerDidAuthor,
    isEdited: node.lastEditedAt !== null,
    reactions: REACTIONS.filter((reaction) => own.some(({ content }) => content === reaction)),
  };
}

/** Every comment of the bot has a line like this; the name tells what it is for. */
const MARKER = /^<!-- newsletter [\w -]+ -->\r?$/m;

/** Whether the bot wrote it: with a person's token it has that person's name, but other people cannot write as the bot. */
export function isWrittenByBot(comment: ReadComment): boolean {
  return comment.isOwn && MARKER.test(comment.body);
}

/** The bot's comment on a draft, whose history tells who ticked what. */
export function statusComment(comments: readonly ReadComment[]): ReadComment | undefined {
  return ownComments(comments, STATUS_MARKER)[0];
}

/** The bot's comments of that kind, oldest first; the App's only one, where somebody wrote over its line. */
export function ownComments(comments: readonly ReadComment[], marker: string): readonly ReadComment[] {
  const marked = comments.filter((comment) => hasOwnMarker(comment, marker));
  return marked.length > 0 ? marked : comments.filter(isWrittenOver).slice(0, 1);
}

function isWrittenOver({ isOwn, isBot, isEdited, body }: ReadComment): boolean {
  return isOwn && isBot && isEdited && !MARKER.test(body);
}

/** Whether it is the bot's comment of that kind. */
export function hasOwnMarker({ isOwn, body }: ReadComment, marker: string): boolean {
  return isOwn && body.split(/\r?\n/).includes(marker);
}
