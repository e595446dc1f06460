import type { Command } from './command.js';

/** A command and who sent it. */
export interface Sent {
  readonly login: string | null;
  readonly command: Command;
}

const NEVER_UNDONE: ReadonlySet<string> = new Set(['undo', 'help', 'why', 'preview', 'status']);

/**
 * The commands that were taken back, each with the `undo` that did it: the last one of the same sender before that which
 * still stood. `sent` are those on the draft, oldest first.
 */
export function undoneCommands<Item extends Sent>(sent: readonly Item[]): ReadonlyMap<Item, Item> {
  const undone = new Map<Item, Item>();
  sent.forEach((undo, index) => {
    const { login, command } = undo;
    if (command.verb !== 'undo' || login === null) return;
    const last = sent
      .slice(0, index)
      .findLast(
        (earlier) =>
          earlier.login?.toLowerCase() === login.toLowerCase() &&
          !NEVER_UNDONE.has(earlier.command.verb) &&
          !undone.has(earlier),
      );
    if (last !== undefined) undone.set(last, undo);
  });
  return undone;
}
