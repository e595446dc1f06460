import type { ReactionChange } from '../../replies/comments/reactions.js';
import { type BatchQuery, batchDocument, batchVariables } from '../connection/batch-query.js';
import type { WritingClient } from '../connection/client.js';
import { IMPATIENT } from '../connection/transport.js';
import { type Conversation, ownComments } from './conversation.js';

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

/** A comment of the bot that comes, goes or changes, by its node id or that of its pull request. */
export type CommentChange =
  | { readonly kind: 'add'; readonly subjectId: string; readonly body: string }
  | { readonly kind: 'update'; readonly id: string; readonly body: string }
  | { readonly kind: 'delete'; readonly id: string };

/**
 * What keeps the bot's one comment with that marker as it shall be; `null`: there shall be none. The body is written only
 * when it differs by more than the line of the file that it points to. A comment that another process wrote at the same
 * time is deleted by the next run.
 */
export function planComment(
  { id, comments }: Pick<Conversation, 'id' | 'comments'>,
  marker: string,
  body: string | null,
): readonly CommentChange[] {
  const [own, ...others] = ownComments(comments, marker);
  const gone = body === null && own !== undefined ? [own, ...others] : others;
  const deletions = gone.map((each) => ({ kind: 'delete', id: each.id }) as const);
  if (body === null || (own !== undefined && isSame(own.body, body))) return deletions;
  if (own === undefined) return [...deletions, { kind: 'add', subjectId: id, body }];
  return [...deletions, { kind: 'update', id: own.id, body }];
}

/** Fails at once at a rate limit. A creation that was answered 502 may have been done, so it is not repeated. */
export async function writeComment(writer: WritingClient, change: CommentChange): Promise<void> {
  const { kind, ...input } = change;
  switch (kind) {
    case 'add':
      await writer.graphql(ADD_COMMENT, { input, request: { ...IMPATIENT, retries: 0 } });
      return;
    case 'update':
      await writer.graphql(UPDATE_COMMENT, { input, request: IMPATIENT });
      return;
    case 'delete':
      await writer.graphql(DELETE_COMMENT, { input, request: IMPATIENT });
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
