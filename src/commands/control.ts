import { isSameName } from '../newsletter/activity/names.js';
import type { Command, CommandLine } from './command.js';
import type { Control } from './verb.js';
import { verbOf } from './verbs.js';

/** What counts of a comment on the draft when its commands are obeyed. */
export interface ControlComment {
  /** `null` when the account was deleted. */
  readonly login: string | null;
  readonly commands: readonly CommandLine[];
  /** ISO instant. */
  readonly createdAt: string;
}

/** A command and who sent it. */
export interface SentCommand {
  readonly login: string | null;
  readonly command: Command;
}

/** The label on the draft that does what the command does. */
export const FREEZE_LABEL = 'newsletter: freeze';

const NOTHING_SAID: Control = { isFrozen: false, refreshedAt: null, day: null };

/** What of a comment's commands tells the bot what to do with the draft. */
export function controlCommands(commands: readonly CommandLine[]): readonly Command[] {
  return commands.flatMap(understood).filter((command) => verbOf(command).about === 'control');
}

/**
 * What holds now. `comments` are all those of editors, oldest first: the newest command counts, unless its sender took it
 * back. `isLabelled`: whether an editor gave the draft the label that freezes it.
 */
export function controlFrom(comments: readonly ControlComment[], isLabelled: boolean): Control {
  const sent = comments.flatMap(({ login, commands, createdAt }) =>
    commands.flatMap(understood).map((command) => ({ login, command, createdAt })),
  );
  const undone = takenBack(sent);
  let control = NOTHING_SAID;
  for (const each of sent.filter((item) => !undone.has(item))) {
    const verb = verbOf(each.command);
    if (verb.about !== 'control' || whyLate(each.command, each.createdAt) !== null) continue;
    control = verb.obey(control, each.command, each.createdAt);
  }
  return { ...control, isFrozen: control.isFrozen || isLabelled };
}

/** Why the command could not be done any more when it was said, a sentence; `null`: it could. */
export function whyLate(command: Command, createdAt: string): string | null {
  const verb = verbOf(command);
  return verb.about === 'control' ? (verb.whyLate?.(command, createdAt) ?? null) : null;
}

function understood({ parsed }: CommandLine): readonly Command[] {
  return 'command' in parsed ? [parsed.command] : [];
}

/**
 * The commands that were taken back, each with the `undo` that did it: the last one of the same sender before that which
 * still stood. `sent` are those on the draft, oldest first. Questions change nothing, so none is taken back.
 */
export function takenBack<Item extends SentCommand>(sent: readonly Item[]): ReadonlyMap<Item, Item> {
  const undone = new Map<Item, Item>();
  sent.forEach((undo, index) => {
    const { login, command } = undo;
    if (command.verb !== 'undo' || login === null) return;
    const last = sent
      .slice(0, index)
      .findLast(
        (earlier) =>
          isSameName(earlier.login, login) &&
          earlier.command.verb !== 'undo' &&
          verbOf(earlier.command).about !== 'question' &&
          !undone.has(earlier),
      );
    if (last !== undefined) undone.set(last, undo);
  });
  return undone;
}
