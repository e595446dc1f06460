import type { Activity } from '../../newsletter/activity/activity.js';
import { isPerson } from '../../newsletter/activity/contributor.js';
import type { Month } from '../../newsletter/activity/month.js';
import type { FormerNames } from '../../newsletter/activity/repository.js';
import { entryKey, type PullRequest, workKey } from '../../newsletter/activity/work.js';
import { type EarlierEdition, listedWork } from '../../newsletter/house-style/earlier-edition.js';
import { isCommandLabel } from '../../requests/collect-requests.js';
import {
  comesLater,
  type EditionsAround,
  eligibilityOf,
  type NewsletterPlaces,
  whyNotInEdition,
} from '../../requests/eligibility.js';
import type { DiscussedPullRequest, NotInEdition } from '../../requests/request-sources.js';
import { isWrittenByBot } from '../comments/bot-comments.js';
import type { Conversation } from '../comments/conversation.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';

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
  /** Links that people typed into the draft, and where each is read, by `linkKey`. */
  readonly typedLinks: ReadonlyMap<string, string>;
  /** Hosts from which images may come in sections, in lower case. */
  readonly imageHosts: readonly string[];
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
  readonly places: NewsletterPlaces;
}

/** The pull requests that are in the edition, or could be if somebody moves them there. */
export function notedPullRequests(context: NoteContext): readonly DiscussedPullRequest[] {
  const { activity, earlier, published } = context;
  const editions = { month: activity.month, published, listed: listedWork(earlier) };
  const conversations = new Map(context.conversations.map((each) => [keyOf(each), each]));
  const isPossible = (pullRequest: PullRequest) =>
    !editions.listed.has(workKey(pullRequest)) && context.isCollected(pullRequest.repository);
  const noted = (pullRequest: PullRequest, notInEdition: NotInEdition | null) =>
    toNoted(pullRequest, conversations.get(workKey(pullRequest)), notInEdition);
  return [
    ...activity.pullRequests.filter(isPossible).map((each) => noted(each, null)),
    ...activity.moved.filter(isPossible).map((each) => noted(each, notInEditionOf(each, editions, context))),
  ];
}

function notInEditionOf(
  pullRequest: PullRequest,
  editions: EditionsAround,
  context: NoteContext,
): NotInEdition {
  const key = workKey(pullRequest);
  const facts = { ...pullRequest, key, state: 'MERGED', isCollected: true, isOwn: false } as const;
  const standing = eligibilityOf(facts, editions);
  return { because: whyNotInEdition(standing, key, context.places), comesLater: comesLater(standing) };
}

function toNoted(
  pullRequest: PullRequest,
  conversation: Conversation | undefined,
  notInEdition: NotInEdition | null,
): DiscussedPullRequest {
  const { repository, url, author, coAuthors, labels } = pullRequest;
  return {
    key: workKey(pullRequest),
    url,
    repository,
    author: author !== null && author.type === 'User' && isPerson(author) ? author.login : null,
    authors: [...(author === null ? [] : [author]), ...coAuthors].map(({ login }) => login),
    labels: labels.filter(isCommandLabel).map((name) => ({ name, login: null })),
    body: conversation?.body ?? '',
    comments: conversation?.comments.filter((comment) => !isWrittenByBot(comment)) ?? [],
    notInEdition,
  };
}

/** The key of the pull request's entry. */
export function keyOf({ nameWithOwner, number }: Conversation): string {
  return entryKey(nameWithOwner, number);
}
