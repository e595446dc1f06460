import { keyOf } from '../github/activity/noted-pull-requests.js';
import { isWrittenByBot } from '../github/comments/bot-comments.js';
import type { Conversation, ReadComment } from '../github/comments/conversation.js';
import { keepComment } from '../github/comments/write-comment.js';
import { writeReactions } from '../github/comments/write-reactions.js';
import type { Clients, Log, WritingClient } from '../github/connection/client.js';
import { explain } from '../github/connection/errors.js';
import type { Answer } from '../notes/answer.js';
import { planReactions } from '../notes/reactions.js';
import { ENTRY_MARKER } from '../notes/render-entry-comment.js';
import { STATUS_MARKER } from '../notes/render-status.js';
import { type Answered, entryComment, statusComment } from './compose-comments.js';

/**
 * Lets people see what became of what they asked for: a reaction to each comment, one comment on the pull request, one
 * on the draft. Never throws: what GitHub does not let the bot say is said on the log, once.
 */
export async function answerNotes(clients: Clients, answered: Answered, log: Log): Promise<void> {
  const { conversations, draft, answers, invited } = answered;
  const unsaid: Unsaid[] = [];
  const say = async (place: Conversation, writer: WritingClient, marker: string, text: string | null) => {
    try {
      await react(writer, place, answered);
      await keepComment(writer, place, marker, text);
    } catch (error) {
      unsaid.push({ nameWithOwner: place.nameWithOwner, error });
    }
  };
  const concerned = conversations.filter(
    (each) => !each.isLocked && (isConcerned(each, answers) || invited.has(keyOf(each))),
  );
  for (const conversation of concerned) {
    const { nameWithOwner } = conversation;
    if (unsaid.some((one) => one.nameWithOwner === nameWithOwner)) continue;
    await say(
      conversation,
      clients.commenter(nameWithOwner),
      ENTRY_MARKER,
      entryComment(conversation, answered),
    );
  }
  if (draft !== null && !draft.isLocked)
    await say(draft, clients.commenter(draft.nameWithOwner), STATUS_MARKER, statusComment(draft, answered));
  if (unsaid.length > 0) log.warn(unsaidSentence(unsaid));
}

/** Whether anything was asked there, or answered before. */
function isConcerned(conversation: Conversation, answers: readonly Answer[]): boolean {
  const key = keyOf(conversation);
  const isTouched = ({ isOwn, reactions }: ReadComment) => isOwn || reactions.length > 0;
  return conversation.comments.some(isTouched) || answers.some(({ on }) => on === key);
}

/** A repository whose people get no answer, and why. */
interface Unsaid {
  readonly nameWithOwner: string;
  readonly error: unknown;
}

function unsaidSentence(unsaid: readonly Unsaid[]): string {
  const names = unsaid.map(({ nameWithOwner }) => nameWithOwner).join(', ');
  return `The answers to comments in ${names} are left out. ${explain(unsaid[0]?.error)}`;
}

async function react(
  writer: WritingClient,
  conversation: Conversation,
  { answers }: Answered,
): Promise<void> {
  await writeReactions(writer, planReactions(conversation.comments.filter(isByPerson), answers));
}

function isByPerson(comment: ReadComment): boolean {
  return !comment.isBot && !isWrittenByBot(comment);
}
