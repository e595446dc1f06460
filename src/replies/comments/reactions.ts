import type { Answer, RequestOutcome } from '../../requests/answer.js';
import type { ReactedComment, Reaction } from '../../requests/request.js';

/** One reaction that comes or goes. */
export interface ReactionChange {
  /** Node id of the comment. */
  readonly subjectId: string;
  readonly content: Reaction;
  readonly isRemoval: boolean;
}

/**
 * What is to be changed so that each comment has the one reaction that holds now. A comment that asks for nothing is
 * left alone, unless it asked before: people may use the same account as the bot, and react as they like.
 */
export function planReactions(
  comments: readonly ReactedComment[],
  answers: readonly Answer[],
): readonly ReactionChange[] {
  return comments.flatMap(({ id, isEdited, isMinimized, reactions }) => {
    const answered = answers.flatMap(({ commentId, outcome }) => (commentId === id ? [outcome] : []));
    if (answered.length === 0 && !isEdited && !isMinimized) return [];
    const wanted = answered.length === 0 ? null : reactionTo(answered);
    const gone = reactions.filter((reaction) => reaction !== wanted);
    const changes = gone.map((content) => ({ subjectId: id, content, isRemoval: true }));
    if (wanted === null || reactions.includes(wanted)) return changes;
    return [...changes, { subjectId: id, content: wanted, isRemoval: false }];
  });
}

/** A comment may ask for several things; what its author should look at first decides. */
function reactionTo(outcomes: readonly RequestOutcome[]): Reaction {
  const kinds = new Set(outcomes.map(({ kind }) => kind));
  if (kinds.has('unclear') || kinds.has('refused')) return 'CONFUSED';
  return kinds.has('applied') || kinds.has('asked') ? (kinds.has('waits') ? 'EYES' : 'ROCKET') : 'EYES';
}
