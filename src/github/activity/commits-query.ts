import { type Actor, CONTRIBUTOR_FIELDS } from './pull-request-query.js';

/** Commits by node id, with the pull requests that they belong to. */
export const COMMITS = /* GraphQL */ `
  query Commits($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Commit {
        oid
        url
        messageHeadline
        committedDate
        repository { nameWithOwner }
        parents(first: 2) { totalCount }
        authors(first: 10) { nodes { user { ...ContributorFields } } }
        associatedPullRequests(first: 5) { nodes { id mergedAt } }
      }
    }
  }
  ${CONTRIBUTOR_FIELDS}
`;

/** GitHub takes no more node ids at once. */
export const MOST_COMMITS = 100;

export interface CommitsAnswer {
  /** Absent where GitHub's limits leave nothing. */
  readonly nodes?: readonly (AssociatedCommitNode | null)[];
}

export interface AssociatedCommitNode {
  readonly oid: string;
  readonly url: string;
  readonly messageHeadline: string;
  readonly committedDate: string;
  readonly repository: { readonly nameWithOwner: string };
  readonly parents: { readonly totalCount: number };
  readonly authors: { readonly nodes: readonly ({ readonly user: Actor | null } | null)[] | null };
  readonly associatedPullRequests: {
    readonly nodes: readonly ({ readonly id: string; readonly mergedAt: string | null } | null)[] | null;
  } | null;
}
