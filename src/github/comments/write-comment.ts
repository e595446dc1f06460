import type { WritingClient } from '../connection/client.js';
import { ownComments } from './bot-comments.js';
import type { Conversation } from './conversation.js';

export const ADD_COMMENT = /* GraphQL */ `
  mutation AddComment($input: AddCommentInput!) { addComment(input: $input) { clientMutationId } }
`;

export const UPDATE_COMMENT = /* GraphQL */ `
  mutation UpdateComment($input: UpdateIssueCommentInput!) {
    updateIssueComment(input: $input) { clientMutationId }
  }
`;

export const DELETE_COMMENT = /* GraphQL */ `
  mutation DeleteComment($input: DeleteIssueCommentInput!) {
    deleteIssueComment(input: $input) { clientMutationId }
  }
`;

/**
 * Keeps the bot's one comment with that marker as it shall be; `null`: there shall be none. The body is written only
 * when it differs by more than the line of the file that it points to. A comment that another process wrote at the same
 * time is deleted by the next run.
 */
export async function keepComment(
  writer: WritingClient,
  { id, comments }: Pick<Conversation, 'id' | 'comments'>,
  marker: string,
  body: string | null,
): Promise<void> {
  const [own, ...others] = ownComments(comments, marker);
  const gone = body === null && own !== undefined ? [own, ...others] : others;
  for (const comment of gone) await writer.graphql(DELETE_COMMENT, { input: { id: comment.id } });
  if (body === null) return;
  if (own === undefined) {
    // A creation that was answered 502 may have been done, so it is not repeated.
    await writer.graphql(ADD_COMMENT, { input: { subjectId: id, body }, request: { retries: 0 } });
  } else if (!isSame(own.body, body)) {
    await writer.graphql(UPDATE_COMMENT, { input: { id: own.id, body } });
  }
}

/** GitHub's editor ends lines in its own way; and a line that moved a little is no reason to write. */
function isSame(left: string, right: string): boolean {
  return comparable(left) === comparable(right);
}

function comparable(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/#L\d+\)/g, '#L)')
    .trim();
}
