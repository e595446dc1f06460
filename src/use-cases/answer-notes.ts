import { keyOf } from '../github/activity/sort-pull-requests.js';
import { hasOwnMarker, isWrittenByBot } from '../github/comments/bot-comments.js';
import type { Conversation, ReadComment } from '../github/comments/conversation.js';
import { unansweredComments } from '../github/comments/unanswered-comments.js';
import { keepComment } from '../github/comments/write-comment.js';
import { writeReactions } from '../github/comments/write-reactions.js';
import type { Clients, Log, WritingClient } from '../github/connection/client.js';
import { explain } from '../github/connection/errors.js';
import type { Answer } from '../notes/answer.js';
import { entryState, type ShownFile } from '../notes/entry-state.js';
import type { Aside } from '../notes/note-sources.js';
import { planReactions } from '../notes/reactions.js';
import { ASIDE_MARKER, renderAside } from '../notes/render-aside.js';
import { ENTRY_MARKER, renderEntryComment } from '../notes/render-entry-comment.js';
import { INVITATION_MARKER, renderInvitation } from '../notes/render-invitation.js';
import { renderStatus, STATUS_MARKER } from '../notes/render-status.js';

/** What is answered, and where. */
export interface Answered {
  readonly answers: readonly Answer[];
  readonly file: ShownFile;
  /** Keys of pull requests whose authors are invited to a note. */
  readonly invited: ReadonlySet<string>;
  /** Why nothing is done on some of the pull requests, by key. */
  readonly asides: ReadonlyMap<string, Aside>;
  /** On the month's pull requests, and on others where somebody asked for something. */
  readonly conversations: readonly Conversation[];
  /** On the draft; `null`: its pull request was opened just now. */
  readonly draft: Conversation | null;
}

/**
 * Lets people see what became of what they asked for: a reaction to each comment, one comment on the pull request, one
 * on the draft. Never throws: what GitHub does not let the bot say is said on the log, once.
 */
export async function answerNotes(clients: Clients, answered: Answered, log: Log): Promise<void> {
  const { conversations, draft, answers, invited } = answered;
  const unsaid: Unsaid[] = [];
  const say = async (place: Conversation, writer: WritingClient, marker: string, text: string | null) => {
    try {
      if (!place.isLocked) await react(writer, place, answered);
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
  if (draft !== null)
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
  { answers, asides }: Answered,
): Promise<void> {
  const comments = asides.has(keyOf(conversation)) ? unansweredComments(conversation) : conversation.comments;
  await writeReactions(writer, planReactions(comments.filter(isByPerson), answers));
}

function isByPerson(comment: ReadComment): boolean {
  return !comment.isBot && !isWrittenByBot(comment);
}

/** `null` where nothing was asked, and nobody is or was invited. */
function entryComment(conversation: Conversation, answered: Answered): string | null {
  const { answers, file, invited, asides } = answered;
  const key = keyOf(conversation);
  const own = answers.filter(({ on }) => on === key);
  const aside = asides.get(key);
  if (aside !== undefined) return asideComment(conversation, aside, own);
  const state = entryState(key, file, own);
  if (own.length > 0) return renderEntryComment(state);
  if (invited.has(key)) return renderInvitation(state);
  const invitation = conversation.comments.find((comment) => hasOwnMarker(comment, INVITATION_MARKER));
  return invitation?.body ?? null;
}

/** What the bot said in time stays, unless it has to say something else now. */
function asideComment({ comments }: Conversation, aside: Aside, answers: readonly Answer[]): string | null {
  if (answers.some(({ outcome }) => outcome.kind !== 'applied')) return renderAside(aside, answers);
  const before = comments.find((comment) => hasOwnMarker(comment, ENTRY_MARKER));
  return before === undefined || hasOwnMarker(before, ASIDE_MARKER) ? null : before.body;
}

/** What cannot be said where it was asked is said on the draft. Once there, the comment stays: its history is needed. */
function statusComment({ comments }: Conversation, answered: Answered): string | null {
  const { answers, conversations, file } = answered;
  const locked = new Set(conversations.filter(({ isLocked }) => isLocked).map(keyOf));
  const shown = answers.map((answer) =>
    answer.on !== null && locked.has(answer.on) ? { ...answer, on: null } : answer,
  );
  const isNeeded = shown.some(
    (answer) =>
      answer.on === null ||
      answer.outcome.kind === 'waits' ||
      isSuggested(answer.outcome) ||
      isHighlight(answer),
  );
  const isThere = comments.some((comment) => hasOwnMarker(comment, STATUS_MARKER));
  const stateOf = (key: string) =>
    entryState(
      key,
      file,
      answers.filter(({ about }) => about === key),
    );
  return isNeeded || isThere ? renderStatus(shown, stateOf, file.edition) : null;
}

/** Of these the editors want to know why. */
function isHighlight({ command, outcome }: Answer): boolean {
  return command?.verb === 'highlight' && outcome.kind === 'applied';
}

function isSuggested(outcome: Answer['outcome']): boolean {
  return outcome.kind === 'applied' && outcome.suggestion !== null;
}
