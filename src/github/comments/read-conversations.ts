import { compareText } from '../../newsletter/markdown/order.js';
import { type Batch, queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import type { Page } from '../connection/page.js';
import { pageSizeOf } from '../connection/page-size.js';
import { type Conversation, toComment } from './conversation.js';
import {
  type CommentNode,
  type ConversationNode,
  moreConversationsQuery,
  type ReviewNode,
} from './conversation-query.js';

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
interface Found {
  readonly comments: readonly CommentNode[];
  readonly unfinished: readonly Unfinished[];
}

type MoreNode = {
  readonly comments?: Page<CommentNode> | null;
  readonly reviews?: Page<ReviewNode> | null;
  readonly ofReview?: Page<CommentNode> | null;
};

type Answer = Readonly<Record<string, MoreNode | null | undefined>>;

/** Lists that go on in one request, each with up to 100 comments or 50 reviews. */
const LISTS_A_REQUEST = { first: 10, largest: 20, smallest: 1 };

/**
 * The conversations of the pull requests, whole. Lists of many pull requests go on together, page by page; what GitHub
 * does not give is reported, a sentence for each pull request.
 */
export async function readConversations(
  client: Client,
  begun: readonly StartedConversation[],
  report: (gap: string) => void,
  log: Log,
): Promise<readonly Conversation[]> {
  const size = pageSizeOf(client, 'MoreConversations', LISTS_A_REQUEST);
  const found = begun.map((each) => ({ of: each, ...firstOf(each) }));
  const comments = new Map(found.map(({ of, comments: first }) => [of, [...first]]));
  let unfinished = found.flatMap((each) => each.unfinished);
  while (unfinished.length > 0) {
    const batches = await queryInBatches<Unfinished, Answer>(client, unfinished, size, requestFor, log);
    const read = batches.flatMap((batch) =>
      batch.items.map((list, index) => ({ list, more: moreOf(list, batch, index) })),
    );
    for (const { list, more } of read) {
      if (more === null) report(cutSentence(list.of));
      else comments.get(list.of)?.push(...more.comments);
    }
    unfinished = read.flatMap(({ more }) => more?.unfinished ?? []);
  }
  return begun.map((each) => toConversation(each, comments.get(each) ?? []));
}

function requestFor(lists: readonly Unfinished[]) {
  return {
    document: moreConversationsQuery(lists.length),
    variables: Object.fromEntries(
      lists.flatMap(({ id, after, isReviews }, index) => [
        [`id${index}`, id],
        [`after${index}`, after],
        [`isReviews${index}`, isReviews],
      ]),
    ),
  };
}

function firstOf(of: StartedConversation): Found {
  const { id, comments, reviews } = of.node;
  return join([commentsIn(of, id, comments ?? null), reviewsIn(of, id, reviews ?? null)]);
}

/** What the answer brought for the list; `null` when GitHub did not give all that was asked for. */
function moreOf(
  { of, id, isReviews }: Unfinished,
  { data, errors }: Batch<Unfinished, Answer>,
  index: number,
) {
  const alias = `list${index}`;
  const { comments, reviews, ofReview } = data[alias] ?? {};
  const list = isReviews ? reviews : (comments ?? ofReview);
  if (list == null || errors.some(({ path }) => path === undefined || path[0] === alias)) return null;
  return isReviews ? reviewsIn(of, id, reviews ?? null) : commentsIn(of, id, comments ?? ofReview ?? null);
}

function commentsIn(of: StartedConversation, id: string, page: Page<CommentNode> | null): Found {
  return { comments: present(page), unfinished: rest(of, id, page, false) };
}

function reviewsIn(of: StartedConversation, id: string, page: Page<ReviewNode> | null): Found {
  const reviews = present(page);
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
  return page?.pageInfo.hasNextPage === true ? [{ of, id, after: page.pageInfo.endCursor, isReviews }] : [];
}

function join(parts: readonly Found[]): Found {
  return {
    comments: parts.flatMap(({ comments }) => comments),
    unfinished: parts.flatMap(({ unfinished }) => unfinished),
  };
}

function present<Node>(page: Page<Node> | null): readonly Node[] {
  return (page?.nodes ?? []).filter((node) => node !== null);
}

function toConversation(
  { nameWithOwner, number, node }: StartedConversation,
  comments: readonly CommentNode[],
): Conversation {
  const byTime = (left: CommentNode, right: CommentNode) => compareText(left.createdAt, right.createdAt);
  return {
    id: node.id,
    nameWithOwner,
    number,
    isLocked: node.locked === true,
    body: node.body ?? '',
    comments: [...comments].sort(byTime).map(toComment),
  };
}

function cutSentence({ nameWithOwner, number }: StartedConversation): string {
  return `GitHub did not give all comments of ${nameWithOwner}#${number}.`;
}
