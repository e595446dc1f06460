import type { Conversation } from '../comments/conversation.js';
import type { ConversationNode } from '../comments/conversation-query.js';
import { readConversations } from '../comments/read-conversations.js';
import type { Client, Log } from '../connection/client.js';
import type { PullRequestNode, RepositoryNode } from './pull-request-query.js';

/** What `StrayFields` answers. */
export interface StrayNode extends ConversationNode {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly mergedAt: string | null;
  readonly repository: Pick<RepositoryNode, 'nameWithOwner' | 'isPrivate' | 'isFork'>;
}

/** A pull request of which the edition tells nothing, and on which somebody perhaps asked the bot for something. */
export interface Stray {
  readonly title: string;
  readonly url: string;
  readonly state: StrayNode['state'];
  /** ISO instant; `null`: it is not merged. */
  readonly mergedAt: string | null;
  readonly isFork: boolean;
  readonly conversation: Conversation;
}

/** A merged pull request of a fork, for instance. */
export function toStrayNode(node: PullRequestNode): StrayNode {
  return { ...node, state: 'MERGED' };
}

/** Reads what was said there. No edition depends on it, so what GitHub does not give of it is no gap. */
export async function readStrays(
  client: Client,
  nodes: readonly StrayNode[],
  log: Log,
): Promise<readonly Stray[]> {
  const begun = nodes.map((node) => ({
    nameWithOwner: node.repository.nameWithOwner,
    number: node.number,
    node,
  }));
  const conversations = await readConversations(client, begun, (gap) => log.info(gap), log);
  return nodes.flatMap(({ title, url, state, mergedAt, repository }, index) => {
    const conversation = conversations[index];
    return conversation === undefined
      ? []
      : { title, url, state, mergedAt, isFork: repository.isFork, conversation };
  });
}
