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
    authors(first: 10) { ...Authors }
  }
  ${AUTHORS}
`;

/** Asks for everything of a merged pull request that an edition may need; lists beyond these pages are read after. */
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
    files(first: 50) { pageInfo { hasNextPage endCursor } nodes { path additions deletions } }
    commits(first: $commits) { pageInfo { hasNextPage endCursor } nodes { commit { ...CommitFields } } }
    repository { id name nameWithOwner url description isPrivate isFork }
    ...ConversationFields @include(if: $conversations)
  }
  ${COMMIT_FIELDS}
  ${CONVERSATION_FIELDS}
`;

/**
 * One page of a month's merged pull requests and, if wanted, which ones of other months people moved to it. The searches
 * "by name" are for comments that address the bot by the App's name.
 */
export const SEARCH_MERGED = /* GraphQL */ `
  query MergedPullRequests(
    $search: String!, $first: Int!, $after: String, $commits: Int!, $conversations: Boolean!
    $movedHere: String!, $pulledForward: String!, $asksForMoved: Boolean!
    $movedHereByName: String!, $pulledForwardByName: String!, $asksForMovedByName: Boolean!
  ) {
    search(type: ISSUE, query: $search, first: $first, after: $after) {
      issueCount
      pageInfo { hasNextPage endCursor }
      nodes { ... on PullRequest { ...PullRequestFields } }
    }
    movedHere: search(type: ISSUE, query: $movedHere, first: 20) @include(if: $asksForMoved) { ...Moved }
    pulledForward: search(type: ISSUE, query: $pulledForward, first: 20) @include(if: $asksForMoved) { ...Moved }
    movedHereByName: search(type: ISSUE, query: $movedHereByName, first: 20)
      @include(if: $asksForMovedByName) { ...Moved }
    pulledForwardByName: search(type: ISSUE, query: $pulledForwardByName, first: 20)
      @include(if: $asksForMovedByName) { ...Moved }
  }
  fragment Moved on SearchResultItemConnection { nodes { ... on PullRequest { id } } }
  ${PULL_REQUEST_FIELDS}
`;

/** Pull requests by node id, each with its first `commits` commits. */
export const PULL_REQUESTS = /* GraphQL */ `
  query PullRequests($ids: [ID!]!, $commits: Int!, $conversations: Boolean!) {
    nodes(ids: $ids) { ... on PullRequest { ...PullRequestFields } }
  }
  ${PULL_REQUEST_FIELDS}
`;

/** As many pull requests as are told, by repository and number, each with its first `commits` commits. */
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
    query NamedPullRequests($commits: Int!, $conversations: Boolean!, ${variables.join(', ')}) { ${aliases.join(' ')} }
    ${PULL_REQUEST_FIELDS}
  `;
}

/** Further files and commits of as many pull requests as are told; an alias and its variables for each. */
export function morePullRequestsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map(
    (index) =>
      `$id${index}: ID!, $files${index}: String, $moreFiles${index}: Boolean!, $commits${index}: String, $moreCommits${index}: Boolean!`,
  );
  const aliases = indices.map((index) => `pullRequest${index}: node(id: $id${index}) { ...More${index} }`);
  const fragments = indices.map(
    (index) => `
      fragment More${index} on PullRequest {
        files(first: 100, after: $files${index}) @include(if: $moreFiles${index}) { ...Files }
        commits(first: 100, after: $commits${index}) @include(if: $moreCommits${index}) { ...Commits }
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
