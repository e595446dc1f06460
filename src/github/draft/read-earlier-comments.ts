import { compareText } from '../../newsletter/markdown/order.js';
import type { ReadComment } from '../comments/conversation.js';
import { readConversations } from '../comments/read-conversations.js';
import type { Client, Log } from '../connection/client.js';
import { ActionNeeded } from '../connection/errors.js';
import { remember } from '../connection/remember.js';
import type { PullRequestNode } from './read-draft-pull-request.js';

/**
 * What people wrote on the drafts that were merged, oldest first, before that: there they may have postponed something.
 * It comes with the draft; of a very long conversation the rest is read once as long as the process lives.
 */
export async function readEarlierComments(
  client: Client,
  nameWithOwner: string,
  nodes: readonly PullRequestNode[],
  log: Log,
): Promise<readonly ReadComment[]> {
  const merged = nodes.filter(({ state }) => state === 'MERGED');
  const refuse = (gap: string) => {
    throw new ActionNeeded(`${gap} Nothing is changed; run again.`);
  };
  const read = async (node: PullRequestNode) => {
    const ask = () => readConversations(client, [{ nameWithOwner, number: node.number, node }], refuse, log);
    const [conversation] = goesOn(node)
      ? await remember(client, ['comments of a draft', node.id], ask)
      : await ask();
    const until = node.closedAt ?? '';
    return (conversation?.comments ?? []).filter(({ createdAt }) => createdAt <= until);
  };
  const comments: ReadComment[] = [];
  for (const node of merged) comments.push(...(await read(node)));
  return comments.sort((left, right) => compareText(left.createdAt, right.createdAt));
}

function goesOn({ comments, reviews }: PullRequestNode): boolean {
  return comments?.pageInfo.hasNextPage === true || reviews?.pageInfo.hasNextPage === true;
}
