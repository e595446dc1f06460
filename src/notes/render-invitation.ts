import { monthName } from '../newsletter/activity/month.js';
import { PREFIX } from './read-command.js';
import { codeBlock } from './render-answers.js';
import { ENTRY_MARKER, type EntryState } from './render-entry-comment.js';

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
