import { parseConfig } from './config/parse-config.js';
import { writeReactions } from './github/comments/write-reactions.js';
import type { Clients, Log } from './github/connection/client.js';
import { explain } from './github/connection/errors.js';
import { readNewsletter } from './github/newsletter/read-newsletter.js';
import type { AddressedComment } from './relevant-events.js';

/** Reacts to comments in the order in which they come, while the webhooks are answered already. */
export interface Acknowledger {
  readonly acknowledge: (comment: AddressedComment) => void;
  /** Resolves when all are reacted to. */
  readonly settled: () => Promise<void>;
}

/**
 * Lets people see at once that the bot saw their comment: the run that follows waits for more to come. What goes wrong
 * is of no consequence, since the run reacts too.
 */
export function createAcknowledger(
  connect: () => Promise<Clients>,
  newsletter: string,
  log: Log,
): Acknowledger {
  let queue = Promise.resolve();
  const react = async ({ nameWithOwner, isPrivate, id }: AddressedComment) => {
    const clients = await connect();
    if (!(await listens(clients, newsletter, isPrivate))) return;
    const change = { subjectId: id, content: 'EYES', isRemoval: false } as const;
    await writeReactions(clients.commenter(nameWithOwner), [change]);
  };
  return {
    acknowledge(comment) {
      queue = queue.then(() => react(comment)).catch((error: unknown) => log.debug(explain(error)));
    },
    settled: () => queue,
  };
}

/**
 * Whether the settings let people ask for something, and the run will answer: a newsletter that all can read knows
 * nothing of a private repository. A file with mistakes is told of by the run.
 */
async function listens({ reader }: Clients, nameWithOwner: string, isPrivate: boolean): Promise<boolean> {
  const newsletter = await readNewsletter(reader, nameWithOwner);
  if (isPrivate && !newsletter.isPrivate) return false;
  const parsed = parseConfig(newsletter.config, newsletter.nameWithOwner);
  return parsed.kind === 'valid' && parsed.config.notes;
}
