import { RequestError } from '@octokit/request-error';
import { isSameBot, splitName } from '../../newsletter/activity/names.js';
import { hasMarker, type PlannedComment } from '../../newsletter/draft/announcement.js';
import { quoted, REMARKS_MARKER, renderRemarks } from '../../replies/comments/answer-lines.js';
import type { ReactionChange } from '../../replies/comments/reactions.js';
import { issueClosedToComments, locked, noIssue } from '../../replies/problems.js';
import { type BatchQuery, batchDocument, batchVariables } from '../connection/batch-query.js';
import type { Client, Clients, WritingClient } from '../connection/client.js';
import { ActionNeeded, isForbidden, isNotFound } from '../connection/errors.js';
import { type ListQuery, type Page, pages, query } from '../connection/graphql.js';
import { IMPATIENT } from '../connection/transport.js';
import { CONFIG_PATH } from '../newsletter/read-newsletter.js';
import { type Conversation, isShutOut, ownComments, type ReadComment } from './conversation.js';

/** An issue or a pull request that can be commented on. */
export interface CommentedIssue {
  /** Of the repository. */
  readonly nameWithOwner: string;
  readonly kind: PlannedComment['kind'];
  readonly number: number;
}

/** A comment by whoever runs the bot. */
export interface OwnComment {
  /** What REST calls its id. */
  readonly id: number;
  readonly nodeId: string;
  readonly body: string;
}

/** What the bot itself wrote in a place, and whether it can write there. */
export interface OwnComments {
  /** Oldest first. */
  readonly comments: readonly OwnComment[];
  readonly isLocked: boolean;
  /** Whether it is locked for the bot in any case: people with write access can go on. */
  readonly isShutOut: boolean;
}

export const COMMENTS: ListQuery<CommentsResponse, OwnCommentNode> = {
  document: /* GraphQL */ `
    query Comments($owner: String!, $name: String!, $number: Int!, $isIssue: Boolean!, $first: Int!, $after: String) {
      viewer { login }
      repository(owner: $owner, name: $name) {
        issue(number: $number) @include(if: $isIssue) { locked comments(first: $first, after: $after) { ...Page } }
        pullRequest(number: $number) @skip(if: $isIssue) { locked comments(first: $first, after: $after) { ...Page } }
      }
    }
    fragment Page on IssueCommentConnection {
      pageInfo { hasNextPage endCursor }
      nodes { id fullDatabaseId body viewerDidAuthor }
    }
  `,
  pageIn: (answer) => commentedIn(answer).comments,
};

interface OwnCommentNode {
  readonly id: string;
  /** A decimal number: ids of comments passed 32 bits in 2024, which `databaseId` cannot hold. */
  readonly fullDatabaseId: string;
  readonly body: string;
  readonly viewerDidAuthor: boolean;
}

interface Commented {
  readonly locked: boolean;
  readonly comments: Page<OwnCommentNode>;
}

interface CommentsResponse {
  /** The login of an App's bot ends in `[bot]`. */
  readonly viewer: { readonly login: string };
  /** GitHub answers one of the two, the one that was asked for. */
  readonly repository: { readonly issue: Commented } | { readonly pullRequest: Commented };
}

function commentedIn({ repository }: CommentsResponse): Commented {
  return 'issue' in repository ? repository.issue : repository.pullRequest;
}

/**
 * The comments that the bot itself wrote there: what others wrote never counts, whatever it says. Throws `ActionNeeded`
 * when there is no such issue.
 */
export async function readOwnComments(client: Client, place: CommentedIssue): Promise<OwnComments> {
  const { nameWithOwner, number, kind } = place;
  const variables = { ...splitName(nameWithOwner), number, isIssue: kind === 'issue' };
  const comments: OwnComment[] = [];
  let isLocked = false;
  let viewer = { login: '' };
  try {
    for await (const { data, nodes } of pages(client, COMMENTS, variables)) {
      viewer = data.viewer;
      isLocked = commentedIn(data).locked;
      const own = nodes.filter(({ viewerDidAuthor }) => viewerDidAuthor);
      comments.push(
        ...own.map(({ id, fullDatabaseId, body }) => ({ id: Number(fullDatabaseId), nodeId: id, body })),
      );
    }
  } catch (error) {
    if (kind !== 'issue' || !isNotFound(error)) throw error;
    throw new ActionNeeded(noIssue(nameWithOwner, number, CONFIG_PATH), { cause: error });
  }
  comments.sort((left, right) => left.id - right.id);
  return { comments, isLocked, isShutOut: isShutOut(viewer, isLocked) };
}

/**
 * Writes a new comment, or replaces the one whose text is `replaces`. `before`: what was found there. A new one is sent once:
 * one that was answered 502 may be there. A comment cannot be written with a precondition: when another process wrote it
 * too, all but the oldest are deleted. Throws `ActionNeeded` where the bot is shut out; it does not try then.
 */
export async function commentOnce(
  { reader, writer }: Clients,
  nameWithOwner: string,
  comment: PlannedComment,
  before: OwnComments,
): Promise<void> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const { number, marker, body, replaces } = comment;
  if (before.isShutOut) throw shutOut(nameWithOwner, comment);
  const there = before.comments.find((each) => each.body === replaces);
  if (there !== undefined) {
    return unlessGone(writer.rest.issues.updateComment({ owner, repo, comment_id: there.id, body }));
  }
  try {
    await createComment(writer, { owner, repo, issue_number: number, body });
  } catch (error) {
    throw before.isLocked && isForbidden(error) ? shutOut(nameWithOwner, comment, error) : error;
  }
  const own = await readOwnComments(reader, { nameWithOwner, ...comment });
  const marked = own.comments.filter((each) => hasMarker([each.body], marker));
  for (const { id } of marked.slice(1)) {
    await unlessGone(writer.rest.issues.deleteComment({ owner, repo, comment_id: id }));
  }
}

/** A person, or another process, may delete the comment at the same time. */
async function unlessGone(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

function shutOut(nameWithOwner: string, { kind, number }: PlannedComment, cause?: unknown): ActionNeeded {
  return new ActionNeeded(locked(nameWithOwner, number, kind === 'issue' ? CONFIG_PATH : null), { cause });
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
    throw new ActionNeeded(issueClosedToComments(`${owner}/${repo}`, issue_number, CONFIG_PATH), {
      cause: error,
    });
  }
}

export const DELETED_COMMENTS = /* GraphQL */ `
  query DeletedComments($ids: [ID!]!) {
    viewer { login }
    nodes(ids: $ids) {
      ... on PullRequest {
        id
        timelineItems(itemTypes: [COMMENT_DELETED_EVENT], last: 50) {
          nodes { ... on CommentDeletedEvent { createdAt actor { login } deletedCommentAuthor { login } } }
        }
      }
    }
  }
`;

interface DeletionNode {
  readonly createdAt: string;
  readonly actor: { readonly login: string } | null;
  readonly deletedCommentAuthor: { readonly login: string } | null;
}

interface DeletionsResponse {
  readonly viewer: { readonly login: string };
  readonly nodes: readonly ({
    readonly id: string;
    readonly timelineItems: {
      readonly nodes: readonly (DeletionNode | null)[] | null;
    };
  } | null)[];
}

/**
 * Node ids among those of the pull requests on which somebody deleted a comment of the bot: it is not wanted there. `since`: an
 * ISO instant; what was deleted before does not count. Nor does what an App itself deletes; a token's person may be meant.
 */
export async function whereBotIsUnwanted(
  client: Client,
  ids: readonly string[],
  since = '',
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { viewer, nodes } = await query<DeletionsResponse>(client, DELETED_COMMENTS, { ids });
  const isByPerson = ({ actor }: DeletionNode) =>
    !viewer.login.endsWith('[bot]') || !isSameBot(actor?.login, viewer.login);
  const isOfBot = (event: DeletionNode | null) =>
    event !== null &&
    event.createdAt >= since &&
    isSameBot(event.deletedCommentAuthor?.login, viewer.login) &&
    isByPerson(event);
  const unwanted = nodes.filter((node) => node?.timelineItems.nodes?.some(isOfBot));
  return new Set(unwanted.flatMap((node) => node?.id ?? []));
}

export const ADD_COMMENT = /* GraphQL */ `
  mutation AddComment($input: AddCommentInput!) { addComment(input: $input) { clientMutationId } }
`;

export const UPDATE_COMMENT = /* GraphQL */ `
  mutation UpdateComment($input: UpdateIssueCommentInput!) {
    updateIssueComment(input: $input) { clientMutationId }
  }
`;

export const DELETE_COMMENT = /* GraphQL */ `
  mutation DeleteComment($input: DeleteIssueCommentInput!) {
    deleteIssueComment(input: $input) { clientMutationId }
  }
`;

/** A comment of the bot that comes, goes or changes, by its node id or what stands for that of its pull request. */
export type CommentChange<Subject = string> =
  | { readonly kind: 'add'; readonly subjectId: Subject; readonly body: string }
  | { readonly kind: 'update'; readonly id: string; readonly body: string }
  | { readonly kind: 'delete'; readonly id: string };

/**
 * What keeps the bot's one comment with that marker as it shall be; `null`: there shall be none. The body is written only
 * when it differs by more than the line of the file that it points to. A comment that another process wrote at the same
 * time is deleted by the next run. What people wrote into a comment stays in it, below the bot's text.
 */
export function planComment<Subject = string>(
  { id, comments }: Pick<Conversation, 'comments'> & { readonly id: Subject },
  marker: string,
  body: string | null,
  remarks: Remarks = new Map(),
): readonly CommentChange<Subject>[] {
  const [own, ...others] = ownComments(comments, marker);
  const gone = body === null && own !== undefined ? [own, ...others] : others;
  const deletions = gone
    .filter((each) => remarksIn(each, remarks) === '')
    .map((each) => ({ kind: 'delete', id: each.id }) as const);
  if (body === null) return deletions;
  if (own === undefined) return [...deletions, { kind: 'add', subjectId: id, body }];
  const kept = remarksIn(own, remarks);
  const whole = kept === '' ? body : `${body}\n\n${kept}`;
  // Where both have no room, people's words stay.
  if (isSame(own.body, whole) || (kept !== '' && whole.length > LONGEST_COMMENT)) return deletions;
  return [...deletions, { kind: 'update', id: own.id, body: whole }];
}

/** What people wrote into comments of the bot, as `readRemarks` finds it. */
export type Remarks = ReadonlyMap<string, readonly string[]>;

/** GitHub takes no longer ones. */
const LONGEST_COMMENT = 65_536;

/** What people wrote into the comment, kept before or new; '': nothing. */
function remarksIn({ id, body }: ReadComment, remarks: Remarks): string {
  const start = body.indexOf(REMARKS_MARKER);
  const kept = start < 0 ? '' : body.slice(start).trimEnd();
  const lines = remarks.get(id) ?? [];
  if (lines.length === 0) return kept;
  return kept === '' ? renderRemarks(lines) : `${kept}\n>\n${quoted(lines)}`;
}

/** Fails at once at a rate limit. A creation that was answered 502 may have been done, so it is not repeated. */
export async function writeComment(writer: WritingClient, change: CommentChange): Promise<void> {
  const { kind, ...input } = change;
  switch (kind) {
    case 'add':
      await writer.graphql(ADD_COMMENT, { input, request: { ...IMPATIENT, retries: 0 } });
      return;
    case 'update':
      await writer.graphql(UPDATE_COMMENT, { input, request: IMPATIENT });
      return;
    case 'delete':
      await writer.graphql(DELETE_COMMENT, { input, request: IMPATIENT });
  }
}

/** GitHub's editor ends lines in its own way; and a line that moved a little is no reason to write. */
function isSame(left: string, right: string): boolean {
  return comparable(left) === comparable(right);
}

function comparable(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/#L\d+\)/g, '#L)')
    .trim();
}

/** Changes that go in one request. */
const MOST = 50;

/** Reactions that come and go. */
export const REACTIONS: BatchQuery<ReactionChange> = {
  operation: 'Reactions',
  alias: 'change',
  field: ({ isRemoval }) =>
    `${isRemoval ? 'removeReaction' : 'addReaction'}(input: { subjectId: $id, content: $content }) { subject { id } }`,
  types: { id: 'ID!', content: 'ReactionContent!' },
  variables: ({ subjectId, content }) => ({ id: subjectId, content }),
  limits: { first: MOST, largest: MOST, smallest: MOST },
};

/** Changes the bot's own reactions; fails at once at a rate limit. Doing it twice does no harm. */
export async function writeReactions(
  writer: WritingClient,
  changes: readonly ReactionChange[],
): Promise<void> {
  for (let start = 0; start < changes.length; start += MOST) {
    const part = changes.slice(start, start + MOST);
    const variables = { ...batchVariables(REACTIONS, part), request: IMPATIENT };
    await writer.graphql(batchDocument(REACTIONS, part, 'mutation'), variables);
  }
}
