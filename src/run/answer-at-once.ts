import { editionSettings, excludedRepositories } from '../config/newsletter-config.js';
import { glanceAtConfig } from '../config/parse-config.js';
import { intervalUntil, isExcluded, isInInterval } from '../github/activity/merged-pull-requests.js';
import {
  type Conversation,
  hasOwnMarker,
  isWrittenByBot,
  type ReadComment,
} from '../github/comments/conversation.js';
import { planComment, writeComment, writeReactions } from '../github/comments/own-comments.js';
import { type CommentedPullRequest, readCommented } from '../github/comments/read-commented.js';
import type { Client, Clients, Log, WritingClient } from '../github/connection/client.js';
import { explain, isRateLimited } from '../github/connection/errors.js';
import { CONFIG_PATH, readNewsletter } from '../github/newsletter/read-newsletter.js';
import { listedKeys } from '../newsletter/activity/entry-lines.js';
import {
  dueMonth,
  editionPath,
  type Month,
  monthOf,
  monthsNamed,
  shiftMonth,
} from '../newsletter/activity/month.js';
import { isSameName } from '../newsletter/activity/names.js';
import { isOwnedBy } from '../newsletter/activity/repository.js';
import { renderWaiting, WAITING_MARKER } from '../newsletter/draft/notice.js';
import { collectFrom, listedWork } from '../newsletter/house-style/earlier-edition.js';
import { ENTRY_MARKER } from '../replies/comments/entry-comment.js';
import { renderNotInEdition, whyNotInEdition } from '../replies/comments/not-in-edition.js';
import { onDraftInstead } from '../replies/refusals.js';
import type { Answer } from '../requests/answer.js';
import { editionsAsked } from '../requests/edition-overrides.js';
import { comesLater, type Eligibility, eligibilityOf } from '../requests/eligibility.js';
import { troubleOf } from './report-trouble.js';
import { type NewsletterContext, newsletterPlaces } from './run-context.js';

/** A comment that asks the bot for something, and where. */
export interface CommentPlace {
  readonly nameWithOwner: string;
  /** Of the pull request. */
  readonly number: number;
  /** Node id. */
  readonly id: string;
}

/** Who reads and writes, and under which name people address the bot. */
export interface Answering {
  readonly reader: Client;
  readonly commenter: WritingClient;
  readonly botLogin: string | null;
}

/**
 * Tells people at once that no run will do what they ask on a pull request: it is not merged yet, say, or its edition is
 * published. Where a run of the due edition reads the comment, or may come to read it, the run answers instead.
 */
export async function answerAtOnce(
  { reader, commenter, botLogin }: Answering,
  context: NewsletterContext,
  place: CommentPlace,
  now: Date,
  log: Log,
): Promise<void> {
  const { newsletter, config, published } = context;
  const due = dueMonth(now, new Set(published.editions.map(({ month }) => month)));
  const month = due ?? shiftMonth(monthOf(now), 1);
  const draftFile = `refs/heads/${config.branch}:${editionPath(config.file, month)}`;
  const read = { ...place, newsletter: newsletter.nameWithOwner, botLogin, draftFile };
  const commented = await readCommented(reader, read, log);
  const { conversation, isPrivate } = commented;
  const comment = conversation.comments.find(({ id }) => id === place.id);
  if (comment === undefined || conversation.isLocked || (isPrivate && !newsletter.isPrivate)) return;
  const eligibility = eligibilityHere(commented, context, month);
  if (eligibility === null) return;
  if (!comesLater(eligibility)) {
    await writeReactions(commenter, [
      { subjectId: comment.id, content: 'EYES', isRemoval: true },
      { subjectId: comment.id, content: 'CONFUSED', isRemoval: false },
    ]);
  }
  const text = replyText(eligibility, conversation, context);
  for (const change of planComment(conversation, ENTRY_MARKER, text)) await writeComment(commenter, change);
}

/** Why no run does what is asked there; `null`: a run may do it. */
function eligibilityHere(commented: CommentedPullRequest, context: NewsletterContext, month: Month) {
  const { title, state, mergedAt, isFork, conversation } = commented;
  const { newsletter, config, published } = context;
  const { nameWithOwner } = conversation;
  const key = conversation.key;
  const isOwn = isSameName(nameWithOwner, newsletter.nameWithOwner);
  if (isOwn && isDraftAtWork(commented, config.branch)) return null;
  const earlier = published.editions.filter((edition) => edition.month < month);
  const months = published.editions.map((edition) => edition.month);
  const isCollected = !isFork && isCollectedBy(context, nameWithOwner);
  const facts = { key, title, state, mergedAt, isCollected, isOwn };
  const editions = { month, published: new Set(months), listed: listedWork(earlier) };
  const eligibility = eligibilityOf(facts, editions);
  if (!['open', 'early', 'missed'].includes(eligibility.kind)) return eligibility;
  if (isInInterval(mergedAt ?? '', intervalUntil(month, collectFrom(earlier, month)))) return null;
  // A draft that was not published yet may be of that month.
  if (eligibility.kind === 'missed' && !months.some((other) => other >= eligibility.month)) return null;
  const isMoved = peoplesComments(conversation).some(({ commands }) =>
    editionsAsked(commands).some((asked) => asked === 'now' || asked >= month),
  );
  return isMoved || listedKeys(commented.draft).includes(key) ? null : eligibility;
}

function isDraftAtWork({ state, title, headRefName }: CommentedPullRequest, branch: string): boolean {
  const isOnBranch = headRefName === branch || headRefName.startsWith(`${branch}-`);
  return state === 'OPEN' && (isOnBranch || monthsNamed(title).length > 0);
}

function isCollectedBy({ newsletter, config }: NewsletterContext, nameWithOwner: string): boolean {
  const excluded = [newsletter.nameWithOwner, ...excludedRepositories(config)];
  const isWatched = config.watch.some((name) => isSameName(name, nameWithOwner));
  if (!isWatched && !isOwnedBy(nameWithOwner, config.organization)) return false;
  return !isExcluded({ nameWithOwner }, excluded) && !editionSettings(config).repository(nameWithOwner).hide;
}

/** The same text whichever comment is answered, so that it is written once. */
function replyText(eligibility: Eligibility, conversation: Conversation, context: NewsletterContext): string {
  const because = whyNotInEdition(eligibility, conversation.key, newsletterPlaces(context));
  const forGood = onDraftInstead(context.newsletter.url);
  const reasons = { because, forGood: comesLater(eligibility) ? because : forGood };
  const answers = peoplesComments(conversation).flatMap((comment) => answersTo(comment, reasons));
  return renderNotInEdition(because, answers, eligibility.kind === 'own' ? 'draft' : 'pull request');
}

function peoplesComments({ comments }: Conversation): readonly ReadComment[] {
  return comments.filter(
    (comment) => comment.login !== null && !comment.isBot && !comment.isMinimized && !isWrittenByBot(comment),
  );
}

/** `forGood` is said of the wish never to be thanked. */
function answersTo(
  { id, url, login, commands }: ReadComment,
  { because, forGood }: { readonly because: string; readonly forGood: string },
): readonly Answer[] {
  return commands.map(({ at, line, parsed }) => {
    const asked = { commentId: id, url, login, on: null, about: null, at, line };
    if ('problem' in parsed) {
      return { ...asked, command: null, outcome: { kind: 'unclear', problem: parsed.problem } };
    }
    const { command } = parsed;
    const isForGood = command.verb === 'uncredit' && command.isAlways;
    return { ...asked, command, outcome: { kind: 'refused', because: isForGood ? forGood : because } };
  });
}

/**
 * Tells people who ask for something while the bot cannot work that they wait: by 👀, and one comment on the pull
 * request. `reason`: why the run ended, which an editor can mend. Whether the comment stands there.
 */
export async function askToWait(
  clients: Clients,
  newsletterName: string,
  place: CommentPlace,
  reason: unknown,
  log: Log,
): Promise<boolean> {
  const { reader } = clients;
  const commenter = clients.commenter(place.nameWithOwner);
  const newsletter = await readNewsletter(reader, newsletterName);
  if (commenter === null || !glanceAtConfig(newsletter.config).notes) return false;
  const { conversation, isPrivate } = await readPlace(clients, newsletterName, place, log);
  if (conversation.isLocked || (isPrivate && !newsletter.isPrivate)) return false;
  await writeReactions(commenter, [{ subjectId: place.id, content: 'EYES', isRemoval: false }]);
  if (waitingIn(conversation).length === 0) {
    const body = renderWaiting(troubleOf(reason, newsletter));
    await writeComment(commenter, { kind: 'add', subjectId: conversation.id, body });
  }
  return true;
}

/** Deletes the comment there that asked people to wait. Answers the client that can reply now; `null`: none can. */
export async function endWaitingAt(
  clients: Clients,
  newsletter: string,
  place: CommentPlace,
  log: Log,
): Promise<WritingClient | null> {
  const { conversation } = await readPlace(clients, newsletter, place, log);
  await endWaiting(clients, [conversation], log);
  return clients.commenter(place.nameWithOwner);
}

function readPlace({ reader }: Clients, newsletter: string, place: CommentPlace, log: Log) {
  return readCommented(
    reader,
    { ...place, newsletter, botLogin: null, draftFile: `HEAD:${CONFIG_PATH}` },
    log,
  );
}

function waitingIn({ comments }: Conversation) {
  return comments.filter((comment) => hasOwnMarker(comment, WAITING_MARKER));
}

/** Deletes the comments that asked people to wait, now that they get their answers. Never throws. */
export async function endWaiting(
  { commenter }: Clients,
  conversations: readonly Conversation[],
  log: Log,
): Promise<void> {
  for (const conversation of conversations) {
    const writer = commenter(conversation.nameWithOwner);
    if (writer === null) continue;
    for (const { id } of conversation.isLocked ? [] : waitingIn(conversation)) {
      try {
        await writeComment(writer, { kind: 'delete', id });
      } catch (error) {
        log.debug(explain(error));
        if (isRateLimited(error)) return;
      }
    }
  }
}
