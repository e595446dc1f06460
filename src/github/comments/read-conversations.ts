import type { CommentContext } from '../../commands/parse-comment.js';
import { pullRequestKey } from '../../newsletter/activity/work.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { notAllComments } from '../../replies/gaps.js';
import { type BatchQuery, type ItemAnswer, queryOn } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import type { Page } from '../connection/graphql.js';
import {
  CONVERSATION_PAGES,
  type CommentNode,
  type Conversation,
  type ConversationNode,
  type ReviewNode,
  toComment,
} from './conversation.js';

/** A pull request with the first of what people wrote on it. */
export interface StartedConversation {
  readonly nameWithOwner: string;
  readonly number: number;
  readonly node: ConversationNode;
}

/** A list that goes on. */
interface Unfinished {
  readonly of: StartedConversation;
  /** Node id of the pull request, or of a review. */
  readonly id: string;
  readonly after: string | null;
  readonly isReviews: boolean;
}

/** What a page brought: comments, and lists that go on. */
interface ConversationPart {
  readonly comments: readonly CommentNode[];
  readonly unfinished: readonly Unfinished[];
}

interface More {
  readonly comments?: Page<CommentNode> | null;
  readonly reviews?: Page<ReviewNode> | null;
  readonly ofReview?: Page<CommentNode> | null;
}

/** The next page of a list: of comments or reviews of a pull request, or of a review's comments. */
export const MORE_CONVERSATIONS: BatchQuery<Unfinished> = {
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
  client: Client,
  begun: readonly StartedConversation[],
  context: CommentContext,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly Conversation[]> {
  const found = begun.map((each) => ({ of: each, ...firstOf(each) }));
  const comments = new Map(found.map(({ of, comments: first }) => [of, [...first]]));
  const take = (answer: ItemAnswer<Unfinished, More>) => {
    const { of } = answer.item;
    const more = moreOf(answer);
    if (more === null) report(notAllComments(`${of.nameWithOwner}#${of.number}`));
    else comments.get(of)?.push(...more.comments);
    return more?.unfinished ?? [];
  };
  const unfinished = found.flatMap((each) => each.unfinished);
  await queryOn<Unfinished, More>(client, MORE_CONVERSATIONS, unfinished, take, log);
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
}: ItemAnswer<Unfinished, More>): ConversationPart | null {
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
): readonly Unfinished[] {
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
