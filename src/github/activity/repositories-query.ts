import type { Page } from '../connection/page.js';
import type { RepositoryNode } from './pull-request-query.js';
import { TAG_FIELDS, type TagNode } from './tags-query.js';

/** A commit of a default branch as the month's history has it. Who wrote it is asked for where that matters. */
const HISTORY_FIELDS = /* GraphQL */ `
  fragment HistoryFields on CommitHistoryConnection {
    totalCount
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
          defaultBranchRef { target { ... on Commit { history(first: 75, since: $since, until: $until) { ...HistoryFields } } } }
          refs(refPrefix: "refs/tags/", first: 10, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
            ...TagFields
          }
        }
      }
    }
  }
  ${TAG_FIELDS}
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
  readonly defaultBranchRef: { readonly target: { readonly history?: HistoryPage } | null } | null;
  readonly refs: Page<TagNode> | null;
}

/** One page of a history, and how many commits it has in all. */
export interface HistoryPage extends Page<HistoryNode> {
  readonly totalCount: number;
}

export interface HistoryNode {
  /** Node id. */
  readonly id: string;
  readonly oid: string;
}

/** A query for as many pages of histories; the repositories, times and pages are variables. */
export function historiesQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map(
    (index) =>
      `$id${index}: ID!, $since${index}: GitTimestamp!, $until${index}: GitTimestamp!, $after${index}: String`,
  );
  const histories = indices.map(
    (index) =>
      `history(first: 100, since: $since${index}, until: $until${index}, after: $after${index}) { ...HistoryFields }`,
  );
  const aliases = histories.map(
    (history, index) =>
      `history${index}: node(id: $id${index}) { ... on Repository { defaultBranchRef { target { ... on Commit { ${history} } } } } }`,
  );
  return `
    query Histories(${variables.join(', ')}) { ${aliases.join(' ')} }
    ${HISTORY_FIELDS}
  `;
}

export type HistoriesAnswer = Readonly<Record<string, Pick<MonthRepositoryNode, 'defaultBranchRef'> | null>>;
