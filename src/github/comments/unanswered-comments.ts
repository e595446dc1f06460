import { ASIDE_MARKER } from '../../notes/render-aside.js';
import { hasOwnMarker, isWrittenByBot } from './bot-comments.js';
import type { Conversation, ReadComment } from './conversation.js';

/**
 * What people wrote where nothing is done any more, or not yet, and what the bot has to answer there. What was done in
 * time stays done, and what was refused then was answered.
 */
export function unansweredComments({ comments }: Conversation): readonly ReadComment[] {
  const isAside = comments.some((comment) => hasOwnMarker(comment, ASIDE_MARKER));
  return comments.filter(
    (comment) =>
      !isWrittenByBot(comment) &&
      !comment.reactions.includes('ROCKET') &&
      (isAside || !comment.reactions.includes('CONFUSED')),
  );
}
