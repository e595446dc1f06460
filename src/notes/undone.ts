import type { Command } from './command.js';

/** A command and who sent it. */
export interface Sent {
  readonly login: string | null;
  readonly command: Command;
}

const NEVER_UNDONE: ReadonlySet<string> = new Set(['undo', 'help', 'why', 'preview', 'status']);

/**
 * The commands that `undo` took back: each takes back the last one of the same sender before it that still stands.
 * `sent` are those on the draft, oldest first.
 */
export function undoneCommands<Item extends Sent>(sent: readonly Item[]): ReadonlySet<Item> {
  const undone = new Set<Item>();
  sent.forEach(({ login, command }, index) => {
    if (command.verb !== 'undo' || login === null) return;
    const last = sent
      .slice(0, index)
      .findLast(
        (earlier) =>
          earlier.login?.toLowerCase() === login.toLowerCase() &&
          !NEVER_UNDONE.has(earlier.command.verb) &&
          !undone.has(earlier),
      );
    if (last !== undefined) undone.add(last);
  });
  return undone;
}
