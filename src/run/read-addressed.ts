import { hasOwnMarker, isWrittenOver } from '../github/comments/conversation.js';
import { whereBotIsUnwanted } from '../github/comments/own-comments.js';
import { explain } from '../github/connection/errors.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { NameSet } from '../newsletter/activity/names.js';
import type { Document } from '../newsletter/document/document.js';
import { signersIn } from '../newsletter/document/people.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { type Call, callFor, isCall, REMINDER_MARKER } from '../replies/comments/call.js';
import { invitees } from '../replies/comments/entry-comment.js';
import type { ResolvedRequests } from '../requests/resolve-requests.js';
import type { PeriodSources } from './read-sources.js';
import type { RunContext } from './run-context.js';

/**
 * What calls people for content today; the reminder only where the call is of an earlier day. Nothing new where somebody
 * deleted a comment of the bot on the draft, or wrote over one.
 */
export async function readCall(
  { clients, config, calendar, now, log }: RunContext,
  { conversation, optOuts, editUrl }: ReadDraft,
  { earlier }: PeriodSources,
  requests: ResolvedRequests,
  edition: Edition,
): Promise<Call | null> {
  if (config.call.daysBefore === null || edition.gaps.length > 0) return null;
  const last = earlier.at(-1)?.document;
  const today = calendar.dayOf(now);
  const due = callFor({
    call: config.call,
    edition,
    editUrl,
    lastWriters: [...new NameSet(last === undefined ? [] : signersIn(last.source, last.form.language))],
    optOuts: [...config.credit.optOut, ...optOuts, ...requests.optOuts],
    today,
  });
  if (due === null) return null;
  const own = conversation?.comments.filter(({ isOwn }) => isOwn) ?? [];
  const called = own.find(({ body }) => isCall(body));
  const isOlder = called !== undefined && calendar.dayOf(new Date(called.createdAt)) < today;
  const isReminded = own.some((comment) => hasOwnMarker(comment, REMINDER_MARKER));
  const callAlone = { ...due, reminder: null };
  const call = isOlder && !isReminded ? due : callAlone;
  if (conversation === null || (called !== undefined && call.reminder === null)) return call;
  const nothingNew = called === undefined ? null : callAlone;
  if (own.some(isWrittenOver)) return nothingNew;
  try {
    const unwanted = await whereBotIsUnwanted(clients.reader, [conversation.id]);
    return unwanted.size === 0 ? call : nothingNew;
  } catch (error) {
    log.warn(`The bot could not find out whether a call for content is wanted. ${explain(error)}`);
    return null;
  }
}

/** How many invitations one run writes at most. */
const MOST_INVITATIONS = 5;

/** An edition whose contributors may be invited. */
interface InvitingEdition {
  readonly sources: PeriodSources;
  readonly edition: Edition;
  /** The file as it will be. */
  readonly document: Document;
  /** Logins of the period's first-time contributors. */
  readonly firstTimers: readonly string[];
}

/**
 * Keys of the pull requests that get an invitation to a note in this run: few, lately merged, and none where somebody
 * deleted the bot's comment.
 */
export async function readInvited(
  { clients, config, now, log }: RunContext,
  { sources, edition, document, firstTimers }: InvitingEdition,
): Promise<ReadonlySet<string>> {
  const { invite, notes } = config;
  if (invite === 'none' || !notes || edition.gaps.length > 0) return new Set();
  const open = sources.conversations.filter(
    ({ isLocked, comments }) => !isLocked && !comments.some(({ isOwn }) => isOwn),
  );
  const invited = new Set(invitees(edition, document, invite === 'shown' ? null : firstTimers, now));
  const places = open.filter((conversation) => invited.has(conversation.key)).slice(0, MOST_INVITATIONS);
  try {
    const unwanted = await whereBotIsUnwanted(
      clients.reader,
      places.map(({ id }) => id),
    );
    return new Set(places.filter(({ id }) => !unwanted.has(id)).map(({ key }) => key));
  } catch (error) {
    log.warn(`The bot could not find out whom to invite to a note. ${explain(error)}`);
    return new Set();
  }
}
