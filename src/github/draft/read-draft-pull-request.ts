import { FREEZE_LABEL } from '../../commands/control.js';
import type { CommentContext } from '../../commands/parse-comment.js';
import { isSameName, splitName } from '../../newsletter/activity/names.js';
import { type Calendar, isNamedIn, type Period } from '../../newsletter/activity/period.js';
import type { DraftPullRequest } from '../../newsletter/draft/draft.js';
import { periodsSaid } from '../../newsletter/draft/draft.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { notReadWhole } from '../../replies/problems.js';
import { LABELS, type Labelled, readLabellers, readLabels } from '../activity/labels.js';
import {
  CONVERSATION_PAGES,
  type Conversation,
  type ConversationNode,
  isShutOut,
  type ReadComment,
  readConversations,
} from '../comments/conversation.js';
import { readControl, type UserPermissions } from '../comments/draft-commands.js';
import { type EditNode, shownVersions } from '../comments/edit-history.js';
import type { Client, Log } from '../connection/client.js';
import { ActionNeeded } from '../connection/errors.js';
import { pageQuery, remember } from '../connection/graphql.js';
import { listPullRequests, type MergedPullRequest } from './list-pull-requests.js';

/** Comments, commits and open pull requests that come with the draft; what goes on beyond them is read after. */
export const DRAFT_LISTS = { first: 50, largest: 50, smallest: 5 };

export const DRAFT_PULL_REQUEST = /* GraphQL */ `
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

/** The pull requests that the first page for the branch does not have, since others are newer. */
export const DRAFT_PULL_REQUESTS = /* GraphQL */ `
  query DraftPullRequests($ids: [ID!]!, $reviews: Boolean!, $first: Int!) {
    nodes(ids: $ids) { ...DraftPullRequest }
  }
  ${DRAFT_PULL_REQUEST}
`;

/** A pull request of the draft branch, as the query for the draft has it. */
export interface DraftPullRequestNode extends ConversationNode, Labelled {
  readonly number: number;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly title: string;
  readonly body: string;
  readonly lastEditedAt: string | null;
  readonly userContentEdits: { readonly nodes: readonly (EditNode | null)[] | null } | null;
  readonly isCrossRepository: boolean;
  readonly isDraft: boolean;
  readonly headRefOid: string;
  /** GitHub finds it out in the background: `UNKNOWN` until then. */
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly closedAt: string | null;
  readonly timelineItems: { readonly nodes: readonly { readonly createdAt: string }[] };
}

/** The draft's pull request with what people wrote on it. */
export interface ReadPullRequest {
  readonly pullRequest: DraftPullRequest;
  readonly conversation: Conversation;
  /** Not yet ready for review. */
  readonly isDraft: boolean;
}

/** The newest pull requests for a branch's name. */
export interface PullRequestPage {
  readonly pageInfo: { readonly hasNextPage: boolean };
  readonly nodes: readonly DraftPullRequestNode[];
}

/** The branch of a draft. */
export interface BranchPlace {
  readonly newsletter: { readonly nameWithOwner: string };
  readonly branch: string;
  readonly period: Period;
  /** Whether reviews may hold something for the bot, too. */
  readonly reviews: boolean;
}

/** Merged drafts whose conversations are read: somebody may have postponed something there. */
const MOST_MERGED = 10;

/**
 * The branch's own pull requests, the newest first: the open one, the latest closed one about the period, and merged ones.
 * Most come along with the draft. Anybody can open newer ones from a fork's branch of the same name, so then the whole
 * list is read.
 */
export async function readOwnPullRequests(
  client: Client,
  { newsletter, branch, period, reviews }: BranchPlace,
  { pageInfo, nodes }: PullRequestPage,
): Promise<readonly DraftPullRequestNode[]> {
  const own = nodes.filter(({ isCrossRepository }) => !isCrossRepository);
  const hasOpen = own.some(({ state }) => state === 'OPEN');
  if (!pageInfo.hasNextPage || (hasOpen && own.length === nodes.length)) return own;
  const list = { of: 'BranchPullRequests', head: branch } as const;
  const listed = await listPullRequests(client, splitName(newsletter.nameWithOwner), list);
  const closed = listed.find(({ state, title }) => state === 'CLOSED' && isNamedIn(title, period));
  const wanted = [
    ...listed.filter(({ state }) => state === 'OPEN'),
    ...(closed === undefined ? [] : [closed]),
    ...listed.filter(({ state }) => state === 'MERGED').slice(0, MOST_MERGED),
  ];
  const ids = wanted.map(({ id }) => id).filter((id) => own.every((node) => node.id !== id));
  if (ids.length === 0) return own;
  const answer = await pageQuery<{ readonly nodes: readonly (DraftPullRequestNode | null)[] }>(
    client,
    DRAFT_PULL_REQUESTS,
    { ids, reviews },
    DRAFT_LISTS,
  );
  const further = answer.nodes.filter((node) => node !== null);
  return [...own, ...further].sort((left, right) => right.number - left.number);
}

/**
 * The branch's open pull request, else its latest one that a person closed without merging and that is about the
 * period; `null` when there is neither.
 */
export async function readDraftPullRequest(
  client: Client,
  {
    nameWithOwner,
    period,
    calendar,
    permissions,
    viewer,
  }: {
    readonly nameWithOwner: string;
    readonly period: Period;
    readonly calendar: Calendar;
    readonly permissions: UserPermissions;
    /** Who asks. */
    readonly viewer: { readonly login: string };
  },
  nodes: readonly DraftPullRequestNode[],
  log: Log,
): Promise<ReadPullRequest | null> {
  const node =
    nodes.find(({ state }) => state === 'OPEN') ??
    nodes.find(
      (each) => each.state === 'CLOSED' && periodsSaid(each, calendar).some(({ key }) => key === period.key),
    );
  if (node === undefined) return null;
  const context = { place: 'draft', botLogin: permissions.botLogin } as const;
  const whole = await readWhole(client, nameWithOwner, node, context, log);
  const conversation = { ...whole, isLocked: isShutOut(viewer, whole.isLocked) };
  const freezer = await readFreezer(client, node);
  const { control, unheard } = await readControl(permissions, nameWithOwner, conversation.comments, freezer);
  const { number, url, title, body, state, isDraft, closedAt, headRefOid, timelineItems } = node;
  const readyAt = isDraft ? undefined : timelineItems.nodes.at(-1)?.createdAt;
  const pullRequest = {
    number,
    url,
    title,
    body,
    bodyVersions: bodyVersions(node),
    isOpen: state === 'OPEN' || (control.refreshedAt ?? '') > (closedAt ?? ''),
    closedHead: state === 'OPEN' ? null : headRefOid,
    isConflicting: node.mergeable === 'CONFLICTING',
    isFrozen: control.isFrozen,
    isLocked: conversation.isLocked,
    unheard,
    isPlanned: control.day !== null,
    publicationDay: control.day ?? (readyAt === undefined ? null : calendar.dayOf(new Date(readyAt))),
    periods: periodsSaid(node, calendar),
  };
  return { pullRequest, conversation, isDraft };
}

/** Who gave the draft the label that freezes it; `null`: it does not have it, or it was no person. */
async function readFreezer(client: Client, node: DraftPullRequestNode): Promise<string | null> {
  const labels = await readLabels(client, node);
  if (!labels.some((label) => isSameName(label, FREEZE_LABEL))) return null;
  return (await readLabellers(client, node.id, [FREEZE_LABEL])).get(FREEZE_LABEL) ?? null;
}

/** The latest first, without those that somebody deleted; `null`: GitHub does not show them. */
export function bodyVersions({
  lastEditedAt,
  userContentEdits,
}: Pick<DraftPullRequestNode, 'lastEditedAt' | 'userContentEdits'>): readonly string[] | null {
  if (lastEditedAt === null) return [];
  return shownVersions(userContentEdits)?.flatMap(({ diff }) => diff ?? []) ?? null;
}

/** What editors said decides what is written, so a part of it is not enough. */
async function readWhole(
  client: Client,
  nameWithOwner: string,
  node: DraftPullRequestNode,
  context: CommentContext,
  log: Log,
): Promise<Conversation> {
  const report = (gap: string) => {
    throw new ActionNeeded(notReadWhole(gap));
  };
  const begun = { nameWithOwner, number: node.number, node };
  const [conversation] = await readConversations({ client, report, log }, [begun], context);
  if (conversation === undefined) throw new RangeError('There is a conversation for each pull request.');
  return conversation;
}

/**
 * What people wrote on the drafts that were merged, oldest first, before that: there they may have postponed something.
 * It comes with the draft; of a very long conversation the rest is read once as long as the process lives.
 */
export async function readEarlierComments(
  client: Client,
  nameWithOwner: string,
  nodes: readonly DraftPullRequestNode[],
  botLogin: string | null,
  log: Log,
): Promise<readonly ReadComment[]> {
  const merged = nodes.filter(({ state }) => state === 'MERGED');
  const read = async (node: DraftPullRequestNode) => {
    const ask = () => readWhole(client, nameWithOwner, node, { place: 'draft', botLogin }, log);
    const conversation = goesOn(node)
      ? await remember(client, ['comments of a draft', node.id], ask)
      : await ask();
    const until = node.closedAt ?? '';
    return conversation.comments.filter(({ createdAt }) => createdAt <= until);
  };
  const comments: ReadComment[] = [];
  for (const node of merged) comments.push(...(await read(node)));
  return comments.sort((left, right) => compareText(left.createdAt, right.createdAt));
}

/** Those that were merged, the oldest first. `nodes`: the newest of the branch first. */
export function mergedAmong(
  nodes: readonly DraftPullRequestNode[],
  headRefName: string,
): readonly MergedPullRequest[] {
  return nodes
    .flatMap(({ id, number, title, state, closedAt }) =>
      state === 'MERGED' && closedAt !== null ? [{ id, number, title, headRefName, mergedAt: closedAt }] : [],
    )
    .sort((left, right) => compareText(left.mergedAt, right.mergedAt) || left.number - right.number);
}

function goesOn({ comments, reviews }: DraftPullRequestNode): boolean {
  return comments?.pageInfo.hasNextPage === true || reviews?.pageInfo.hasNextPage === true;
}
