import { parseBlocks } from '../newsletter/blocks.js';

/** What an editor may tell the bot in a comment on the draft. */
export type ControlCommand =
  | { readonly verb: 'freeze' | 'thaw' | 'refresh' | 'publish' }
  | { readonly verb: 'date'; readonly day: string };

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

const COMMAND = /^\/newsletter[ \t]+(freeze|thaw|refresh|publish|date)\b[ \t]*(\S*)/;

/**
 * The commands of a comment: lines of ordinary paragraphs that begin with `/newsletter`. Code, quotes and HTML
 * comments are no paragraphs, so what is quoted there does nothing.
 */
export function controlCommands(body: string): readonly ControlCommand[] {
  return parseBlocks(body.replace(/\r\n/g, '\n'))
    .filter(({ kind }) => kind === 'paragraph')
    .flatMap(({ text }) => text.split('\n').flatMap(toCommand));
}

/** What holds now. `comments` are those of editors, oldest first: the newest word counts. */
export function controlFrom(comments: readonly ControlComment[], labels: readonly string[]): Control {
  let control: Control = { isFrozen: false, refreshedAt: null, day: null };
  for (const { body, createdAt } of comments) {
    for (const command of controlCommands(body)) control = apply(control, command, createdAt);
  }
  const isLabelled = labels.some((label) => label.toLowerCase() === FREEZE_LABEL);
  return { ...control, isFrozen: control.isFrozen || isLabelled };
}

function apply(control: Control, command: ControlCommand, createdAt: string): Control {
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
  }
}

function toCommand(line: string): ControlCommand[] {
  const [, verb, argument = ''] = COMMAND.exec(line) ?? [];
  switch (verb) {
    case 'freeze':
    case 'thaw':
    case 'refresh':
    case 'publish':
      return [{ verb }];
    case 'date':
      return isDay(argument) ? [{ verb, day: argument }] : [];
    default:
      return [];
  }
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}
