import { actorOf, canRead, requireComment } from '../access.js';
import type { react, unreact } from '../comments.js';
import { type Arguments, type Context, textArgument } from '../fields.js';
import { notFound } from '../refusal.js';
import type { AnyCommentState, ReactionContent } from '../state.js';
import { nodeOf } from './nodes.js';

/** `addReaction` and `removeReaction`. */
export function changeReaction(args: Arguments, context: Context, change: typeof react | typeof unreact) {
  const input = args.input as Arguments;
  const subject = subjectOf(textArgument(input, 'subjectId') ?? '', context);
  const content = textArgument(input, 'content') as ReactionContent;
  const account = actorOf(context.world, context.principal);
  change(subject, content, account);
  const clientMutationId = textArgument(input, 'clientMutationId') ?? null;
  return { clientMutationId, subject, reaction: { content, user: account } };
}

function subjectOf(id: string, context: Context): AnyCommentState {
  const { world, principal } = context;
  const node = nodeOf(id, context);
  if (!isComment(node) || !canRead(world, principal, node.issue.repository)) {
    throw notFound(`Could not resolve to a node with the global id of '${id}'`);
  }
  requireComment(world, principal, node.issue);
  return node;
}

function isComment(node: unknown): node is AnyCommentState {
  return typeof node === 'object' && node !== null && 'reactions' in node;
}
