import type { Archive, Draft, DraftHead, FileVersion } from '../newsletter/draft.js';
import { editionPath, editionsFolder, monthAt } from '../newsletter/edition-file.js';
import { type Month, monthsNamed } from '../newsletter/month.js';
import { optOutsIn } from '../notes/opt-outs.js';
import { ARCHIVE_BRANCH, draftCommitIn } from './archive.js';
import type { Client, Log } from './client.js';
import type { Conversation } from './conversation.js';
import { CONVERSATION_PAGES } from './conversation-query.js';
import { type FolderEntry, filesIn } from './folder.js';
import { query } from './graphql.js';
import { OPT_OUTS_PATH } from './opt-outs.js';
import { type CommitPage, type FileHistory, readFileHistory } from './own-commit.js';
import type { Hearing } from './read-control.js';
import { type PullRequestNode, readDraftPullRequest } from './read-draft-pull-request.js';
import type { Newsletter } from './read-newsletter.js';

/** Which draft to read. */
export interface DraftPlace {
  readonly newsletter: Newsletter;
  readonly branch: string;
  /** Path of an edition, with `{month}`. */
  readonly file: string;
  readonly month: Month;
  /** Months whose editions are on the default branch. */
  readonly published: ReadonlySet<Month>;
  readonly hearing: Hearing;
  /** Whether reviews may hold something for the bot too; comments always may. */
  readonly reviews: boolean;
}

/** The draft, and what people wrote on its pull request; `null` when there is none. */
export interface ReadDraft extends Draft {
  readonly conversation: Conversation | null;
  /** Logins, in lower case, of people who asked never to be thanked. */
  readonly optOuts: readonly string[];
  /** Whether it is not yet ready for review. */
  readonly isDraft: boolean;
}

export const DRAFT = /* GraphQL */ `
  query Draft(
    $owner: String!, $name: String!, $branch: String!, $ref: String!, $base: String!,
    $path: String!, $file: String!, $folder: String!, $archive: String!, $archived: String!, $optOuts: String!, $reviews: Boolean!
  ) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        compare(headRef: $base) { aheadBy behindBy }
        target {
          oid
          ... on Commit { history(first: 100, path: $path) { pageInfo { hasNextPage endCursor } nodes { oid message } } }
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
          id number url state title body isCrossRepository isDraft closedAt locked
          labels(first: 50) { nodes { name } }
          userContentEdits(first: 5) { nodes { diff } }
          comments(first: 100) { ...CommentPage }
          reviews(first: 20, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED])
            @include(if: $reviews) { ...ReviewPage }
          timelineItems(itemTypes: [READY_FOR_REVIEW_EVENT], last: 1) {
            nodes { ... on ReadyForReviewEvent { createdAt } }
          }
        }
      }
      open: pullRequests(states: OPEN, first: 50, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { title headRefName isCrossRepository }
      }
    }
  }
  ${CONVERSATION_PAGES}
`;

interface Answer {
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

interface BlobNode {
  readonly oid?: string;
  readonly text?: string | null;
}

interface OpenPullRequestNode {
  readonly title: string;
  readonly headRefName: string;
  /** A fork's branch of the same name is not the draft. */
  readonly isCrossRepository: boolean;
}

/** Reads the draft of a month as it is now: one request, and a second for what the bot offered if that was long ago. */
export async function readDraft(client: Client, place: DraftPlace, log: Log): Promise<ReadDraft> {
  const { newsletter, branch, file, month, published, hearing, reviews } = place;
  const [owner = '', name = ''] = newsletter.nameWithOwner.split('/');
  const path = editionPath(file, month);
  // The full name: of a tag and a branch that are named alike, git would take the tag.
  const fullName = `refs/heads/${branch}`;
  const { repository } = await query<Answer>(client, DRAFT, {
    owner,
    name,
    branch,
    ref: fullName,
    base: newsletter.defaultBranch.name,
    path,
    file: `${fullName}:${path}`,
    folder: `${fullName}:${editionsFolder(file)}`,
    archive: `refs/heads/${ARCHIVE_BRANCH}`,
    archived: `refs/heads/${ARCHIVE_BRANCH}:${path}`,
    optOuts: `refs/heads/${ARCHIVE_BRANCH}:${OPT_OUTS_PATH}`,
    reviews,
  });
  const { ref, folder } = repository;
  const nodes = repository.pullRequests.nodes.filter(({ isCrossRepository }) => !isCrossRepository);
  const renamed =
    ref === null || !nodes.some(({ state }) => state === 'OPEN')
      ? renamedBranch(repository.open.nodes, place)
      : null;
  if (renamed !== null) return readDraft(client, { ...place, branch: renamed }, log);
  const archived = toFile(repository.archived);
  const archive: Archive = { head: repository.archive?.target.oid ?? null, blob: archived?.oid ?? null };
  const [stored] = repository.archive?.target.history?.nodes ?? [];
  const filePlace = { owner, name, ref: fullName, path };
  const draftCommit = draftCommitIn(stored?.message ?? '');
  const history = await readFileHistory(client, filePlace, ref?.target.history, draftCommit);
  const { nameWithOwner } = newsletter;
  const found = await readDraftPullRequest(client, { nameWithOwner, month, hearing }, nodes, log);
  return {
    path,
    branch,
    editUrl: `${newsletter.url}/edit/${encodePath(`${branch}/${path}`)}`,
    head: ref === null ? null : { oid: ref.target.oid, status: statusOf(ref.compare) },
    current: toFile(repository.file),
    fileCommit: history.head,
    base: await readBase(client, { owner, name }, history, archived),
    lastChange: history.own?.change ?? null,
    archive,
    pullRequest: found?.pullRequest ?? null,
    conversation: found?.conversation ?? null,
    isDraft: found?.isDraft ?? false,
    optOuts: optOutsIn(repository.optOuts?.text ?? ''),
    otherMonth:
      filesIn(editionsFolder(file), folder?.entries)
        .flatMap((found) => monthAt(file, found.path) ?? [])
        .find((other) => other !== month && !published.has(other)) ?? null,
  };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** `compare` is from the draft branch to the default branch. */
function statusOf(
  compare: { readonly aheadBy: number; readonly behindBy: number } | null,
): DraftHead['status'] {
  if (compare === null || compare.aheadBy === 0) return 'current';
  return compare.behindBy === 0 ? 'behind' : 'diverged';
}

function toFile(file: BlobNode | null): FileVersion | null {
  return typeof file?.oid === 'string' ? { oid: file.oid, text: file.text ?? '' } : null;
}

export const BASE = /* GraphQL */ `
  query Base($owner: String!, $name: String!, $oid: GitObjectID!) {
    repository(owner: $owner, name: $name) { object(oid: $oid) { ... on Blob { oid text } } }
  }
`;

/**
 * What the draft's commit names, or what the archive has for the draft as it is. A later run may have been ended after
 * it stored more and before it committed: that was never offered.
 */
async function readBase(
  client: Client,
  repositoryName: { readonly owner: string; readonly name: string },
  { own, isFound }: FileHistory,
  archived: FileVersion | null,
): Promise<FileVersion | null> {
  if (archived !== null && (isFound || archived.oid === own?.blob)) return archived;
  if (own === null) return null;
  const { repository } = await query<{ readonly repository: { readonly object: BlobNode | null } }>(
    client,
    BASE,
    { ...repositoryName, oid: own.blob },
  );
  return toFile(repository.object);
}

/** The branch of an open pull request that names the month: a person renamed the draft's branch. */
function renamedBranch(open: readonly OpenPullRequestNode[], { branch, month }: DraftPlace): string | null {
  const found = open.find(
    ({ title, headRefName, isCrossRepository }) =>
      !isCrossRepository && headRefName !== branch && monthsNamed(title).includes(month),
  );
  return found?.headRefName ?? null;
}
