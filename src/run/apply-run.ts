import {
  type CommentChange,
  commentOnce,
  writeComment,
  writeReactions,
} from '../github/comments/own-comments.js';
import type { Clients, Log } from '../github/connection/client.js';
import { explain, isForbidden, isRateLimited, stacksOf } from '../github/connection/errors.js';
import { rememberAccounts, rememberOptOuts } from '../github/draft/accounts.js';
import { storeInArchive } from '../github/draft/archive.js';
import { publishCheckRun, showCheckRun } from '../github/draft/check-run.js';
import { COMMIT_DRAFT, commitFile } from '../github/draft/own-commit.js';
import {
  mergeDefaultBranch,
  reopenPullRequest,
  restoreBranch,
  restoreCommits,
  updateEditions,
} from '../github/draft/prepare-draft.js';
import {
  markReady,
  moveBranch,
  note,
  type OpenedPullRequest,
  openPullRequest,
  writeBody,
} from '../github/draft/publish-draft.js';
import type { NewsletterRepository } from '../github/newsletter/read-newsletter.js';
import { splitName } from '../newsletter/activity/names.js';
import { isNew, withNextDraft } from '../newsletter/draft/announcement.js';
import { NOTHING_REFUSED, type Refusals } from './plan-run.js';
import { OPENED_DRAFT, type RepliedTo, type RunPlan, type ToldContribution, type Write } from './run-plan.js';

/** Where the writes go. */
export interface WritingContext {
  readonly clients: Clients;
  readonly newsletter: NewsletterRepository;
  readonly log: Log;
}

/** What came of the writes so far, for those that build on them. */
interface Progress {
  /** The draft branch's tip, if this run moved it. */
  tip: string | null;
  /** What people should know of the branch, for the body of a pull request that is opened. */
  remarks: readonly string[];
  opened: OpenedPullRequest | null;
  /** Whether GitHub reopened the pull request, or lets a person do it; else another one is needed. */
  isReopened: boolean;
  refused: Refusals;
  /** Repositories whose people get no reply in this run, and why. */
  readonly unanswered: Map<string, unknown>;
  /** Whether GitHub wants the bot to write less. */
  isLimited: boolean;
}

/** What a plan came to. */
export interface AppliedPlan extends Pick<RunPlan, 'outcome' | 'url'> {
  readonly isReopened: boolean;
}

/**
 * Applies the plan, write by write, each with its precondition. Throws GitHub's own error when that of an essential write no
 * longer holds: nothing was overwritten. Where GitHub refuses a write on which later ones build, `plan` is asked for the rest
 * with that refusal.
 */
export async function applyRun(
  context: WritingContext,
  plan: (refused: Refusals) => RunPlan,
): Promise<AppliedPlan> {
  let current = plan(NOTHING_REFUSED);
  for (const { level, message } of current.remarks) context.log[level](message);
  const progress = newProgress();
  for (let index = 0; index < current.writes.length; index += 1) {
    const { refused } = progress;
    const write = current.writes[index];
    if (write !== undefined) await attempt(context, write, progress);
    if (progress.refused !== refused) current = plan(progress.refused);
  }
  logUnanswered(context.log, progress);
  return { ...current, url: progress.opened?.url ?? current.url, isReopened: progress.isReopened };
}

/** Applies writes on which no others depend. */
export async function applyWrites(context: WritingContext, writes: readonly Write[]): Promise<AppliedPlan> {
  const { url } = context.newsletter;
  return applyRun(context, () => ({ outcome: 'unchanged', url, remarks: [], writes }));
}

function newProgress(): Progress {
  return {
    tip: null,
    remarks: [],
    opened: null,
    isReopened: true,
    refused: NOTHING_REFUSED,
    unanswered: new Map(),
    isLimited: false,
  };
}

/** One write, and what its failure means. */
async function attempt(context: WritingContext, write: Write, progress: Progress): Promise<void> {
  try {
    await apply(context, write, progress);
  } catch (error) {
    const isFatal =
      write.importance === 'essential' || (write.importance === 'if permitted' && !isForbidden(error));
    if (isFatal) throw error;
    noteFailure(context.log, write, error, progress);
  }
}

/** Says what was left out, or keeps it for what is written later. */
function noteFailure(log: Log, write: Write, error: unknown, progress: Progress): void {
  const because = explain(error);
  switch (write.kind) {
    case 'open pull request':
      progress.refused = { ...progress.refused, pullRequest: true };
      log.warn(
        `The draft is on the branch ${write.branch}, but the bot could not open its pull request. A person can do it. ${because}`,
      );
      return;
    case 'body':
      progress.refused = { ...progress.refused, pullRequest: true };
      log.warn(`${write.whenRefused} ${because}`);
      return;
    case 'check run':
      log.warn(`${write.whenRefused} ${because}`);
      return;
    case 'opt-outs':
      log.warn(`The bot could not store yet who does not want to be thanked. ${because}`);
      return;
    case 'accounts':
      log.warn(`The bot could not store yet whom the settings name. ${because}`);
      return;
    case 'ready':
      progress.refused = { ...progress.refused, ready: `The draft cannot be made ready. ${because}` };
      return;
    case 'reply':
      if (!isRateLimited(error)) progress.unanswered.set(write.nameWithOwner, error);
      else if (!progress.isLimited) log.warn(WRITE_LESS);
      progress.isLimited ||= isRateLimited(error);
      return;
    case 'end waiting':
      progress.isLimited ||= isRateLimited(error);
      log.debug(because);
      return;
    case 'announcement':
      log.warn(`The announcement is not complete yet. ${because}`);
      for (const stack of stacksOf(error)) log.debug(stack);
      return;
    default:
      throw error;
  }
}

/** Said at the first rate limit met while people are answered. */
const WRITE_LESS = 'GitHub asks the bot to write less. The next runs answer everyone who has no answer yet.';

function logUnanswered(log: Log, { unanswered, isLimited }: Progress): void {
  const [[, error] = []] = unanswered;
  if (unanswered.size === 0 || isLimited) return;
  log.warn(`The bot could not answer comments in ${[...unanswered.keys()].join(', ')}. ${explain(error)}`);
}

async function apply(context: WritingContext, write: Write, progress: Progress): Promise<void> {
  const { clients, newsletter, log } = context;
  const { nameWithOwner } = newsletter;
  switch (write.kind) {
    case 'restore branch':
      return restoreBranch(clients, newsletter, write, log);
    case 'restore commits':
      return restoreCommits(clients, newsletter, write, log);
    case 'reopen':
      progress.isReopened = await reopenPullRequest(clients, newsletter, write.number, log);
      return;
    case 'update editions':
      return updateEditions(clients, newsletter, write, log);
    case 'merge default branch':
      return mergeDefaultBranch(clients, newsletter, write.branch, log);
    case 'branch': {
      const { tip, remarks } = await moveBranch(clients, newsletter, write);
      for (const remark of remarks) log.warn(remark);
      progress.tip = tip;
      progress.remarks = remarks;
      return;
    }
    case 'base':
      return storeInArchive(clients.writer, newsletter, write.archive, write);
    case 'commit':
      progress.tip = await commitFile(clients.writer, COMMIT_DRAFT, {
        ...write,
        repositoryNameWithOwner: nameWithOwner,
        branchName: write.branch,
        expectedHeadOid: progress.tip ?? write.expectedHead,
      });
      return;
    case 'open pull request': {
      const paragraphs = [write.body, ...progress.remarks.map(note)];
      progress.opened = await openPullRequest(clients, newsletter, { ...write, paragraphs }, log);
      return;
    }
    case 'body': {
      const { owner, name: repo } = splitName(nameWithOwner);
      return writeBody(clients, { owner, repo, number: write.number }, write.change, log);
    }
    case 'check run': {
      const { on, report, again } = write;
      if (on.kind === 'draft') return publishCheckRun(clients, { ...on, nameWithOwner }, report, again, log);
      const oid = (on.isDraft ? progress.tip : null) ?? on.oid;
      return showCheckRun(clients, { ...on, oid }, report, { again, isApp: on.isApp }, log);
    }
    case 'opt-outs':
      return rememberOptOuts(clients, newsletter, write.logins, log);
    case 'accounts':
      return rememberAccounts(clients, newsletter, write.accounts);
    case 'ready':
      return markReady(clients.writer, write.pullRequestId);
    case 'reply':
      return reply(clients, write, progress);
    case 'end waiting':
      return endWaiting(clients, write, progress, log);
    case 'announcement':
      await tellContributions(clients, write.contributions, log);
      for (const { comment, before } of write.comments) {
        const number = write.namesOpened ? (progress.opened?.number ?? null) : null;
        const whole = withNextDraft(comment, number);
        if (isNew(whole)) await commentOnce(clients, nameWithOwner, whole, before);
      }
  }
}

/** Nobody is answered after GitHub asked to write less, nor in a repository where it refused one reply. */
async function reply(
  { commenter }: Clients,
  { nameWithOwner, reactions, comments }: Extract<Write, { readonly kind: 'reply' }>,
  { opened, isLimited, unanswered }: Progress,
): Promise<void> {
  const writer = commenter(nameWithOwner);
  if (writer === null || isLimited || unanswered.has(nameWithOwner)) return;
  await writeReactions(writer, reactions);
  for (const comment of comments) await writeComment(writer, onOpenedDraft(comment, opened));
}

/** The comment, on the pull request that this run opened if that is meant. */
function onOpenedDraft(comment: CommentChange<RepliedTo>, opened: OpenedPullRequest | null): CommentChange {
  if (comment.kind !== 'add') return comment;
  const { subjectId } = comment;
  if (subjectId !== OPENED_DRAFT) return { ...comment, subjectId };
  if (opened === null) throw new Error('The draft has no pull request yet.');
  return { ...comment, subjectId: opened.id };
}

/** If one comment stays, the others are still deleted. */
async function endWaiting(
  { commenter }: Clients,
  { nameWithOwner, ids }: Extract<Write, { readonly kind: 'end waiting' }>,
  { isLimited }: Progress,
  log: Log,
): Promise<void> {
  const writer = commenter(nameWithOwner);
  if (writer === null || isLimited) return;
  for (const id of ids) {
    try {
      await writeComment(writer, { kind: 'delete', id });
    } catch (error) {
      if (isRateLimited(error)) throw error;
      log.debug(explain(error));
    }
  }
}

/** If one fails, the others are still written. At a rate limit the rest waits, and so does the comment that ends the search for them. */
async function tellContributions(
  { commenter }: Clients,
  contributions: readonly ToldContribution[],
  log: Log,
): Promise<void> {
  const refusing = new Set<string>();
  for (const { nameWithOwner, id, body } of contributions) {
    const writer = commenter(nameWithOwner);
    if (writer === null || refusing.has(nameWithOwner)) continue;
    try {
      await writeComment(writer, { kind: 'update', id, body });
    } catch (error) {
      if (isRateLimited(error)) throw error;
      if (isForbidden(error)) refusing.add(nameWithOwner);
      log.debug(explain(error));
    }
  }
}
