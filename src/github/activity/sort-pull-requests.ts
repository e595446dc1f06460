import type { Activity } from '../../newsletter/activity/activity.js';
import { entryKey } from '../../newsletter/activity/entry-lines.js';
import type { FormerNames } from '../../newsletter/activity/former-names.js';
import type { Month } from '../../newsletter/activity/month.js';
import type { PullRequest } from '../../newsletter/activity/pull-request.js';
import { workKey } from '../../newsletter/activity/work.js';
import { type EarlierEdition, listedWork } from '../../newsletter/house-style/earlier-edition.js';
import { asideFor } from '../../notes/aside.js';
import type { NotedPullRequest } from '../../notes/note-sources.js';
import type { StandingPlaces } from '../../notes/standing.js';
import { type EditionsAround, standingOf } from '../../notes/standing-of.js';
import { isWrittenByBot } from '../comments/bot-comments.js';
import type { Conversation } from '../comments/conversation.js';
import { unansweredComments } from '../comments/unanswered-comments.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';
import type { Stray } from './stray.js';

/** What was read for the edition anyway, as far as notes are made from it. */
export interface NoteContext {
  readonly newsletter: Newsletter;
  readonly activity: Activity;
  readonly earlier: readonly EarlierEdition[];
  readonly formerNames: FormerNames;
  /** Of the month's pull requests. */
  readonly conversations: readonly Conversation[];
  /** On the draft pull request; `null` when there is none. */
  readonly draft: Conversation | null;
  readonly strays: readonly Stray[];
  /** Links that people typed into the draft, and where each is read, by `linkKey`. */
  readonly typedLinks: ReadonlyMap<string, string>;
  /** Logins of people who asked before never to be thanked. */
  readonly optOuts: readonly string[];
  /** Keys of what earlier drafts postponed to this edition. */
  readonly postponed: ReadonlySet<string>;
  /** Whether the runs of later editions read what is said on this draft. */
  readonly isFollowed: boolean;
  /** Months whose editions are on the default branch. */
  readonly published: ReadonlySet<Month>;
  /** Whether the settings let the newsletter tell of a repository, by `nameWithOwner`. */
  isCollected(nameWithOwner: string): boolean;
  /** Where published editions are read. */
  addressOf(month: Month): string;
}

/** What notes are made from, and what is only answered. */
export interface SortedPullRequests {
  readonly pullRequests: readonly NotedPullRequest[];
  readonly strays: readonly NotedPullRequest[];
}

/** Tells what the edition is about, or could be if somebody moves it there, from what it has nothing of in any case. */
export function sortPullRequests(context: NoteContext): SortedPullRequests {
  const { activity, earlier, published } = context;
  const editions = { month: activity.month, published, listed: listedWork(earlier) };
  const isOver = (pullRequest: PullRequest) =>
    editions.listed.has(workKey(pullRequest)) || !context.isCollected(pullRequest.repository);
  const conversations = new Map(context.conversations.map((each) => [keyOf(each), each]));
  const noted = (pullRequest: PullRequest, isStray: boolean, comes: 'anyway' | 'if moved') =>
    toNoted(pullRequest, conversations.get(workKey(pullRequest)), {
      isStray,
      aside: comes === 'anyway' && !isStray ? null : asideOf(pullRequest, editions, context),
    });
  const { pullRequests, moved } = activity;
  return {
    pullRequests: [
      ...pullRequests.filter((each) => !isOver(each)).map((each) => noted(each, false, 'anyway')),
      ...moved.filter((each) => !isOver(each)).map((each) => noted(each, false, 'if moved')),
    ],
    strays: [
      ...[...pullRequests, ...moved].filter(isOver).map((each) => noted(each, true, 'anyway')),
      ...notedStrays(context, editions),
    ],
  };
}

function asideOf(pullRequest: PullRequest, editions: EditionsAround, context: NoteContext) {
  const key = workKey(pullRequest);
  const isCollected = context.isCollected(pullRequest.repository);
  const facts = { ...pullRequest, key, state: 'MERGED', isCollected, isOwn: false } as const;
  const standing = standingOf(facts, editions);
  return standing === null ? null : asideFor(standing, key, placesIn(context));
}

function toNoted(
  pullRequest: PullRequest,
  conversation: Conversation | undefined,
  { isStray, aside }: { readonly isStray: boolean } & Pick<NotedPullRequest, 'aside'>,
): NotedPullRequest {
  const { repository, url, author, coAuthors, labels } = pullRequest;
  const comments = conversation?.comments.filter((comment) => !isWrittenByBot(comment)) ?? [];
  return {
    key: workKey(pullRequest),
    url,
    repository,
    authors: [...(author === null ? [] : [author]), ...coAuthors].map(({ login }) => login),
    labels,
    body: conversation?.body ?? '',
    comments: isStray && conversation !== undefined ? unansweredComments(conversation) : comments,
    aside,
  };
}

/** Not the draft at hand, nor another one that is at work. */
function notedStrays(context: NoteContext, editions: EditionsAround): readonly NotedPullRequest[] {
  const { newsletter, draft, strays } = context;
  return strays.flatMap(({ conversation, url, isFork, ...stray }) => {
    if (conversation.id === draft?.id) return [];
    const { nameWithOwner: repository } = conversation;
    const key = keyOf(conversation);
    const isOwn = repository.toLowerCase() === newsletter.nameWithOwner.toLowerCase();
    const isCollected = !isFork && context.isCollected(repository);
    const standing = standingOf({ ...stray, key, isCollected, isOwn }, editions);
    if (standing === null) return [];
    const aside = asideFor(standing, key, placesIn(context));
    const comments = unansweredComments(conversation);
    return { key, url, repository, authors: [], labels: [], body: '', comments, aside };
  });
}

function placesIn({ newsletter, published, addressOf }: NoteContext): StandingPlaces {
  return {
    newsletter: newsletter.nameWithOwner,
    url: newsletter.url,
    addressOf: (month) => (published.has(month) ? addressOf(month) : null),
  };
}

/** The key of the pull request's entry. */
export function keyOf({ nameWithOwner, number }: Conversation): string {
  return entryKey(nameWithOwner, number);
}
