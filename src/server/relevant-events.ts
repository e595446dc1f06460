import type { CommandLine } from '../commands/command.js';
import { commandsIn, parseComment } from '../commands/parse-comment.js';
import type { NamedPullRequest } from '../github/comments/draft-commands.js';
import { ARCHIVE_BRANCH } from '../github/draft/archive.js';
import { pullRequestKey } from '../newsletter/activity/entry-lines.js';
import { isSameName } from '../newsletter/activity/names.js';
import { editionsAsked } from '../requests/edition-overrides.js';

/** What of a webhook delivery decides whether it matters. Names are those of GitHub's payloads. */
export interface Delivery {
  readonly name: string;
  /** GitHub's id of the delivery. */
  readonly id?: string;
  readonly payload: {
    readonly action?: string;
    readonly ref?: string;
    /** Of `create`: a branch or a tag. */
    readonly ref_type?: string;
    readonly repository?: {
      readonly full_name?: string;
      readonly default_branch?: string;
      readonly private?: boolean;
    };
    readonly pull_request?: {
      readonly number?: number;
      readonly merged?: boolean | null;
      readonly merged_at?: string | null;
      readonly locked?: boolean;
      readonly base?: { readonly ref?: string };
      /** `repo` is `null` when it was deleted. */
      readonly head?: { readonly repo?: { readonly full_name?: string } | null };
    };
    readonly issue?: {
      readonly number?: number;
      readonly pull_request?: object | null;
      readonly locked?: boolean;
    };
    readonly label?: { readonly name?: string };
    readonly comment?: WrittenPayload;
    readonly review?: WrittenPayload;
    readonly changes?: {
      readonly body?: { readonly from?: string };
      /** Of a repository that was transferred: who had it. */
      readonly owner?: { readonly from?: Readonly<Record<string, { readonly login?: string } | undefined>> };
    };
    readonly sender?: { readonly type?: string; readonly login?: string };
    readonly installation?: { readonly id?: number };
    /** Of `push`, with the paths of changed files. */
    readonly commits?: readonly {
      readonly added?: readonly string[];
      readonly modified?: readonly string[];
      readonly removed?: readonly string[];
    }[];
  };
}

/** A comment of any kind. */
interface WrittenPayload {
  readonly body?: string | null;
  readonly node_id?: string;
  readonly user?: { readonly type?: string; readonly login?: string } | null;
}

/** What an event is judged by. */
export interface Surroundings {
  /** `owner/name` of the newsletter repository. */
  readonly newsletter: string;
  /** The login that addresses the bot; `null` as long as it is not known. */
  readonly botLogin: string | null;
  /** Branches of the newsletter repository on which drafts are; `null` as long as they are not known. */
  readonly branches: readonly string[] | null;
}

/** A comment that asks the bot for something, to be reacted to at once. */
export interface AddressedComment {
  readonly nameWithOwner: string;
  readonly isPrivate: boolean;
  /** Of the pull request. */
  readonly number: number;
  /** Node id of the comment. */
  readonly id: string;
}

const WRITTEN = ['issue_comment', 'pull_request_review', 'pull_request_review_comment'];
const NEW = ['created', 'submitted'];
const CHECKS = ['check_run', 'check_suite'];

/** Actions on a pull request that change nothing in a draft. */
const IDLE = [
  'assigned',
  'auto_merge_disabled',
  'auto_merge_enabled',
  'demilestoned',
  'dequeued',
  'enqueued',
  'milestoned',
  'review_request_removed',
  'review_requested',
  'unassigned',
];

/** What a fork's pull request may change: whether its settings are right. */
const CONTENT = ['opened', 'reopened', 'synchronize'];

/**
 * Whether the event can change a draft: what happens to drafts in the newsletter repository, pull requests that are
 * merged, default branches that move, releases, repositories that come and go, and what people ask the bot on pull
 * requests. The rest is not worth a run, so that nobody keeps the bot at work by chat, and neither is what the bot itself
 * did.
 */
export function mayChangeDraft(delivery: Delivery, surroundings: Surroundings): boolean {
  const { name, payload } = delivery;
  const { repository, pull_request: pullRequest } = payload;
  const isNewsletter = isSameName(repository?.full_name, surroundings.newsletter);
  if (isOwnDoing(delivery, surroundings.botLogin)) return false;
  if (WRITTEN.includes(name)) return isWorthReading(delivery, isNewsletter, surroundings.botLogin);
  if (CHECKS.includes(name)) return isNewsletter && isRerun(delivery);
  switch (name) {
    case 'pull_request':
      if (IDLE.includes(payload.action ?? '')) return false;
      if (isNewsletter) return isWorthOnNewsletter(delivery, surroundings);
      return pullRequest?.merged === true || typeof pullRequest?.merged_at === 'string';
    case 'push':
      return isNewsletter
        ? isDraftBranch(delivery, surroundings)
        : payload.ref === `refs/heads/${repository?.default_branch}`;
    case 'create':
      return !isNewsletter && payload.ref_type !== 'branch';
    case 'release':
      return !isNewsletter;
    default:
      return true;
  }
}

/**
 * Whether what was written asks the bot for something, or did before. The bot's own comments count when a person changes
 * them, by a tick for instance; those of bots would follow each other for ever, and count for nothing.
 */
function isWorthReading(delivery: Delivery, isNewsletter: boolean, botLogin: string | null): boolean {
  if (delivery.payload.sender?.type === 'Bot' || !isOnPullRequest(delivery)) return false;
  const context = { place: isNewsletter ? 'draft' : 'pull request', botLogin } as const;
  const isRequest = (text: string) => commandsIn(text, context).length > 0;
  return isByBot(delivery, botLogin) || textsIn(delivery).some(isRequest);
}

/** Whether the bot wrote the comment; as long as its name is not known, whether some bot did. */
function isByBot({ payload: { comment } }: Delivery, botLogin: string | null): boolean {
  const { type, login } = comment?.user ?? {};
  return type === 'Bot' && (botLogin === null || isSameName(login, `${botLogin}[bot]`));
}

/** A draft is on a branch of the repository itself, and only the bot's own labels say something about it. */
function isWorthOnNewsletter({ payload }: Delivery, { newsletter }: Surroundings): boolean {
  const { action = '', label, pull_request: pullRequest } = payload;
  if (action === 'labeled' || action === 'unlabeled') return /^newsletter:/i.test(label?.name ?? '');
  const head = pullRequest?.head;
  const isFork = head !== undefined && !isSameName(head.repo?.full_name, newsletter);
  return !isFork || CONTENT.includes(action);
}

function isDraftBranch({ payload: { ref = '', repository } }: Delivery, { branches }: Surroundings): boolean {
  const [, branch] = /^refs\/heads\/(.*)$/.exec(ref) ?? [];
  if (branch === undefined) return false;
  return branches === null || [...branches, ARCHIVE_BRANCH, repository?.default_branch].includes(branch);
}

/**
 * Whether the bot caused the event by writing. GitHub names an App's bot user `<slug>[bot]`, as in the example of a
 * `check_suite` in @octokit/webhooks-examples; no person's login has brackets. What other bots do counts, and everything
 * does as long as the bot's name is not known.
 */
function isOwnDoing({ payload: { sender } }: Delivery, botLogin: string | null): boolean {
  if (botLogin === null || sender?.type !== 'Bot') return false;
  return isSameName(sender.login, `${botLogin}[bot]`);
}

/**
 * The pull request that a run must read by its number, since only GitHub's search shows it, and shows it late: one that was
 * merged into another branch than the default one, or that a comment overrides to another edition. `null`: none.
 */
export function announcedPullRequest(
  delivery: Delivery,
  newsletter: string,
  botLogin: string | null,
): NamedPullRequest | null {
  const { name, payload } = delivery;
  const { repository, pull_request: pullRequest, issue } = payload;
  const nameWithOwner = repository?.full_name;
  const number = pullRequest?.number ?? issue?.number;
  if (nameWithOwner === undefined || number === undefined) return null;
  if (isSameName(nameWithOwner, newsletter)) return null;
  const isMergedAside =
    name === 'pull_request' &&
    pullRequest?.merged === true &&
    pullRequest.base?.ref !== repository?.default_branch;
  const isMoved =
    WRITTEN.includes(name) &&
    textsIn(delivery).some((text) => editionsAsked(commandsOn(text, botLogin)).length > 0);
  if (!isMergedAside && !isMoved) return null;
  return { repository: nameWithOwner, number, key: pullRequestKey(nameWithOwner, number) };
}

/** A pull request that a webhook announced, and when (in milliseconds). */
export interface AnnouncedPullRequest extends NamedPullRequest {
  readonly at: number;
}

/** GitHub's search index lags behind webhooks by up to this long; until then runs read a pull request by its number. */
const ANNOUNCED_MINUTES = 60;

/** More than an organization merges in an hour; of more, the latest count. */
const MOST_ANNOUNCED = 200;

/** Those that the search may not show yet, each once, the latest last. */
export function stillAnnounced(
  announced: readonly AnnouncedPullRequest[],
  now: Date,
): readonly AnnouncedPullRequest[] {
  const since = now.getTime() - ANNOUNCED_MINUTES * 60_000;
  const latest = new Map<string, AnnouncedPullRequest>();
  for (const each of announced) {
    latest.delete(each.key);
    if (each.at >= since) latest.set(each.key, each);
  }
  return [...latest.values()].slice(-MOST_ANNOUNCED);
}

/** Whether somebody pressed "Re-run" beside a check run. */
export function isRerun({ name, payload }: Delivery): boolean {
  return CHECKS.includes(name) && payload.action === 'rerequested';
}

/** The new comment that asks the bot for something on a pull request, if the bot can react to it. */
export function addressedComment(delivery: Delivery, botLogin: string | null): AddressedComment | null {
  const { name, payload } = delivery;
  const { body, node_id: id } = payload.comment ?? payload.review ?? {};
  const nameWithOwner = payload.repository?.full_name;
  const isNew = WRITTEN.includes(name) && NEW.includes(payload.action ?? '');
  const isLocked = payload.issue?.locked === true || payload.pull_request?.locked === true;
  if (!isNew || isLocked || payload.sender?.type === 'Bot' || !isOnPullRequest(delivery)) return null;
  const number = payload.pull_request?.number ?? payload.issue?.number;
  if (id === undefined || nameWithOwner === undefined || number === undefined) return null;
  if (commandsOn(body ?? '', botLogin).length === 0) return null;
  return { nameWithOwner, isPrivate: payload.repository?.private === true, number, id };
}

/** For GitHub's webhooks a pull request is an issue, too. */
function isOnPullRequest({ name, payload }: Delivery): boolean {
  return name !== 'issue_comment' || payload.issue?.pull_request != null;
}

/** What was written, and what stood there before. */
function textsIn({ payload: { comment, review, changes } }: Delivery): readonly string[] {
  return [(comment ?? review)?.body ?? '', changes?.body?.from ?? ''];
}

/** What the text asks for on a pull request of a crate. */
function commandsOn(text: string, botLogin: string | null): readonly CommandLine[] {
  return parseComment(text, { place: 'pull request', botLogin });
}
