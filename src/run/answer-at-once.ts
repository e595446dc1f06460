import { editionSettings, glanceAtConfig } from '../config/newsletter-config.js';
import { intervalUntil, isInInterval } from '../github/activity/merged-pull-requests.js';
import { type Conversation, isWrittenByBot, type ReadComment } from '../github/comments/conversation.js';
import { planComment, writeComment } from '../github/comments/own-comments.js';
import { type CommentedPullRequest, readCommented } from '../github/comments/read-commented.js';
import type { Client, Clients, Log } from '../github/connection/client.js';
import { CONFIG_PATH, readNewsletter } from '../github/newsletter/read-newsletter.js';
import { listedKeys } from '../newsletter/activity/entry-lines.js';
import { isOwnedBy, isSameName, NameSet } from '../newsletter/activity/names.js';
import type { Calendar, Period } from '../newsletter/activity/period.js';
import { renderWaiting } from '../newsletter/draft/notice.js';
import { collectFrom, listedWork } from '../newsletter/house-style/earlier-edition.js';
import { ENTRY_MARKER } from '../replies/comments/entry-comment.js';
import {
  renderIntroduction,
  renderNotInEdition,
  whyNotInEdition,
} from '../replies/comments/not-in-edition.js';
import { planReactions } from '../replies/comments/reactions.js';
import { onDraftInstead } from '../replies/refusals.js';
import type { Answer } from '../requests/answer.js';
import { editionsAsked } from '../requests/edition-overrides.js';
import { comesLater, type Eligibility, eligibilityOf } from '../requests/eligibility.js';
import { applyWrites } from './apply-run.js';
import { commentsToEnd, planEndOfWaiting } from './plan-replies.js';
import { troubleOf } from './report-trouble.js';
import {
  type NewsletterContext,
  newsletterPlaces,
  type RunContext,
  watchedRepositories,
} from './run-context.js';
import type { Write } from './run-plan.js';

/** A comment that asks the bot for something, and where. */
export interface CommentPlace {
  readonly nameWithOwner: string;
  /** Of the pull request. */
  readonly number: number;
  /** Node id. */
  readonly id: string;
}

/** What people are answered with, apart from a run. */
type AnswerContext = Omit<RunContext, 'permissions'>;

/** Shows people by 👀 that the bot saw their comment, and answers those whom no run will answer. */
export async function acknowledge(context: AnswerContext, place: CommentPlace): Promise<void> {
  await applyWrites(context, [planEyes(place)]);
  await answerAtOnce(context, place);
}

function planEyes(
  { nameWithOwner, id }: CommentPlace,
  comments: PlannedReply['comments'] = [],
): PlannedReply {
  const reactions = [{ subjectId: id, content: 'EYES', isRemoval: false }] as const;
  return { kind: 'reply', importance: 'essential', nameWithOwner, reactions, comments };
}

type PlannedReply = Extract<Write, { readonly kind: 'reply' }>;

/**
 * Tells people at once that no run will do what they ask on a pull request: it is not merged yet, say, or its edition is
 * published. Where a run of the due edition reads the comment, or may come to read it, the run answers instead.
 */
async function answerAtOnce(context: AnswerContext, place: CommentPlace): Promise<void> {
  await applyWrites(context, await planAnswer(context, place));
}

/** The answer to a comment that has its 👀 already. */
async function planAnswer(context: AnswerContext, place: CommentPlace): Promise<readonly Write[]> {
  const { clients, newsletter, config, calendar, files, published, now, log } = context;
  const period = calendar.due(now, published.periods) ?? calendar.shift(calendar.of(now), 1);
  const draftFile = `refs/heads/${config.branch}:${files.pathOf(period)}`;
  const { reader, botLogin } = clients;
  const read = { ...place, newsletter: newsletter.nameWithOwner, botLogin, draftFile };
  const commented = await readCommented(reader, read, log);
  const { conversation, isPrivate } = commented;
  const comment = conversation.comments.find(({ id }) => id === place.id);
  if (comment === undefined || conversation.isLocked || (isPrivate && !newsletter.isPrivate)) return [];
  const eligibility = eligibilityHere(commented, context, period);
  if (eligibility === null) return [];
  const { text, answers } = replyTo(eligibility, conversation, context);
  const seen = { ...comment, reactions: [...new Set([...comment.reactions, 'EYES' as const])] };
  const reactions = comesLater(eligibility) ? [] : planReactions([seen], answers);
  const comments = planComment(conversation, ENTRY_MARKER, text);
  const { nameWithOwner } = conversation;
  return [{ kind: 'reply', importance: 'essential', nameWithOwner, reactions, comments }];
}

/** Why no run does what is asked there; `null`: a run may do it. */
function eligibilityHere(commented: CommentedPullRequest, context: NewsletterContext, period: Period) {
  const { title, state, mergedAt, isFork, conversation } = commented;
  const { newsletter, config, calendar, published } = context;
  const { nameWithOwner } = conversation;
  const key = conversation.key;
  const isOwn = isSameName(nameWithOwner, newsletter.nameWithOwner);
  if (isOwn && isDraftAtWork(commented, config.branch, calendar)) return null;
  const earlier = published.editions.filter((edition) => edition.period.key < period.key);
  const periods = published.periods.map(({ key }) => key);
  const watched = new NameSet(watchedRepositories(context, period));
  const isCollected =
    (!isFork || watched.has(nameWithOwner)) && isCollectedBy(context, nameWithOwner, watched);
  const facts = { key, title, state, mergedAt, isCollected, isOwn };
  const editions = { calendar, period, published: new Set(periods), listed: listedWork(earlier) };
  const eligibility = eligibilityOf(facts, editions);
  // A commit may have brought what was closed without being merged.
  if (eligibility.kind === 'unmerged' && listedKeys(commented.draft).includes(key)) return null;
  if (!['open', 'early', 'missed'].includes(eligibility.kind)) return eligibility;
  if (isInInterval(mergedAt ?? '', intervalUntil(period, collectFrom(earlier, period)))) return null;
  // A draft that was not published yet may be of that period.
  if (eligibility.kind === 'missed' && !periods.some((other) => other >= eligibility.period.key)) return null;
  const isMoved = peoplesComments(conversation).some(({ commands }) =>
    editionsAsked(commands).some((asked) => asked === 'now' || asked >= period.key),
  );
  return isMoved || listedKeys(commented.draft).includes(key) ? null : eligibility;
}

function isDraftAtWork(
  { state, title, headRefName }: CommentedPullRequest,
  branch: string,
  calendar: Calendar,
): boolean {
  const isOnBranch = headRefName === branch || headRefName.startsWith(`${branch}-`);
  return state === 'OPEN' && (isOnBranch || calendar.named(title).length > 0);
}

function isCollectedBy({ config }: NewsletterContext, nameWithOwner: string, watched: NameSet): boolean {
  if (!watched.has(nameWithOwner) && !isOwnedBy(nameWithOwner, config.organization)) return false;
  const settings = editionSettings(config);
  return !settings.excluded.has(nameWithOwner) && !settings.repository(nameWithOwner).hide;
}

/** The same text whichever comment is answered, so that it is written once. */
function replyTo(eligibility: Eligibility, conversation: Conversation, context: NewsletterContext) {
  const because = whyNotInEdition(eligibility, conversation.key, newsletterPlaces(context));
  const forGood = onDraftInstead(context.newsletter.url);
  const reasons = { because, forGood: comesLater(eligibility) ? because : forGood };
  const answers = peoplesComments(conversation).flatMap((comment) => answersTo(comment, reasons));
  const place = eligibility.kind === 'own' ? 'draft' : 'pull request';
  return { text: renderNotInEdition(because, answers, place), answers };
}

function peoplesComments({ comments }: Conversation): readonly ReadComment[] {
  return comments.filter(
    (comment) => comment.login !== null && !comment.isBot && !comment.isMinimized && !isWrittenByBot(comment),
  );
}

/** `forGood` answers the wish never to be thanked. */
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
  const newsletter = await readNewsletter(clients.reader, newsletterName);
  if (clients.commenter(place.nameWithOwner) === null || !glanceAtConfig(newsletter.config).notes)
    return false;
  const { conversation, isPrivate } = await readPlace(clients.reader, newsletter.nameWithOwner, place, log);
  if (conversation.isLocked || (isPrivate && !newsletter.isPrivate)) return false;
  const isThere = commentsToEnd(conversation).length > 0;
  const body = renderWaiting(troubleOf(reason, newsletter));
  const comments = isThere ? [] : [{ kind: 'add', subjectId: conversation.id, body } as const];
  await applyWrites({ clients, newsletter, log }, [planEyes(place, comments)]);
  return true;
}

/** Deletes the comment there that asked people to wait, and answers them where no run does. */
export async function answerWaiting(context: AnswerContext, place: CommentPlace): Promise<void> {
  const { clients, newsletter, log } = context;
  const { conversation } = await readPlace(clients.reader, newsletter.nameWithOwner, place, log);
  await applyWrites(context, planEndOfWaiting(clients, [conversation]));
  if (clients.commenter(place.nameWithOwner) !== null) await answerAtOnce(context, place);
}

/** What was said there; no draft is needed for that. */
function readPlace(
  reader: Client,
  newsletter: string,
  place: CommentPlace,
  log: Log,
  botLogin: string | null = null,
): Promise<CommentedPullRequest> {
  return readCommented(reader, { ...place, newsletter, botLogin, draftFile: `HEAD:${CONFIG_PATH}` }, log);
}

/**
 * Says once on a pull request how its account gets a newsletter, where somebody asked the bot by its name. Outside of the
 * installation, nobody is answered.
 */
export async function introduce(
  clients: Pick<Clients, 'reader' | 'commenter' | 'botLogin'>,
  place: CommentPlace,
  log: Log,
): Promise<void> {
  const commenter = clients.commenter(place.nameWithOwner);
  if (commenter === null) return;
  const { reader, botLogin } = clients;
  const { conversation } = await readPlace(reader, place.nameWithOwner, place, log, botLogin);
  if (conversation.isLocked) return;
  for (const change of planComment(conversation, ENTRY_MARKER, renderIntroduction())) {
    await writeComment(commenter, change);
  }
}
