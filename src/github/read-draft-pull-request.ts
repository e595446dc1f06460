import type { DraftPullRequest } from '../newsletter/draft.js';
import { type Month, monthsNamed } from '../newsletter/month.js';
import type { Client } from './client.js';
import { readControl } from './read-control.js';

/** A pull request of the draft branch, as the query for the draft has it. */
export interface PullRequestNode {
  readonly number: number;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly title: string;
  readonly body: string;
  /** What GitHub calls a diff is the whole body after the edit; `null` where a person erased it. */
  readonly userContentEdits: {
    readonly nodes: readonly ({ readonly diff: string | null } | null)[] | null;
  } | null;
  readonly isCrossRepository: boolean;
  readonly isDraft: boolean;
  readonly closedAt: string | null;
  readonly labels: { readonly nodes: readonly { readonly name: string }[] } | null;
  readonly comments: {
    readonly nodes: readonly {
      readonly author: { readonly login: string } | null;
      readonly body: string;
      readonly createdAt: string;
    }[];
  };
  readonly timelineItems: { readonly nodes: readonly { readonly createdAt: string }[] };
}

/**
 * The branch's open pull request, else its latest one that a person closed without merging and that is about the
 * month; `null` when there is neither.
 */
export async function readDraftPullRequest(
  client: Client,
  nameWithOwner: string,
  nodes: readonly PullRequestNode[],
  month: Month,
): Promise<DraftPullRequest | null> {
  const node =
    nodes.find(({ state }) => state === 'OPEN') ??
    nodes.find(({ state, title }) => state === 'CLOSED' && monthsNamed(title).includes(month));
  if (node === undefined) return null;
  const comments = node.comments.nodes.map(({ author, ...comment }) => ({
    ...comment,
    login: author?.login ?? null,
  }));
  const labels = (node.labels?.nodes ?? []).map(({ name }) => name);
  const { control, unheard } = await readControl(client, nameWithOwner, comments, labels);
  const { number, url, title, body, state, isDraft, closedAt, timelineItems, userContentEdits } = node;
  const readyAt = isDraft ? undefined : timelineItems.nodes.at(-1)?.createdAt;
  return {
    number,
    url,
    title,
    body,
    bodyVersions: (userContentEdits?.nodes ?? []).flatMap((edit) => edit?.diff ?? []),
    isOpen: state === 'OPEN' || (control.refreshedAt ?? '') > (closedAt ?? ''),
    isFrozen: control.isFrozen,
    unheard,
    publicationDay: control.day ?? readyAt?.slice(0, 10) ?? null,
  };
}
