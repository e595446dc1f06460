import { type Contributor, isPerson } from '../../newsletter/activity/contributor.js';
import { NameMap, NameSet, nameKey } from '../../newsletter/activity/names.js';
import type { Client } from '../connection/client.js';
import { type ListQuery, type Page, pageQuery, pagesFrom } from '../connection/graphql.js';

/**
 * A page of 30 labels, which is enough for nearly all pull requests: GitHub limits queries by what their pages may hold. A
 * pull request may have 100 ("Issues cannot have more than 100 labels", https://github.com/actions/labeler/issues/115).
 */
export const LABELS = 'labels(first: 30) { pageInfo { hasNextPage endCursor } nodes { name } }';

/** A pull request with the first page of its labels; `null`: GitHub does not give them. */
export interface Labelled {
  /** Node id. */
  readonly id: string;
  readonly labels: LabelPage | null;
}

interface LabelNode {
  readonly name: string;
}

type LabelPage = Page<LabelNode>;

export const MORE_LABELS: ListQuery<{ readonly node: { readonly labels: LabelPage | null } }, LabelNode> = {
  document: /* GraphQL */ `
    query MoreLabels($id: ID!, $first: Int!, $after: String) {
      node(id: $id) {
        ... on PullRequest { labels(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { name } } }
      }
    }
  `,
  limits: { first: 100, largest: 100, smallest: 5 },
  pageIn: ({ node }) => node.labels,
};

/** The names of all its labels. No request where the first page holds them. */
export async function readLabels(client: Client, { id, labels }: Labelled): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of pagesFrom(client, labels, MORE_LABELS, { id })) {
    names.push(...page.map(({ name }) => name));
  }
  return names;
}

/** GitHub's GraphQL reference, `LabeledEvent`. Events are oldest first, so the last page has the newest. */
export const LABELINGS = /* GraphQL */ `
  query Labelings($id: ID!, $first: Int!, $before: String) {
    node(id: $id) {
      ... on PullRequest {
        timelineItems(itemTypes: [LABELED_EVENT], last: $first, before: $before) {
          pageInfo { hasPreviousPage startCursor }
          nodes { ... on LabeledEvent { actor { __typename login url } label { name } } }
        }
      }
    }
  }
`;

interface LabelingsAnswer {
  readonly node: {
    readonly timelineItems: {
      readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
      readonly nodes: readonly (LabelingNode | null)[] | null;
    };
  } | null;
}

interface LabelingNode {
  readonly actor: (Pick<Contributor, 'login' | 'url'> & { readonly __typename: Contributor['type'] }) | null;
  readonly label: { readonly name: string };
}

/**
 * Who gave the pull request each of these labels the last time, by the label's name; `null`: a bot, or an
 * account that was deleted. Takes a request for each page of events, newest first, until all are found. A label without an
 * event is missing.
 */
export async function readLabellers(
  client: Client,
  id: string,
  labels: readonly string[],
): Promise<NameMap<string | null>> {
  const wanted = new NameSet(labels);
  const found = new Map<string, string | null>();
  let before: string | null = null;
  while (found.size < wanted.size) {
    const answer: LabelingsAnswer = await pageQuery(client, LABELINGS, { id, before });
    const { node } = answer;
    for (const event of (node?.timelineItems.nodes ?? []).toReversed()) {
      const name = nameKey(event?.label.name ?? '');
      if (wanted.has(name) && !found.has(name)) found.set(name, personOf(event?.actor ?? null));
    }
    const { hasPreviousPage = false, startCursor = null } = node?.timelineItems.pageInfo ?? {};
    if (!hasPreviousPage) break;
    before = startCursor;
  }
  return new NameMap(found);
}

function personOf(actor: LabelingNode['actor']): string | null {
  if (actor?.__typename !== 'User') return null;
  const { login, url } = actor;
  return isPerson({ login, url, type: 'User', databaseId: null }) ? login : null;
}
