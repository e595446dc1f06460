import { keyOf } from '../github/activity/noted-pull-requests.js';
import { hasOwnMarker } from '../github/comments/bot-comments.js';
import type { Conversation } from '../github/comments/conversation.js';
import { type HiddenRepositories, withoutHiddenNames } from '../newsletter/merge/hidden-repositories.js';
import type { Answer } from '../notes/answer.js';
import { entryState, type ShownFile } from '../notes/entry-state.js';
import type { Aside } from '../notes/note-sources.js';
import { renderAside } from '../notes/render-aside.js';
import { renderEntryComment } from '../notes/render-entry-comment.js';
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
  /** On the pull requests that the edition tells of, or could. */
  readonly conversations: readonly Conversation[];
  /** Whether GitHub does not show who ticks. */
  readonly areTicksHidden: boolean;
  /** Repositories whose names are not told. */
  readonly hidden: HiddenRepositories;
  /** On the draft; `null`: it has no pull request. */
  readonly draft: Conversation | null;
}

/** What the bot's comment on a pull request says; `null` where nothing was asked, and nobody is or was invited. */
export function entryComment(conversation: Conversation, answered: Answered): string | null {
  const { answers, file, invited, asides } = answered;
  const key = keyOf(conversation);
  const own = answers.filter(({ on }) => on === key);
  const aside = asides.get(key);
  if (aside !== undefined) return own.length > 0 ? renderAside(aside.because, own) : null;
  const state = entryState(key, file, own);
  if (own.length > 0) return renderEntryComment(state);
  if (invited.has(key)) return renderInvitation(state);
  const invitation = conversation.comments.find((comment) => hasOwnMarker(comment, INVITATION_MARKER));
  return invitation?.body ?? null;
}

/**
 * What the bot's comment on the draft says, also of what cannot be said where it was asked; `null` where nothing needs to be
 * said. Once there, the comment stays: its history is needed.
 */
export function statusComment({ comments }: Conversation, answered: Answered): string | null {
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
  if (!isNeeded && !isThere) return null;
  const status = renderStatus(shown, stateOf, file.edition, answered.areTicksHidden);
  return withoutHiddenNames(status, answered.hidden);
}

/** Of these the editors want to know why. */
function isHighlight({ command, outcome }: Answer): boolean {
  return command?.verb === 'highlight' && outcome.kind === 'applied';
}

function isSuggested(outcome: Answer['outcome']): boolean {
  return outcome.kind === 'applied' && outcome.suggestion !== null;
}
