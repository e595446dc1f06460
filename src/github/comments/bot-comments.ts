import { STATUS_MARKER } from '../../replies/comments/status-comment.js';
import type { ReadComment } from './conversation.js';

/** Every comment of the bot has a line like this; the name tells what it is for. */
const MARKER = /^<!-- newsletter [\w -]+ -->\r?$/m;

/** Whether the bot wrote it: with a person's token it has that person's name, but other people cannot write as the bot. */
export function isWrittenByBot(comment: ReadComment): boolean {
  return comment.isOwn && MARKER.test(comment.body);
}

/** The bot's comment on a draft, whose history tells who ticked what. */
export function statusComment(comments: readonly ReadComment[]): ReadComment | undefined {
  return ownComments(comments, STATUS_MARKER)[0];
}

/** The bot's comments of that kind, oldest first; the App's only one, where somebody wrote over its line. */
export function ownComments(comments: readonly ReadComment[], marker: string): readonly ReadComment[] {
  const marked = comments.filter((comment) => hasOwnMarker(comment, marker));
  return marked.length > 0 ? marked : comments.filter(isWrittenOver).slice(0, 1);
}

function isWrittenOver({ isOwn, isBot, isEdited, body }: ReadComment): boolean {
  return isOwn && isBot && isEdited && !MARKER.test(body);
}

/** Whether it is the bot's comment of that kind. */
export function hasOwnMarker({ isOwn, body }: ReadComment, marker: string): boolean {
  return isOwn && body.split(/\r?\n/).includes(marker);
}
