import type { Conversation } from '../github/comments/conversation.js';
import type { WritingClient } from '../github/connection/client.js';
import { explain } from '../github/connection/errors.js';
import { markReady } from '../github/draft/mark-ready.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import type { Answer } from '../notes/answer.js';

/**
 * Makes the draft ready for review where an editor said `publish`; once, since the bot's reaction stands on what is
 * done. The answers, in which a failure is told.
 */
export async function obeyPublish(
  writer: WritingClient,
  { conversation, isDraft }: Pick<ReadDraft, 'conversation' | 'isDraft'>,
  answers: readonly Answer[],
): Promise<readonly Answer[]> {
  const isDue = isDuePublish(conversation);
  if (conversation === null || !isDraft || !answers.some(isDue)) return answers;
  try {
    await markReady(writer, conversation.id);
    return answers;
  } catch (error) {
    const because = `The draft cannot be made ready. ${explain(error)}`;
    return answers.map((answer) =>
      isDue(answer) ? { ...answer, outcome: { kind: 'refused', because } } : answer,
    );
  }
}

/** Tells whether an answer is that to a `publish` of an editor which is still to be done. */
export function isDuePublish(
  conversation: Pick<Conversation, 'comments'> | null,
): (answer: Answer) => boolean {
  const done = new Set(
    conversation?.comments.filter(({ reactions }) => reactions.includes('ROCKET')).map(({ id }) => id),
  );
  return ({ commentId, command, outcome }) =>
    command?.verb === 'publish' && outcome.kind === 'applied' && commentId !== null && !done.has(commentId);
}
