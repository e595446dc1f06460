import { RequestError } from '@octokit/request-error';
import { splitName } from '../../newsletter/activity/name-with-owner.js';
import { hasMarker, type PlannedComment } from '../../newsletter/draft/announcement.js';
import type { Client, Clients, WritingClient } from '../connection/client.js';
import { ActionNeeded, isNotFound } from '../connection/errors.js';
import { query } from '../connection/graphql.js';
import { CONFIG_PATH } from '../newsletter/read-newsletter.js';

/** An issue or a pull request that can be commented on. */
export interface CommentPlace {
  /** Of the repository. */
  readonly nameWithOwner: string;
  readonly kind: PlannedComment['kind'];
  readonly number: number;
}

/** A comment by whoever runs the bot. */
export interface OwnComment {
  readonly databaseId: number;
  readonly body: string;
}

export const COMMENTS = /* GraphQL */ `
  query Comments($owner: String!, $name: String!, $number: Int!, $isIssue: Boolean!, $after: String) {
    repository(owner: $owner, name: $name) {
      issue(number: $number) @include(if: $isIssue) { comments(first: 100, after: $after) { ...Page } }
      pullRequest(number: $number) @skip(if: $isIssue) { comments(first: 100, after: $after) { ...Page } }
    }
  }
  fragment Page on IssueCommentConnection {
    pageInfo { hasNextPage endCursor }
    nodes { databaseId body viewerDidAuthor }
  }
`;

interface CommentPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (OwnComment & { readonly viewerDidAuthor: boolean })[];
}

interface Answer {
  readonly repository: {
    /** GitHub answers one of the two, the one that was asked for. */
    readonly issue: { readonly comments: CommentPage };
    readonly pullRequest: { readonly comments: CommentPage };
  };
}

/**
 * The comments that the bot itself wrote there, oldest first: what others wrote never counts, whatever it says. Throws
 * `ActionNeeded` when there is no such issue.
 */
export async function readOwnComments(client: Client, place: CommentPlace): Promise<readonly OwnComment[]> {
  const own: OwnComment[] = [];
  let after: string | null = null;
  do {
    const page: CommentPage = await readPage(client, place, after);
    own.push(...page.nodes.filter(({ viewerDidAuthor }) => viewerDidAuthor));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return own.sort((left, right) => left.databaseId - right.databaseId);
}

async function readPage(client: Client, place: CommentPlace, after: string | null): Promise<CommentPage> {
  const { nameWithOwner, number, kind } = place;
  const { owner, name } = splitName(nameWithOwner);
  const variables = { owner, name, number, isIssue: kind === 'issue', after };
  try {
    const { repository } = await query<Answer>(client, COMMENTS, variables);
    return (kind === 'issue' ? repository.issue : repository.pullRequest).comments;
  } catch (error) {
    if (kind !== 'issue' || !isNotFound(error)) throw error;
    throw new ActionNeeded(
      `There is no issue #${number} in ${nameWithOwner}, or it cannot be read. Check "announce.issue" in ${CONFIG_PATH}.`,
      { cause: error },
    );
  }
}

/**
 * Writes a comment that was looked for in vain. It is sent once, since one that was answered 502 may be there. A comment
 * cannot be written with a precondition: when another process wrote it too, all but the oldest are deleted.
 */
export async function commentOnce(
  { reader, writer }: Clients,
  nameWithOwner: string,
  comment: PlannedComment,
): Promise<void> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const { number, marker, body } = comment;
  await createComment(writer, { owner, repo, issue_number: number, body });
  const marked = (await readOwnComments(reader, { nameWithOwner, ...comment })).filter((own) =>
    hasMarker([own.body], marker),
  );
  for (const { databaseId } of marked.slice(1)) {
    await deleteComment(writer, { owner, repo, comment_id: databaseId });
  }
}

/** Issues that are turned off, and one that was deleted meanwhile, are gone for GitHub. */
async function createComment(
  writer: WritingClient,
  comment: {
    readonly owner: string;
    readonly repo: string;
    readonly issue_number: number;
    readonly body: string;
  },
): Promise<void> {
  try {
    await writer.rest.issues.createComment({ ...comment, request: { retries: 0 } });
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 410) throw error;
    const { owner, repo, issue_number } = comment;
    throw new ActionNeeded(
      `${owner}/${repo}#${issue_number} takes no comments (410): it was deleted, or issues are turned off. Check "announce.issue" in ${CONFIG_PATH}.`,
      { cause: error },
    );
  }
}

/** The other process may delete it at the same time. */
async function deleteComment(
  writer: WritingClient,
  comment: { readonly owner: string; readonly repo: string; readonly comment_id: number },
): Promise<void> {
  try {
    await writer.rest.issues.deleteComment(comment);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
