import { showsNothing } from '../newsletter/markdown/clean-title.js';
import type { Command, Position, Problem, Reference } from './command.js';
import { parseReference } from './reference.js';

/** Where a command was written: on a pull request of a crate, or on the draft of the newsletter. */
export type Place = 'pull request' | 'draft';

/** A command or what is wrong with it. */
export type Reading = { readonly command: Command } | { readonly problem: Problem };

/** What follows a verb. */
export interface Arguments {
  /** The rest of the line, trimmed. */
  readonly text: string;
  /** Where the rest of the line begins. */
  readonly at: Position;
  /** The lines below, up to the next command, as they stand in the source. */
  readonly block: string;
  readonly place: Place;
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
export function problemAt(given: Arguments, sentence: string, didYouMean: string | null = null): Reading {
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
