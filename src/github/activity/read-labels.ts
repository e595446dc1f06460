import type { Client } from '../connection/client.js';
import { query } from '../connection/graphql.js';
import type { Page } from '../connection/page.js';

/** What a pull request has of its labels; GitHub may give none. */
export interface Labelled {
  /** Node id. */
  readonly id: string;
  readonly labels: LabelPage | null;
}

type LabelPage = Page<{ readonly name: string }>;

/**
 * A page of labels, as many as hardly any pull request has: GitHub limits queries by what their pages may hold. It may have
 * 100 ("Issues cannot have more than 100 labels", https://github.com/actions/labeler/issues/115); the others are read after.
 */
export const LABELS = 'labels(first: 30) { pageInfo { hasNextPage endCursor } nodes { name } }';

export const MORE_LABELS = /* GraphQL */ `
  query MoreLabels($id: ID!, $after: String) {
    node(id: $id) {
      ... on PullRequest { labels(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { name } } }
    }
  }
`;

interface Answer {
  readonly node: { readonly labels: LabelPage | null };
}

/** The names of all its labels. No request where the first page holds them. */
export async function readLabels(client: Client, { id, labels }: Labelled): Promise<readonly string[]> {
  const names: string[] = [];
  for (let page = labels; page !== null; ) {
    names.push(...(page.nodes ?? []).flatMap((node) => node?.name ?? []));
    const { hasNextPage, endCursor } = page.pageInfo;
    page = hasNextPage
      ? (await query<Answer>(client, MORE_LABELS, { id, after: endCursor })).node.labels
      : null;
  }
  return names;
}
