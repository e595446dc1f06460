import { STATUS_MARKER } from '../../notes/render-status.js';
import type { ReadComment } from './conversation.js';

/** Every comment of the bot has a line like this; the name tells what it is for. */
const MARKER = /^<!-- newsletter [\w -]+ -->\r?$/m;

/** Whether the bot wrote it: with a person's token it has that person's name, but other people cannot write as the bot. */
export function isWrittenByBot(comment: ReadComment): boolean {
  return comment.isOwn && MARKER.test(comment.body);
}

export function isStatusComment(comment: ReadComment): boolean {
  return hasOwnMarker(comment, STATUS_MARKER);
}

/** Whether it is the bot's comment of that kind. */
export function hasOwnMarker({ isOwn, body }: ReadComment, marker: string): boolean {
  return isOwn && body.split(/\r?\n/).includes(marker);
}
