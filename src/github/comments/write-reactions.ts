import type { ReactionChange } from '../../replies/comments/reactions.js';
import { type BatchQuery, batchDocument, batchVariables } from '../connection/batch-query.js';
import type { WritingClient } from '../connection/client.js';
import { IMPATIENT } from '../connection/transport.js';

/** Changes that go in one request. */
const MOST = 50;

/** Reactions that come and go. */
export const REACTIONS: BatchQuery<ReactionChange> = {
  operation: 'Reactions',
  alias: 'change',
  field: ({ isRemoval }) =>
    `${isRemoval ? 'removeReaction' : 'addReaction'}(input: { subjectId: $id, content: $content }) { subject { id } }`,
  types: { id: 'ID!', content: 'ReactionContent!' },
  variables: ({ subjectId, content }) => ({ id: subjectId, content }),
  limits: { first: MOST, largest: MOST, smallest: MOST },
};

/** Changes the bot's own reactions; fails at once at a rate limit. Doing it twice does no harm. */
export async function writeReactions(
  writer: WritingClient,
  changes: readonly ReactionChange[],
): Promise<void> {
  for (let start = 0; start < changes.length; start += MOST) {
    const part = changes.slice(start, start + MOST);
    const variables = { ...batchVariables(REACTIONS, part), request: IMPATIENT };
    await writer.graphql(batchDocument(REACTIONS, part, 'mutation'), variables);
  }
}
