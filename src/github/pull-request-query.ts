export const CONTRIBUTOR_FIELDS = /* GraphQL */ `
  fragment ContributorFields on Actor {
    __typename
    login
    url
    ... on User { databaseId }
    ... on Bot { databaseId }
  }
`;

/** A commit and who wrote it: its author first, then those of its `Co-authored-by` trailers. */
const COMMIT_FIELDS = /* GraphQL */ `
  fragment CommitFields on Commit {
    oid
    authors(first: 10) { nodes { user { ...ContributorFields } } }
  }
  ${CONTRIBUTOR_FIELDS}
`;

/** Asks for everything of a merged pull request that an edition may need; lists beyond these pages are read after. */
export const PULL_REQUEST_FIELDS = /* GraphQL */ `
  fragment PullRequestFields on PullRequest {
    id
    number
    title
    url
    mergedAt
    baseRefName
    mergeCommit { oid }
    author { ...ContributorFields }
    labels(first: 20) { nodes { name } }
    files(first: 50) { pageInfo { hasNextPage endCursor } nodes { path additions deletions } }
    commits(first: 30) { pageInfo { hasNextPage endCursor } nodes { commit { ...CommitFields } } }
    repository { id name nameWithOwner url description isPrivate isFork }
  }
  ${COMMIT_FIELDS}
`;

/** One page of a month's merged pull requests. */
export const SEARCH_MERGED = /* GraphQL */ `
  query MergedPullRequests($search: String!, $first: Int!, $after: String) {
    search(type: ISSUE, query: $search, first: $first, after: $after) {
      issueCount
      pageInfo { hasNextPage endCursor }
      nodes { ... on PullRequest { ...PullRequestFields } }
    }
  }
  ${PULL_REQUEST_FIELDS}
`;

/** Pull requests by node id. */
export const PULL_REQUESTS = /* GraphQL */ `
  query PullRequests($ids: [ID!]!) {
    nodes(ids: $ids) { ... on PullRequest { ...PullRequestFields } }
  }
  ${PULL_REQUEST_FIELDS}
`;

/** Further files and commits of one pull request. */
export const MORE_OF_PULL_REQUEST = /* GraphQL */ `
  query MoreOfPullRequest($id: ID!, $files: String, $commits: String, $moreFiles: Boolean!, $moreCommits: Boolean!) {
    node(id: $id) {
      ... on PullRequest {
        files(first: 100, after: $files) @include(if: $moreFiles) {
          pageInfo { hasNextPage endCursor }
          nodes { path additions deletions }
        }
        commits(first: 100, after: $commits) @include(if: $moreCommits) {
          pageInfo { hasNextPage endCursor }
          nodes { commit { ...CommitFields } }
        }
      }
    }
  }
  ${COMMIT_FIELDS}
`;

interface Actor {
  readonly __typename: 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';
  readonly login: string;
  readonly url: string;
  readonly databaseId?: number | null;
}

/** A list of GraphQL, one page of it. Nodes that could not be read are `null`. */
export interface Page<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (Node | null)[] | null;
}

export interface FileNode {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

export interface CommitNode {
  readonly commit: {
    readonly oid: string;
    readonly authors: { readonly nodes: readonly ({ readonly user: Actor | null } | null)[] | null };
  };
}

/** What `PullRequestFields` answers. */
export interface PullRequestNode {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly mergedAt: string | null;
  readonly baseRefName: string;
  /** Where it was merged: the merge commit, the squashed one, or the last of the rebased ones. */
  readonly mergeCommit: { readonly oid: string } | null;
  readonly author: Actor | null;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
  readonly files: Page<FileNode> | null;
  readonly commits: Page<CommitNode>;
  readonly repository: RepositoryNode;
}

export interface RepositoryNode {
  readonly id: string;
  readonly name: string;
  readonly nameWithOwner: string;
  readonly url: string;
  readonly description: string | null;
  readonly isPrivate: boolean;
  readonly isFork: boolean;
}

export type { Actor };
