import { showsNothing } from '../newsletter/markdown/clean-title.js';
import { linesFrom } from '../newsletter/markdown/markdown.js';
import {
  type Command,
  type CommandProblem,
  type Position,
  parseReference,
  type Reference,
} from './command.js';

/** Where a command was written: on a pull request of a crate, or on the draft of the newsletter. */
export type CommandPlace = 'pull request' | 'draft';

/** A command or what is wrong with it. */
export type ParsedCommand = { readonly command: Command } | { readonly problem: CommandProblem };

/** What follows a verb. */
export interface Arguments {
  /** The rest of the line, trimmed. */
  readonly text: string;
  /** Where the rest of the line begins. */
  readonly at: Position;
  /** The lines below, up to the next command, as they stand in the source. */
  readonly block: string;
  readonly place: CommandPlace;
  /** How the verb is used, for a sentence. */
  readonly usage: string;
}

/** The first word of the arguments, and what follows it. */
export function cutWord(given: Arguments): { readonly word: string; readonly rest: Arguments } {
  const [matched = '', word = ''] = /^(\S*)\s*/.exec(given.text) ?? [];
  const { line, column } = given.at;
  const at = { line, column: column + matched.length };
  return { word, rest: { ...given, text: given.text.slice(matched.length), at } };
}

/** A problem with what stands where the arguments begin. */
export function problemAt(
  given: Arguments,
  sentence: string,
  didYouMean: string | null = null,
): ParsedCommand {
  return { problem: { at: given.at, sentence, didYouMean } };
}

/** The pull request or commit that a command on the draft begins with, and what follows. */
export function cutTarget(given: Arguments): { readonly target: Reference | null; readonly rest: Arguments } {
  if (given.place === 'pull request') return { target: null, rest: given };
  const { word, rest } = cutWord(given);
  const target = parseReference(word);
  return target === null ? { target, rest: given } : { target, rest };
}

/** The lines of a block without empty ones around them; the first keeps its indentation, which may mean code. */
export function trimmedBlock(block: string): string {
  return block.replace(/^(?:[ \t]*(?:\r\n|\r|\n))+/, '').trimEnd();
}

/** Whether a reader would see nothing. */
export function isBlank(text: string): boolean {
  return showsNothing(text);
}

/** How people are named. */
export const LOGIN_EXAMPLE = '@octocat';

const LOGIN = /^@([a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?(?:\[bot\])?)[,;.:!，、]*$/i;

/** The people that the arguments begin with, each once, and what follows them. Commas and "and" may stand between. */
export function cutLogins(given: Arguments): {
  readonly logins: readonly string[];
  readonly after: Arguments;
} {
  const logins: string[] = [];
  let after = given;
  for (;;) {
    const { word, rest } = cutWord(after);
    const login = LOGIN.exec(word)?.[1];
    const joins = /^(?:and|&)$/i.test(word) && LOGIN.test(cutWord(rest).word);
    if (login === undefined && !joins) return { logins, after };
    if (login !== undefined && !logins.some((other) => isSameLogin(other, login))) logins.push(login);
    after = rest;
  }
}

/** GitHub compares logins without regard to case. */
export function isSameLogin(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Comments, also one without an end, and the addresses of links that are named elsewhere. */
const NEVER_SHOWN = /<!--[\s\S]*?(?:-->|$(?![\s\S]))|^ {0,3}\[[^\]\n]+\]:.*$/gm;

/** So much without a letter says nothing either. */
const MOST_SIGNS = 500;

/** Whether readers would see nothing of a Markdown text. Where it has words that are shown, no parser is asked. */
export function isUnseen(text: string): boolean {
  if (/(?!\p{Default_Ignorable_Code_Point})[\p{Letter}\p{Number}]/u.test(text.replace(NEVER_SHOWN, '')))
    return false;
  return text.length > MOST_SIGNS || linesFrom(text).every(showsNothing);
}

/** The address that a word is: without angle brackets, and without what ends a sentence, which GitHub links neither. */
export function writtenAddress(word: string): string {
  return word.replace(/^<(.*)>$/, '$1').replace(/[.,:;!?]+$/, '');
}
