import { type CommentContext, commandsIn } from '../../commands/parse-comment.js';
import { REACTIONS, type Reaction, type WrittenComment } from '../../requests/request.js';
import type { CommentNode } from './conversation-query.js';

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
