import type { Page, RepositoryNode } from './pull-request-query.js';

/** A commit of a default branch as the month's history has it. Who wrote it is asked for where that matters. */
export const HISTORY_FIELDS = /* GraphQL */ `
  fragment HistoryFields on CommitHistoryConnection {
    pageInfo { hasNextPage endCursor }
    nodes { id oid }
  }
`;

/**
 * An organization's repositories, those pushed to last first, each with what one look can tell: its root manifest, its
 * newest tags, and the month's history of its default branch.
 */
export const REPOSITORIES = /* GraphQL */ `
  query Repositories(
    $owner: String!, $privacy: RepositoryPrivacy, $first: Int!, $after: String, $since: GitTimestamp!, $until: GitTimestamp!
  ) {
    repositoryOwner(login: $owner) {
      repositories(
        first: $first, after: $after, isFork: false, ownerAffiliations: [OWNER], privacy: $privacy,
        orderBy: { field: PUSHED_AT, direction: DESC }
      ) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id name nameWithOwner url description isPrivate isFork createdAt pushedAt
          manifest: object(expression: "HEAD:Cargo.toml") { ... on Blob { text } }
          defaultBranchRef { target { ... on Commit { history(first: 100, since: $since, until: $until) { ...HistoryFields } } } }
          refs(refPrefix: "refs/tags/", first: 20, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
            nodes { name target { ...TaggedCommit ... on Tag { tagger { date } target { ...TaggedCommit } } } }
          }
        }
      }
    }
  }
  fragment TaggedCommit on Commit { oid committedDate }
  ${HISTORY_FIELDS}
`;

export interface RepositoriesAnswer {
  readonly repositoryOwner: { readonly repositories: Page<MonthRepositoryNode> } | null;
}

/** A repository with its month. */
export interface MonthRepositoryNode extends RepositoryNode {
  readonly createdAt: string;
  /** `null` when it is empty. */
  readonly pushedAt: string | null;
  readonly manifest: { readonly text?: string | null } | null;
  readonly defaultBranchRef: { readonly target: { readonly history?: Page<HistoryNode> } | null } | null;
  readonly refs: { readonly nodes: readonly (TagNode | null)[] | null } | null;
}

export interface HistoryNode {
  /** Node id. */
  readonly id: string;
  readonly oid: string;
}

/** A tag. One with a message has a tagger and points to its commit, or to anything else. */
export interface TagNode {
  readonly name: string;
  readonly target:
    | (TaggedNode & {
        readonly tagger?: { readonly date: string | null } | null;
        readonly target?: TaggedNode | null;
      })
    | null;
}

interface TaggedNode {
  readonly oid?: string;
  readonly committedDate?: string;
}

/** A query for the history of as many repositories from a page on; the repositories and pages are variables. */
export function historiesQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$id${index}: ID!, $after${index}: String`).join(', ');
  const aliases = indices.map(
    (index) =>
      `history${index}: node(id: $id${index}) { ... on Repository { defaultBranchRef { target { ... on Commit { history(first: 100, since: $since, until: $until, after: $after${index}) { ...HistoryFields } } } } } }`,
  );
  return `
    query Histories($since: GitTimestamp!, $until: GitTimestamp!, ${variables}) { ${aliases.join(' ')} }
    ${HISTORY_FIELDS}
  `;
}

export type HistoriesAnswer = Readonly<Record<string, Pick<MonthRepositoryNode, 'defaultBranchRef'> | null>>;
