import {
  type Conversation,
  hasOwnMarker,
  isWrittenByBot,
  type ReadComment,
} from '../github/comments/conversation.js';
import { type CommentChange, planComment, type Remarks } from '../github/comments/own-comments.js';
import type { Clients } from '../github/connection/client.js';
import type { CandidateList } from '../newsletter/draft/candidates.js';
import { WAITING_MARKER } from '../newsletter/draft/notice.js';
import { compareText } from '../newsletter/markdown/order.js';
import { type HiddenRepositories, withoutHiddenNames } from '../newsletter/merge/present-names.js';
import { type Call, isCall, isUntouchedCall } from '../replies/comments/call.js';
import {
  ENTRY_MARKER,
  entryState,
  INVITATION_MARKER,
  renderEntryComment,
  renderInvitation,
  type ShownFile,
} from '../replies/comments/entry-comment.js';
import { renderNotInEdition } from '../replies/comments/not-in-edition.js';
import { planReactions, type ReactionChange } from '../replies/comments/reactions.js';
import { renderStatus, STATUS_MARKER } from '../replies/comments/status-comment.js';
import type { Answer, RequestOutcome } from '../requests/answer.js';
import type { NotInEdition } from '../requests/request.js';
import type { RunContext } from './run-context.js';
import type { RepliedTo, RunPlan, Write } from './run-plan.js';

/**
 * Comments and reactions of one run. GitHub takes 80 a minute and 500 an hour that create content (GitHub docs, "Rate
 * limits for the REST API").
 */
export const MOST_REPLIES = 60;

/** Where people are answered: a pull request, or the one that this run opens. */
export type ReplyPlace = Omit<Conversation, 'id'> & { readonly id: RepliedTo };

/** One comment or reaction. */
interface ReplyChange {
  readonly place: ReplyPlace;
  /** When it was asked for, an ISO instant; '' where that is not known. */
  readonly askedAt: string;
  readonly reaction: ReactionChange | null;
  readonly comment: CommentChange<RepliedTo> | null;
}

/** Sorts after all instants: what nobody asked for. */
const UNASKED = '~';

/**
 * Plans what people see of what became of their words: reactions to their comments, one comment on each pull request, one
 * on the draft. What was asked first is answered first, after the comment on the draft, where editors see everything.
 */
export function planReplies(
  subject: RepliesSubject,
  most = MOST_REPLIES,
): Pick<RunPlan, 'remarks' | 'writes'> {
  const { conversations, draft, answers, invited } = subject;
  const isSilent =
    draft === null ||
    (draft.comments.length === 0 && answers.length === 0 && !hasCandidates(subject.candidates));
  const concerned = conversations.filter(
    (each) => !each.isLocked && (isConcerned(each, answers) || invited.has(each.key)),
  );
  const changes = [
    ...(isSilent || draft.isLocked ? [] : changesOnDraft(draft, subject)),
    ...concerned.flatMap((each) => changesOn(each, subject)),
  ].sort((left, right) => compareText(left.askedAt, right.askedAt));
  const now = changes.slice(0, most);
  const places = [...new Set(now.map(({ place }) => place))];
  const message = `This run writes ${now.length} of ${changes.length} comments and reactions, the oldest requests first. The next runs write the others.`;
  return {
    remarks: changes.length > now.length ? [{ level: 'info', message }] : [],
    writes: places.map((place) => toReply(place, now)),
  };
}

function toReply(place: ReplyPlace, changes: readonly ReplyChange[]): Write {
  const here = changes.filter((change) => change.place === place);
  return {
    kind: 'reply',
    importance: 'best effort',
    nameWithOwner: place.nameWithOwner,
    reactions: here.flatMap(({ reaction }) => reaction ?? []),
    comments: here.flatMap(({ comment }) => comment ?? []),
  };
}

/** Shows editors by reactions what became of commands to the bot itself, on a draft that is left as it is otherwise. */
export function planReplyToControl(
  { clients }: Pick<RunContext, 'clients'>,
  conversation: Conversation | null,
  answers: readonly Answer[],
): readonly Write[] {
  if (conversation === null || clients.commenter(conversation.nameWithOwner) === null) return [];
  const { nameWithOwner } = conversation;
  const asked = new Set(answers.map(({ commentId }) => commentId));
  // A rocket would say that it is done, and the run that may do it would leave it alone.
  const isDue = isDuePublish(conversation);
  const answered = answers.map((answer) => (isDue(answer) ? { ...answer, outcome: LATER } : answer));
  const comments = conversation.comments.filter(({ id }) => asked.has(id));
  const reactions = planReactions(comments, answered).slice(0, MOST_REPLIES);
  if (reactions.length === 0) return [];
  return [{ kind: 'reply', importance: 'best effort', nameWithOwner, reactions, comments: [] }];
}

/** A reaction alone shows it. */
const LATER: RequestOutcome = { kind: 'later', because: '' };

/** Deletes the comments that asked people to wait, now that they get their answers. */
export function planEndOfWaiting(
  { commenter }: Pick<Clients, 'commenter'>,
  conversations: readonly Conversation[],
): readonly Write[] {
  return conversations
    .filter(({ isLocked, nameWithOwner }) => !isLocked && commenter(nameWithOwner) !== null)
    .flatMap((conversation) => {
      const ids = commentsToEnd(conversation);
      const { nameWithOwner } = conversation;
      return ids.length === 0 ? [] : [{ kind: 'end waiting', importance: 'best effort', nameWithOwner, ids }];
    });
}

/** Ids of the comments there that ask people to wait. */
export function commentsToEnd({ comments }: Conversation): readonly string[] {
  return comments.filter((comment) => hasOwnMarker(comment, WAITING_MARKER)).map(({ id }) => id);
}

/**
 * The call for content, and the reminder that is wanted. A call that a person changed stays as it is; what another process
 * wrote besides goes.
 */
export function planCall(
  { commenter }: Pick<Clients, 'commenter'>,
  draft: ReplyPlace | null,
  wanted: Call | null,
): readonly Write[] {
  if (wanted === null || draft === null || draft.isLocked) return [];
  const { id: subjectId, nameWithOwner } = draft;
  if (commenter(nameWithOwner) === null) return [];
  const own = draft.comments.filter(({ isOwn }) => isOwn);
  const [first, ...others] = own.filter(({ body }) => isCall(body));
  const comments: CommentChange<RepliedTo>[] = others
    .filter(({ body }) => isUntouchedCall(body))
    .map(({ id }) => ({ kind: 'delete', id }));
  if (first === undefined) comments.push({ kind: 'add', subjectId, body: wanted.call });
  else if (isUntouchedCall(first.body) && first.body.trim() !== wanted.call)
    comments.push({ kind: 'update', id: first.id, body: wanted.call });
  if (wanted.reminder !== null) comments.push({ kind: 'add', subjectId, body: wanted.reminder });
  if (comments.length === 0) return [];
  return [{ kind: 'reply', importance: 'best effort', nameWithOwner, reactions: [], comments }];
}

/** The answers to `publish` where the draft cannot be made ready; as they are where it can. */
export function withRefusedPublish(
  answers: readonly Answer[],
  conversation: Conversation | null,
  because: string | null,
): readonly Answer[] {
  if (because === null) return answers;
  const isDue = isDuePublish(conversation);
  return answers.map((answer) =>
    isDue(answer) ? { ...answer, outcome: { kind: 'refused', because } } : answer,
  );
}

/** Whether an answer is that to a `publish` of an editor which is still to be done. */
export function isDuePublish(
  conversation: Pick<Conversation, 'comments'> | null,
): (answer: Answer) => boolean {
  const done = new Set(
    conversation?.comments.filter(({ reactions }) => reactions.includes('ROCKET')).map(({ id }) => id),
  );
  return ({ commentId, command, outcome }) =>
    command?.verb === 'publish' && outcome.kind === 'applied' && commentId !== null && !done.has(commentId);
}

/** Whether anything was asked there, or answered before. */
function isConcerned(conversation: Conversation, answers: readonly Answer[]): boolean {
  const { key } = conversation;
  const isTouched = ({ isOwn, reactions }: ReadComment) => isOwn || reactions.length > 0;
  return conversation.comments.some(isTouched) || answers.some(({ on }) => on === key);
}

function changesOnDraft(draft: ReplyPlace, subject: RepliesSubject): readonly ReplyChange[] {
  const text = statusComment(draft, subject);
  return [
    ...reactionsOn(draft, subject),
    ...planComment(draft, STATUS_MARKER, text, subject.remarks).map((comment) =>
      toChange(draft, '', { comment }),
    ),
  ];
}

function changesOn(place: Conversation, subject: RepliesSubject): readonly ReplyChange[] {
  const reactions = reactionsOn(place, subject);
  const comments = planComment(place, ENTRY_MARKER, entryComment(place, subject), subject.remarks);
  const askedAt = reactions[0]?.askedAt ?? lastAskedOn(place, subject);
  return [...reactions, ...comments.map((comment) => toChange(place, askedAt, { comment }))];
}

function reactionsOn(place: ReplyPlace, { answers }: RepliesSubject): readonly ReplyChange[] {
  const times = new Map(place.comments.map(({ id, createdAt }) => [id, createdAt]));
  return planReactions(place.comments.filter(isByPerson), answers).map((reaction) =>
    toChange(place, times.get(reaction.subjectId) ?? '', { reaction }),
  );
}

/** When somebody last asked for something there. Nobody knows the time of what stands in a description. */
function lastAskedOn(place: Conversation, { answers }: RepliesSubject): string {
  const { key } = place;
  const own = answers.filter(({ on }) => on === key);
  if (own.length === 0) return UNASKED;
  const asked = new Set(own.map(({ commentId }) => commentId));
  return place.comments.findLast(({ id }) => asked.has(id))?.createdAt ?? '';
}

function toChange(
  place: ReplyPlace,
  askedAt: string,
  change: Partial<Pick<ReplyChange, 'reaction' | 'comment'>>,
): ReplyChange {
  return { place, askedAt, reaction: null, comment: null, ...change };
}

function isByPerson(comment: ReadComment): boolean {
  return !comment.isBot && !isWrittenByBot(comment);
}

/** What is answered, and where. */
export interface RepliesSubject {
  readonly answers: readonly Answer[];
  readonly file: ShownFile;
  /** Keys of pull requests whose authors are invited to a note. */
  readonly invited: ReadonlySet<string>;
  /** Why nothing is done on some of the pull requests, by key. */
  readonly notInEdition: ReadonlyMap<string, NotInEdition>;
  /** On the pull requests that the edition lists, or could list. */
  readonly conversations: readonly Conversation[];
  /** Whether GitHub does not show who ticks. */
  readonly areTicksHidden: boolean;
  /** What else editors may tick; `null`: the settings name no source. */
  readonly candidates: CandidateList | null;
  /** Repositories whose names the bot does not say. */
  readonly hidden: HiddenRepositories;
  /** What people wrote into the bot's comments since it last wrote there. */
  readonly remarks: Remarks;
  /** On the draft; `null`: it has no pull request. */
  readonly draft: ReplyPlace | null;
}

/** What the bot's comment on a pull request says; `null` where nothing was asked, and nobody is or was invited. */
function entryComment(conversation: Conversation, subject: RepliesSubject): string | null {
  const { answers, file, invited, notInEdition } = subject;
  const { key } = conversation;
  const own = answers.filter(({ on }) => on === key);
  const absence = notInEdition.get(key);
  if (absence !== undefined) return own.length > 0 ? renderNotInEdition(absence.because, own) : null;
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
function statusComment({ comments }: ReplyPlace, subject: RepliesSubject): string | null {
  const { answers, conversations, file } = subject;
  const locked = new Set(conversations.filter(({ isLocked }) => isLocked).map(({ key }) => key));
  const shown = answers.map((answer) =>
    answer.on !== null && locked.has(answer.on) ? { ...answer, on: null } : answer,
  );
  const isNeeded =
    hasCandidates(subject.candidates) ||
    shown.some(
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
  const status = renderStatus(shown, stateOf, file.edition, subject.areTicksHidden, subject.candidates);
  return withoutHiddenNames(status, subject.hidden);
}

/** Whether there is anything to tick, to say or to remember. */
function hasCandidates(list: CandidateList | null): boolean {
  if (list === null) return false;
  const { listed, troubles, memory } = list;
  return listed.length + troubles.length + memory.dismissed.length + memory.failures.size > 0;
}

/** Of these the editors want to know why. */
function isHighlight({ command, outcome }: Answer): boolean {
  return command?.verb === 'highlight' && outcome.kind === 'applied';
}

function isSuggested(outcome: Answer['outcome']): boolean {
  return outcome.kind === 'applied' && outcome.suggestion !== null;
}
