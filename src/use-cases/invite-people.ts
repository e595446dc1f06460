import { keyOf } from '../github/activity/noted-pull-requests.js';
import { whereBotIsUnwanted } from '../github/comments/unwanted-comments.js';
import { explain } from '../github/connection/errors.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { invitees } from '../notes/invitees.js';
import type { MonthSources } from './read-sources.js';
import type { Run } from './run.js';

/** Of one run. */
const MOST_INVITATIONS = 5;

/** A draft whose contributors may be invited. */
export interface InvitingDraft {
  readonly sources: MonthSources;
  readonly edition: Edition;
  /** The file as it is now. */
  readonly text: string;
  /** Logins of the month's first-time contributors. */
  readonly firstTimers: readonly string[];
}

/**
 * Keys of the pull requests that get an invitation to a note in this run: few, lately merged, and none where somebody
 * deleted the bot's comment.
 */
export async function invitedTo(
  { clients, desk, now, log }: Run,
  { sources, edition, text, firstTimers }: InvitingDraft,
): Promise<ReadonlySet<string>> {
  const { invite } = desk.config;
  if (invite === 'none') return new Set();
  const open = sources.conversations.filter(
    ({ isLocked, comments }) => !isLocked && !comments.some(({ isOwn }) => isOwn),
  );
  const invited = new Set(invitees(edition, text, invite === 'shown' ? null : firstTimers, now));
  const places = open.filter((conversation) => invited.has(keyOf(conversation))).slice(0, MOST_INVITATIONS);
  try {
    const unwanted = await whereBotIsUnwanted(
      clients.reader,
      places.map(({ id }) => id),
    );
    return new Set(places.filter(({ id }) => !unwanted.has(id)).map(keyOf));
  } catch (error) {
    log.warn(`Nobody is invited to a note. ${explain(error)}`);
    return new Set();
  }
}
