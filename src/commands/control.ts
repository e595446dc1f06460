import type { Command, DraftCommand } from './command.js';
import { parseComment } from './parse-comment.js';
import { specOf } from './verbs.js';

/** What an editor may tell the bot in a comment on the draft. */
export type ControlCommand = Extract<
  DraftCommand,
  { readonly verb: 'freeze' | 'thaw' | 'refresh' | 'publish' | 'undo' | 'date' }
>;

/** A comment on the draft, as far as commands in it are concerned. */
export interface ControlComment {
  /** `null` when the account was deleted. */
  readonly login: string | null;
  readonly body: string;
  /** ISO instant. */
  readonly createdAt: string;
}

/** How the editors want the draft to be, by what they said last. */
export interface Control {
  readonly isFrozen: boolean;
  /** When an editor last asked to look again although the pull request is closed; ISO instant. */
  readonly refreshedAt: string | null;
  /** The publication date that an editor set, `YYYY-MM-DD`. */
  readonly day: string | null;
}

/** The label on the draft that does what the command does. */
export const FREEZE_LABEL = 'newsletter: freeze';

const NO_WORD = { isFrozen: false, refreshedAt: null, day: null } as const;

/** What the comment tells the bot to do with the draft. `app`: the login that addresses it, besides `/newsletter`. */
export function controlCommands(body: string, app: string | null = null): readonly ControlCommand[] {
  return commandsIn(body, app).filter(isControl);
}

/**
 * What holds now. `comments` are all those of editors, oldest first: the newest word counts, unless its sender took it
 * back. `isLabelled`: whether an editor gave the draft the label that freezes it.
 */
export function controlFrom(
  comments: readonly ControlComment[],
  isLabelled: boolean,
  app: string | null = null,
): Control {
  const sent = comments.flatMap(({ login, body, createdAt }) =>
    commandsIn(body, app).map((command) => ({ login, command, createdAt })),
  );
  const undone = undoneCommands(sent);
  const control = sent
    .filter((item) => !undone.has(item))
    .reduce<Control>((before, { command, createdAt }) => obey(before, command, createdAt), NO_WORD);
  return { ...control, isFrozen: control.isFrozen || isLabelled };
}

function obey(control: Control, command: Command, createdAt: string): Control {
  switch (command.verb) {
    case 'freeze':
    case 'thaw':
      return { ...control, isFrozen: command.verb === 'freeze' };
    case 'refresh':
      return { ...control, refreshedAt: createdAt };
    case 'publish':
      return { ...control, day: createdAt.slice(0, 10) };
    case 'date':
      return { ...control, day: command.day };
    default:
      return control;
  }
}

function commandsIn(body: string, app: string | null): readonly Command[] {
  return parseComment(body, { place: 'draft', app }).flatMap(({ parsed }) =>
    'command' in parsed ? parsed.command : [],
  );
}

function isControl(command: Command): command is ControlCommand {
  return specOf(command.verb).about === 'control';
}

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
