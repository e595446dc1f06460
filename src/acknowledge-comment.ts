import type { Clock } from './clock.js';
import { writeReactions } from './github/comments/write-reactions.js';
import type { Clients, Log } from './github/connection/client.js';
import { explain } from './github/connection/errors.js';
import type { AddressedComment } from './relevant-events.js';
import { answerAside } from './use-cases/answer-aside.js';
import { openDesk } from './use-cases/open-desk.js';

/** Reacts to comments in the order in which they come, while the webhooks are answered already. */
export interface Acknowledger {
  readonly acknowledge: (comment: AddressedComment) => void;
  /** Resolves when all are reacted to. */
  readonly settled: () => Promise<void>;
}

/**
 * Lets people see at once that the bot saw their comment, since the run that follows waits for more to come, and answers
 * those whom no run will answer. Where the settings are off or have mistakes nobody is answered, nor is anybody on a private
 * repository by a newsletter that all can read, nor anybody outside of the App's account.
 */
export function createAcknowledger(
  connect: () => Promise<Clients>,
  newsletter: string,
  clock: Clock,
  log: Log,
): Acknowledger {
  let queue = Promise.resolve();
  const debug = (message: string) => log.debug(message);
  const quiet = { debug, info: debug, warn: debug };
  const react = async (comment: AddressedComment) => {
    const { reader, commenter: commenterFor, app } = await connect();
    const desk = await openDesk(reader, { newsletter, organization: null }, quiet);
    const commenter = commenterFor(comment.nameWithOwner);
    if (!desk.config.notes || commenter === null) return;
    if (comment.isPrivate && !desk.newsletter.isPrivate) return;
    await writeReactions(commenter, [{ subjectId: comment.id, content: 'EYES', isRemoval: false }]);
    await answerAside({ reader, commenter, app }, desk, comment, clock(), quiet);
  };
  return {
    acknowledge(comment) {
      queue = queue.then(() => react(comment)).catch((error: unknown) => log.debug(explain(error)));
    },
    settled: () => queue,
  };
}
