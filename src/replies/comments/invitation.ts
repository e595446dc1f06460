import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import { PREFIX } from '../../commands/command.js';
import { monthName } from '../../newsletter/activity/month.js';
import type { Document } from '../../newsletter/document/document.js';
import { entryInFile } from '../../newsletter/draft/locate-entries.js';
import type { Edition } from '../../newsletter/edition/edition.js';
import { codeBlock } from './answer-lines.js';
import { ENTRY_MARKER, type EntryState } from './entry-comment.js';

/** The line by which the bot knows that its comment on a pull request answers nothing yet. */
export const INVITATION_MARKER = '<!-- newsletter invitation -->';

/** What the bot says on a merged pull request where nobody asked for anything. It pings nobody. */
export function renderInvitation({ month, text, draftUrl }: EntryState): string {
  const name = `the edition of ${monthName(month)}`;
  const edition = draftUrl === null ? name : `[${name}](${draftUrl})`;
  return [
    `${ENTRY_MARKER}\n${INVITATION_MARKER}`,
    `Thank you! The draft of ${edition} of the newsletter tells of this pull request:`,
    codeBlock(text ?? ''),
    `If you like, say in a line what it means for readers, by a comment such as \`${PREFIX} note Page tables can now be built without an allocator.\` Nobody has to; \`${PREFIX} help\` lists what else there is.`,
  ].join('\n\n');
}

/** Whoever merged something longer ago need not be reminded. */
const DAYS = 3;

/**
 * Keys of the pull requests, oldest first, whose authors may be invited to a note: people's, lately merged, and shown in
 * the file. `logins`: of these people only; `null`: of all.
 */
export function invitees(
  { sections }: Edition,
  document: Document,
  logins: readonly string[] | null,
  now: Date,
): readonly string[] {
  const wanted = logins === null ? null : new Set(logins.map((login) => login.toLowerCase()));
  const since = subDays(now, DAYS, { in: utc });
  return sections
    .flatMap(({ shown }) => shown.flatMap(({ work }) => (work.kind === 'pull request' ? [work] : [])))
    .filter(({ author, mergedAt }) => author?.type === 'User' && new Date(mergedAt) >= since)
    .filter(({ author }) => wanted === null || wanted.has(author?.login.toLowerCase() ?? ''))
    .toSorted((left, right) => (left.mergedAt < right.mergedAt ? -1 : 1))
    .map(({ key }) => key)
    .filter((key) => entryInFile(document, key)?.isHidden === false);
}
