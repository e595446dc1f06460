import { LABELS } from '../activity/read-labels.js';
import { CONVERSATION_PAGES } from '../comments/conversation-query.js';
import type { FolderEntry } from '../newsletter/folder.js';
import { COMMIT_ORIGIN, type CommitOrigin, type CommitPage, VIEWER, type Viewer } from './own-commit.js';
import type { PullRequestNode } from './read-draft-pull-request.js';

const DRAFT_PULL_REQUEST = /* GraphQL */ `
  fragment DraftPullRequest on PullRequest {
    id number url state title body isCrossRepository isDraft closedAt headRefOid mergeable locked
    ${LABELS}
    lastEditedAt
    userContentEdits(first: 5) { nodes { diff deletedAt } }
    comments(first: $first) { ...CommentPage }
    reviews(first: 10, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED])
      @include(if: $reviews) { ...ReviewPage }
    timelineItems(itemTypes: [READY_FOR_REVIEW_EVENT], last: 1) {
      nodes { ... on ReadyForReviewEvent { createdAt } }
    }
  }
  ${CONVERSATION_PAGES}
`;

/** The draft branch, its file and newest pull requests, and the bot's own branch, in one look. */
export const DRAFT = /* GraphQL */ `
  query Draft(
    $owner: String!, $name: String!, $branch: String!, $ref: String!, $base: String!,
    $path: String!, $file: String!, $folder: String!, $archive: String!, $archived: String!, $optOuts: String!, $reviews: Boolean!, $first: Int!
  ) {
    ${VIEWER}
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        compare(headRef: $base) { aheadBy behindBy }
        target {
          oid
          ... on Commit { history(first: $first, path: $path) { pageInfo { hasNextPage endCursor } nodes { oid message ${COMMIT_ORIGIN} } } }
        }
      }
      file: object(expression: $file) { ... on Blob { oid text } }
      archive: ref(qualifiedName: $archive) {
        target { oid ... on Commit { history(first: 1, path: $path) { nodes { message ${COMMIT_ORIGIN} } } } }
      }
      archived: object(expression: $archived) { ... on Blob { oid text } }
      optOuts: object(expression: $optOuts) { ... on Blob { text } }
      folder: object(expression: $folder) {
        ... on Tree { entries { name object { ... on Tree { entries { name } } } } }
      }
      pullRequests(headRefName: $branch, first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
        pageInfo { hasNextPage }
        nodes { ...DraftPullRequest }
      }
    }
  }
  ${DRAFT_PULL_REQUEST}
`;

/** The pull requests that the first page for the branch does not have, since others are newer. */
export const DRAFT_PULL_REQUESTS = /* GraphQL */ `
  query DraftPullRequests($ids: [ID!]!, $reviews: Boolean!, $first: Int!) {
    nodes(ids: $ids) { ...DraftPullRequest }
  }
  ${DRAFT_PULL_REQUEST}
`;

/** What `DRAFT` answers. */
export interface DraftAnswer {
  readonly viewer: Viewer;
  readonly repository: {
    readonly ref: {
      readonly compare: { readonly aheadBy: number; readonly behindBy: number } | null;
      readonly target: {
        readonly oid: string;
        readonly history?: CommitPage;
      };
    } | null;
    readonly file: BlobNode | null;
    readonly archive: {
      readonly target: {
        readonly oid: string;
        readonly history?: { readonly nodes: readonly (CommitOrigin & { readonly message: string })[] };
      };
    } | null;
    readonly archived: BlobNode | null;
    readonly optOuts: BlobNode | null;
    readonly folder: { readonly entries?: readonly FolderEntry[] | null } | null;
    /** Those of forks' branches of the same name, too. */
    readonly pullRequests: {
      readonly pageInfo: { readonly hasNextPage: boolean };
      readonly nodes: readonly PullRequestNode[];
    };
  };
}

export interface BlobNode {
  readonly oid?: string;
  readonly text?: string | null;
}
