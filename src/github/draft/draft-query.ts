import { LABELS } from '../activity/read-labels.js';
import { CONVERSATION_PAGES } from '../comments/conversation-query.js';
import type { FolderEntry } from '../newsletter/folder.js';
import type { CommitPage } from './own-commit.js';
import type { PullRequestNode } from './read-draft-pull-request.js';

/** The draft branch, its file and pull request, the bot's own branch, and other open pull requests, in one look. */
export const DRAFT = /* GraphQL */ `
  query Draft(
    $owner: String!, $name: String!, $branch: String!, $ref: String!, $base: String!,
    $path: String!, $file: String!, $folder: String!, $archive: String!, $archived: String!, $optOuts: String!, $reviews: Boolean!, $first: Int!
  ) {
    viewer { login }
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        compare(headRef: $base) { aheadBy behindBy }
        target {
          oid
          ... on Commit { history(first: $first, path: $path) { pageInfo { hasNextPage endCursor } nodes { oid message } } }
        }
      }
      file: object(expression: $file) { ... on Blob { oid text } }
      archive: ref(qualifiedName: $archive) {
        target { oid ... on Commit { history(first: 1, path: $path) { nodes { message } } } }
      }
      archived: object(expression: $archived) { ... on Blob { oid text } }
      optOuts: object(expression: $optOuts) { ... on Blob { text } }
      folder: object(expression: $folder) {
        ... on Tree { entries { name object { ... on Tree { entries { name } } } } }
      }
      pullRequests(headRefName: $branch, first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes {
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
      }
      open: pullRequests(states: OPEN, first: $first, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { title headRefName isCrossRepository }
      }
    }
  }
  ${CONVERSATION_PAGES}
`;

/** What `DRAFT` answers. */
export interface DraftAnswer {
  readonly viewer: { readonly login: string };
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
        readonly history?: { readonly nodes: readonly { readonly message: string }[] };
      };
    } | null;
    readonly archived: BlobNode | null;
    readonly optOuts: BlobNode | null;
    readonly folder: { readonly entries?: readonly FolderEntry[] | null } | null;
    readonly pullRequests: { readonly nodes: readonly PullRequestNode[] };
    readonly open: { readonly nodes: readonly OpenPullRequestNode[] };
  };
}

export interface BlobNode {
  readonly oid?: string;
  readonly text?: string | null;
}

export interface OpenPullRequestNode {
  readonly title: string;
  readonly headRefName: string;
  /** A fork's branch of the same name is not the draft. */
  readonly isCrossRepository: boolean;
}
