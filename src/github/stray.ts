import type { Conversation } from './conversation.js';
import type { ConversationNode } from './conversation-query.js';
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

export function toStray(
  { title, url, state, mergedAt, repository }: StrayNode,
  conversation: Conversation,
): Stray {
  return { title, url, state, mergedAt, isFork: repository.isFork, conversation };
}
