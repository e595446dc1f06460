import { CONVERSATION_FIELDS, type ConversationNode } from '../comments/conversation-query.js';
import type { Page } from '../connection/page.js';
import { LABELS } from './read-labels.js';

/** An account. */
export const CONTRIBUTOR_FIELDS = /* GraphQL */ `
  fragment ContributorFields on Actor {
    __typename
    login
    url
    ... on User { databaseId }
    ... on Bot { databaseId }
  }
`;

const AUTHORS = /* GraphQL */ `
  fragment Authors on GitActorConnection {
    pageInfo { hasNextPage endCursor }
    nodes { user { ...ContributorFields } }
  }
  ${CONTRIBUTOR_FIELDS}
`;

/** A commit and who wrote it: its author first, then those of its `Co-authored-by` trailers. */
const COMMIT_FIELDS = /* GraphQL */ `
  fragment CommitFields on Commit {
    id
    oid
    authors(first: 3) { ...Authors }
  }
  ${AUTHORS}
`;

/**
 * Asks for everything of a merged pull request that an edition may need. Each list is a lookup of its own for GitHub,
 * once for each commit and review, so the pages are short; what goes on beyond them is read after.
 */
const PULL_REQUEST_FIELDS = /* GraphQL */ `
  fragment PullRequestFields on PullRequest {
    id
    number
    title
    url
    mergedAt
    baseRefName
    mergeCommit { oid }
    author { ...ContributorFields }
    mergedBy { ...ContributorFields }
    ${LABELS}
    files(first: 25) { totalCount pageInfo { hasNextPage endCursor } nodes { path additions deletions } }
    commits(first: 10) { totalCount pageInfo { hasNextPage endCursor } nodes { commit { ...CommitFields } } }
    repository { id name nameWithOwner url description isPrivate isFork }
    ...ConversationFields @include(if: $conversations)
  }
  ${COMMIT_FIELDS}
  ${CONVERSATION_FIELDS}
`;

/** One page of a month's merged pull requests. */
export const SEARCH_MERGED = /* GraphQL */ `
  query MergedPullRequests($search: String!, $first: Int!, $after: String, $conversations: Boolean!) {
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
  query PullRequests($ids: [ID!]!, $conversations: Boolean!) {
    nodes(ids: $ids) { ... on PullRequest { ...PullRequestFields } }
  }
  ${PULL_REQUEST_FIELDS}
`;

/** As many pull requests as are told, by repository and number. */
export function namedPullRequestsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map(
    (index) => `$owner${index}: String!, $name${index}: String!, $number${index}: Int!`,
  );
  const aliases = indices.map(
    (index) => `
      named${index}: repository(owner: $owner${index}, name: $name${index}) {
        pullRequest(number: $number${index}) { ...PullRequestFields }
      }`,
  );
  return `
    query NamedPullRequests($conversations: Boolean!, ${variables.join(', ')}) { ${aliases.join(' ')} }
    ${PULL_REQUEST_FIELDS}
  `;
}

/** So many further files and commits of as many pull requests as are told; an alias and its variables for each. */
export function morePullRequestsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map(
    (index) =>
      `$id${index}: ID!, $files${index}: String, $moreFiles${index}: Int!, $commits${index}: String, $moreCommits${index}: Int!, $withFiles${index}: Boolean!, $withCommits${index}: Boolean!`,
  );
  const aliases = indices.map((index) => `pullRequest${index}: node(id: $id${index}) { ...More${index} }`);
  const fragments = indices.map(
    (index) => `
      fragment More${index} on PullRequest {
        files(first: $moreFiles${index}, after: $files${index}) @include(if: $withFiles${index}) { ...Files }
        commits(first: $moreCommits${index}, after: $commits${index}) @include(if: $withCommits${index}) { ...Commits }
      }`,
  );
  return `
    query MoreOfPullRequests(${variables.join(', ')}) { ${aliases.join(' ')} }
    ${fragments.join(' ')}
    fragment Files on PullRequestChangedFileConnection {
      pageInfo { hasNextPage endCursor }
      nodes { path additions deletions }
    }
    fragment Commits on PullRequestCommitConnection {
      pageInfo { hasNextPage endCursor }
      nodes { commit { ...CommitFields } }
    }
    ${COMMIT_FIELDS}
  `;
}

/** Further authors of as many commits as are told. */
export function moreAuthorsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$id${index}: ID!, $after${index}: String`);
  const aliases = indices.map((index) => `commit${index}: node(id: $id${index}) { ...AuthorsOf${index} }`);
  const fragments = indices.map(
    (index) =>
      `fragment AuthorsOf${index} on Commit { authors(first: 100, after: $after${index}) { ...Authors } }`,
  );
  return `
    query MoreAuthors(${variables.join(', ')}) { ${aliases.join(' ')} }
    ${fragments.join(' ')}
    ${AUTHORS}
  `;
}

interface Actor {
  readonly __typename: 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';
  readonly login: string;
  readonly url: string;
  readonly databaseId?: number | null;
}

export interface FileNode {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

/** `user` is `null` where GitHub knows no account for a name and address. */
export interface AuthorNode {
  readonly user: Actor | null;
}

export interface CommitNode {
  readonly commit: {
    readonly id: string;
    readonly oid: string;
    readonly authors: Page<AuthorNode>;
  };
}

/** What `PullRequestFields` answers. */
export interface PullRequestNode extends ConversationNode {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly mergedAt: string | null;
  readonly baseRefName: string;
  /** Where it was merged: the merge commit, the squashed one, or the last of the rebased ones. */
  readonly mergeCommit: { readonly oid: string } | null;
  readonly author: Actor | null;
  readonly mergedBy: Actor | null;
  readonly labels: Page<{ readonly name: string }> | null;
  readonly files: CountedPage<FileNode> | null;
  readonly commits: CountedPage<CommitNode>;
  readonly repository: RepositoryNode;
}

/**
 * Whether the answer has what GitHub promises of a pull request. Where resource limits cut an answer, even a list may be
 * `null` that the schema says is always there; the answer's errors tell of that.
 */
export function isReadable(node: PullRequestNode | null): node is PullRequestNode {
  return node !== null && (node.commits as PullRequestNode['commits'] | null) !== null;
}

/** A page of a list, and how long the whole is, if GitHub says so. */
interface CountedPage<Node> extends Page<Node> {
  readonly totalCount?: number;
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
