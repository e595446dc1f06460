import type { Clients, Log } from '../github/connection/client.js';
import { explain } from '../github/connection/errors.js';
import { acknowledge, answerWaiting, askToWait } from '../run/answer-at-once.js';
import { isForEditors } from '../run/report-trouble.js';
import { readNewsletterContext } from '../run/run-context.js';
import type { Clock } from './clock.js';
import type { AddressedComment } from './relevant-events.js';

/** Reacts to comments in the order in which they come, while the webhooks are answered already. */
export interface Acknowledger {
  readonly acknowledge: (comment: AddressedComment) => void;
  /** A run succeeded: whoever was told to wait gets an answer. */
  readonly answerWaiting: () => void;
  /** Resolves when all are reacted to. */
  readonly settled: () => Promise<void>;
}

/** What an acknowledger goes by. */
export interface AcknowledgerOptions {
  readonly connect: () => Promise<Clients>;
  /** `owner/name`. */
  readonly newsletter: string;
  readonly clock: Clock;
  /** Why the last run failed; `null`: it did not. */
  readonly trouble: () => unknown;
  readonly log: Log;
}

/**
 * Lets people see at once that the bot saw their comment, since the run that follows waits for more to come, and answers
 * those whom no run will answer. Where the settings are off nobody is answered, nor is anybody on a private repository by a
 * newsletter that all can read, nor anybody outside of the App's account. As long as runs fail for a reason that editors
 * can fix, people are asked to wait.
 */
export function createAcknowledger({
  connect,
  newsletter,
  clock,
  trouble,
  log,
}: AcknowledgerOptions): Acknowledger {
  let queue = Promise.resolve();
  const waiting = new Map<string, AddressedComment>();
  const debug = (message: string) => log.debug(message);
  const quiet = { debug, info: debug, warn: debug };
  const request = { newsletter, organization: null };
  const react = async (comment: AddressedComment) => {
    const clients = await connect();
    const context = await readNewsletterContext(clients.reader, request, quiet);
    const reason = trouble();
    if (isForEditors(reason)) throw reason;
    if (!context.config.notes || clients.commenter(comment.nameWithOwner) === null) return;
    if (comment.isPrivate && !context.newsletter.isPrivate) return;
    await acknowledge(clients, context, comment, clock(), quiet);
  };
  const reactOrWait = async (comment: AddressedComment) => {
    try {
      await react(comment);
    } catch (error) {
      if (!isForEditors(error)) throw error;
      const isTold = await askToWait(await connect(), newsletter, comment, error, quiet);
      if (isTold) waiting.set(`${comment.nameWithOwner}#${comment.number}`, comment);
    }
  };
  const answerAll = async () => {
    const clients = await connect();
    const context = await readNewsletterContext(clients.reader, request, quiet);
    for (const [key, comment] of waiting) {
      waiting.delete(key);
      await answerWaiting(clients, context, comment, clock(), quiet);
    }
  };
  const then = (step: () => Promise<void>) => {
    queue = queue.then(step).catch((error: unknown) => log.debug(explain(error)));
  };
  return {
    acknowledge: (comment) => then(() => reactOrWait(comment)),
    answerWaiting() {
      if (waiting.size > 0) then(answerAll);
    },
    settled: () => queue,
  };
}
