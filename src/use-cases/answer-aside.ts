import { editionSettings, excludedRepositories } from '../config/newsletter-config.js';
import { intervalUntil, isExcluded, isInInterval } from '../github/activity/merged-search.js';
import { keyOf } from '../github/activity/noted-pull-requests.js';
import { isWrittenByBot } from '../github/comments/bot-comments.js';
import type { Conversation, ReadComment } from '../github/comments/conversation.js';
import { type CommentedPullRequest, readCommented } from '../github/comments/read-commented.js';
import { planComment, writeComment } from '../github/comments/write-comment.js';
import { writeReactions } from '../github/comments/write-reactions.js';
import type { Client, Log, WritingClient } from '../github/connection/client.js';
import { listedEntries } from '../newsletter/activity/entry-lines.js';
import { type Month, monthOf, monthsNamed, shiftMonth } from '../newsletter/activity/month.js';
import { isOwnedBy } from '../newsletter/activity/repository.js';
import { collectFrom, dueMonth } from '../newsletter/edition/due-month.js';
import { editionPath } from '../newsletter/edition/edition-file.js';
import { listedWork } from '../newsletter/house-style/earlier-edition.js';
import type { Answer } from '../notes/answer.js';
import { editionsAsked } from '../notes/draft-moves.js';
import { parseComment } from '../notes/parse-comment.js';
import { renderAside } from '../notes/render-aside.js';
import { ENTRY_MARKER } from '../notes/render-entry-comment.js';
import { comesLater, type Standing, standingOf, standingSentence } from '../notes/standing.js';
import type { Desk } from './open-desk.js';
import { standingPlaces } from './published-address.js';

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
  readonly app: string | null;
}

/**
 * Tells people at once that no run will do what they ask on a pull request: it is not merged yet, say, or its edition is
 * published. Where a run of the due edition reads the comment, or may come to read it, the run answers instead.
 */
export async function answerAside(
  { reader, commenter, app }: Answering,
  desk: Desk,
  place: CommentPlace,
  now: Date,
  log: Log,
): Promise<void> {
  const { newsletter, config, published } = desk;
  const due = dueMonth(now, new Set(published.editions.map(({ month }) => month)));
  const month = due ?? shiftMonth(monthOf(now), 1);
  const draftFile = `refs/heads/${config.branch}:${editionPath(config.file, month)}`;
  const read = { ...place, newsletter: newsletter.nameWithOwner, draftFile };
  const commented = await readCommented(reader, read, log);
  const { conversation, isPrivate } = commented;
  const comment = conversation.comments.find(({ id }) => id === place.id);
  if (comment === undefined || conversation.isLocked || (isPrivate && !newsletter.isPrivate)) return;
  const standing = asideStanding(commented, desk, month, app);
  if (standing === null) return;
  if (!comesLater(standing)) {
    await writeReactions(commenter, [
      { subjectId: comment.id, content: 'EYES', isRemoval: true },
      { subjectId: comment.id, content: 'CONFUSED', isRemoval: false },
    ]);
  }
  const text = asideText(standing, conversation, desk, app);
  for (const change of planComment(conversation, ENTRY_MARKER, text)) await writeComment(commenter, change);
}

/** Why no run does what is asked there; `null`: a run may do it. */
function asideStanding(commented: CommentedPullRequest, desk: Desk, month: Month, app: string | null) {
  const { title, state, mergedAt, isFork, conversation } = commented;
  const { newsletter, config, published } = desk;
  const { nameWithOwner } = conversation;
  const key = keyOf(conversation);
  const isOwn = nameWithOwner.toLowerCase() === newsletter.nameWithOwner.toLowerCase();
  if (isOwn && isDraftAtWork(commented, config.branch)) return null;
  const earlier = published.editions.filter((edition) => edition.month < month);
  const months = published.editions.map((edition) => edition.month);
  const isCollected = !isFork && isCollectedBy(desk, nameWithOwner);
  const facts = { key, title, state, mergedAt, isCollected, isOwn };
  const editions = { month, published: new Set(months), listed: listedWork(earlier) };
  const standing = standingOf(facts, editions);
  if (!['open', 'early', 'missed'].includes(standing.kind)) return standing;
  if (isInInterval(mergedAt ?? '', intervalUntil(month, collectFrom(earlier, month)))) return null;
  // A draft that was not published yet may be of that month.
  if (standing.kind === 'missed' && !months.some((other) => other >= standing.month)) return null;
  const isMoved = peoplesComments(conversation).some(({ body }) =>
    editionsAsked(body, app).some((asked) => asked === 'now' || asked >= month),
  );
  return isMoved || listedEntries(commented.draft).some((entry) => entry.key === key) ? null : standing;
}

function isDraftAtWork({ state, title, headRefName }: CommentedPullRequest, branch: string): boolean {
  const isOnBranch = headRefName === branch || headRefName.startsWith(`${branch}-`);
  return state === 'OPEN' && (isOnBranch || monthsNamed(title).length > 0);
}

function isCollectedBy({ newsletter, config }: Desk, nameWithOwner: string): boolean {
  const excluded = [newsletter.nameWithOwner, ...excludedRepositories(config)];
  const isWatched = config.watch.some((name) => name.toLowerCase() === nameWithOwner.toLowerCase());
  if (!isWatched && !isOwnedBy(nameWithOwner, config.organization)) return false;
  return (
    !isExcluded({ nameWithOwner }, excluded) && !editionSettings(config).repository(nameWithOwner).isLeftOut
  );
}

/** The same text whichever comment is answered, so that it is written once. */
function asideText(standing: Standing, conversation: Conversation, desk: Desk, app: string | null): string {
  const because = standingSentence(standing, keyOf(conversation), standingPlaces(desk));
  const forGood = `It counts on [the draft](${desk.newsletter.url}/pulls). Write it there.`;
  const told = { because, forGood: comesLater(standing) ? because : forGood };
  const answers = peoplesComments(conversation).flatMap((comment) => answersTo(comment, told, app));
  return renderAside(because, answers, standing.kind === 'own' ? 'draft' : 'pull request');
}

function peoplesComments({ comments }: Conversation): readonly ReadComment[] {
  return comments.filter(
    (comment) => comment.login !== null && !comment.isBot && !comment.isMinimized && !isWrittenByBot(comment),
  );
}

/** `forGood` is said of the wish never to be thanked. */
function answersTo(
  { id, url, login, body }: ReadComment,
  { because, forGood }: { readonly because: string; readonly forGood: string },
  app: string | null,
): readonly Answer[] {
  return parseComment(body, { place: 'pull request', app }).map(({ at, line, understood }) => {
    const asked = { commentId: id, url, login, on: null, about: null, at, line };
    if ('problem' in understood) {
      return { ...asked, command: null, outcome: { kind: 'unclear', problem: understood.problem } };
    }
    const { command } = understood;
    const isForGood = command.verb === 'uncredit' && command.isAlways;
    return { ...asked, command, outcome: { kind: 'refused', because: isForGood ? forGood : because } };
  });
}
