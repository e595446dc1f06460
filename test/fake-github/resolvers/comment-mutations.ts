import { actorOf, canWrite, requireComment } from '../access.js';
import { addComment, deleteComment, editComment } from '../comments.js';
import { type Arguments, type Context, textArgument } from '../fields.js';
import { notFound, Refusal } from '../refusal.js';
import type { CommentState, IssueState, PullRequestState } from '../state.js';
import { nodeOf } from './nodes.js';

export function commentOn({ input }: Arguments, context: Context) {
  const { world, principal } = context;
  const id = textArgument(input as Arguments, 'subjectId') ?? '';
  const subject = nodeOf(id, context) as IssueState | PullRequestState | null;
  if (subject === null || !('comments' in subject) || !('number' in subject)) throw unresolved(id);
  requireComment(world, principal, subject);
  const body = textArgument(input as Arguments, 'body') ?? '';
  const node = addComment(world, subject, body, actorOf(world, principal));
  return { clientMutationId: null, subject, commentEdge: { cursor: '', node } };
}

export function changeComment({ input }: Arguments, context: Context) {
  const issueComment = changeableComment(input as Arguments, context);
  const body = textArgument(input as Arguments, 'body') ?? '';
  editComment(context.world, issueComment, body, actorOf(context.world, context.principal));
  return { clientMutationId: null, issueComment };
}

export function removeComment({ input }: Arguments, context: Context) {
  const comment = changeableComment(input as Arguments, context);
  deleteComment(context.world, comment, actorOf(context.world, context.principal));
  return { clientMutationId: null };
}

/** One's own comment, or anyone's with write access. */
function changeableComment(input: Arguments, context: Context): CommentState {
  const { world, principal } = context;
  const id = textArgument(input, 'id') ?? '';
  const node = nodeOf(id, context) as CommentState | null;
  if (node?.__typename !== 'IssueComment') throw unresolved(id);
  requireComment(world, principal, node.issue);
  const isOwn = node.author === actorOf(world, principal).login;
  if (isOwn || canWrite(world, principal, node.issue.repository, 'issues')) return node;
  throw new Refusal(403, 'FORBIDDEN', 'You do not have permission to change this comment.');
}

function unresolved(id: string): Refusal {
  return notFound(`Could not resolve to a node with the global id of '${id}'`);
}
