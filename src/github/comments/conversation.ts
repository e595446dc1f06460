import { type CommentContext, commandsIn } from '../../commands/parse-comment.js';
import { pullRequestKey } from '../../newsletter/activity/entry-lines.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { STATUS_MARKER } from '../../replies/comments/status-comment.js';
import { notAllComments } from '../../replies/gaps.js';
import { REACTIONS, type Reaction, type WrittenComment } from '../../requests/request.js';
import { type BatchQuery, type ItemAnswer, queryOn } from '../connection/batch-query.js';
import type { Reading } from '../connection/client.js';
import type { Page } from '../connection/graphql.js';

/** A comment of any of GitHub's three kinds has these fields. */
const WRITTEN = `
  id url author { __typename login } body createdAt lastEditedAt editor { login } isMinimized viewerDidAuthor
  reactionGroups { content viewerHasReacted }
`;

/** Pages of comments, of reviews with the first of their own comments, and of the comments of a review. */
export const CONVERSATION_PAGES = /* GraphQL */ `
  fragment CommentPage on IssueCommentConnection {
    pageInfo { hasNextPage endCursor }
    nodes { ${WRITTEN} }
  }
  fragment ReviewPage on PullRequestReviewConnection {
    pageInfo { hasNextPage endCursor }
    nodes { ${WRITTEN} comments(first: 3) { ...ReviewCommentPage } }
  }
  fragment ReviewCommentPage on PullRequestReviewCommentConnection {
    pageInfo { hasNextPage endCursor }
    nodes { ${WRITTEN} }
  }
`;

/** What people wrote on a pull request, the first of it; the rest is read later. */
export const CONVERSATION_FIELDS = /* GraphQL */ `
  fragment ConversationFields on PullRequest {
    body
    locked
    comments(first: 10) { ...CommentPage }
    reviews(first: 5, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]) { ...ReviewPage }
  }
  ${CONVERSATION_PAGES}
`;

/** A comment, a review, or a comment of a review. */
export interface CommentNode {
  readonly id: string;
  readonly url: string;
  readonly author: { readonly __typename: string; readonly login: string } | null;
  readonly body: string;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  /** `null`: nobody edited it, or a deleted account did. */
  readonly editor: { readonly login: string } | null;
  readonly isMinimized: boolean;
  readonly viewerDidAuthor: boolean;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
}

export interface ReviewNode extends CommentNode {
  readonly comments: Page<CommentNode>;
}

/** What `ConversationFields` answers; nothing where it is not asked for. */
export interface ConversationNode {
  readonly id: string;
  readonly body?: string;
  readonly locked?: boolean;
  readonly comments?: Page<CommentNode>;
  /** GitHub may give none. */
  readonly reviews?: Page<ReviewNode> | null;
}

/** A comment, and what the bot did about it so far. */
export interface ReadComment extends WrittenComment {
  readonly body: string;
  /** By whoever runs the bot. */
  readonly isOwn: boolean;
  /** Whether somebody else than its author edited it last. */
  readonly isTouched: boolean;
  /** The bot's own. */
  readonly reactions: readonly Reaction[];
}

/** What people wrote on a pull request, oldest first. */
export interface Conversation {
  /** Node id of the pull request. */
  readonly id: string;
  readonly nameWithOwner: string;
  readonly number: number;
  /** Of the pull request's entry, see `pullRequestKey`. */
  readonly key: string;
  /** The bot cannot answer there. */
  readonly isLocked: boolean;
  /** Of the pull request itself. */
  readonly body: string;
  readonly comments: readonly ReadComment[];
}

/**
 * Whether that account cannot comment or react in a locked conversation. People who may write there can, Apps never,
 * whatever their permissions are (github.com/renovatebot/renovate/issues/6215, github.com/probot/stale/issues/25).
 */
export function isShutOut({ login }: { readonly login: string }, isLocked: boolean): boolean {
  return isLocked && login.endsWith('[bot]');
}

/** GitHub's answer as the bot's own value. */
export function toComment(node: CommentNode, context: CommentContext): ReadComment {
  const { id, url, author, body, createdAt, isMinimized } = node;
  const own = (node.reactionGroups ?? []).filter(({ viewerHasReacted }) => viewerHasReacted);
  return {
    id,
    url,
    login: author?.login ?? null,
    isBot: author?.__typename === 'Bot',
    isMinimized,
    body,
    commands: commandsIn(body, context),
    createdAt,
    isOwn: node.viewerDidAuthor,
    isTouched: node.lastEditedAt !== null && node.editor?.login !== author?.login,
    isEdited: node.lastEditedAt !== null,
    reactions: REACTIONS.filter((reaction) => own.some(({ content }) => content === reaction)),
  };
}

/** Every comment of the bot has a line like this; the name tells what it is for. */
const MARKER = /^<!-- newsletter [\w -]+ -->\r?$/m;

/** Whether the bot wrote it: with a person's token it has that person's name, but other people cannot write as the bot. */
export function isWrittenByBot(comment: ReadComment): boolean {
  return comment.isOwn && MARKER.test(comment.body);
}

/** The bot's comment on a draft. */
export function statusComment(comments: readonly ReadComment[]): ReadComment | undefined {
  return ownComments(comments, STATUS_MARKER)[0];
}

/** The bot's comments of that kind, oldest first. What a person wrote over belongs to that person. */
export function ownComments(comments: readonly ReadComment[], marker: string): readonly ReadComment[] {
  return comments.filter((comment) => hasOwnMarker(comment, marker));
}

/** The comments whose histories tell who ticked what, oldest first: the one on the draft, and those that may have been it. */
export function tickedComments(comments: readonly ReadComment[]): readonly ReadComment[] {
  const status = statusComment(comments);
  return comments.filter((comment) => comment === status || isWrittenOver(comment));
}

/** Whether a person took the bot's line out of an App's comment, so that nobody knows what it was. */
export function isWrittenOver({ isOwn, isBot, isEdited, body }: ReadComment): boolean {
  return isOwn && isBot && isEdited && !MARKER.test(body);
}

/** Whether it is the bot's comment of that kind. */
export function hasOwnMarker({ isOwn, body }: ReadComment, marker: string): boolean {
  return isOwn && body.split(/\r?\n/).includes(marker);
}

/** A pull request with the first of what people wrote on it. */
export interface StartedConversation {
  readonly nameWithOwner: string;
  readonly number: number;
  readonly node: ConversationNode;
}

/** A list that goes on. */
interface UnfinishedList {
  readonly of: StartedConversation;
  /** Node id of the pull request, or of a review. */
  readonly id: string;
  readonly after: string | null;
  readonly isReviews: boolean;
}

/** What a page brought: comments, and lists that go on. */
interface ConversationPart {
  readonly comments: readonly CommentNode[];
  readonly unfinished: readonly UnfinishedList[];
}

interface MoreComments {
  readonly comments?: Page<CommentNode> | null;
  readonly reviews?: Page<ReviewNode> | null;
  readonly ofReview?: Page<CommentNode> | null;
}

/** The next page of a list: of comments or reviews of a pull request, or of a review's comments. */
export const MORE_CONVERSATIONS: BatchQuery<UnfinishedList> = {
  operation: 'MoreConversations',
  alias: 'list',
  field: `node(id: $id) {
    ... on PullRequest {
      comments(first: 50, after: $after) @skip(if: $isReviews) { ...CommentPage }
      reviews(first: 20, after: $after, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED])
        @include(if: $isReviews) { ...ReviewPage }
    }
    ... on PullRequestReview {
      ofReview: comments(first: 50, after: $after) { ...ReviewCommentPage }
    }
  }`,
  types: { id: 'ID!', after: 'String', isReviews: 'Boolean!' },
  variables: ({ id, after, isReviews }) => ({ id, after, isReviews }),
  fragments: CONVERSATION_PAGES,
  limits: { first: 10, largest: 20, smallest: 1 },
};

/**
 * The conversations of the pull requests, whole. Lists of many pull requests go on together, page by page; what GitHub
 * does not give is reported, a sentence for each pull request. `context`: where they were written, and to which bot.
 */
export async function readConversations(
  { client, report, log }: Reading,
  begun: readonly StartedConversation[],
  context: CommentContext,
): Promise<readonly Conversation[]> {
  const found = begun.map((each) => ({ of: each, ...firstOf(each) }));
  const comments = new Map(found.map(({ of, comments: first }) => [of, [...first]]));
  const take = (answer: ItemAnswer<UnfinishedList, MoreComments>) => {
    const { of } = answer.item;
    const more = moreOf(answer);
    if (more === null) report(notAllComments(`${of.nameWithOwner}#${of.number}`));
    else comments.get(of)?.push(...more.comments);
    return more?.unfinished ?? [];
  };
  const unfinished = found.flatMap((each) => each.unfinished);
  if (unfinished.length > 0) {
    await queryOn<UnfinishedList, MoreComments>(client, MORE_CONVERSATIONS, unfinished, take, log);
  }
  return begun.map((each) => toConversation(each, comments.get(each) ?? [], context));
}

function firstOf(of: StartedConversation): ConversationPart {
  const { id, comments, reviews } = of.node;
  return join([commentsIn(of, id, comments ?? null), reviewsIn(of, id, reviews ?? null)]);
}

/** What the answer brought for the list; `null` when GitHub did not give all that was asked for. */
function moreOf({
  item: { of, id, isReviews },
  data,
  errors,
}: ItemAnswer<UnfinishedList, MoreComments>): ConversationPart | null {
  const { comments, reviews, ofReview } = data ?? {};
  if (errors.length > 0) return null;
  if (isReviews) return reviews == null ? null : reviewsIn(of, id, reviews);
  const list = comments ?? ofReview;
  return list == null ? null : commentsIn(of, id, list);
}

function commentsIn(of: StartedConversation, id: string, page: Page<CommentNode> | null): ConversationPart {
  return { comments: page?.nodes ?? [], unfinished: rest(of, id, page, false) };
}

function reviewsIn(of: StartedConversation, id: string, page: Page<ReviewNode> | null): ConversationPart {
  const reviews = page?.nodes ?? [];
  return join([
    { comments: reviews, unfinished: rest(of, id, page, true) },
    ...reviews.map((review) => commentsIn(of, review.id, review.comments)),
  ]);
}

function rest(
  of: StartedConversation,
  id: string,
  page: Page<unknown> | null,
  isReviews: boolean,
): readonly UnfinishedList[] {
  const after = page?.pageInfo.endCursor ?? null;
  return after === null ? [] : [{ of, id, after, isReviews }];
}

function join(parts: readonly ConversationPart[]): ConversationPart {
  return {
    comments: parts.flatMap(({ comments }) => comments),
    unfinished: parts.flatMap(({ unfinished }) => unfinished),
  };
}

function toConversation(
  { nameWithOwner, number, node }: StartedConversation,
  comments: readonly CommentNode[],
  context: CommentContext,
): Conversation {
  const byTime = (left: CommentNode, right: CommentNode) => compareText(left.createdAt, right.createdAt);
  return {
    id: node.id,
    nameWithOwner,
    number,
    key: pullRequestKey(nameWithOwner, number),
    isLocked: node.locked === true,
    body: node.body ?? '',
    comments: [...comments].sort(byTime).map((comment) => toComment(comment, context)),
  };
}
