import { glanceAtConfig } from '../config/parse-config.js';
import { hasOwnMarker } from '../github/comments/bot-comments.js';
import type { Conversation } from '../github/comments/conversation.js';
import { readCommented } from '../github/comments/read-commented.js';
import { writeComment } from '../github/comments/write-comment.js';
import { writeReactions } from '../github/comments/write-reactions.js';
import type { Clients, Log, WritingClient } from '../github/connection/client.js';
import { explain, isRateLimited } from '../github/connection/errors.js';
import { CONFIG_PATH, readNewsletter } from '../github/newsletter/read-newsletter.js';
import { renderWaiting, WAITING_MARKER } from '../newsletter/draft/notice.js';
import type { CommentPlace } from './answer-aside.js';
import { troubleOf } from './tell-trouble.js';

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

/** Deletes the comment there that told people to wait. Who can answer them now; `null`: nobody. */
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
  return readCommented(reader, { ...place, newsletter, draftFile: `HEAD:${CONFIG_PATH}` }, log);
}

function waitingIn({ comments }: Conversation) {
  return comments.filter((comment) => hasOwnMarker(comment, WAITING_MARKER));
}

/** Deletes the comments that told people to wait, now that they get their answers. Never throws. */
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
