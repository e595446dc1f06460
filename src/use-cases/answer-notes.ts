import { writeComment } from '../github/comments/write-comment.js';
import { writeReactions } from '../github/comments/write-reactions.js';
import type { Clients, Log, WritingClient } from '../github/connection/client.js';
import { explain, isRateLimited } from '../github/connection/errors.js';
import type { Answered } from './compose-comments.js';
import { type PlannedAnswer, planAnswers } from './plan-answers.js';

/** Said at the first rate limit met while people are answered. */
export const WRITE_LESS =
  'GitHub wants the bot to write less; whoever has no answer yet gets it in one of the next runs.';

/** A repository whose people get no answer, and why. */
interface Unsaid {
  readonly nameWithOwner: string;
  readonly error: unknown;
}

/**
 * Lets people see what became of what they asked for, as planned. Never throws: what GitHub does not let the bot say is
 * said on the log, once. Whatever is left, the next run finds again. Nobody is answered where there is no commenter.
 */
export async function answerNotes(clients: Clients, answered: Answered, log: Log): Promise<void> {
  const conversations = answered.conversations.filter(
    ({ nameWithOwner }) => clients.commenter(nameWithOwner) !== null,
  );
  const { answers, count, later } = planAnswers({ ...answered, conversations });
  if (later > 0) {
    log.info(
      `${count} of ${count + later} comments and reactions are written in this run, those that were asked for first; the others follow in the next runs.`,
    );
  }
  const unsaid: Unsaid[] = [];
  for (const answer of answers) {
    const { nameWithOwner } = answer;
    if (unsaid.some((one) => one.nameWithOwner === nameWithOwner)) continue;
    try {
      await write(clients.commenter(nameWithOwner), answer);
    } catch (error) {
      if (isRateLimited(error)) return log.warn(WRITE_LESS);
      unsaid.push({ nameWithOwner, error });
    }
  }
  if (unsaid.length > 0) log.warn(unsaidSentence(unsaid));
}

async function write(writer: WritingClient | null, { reactions, comments }: PlannedAnswer): Promise<void> {
  if (writer === null) return;
  await writeReactions(writer, reactions);
  for (const comment of comments) await writeComment(writer, comment);
}

function unsaidSentence(unsaid: readonly Unsaid[]): string {
  const names = unsaid.map(({ nameWithOwner }) => nameWithOwner).join(', ');
  return `The answers to comments in ${names} are left out. ${explain(unsaid[0]?.error)}`;
}
