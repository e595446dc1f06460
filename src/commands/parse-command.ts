import { LONGEST_LINE } from '../newsletter/markdown/text-limits.js';
import {
  LONG_LINE,
  onDraftOnly,
  SECOND_COMMAND,
  unknownCommand,
  VERB_COMES_FIRST,
} from '../replies/command-problems.js';
import { type Arguments, cutWord, problemAt, SPELT_PREFIX, spaced } from './arguments.js';
import { type CommandPlace, type ParsedCommand, type Position, PREFIX, parseReference } from './command.js';
import type { Verb } from './verb.js';
import { nearestNamed, VERBS, verbsAt } from './verbs.js';

/** A line that speaks to the bot, without its beginning. */
export interface Instruction {
  readonly text: string;
  /** Where `text` begins. */
  readonly at: Position;
  /** The lines below, up to the next command. */
  readonly block: string;
}

/** The names of all verbs, for a regular expression. */
export const VERB_NAMES = VERBS.map(({ name }) => name).join('|');

const POLITE = /^please[,:]?$/i;
const SECOND = new RegExp(`(?<=^|\\s)${SPELT_PREFIX}\\s+(?:${VERB_NAMES})(?![\\w-])`, 'i');

/** Understands a line that speaks to the bot; one that says nothing asks for help. */
export function parseCommand(
  instruction: Instruction,
  place: CommandPlace,
  prefix = `${PREFIX} `,
): ParsedCommand {
  const given: Arguments = { ...instruction, place, usage: '' };
  if (given.text.length > LONGEST_LINE) return problemAt(given, LONG_LINE);
  const { word, rest } = cutVerb(given);
  if (POLITE.test(word)) return parseCommand({ ...instruction, text: rest.text, at: rest.at }, place, prefix);
  const name = nameIn(word);
  if (name === '') return { command: { verb: 'help' } };
  const verb = VERBS.find((candidate) => candidate.name === name);
  if (verb === undefined) return unknownVerb(word, name, given, prefix);
  if (verb.place === 'draft' && place === 'pull request') return problemAt(given, onDraftOnly(verb.name));
  return secondCommand(rest) ?? verb.parse({ ...rest, usage: `${prefix}${verb.usage}` });
}

function nameIn(word: string): string {
  return word.replace(/[,.:;!?]+$/, '').toLowerCase();
}

/** The verb, also where only something unseen parts it from what follows, and that. */
function cutVerb(given: Arguments): ReturnType<typeof cutWord> {
  const isVerb = (word: string) => VERBS.some(({ name }) => name === nameIn(word));
  const cut = cutWord(given);
  if (isVerb(cut.word)) return cut;
  const { word, rest } = cutWord(spaced(given));
  if (!isVerb(word)) return cut;
  return { word, rest: { ...rest, text: given.text.slice(given.text.length - rest.text.length) } };
}

/** What would be a command on a line of its own was hardly meant for readers. */
function secondCommand(rest: Arguments): ParsedCommand | null {
  const found = SECOND.exec(rest.text);
  if (found === null) return null;
  const { line, column } = rest.at;
  const at = { line, column: column + found.index };
  return problemAt({ ...rest, at }, SECOND_COMMAND);
}

function unknownVerb(word: string, name: string, given: Arguments, prefix: string): ParsedCommand {
  const known = verbsAt(given.place);
  const swapped = verbBehindTarget(word, given, known);
  if (swapped !== null) return problemAt(given, VERB_COMES_FIRST, `${prefix}${swapped}`);
  const nearest = nearestNamed(name, known);
  if (nearest === undefined) return problemAt(given, unknownCommand(word, `${PREFIX} help`));
  return problemAt(
    given,
    unknownCommand(word, null),
    `${prefix}${nearest.name} ${cutWord(given).rest.text}`.trimEnd(),
  );
}

/** `note x86_64#156 …` where `x86_64#156 note …` was written; `null`: it was not. */
function verbBehindTarget(word: string, given: Arguments, known: readonly Verb[]): string | null {
  if (given.place !== 'draft' || parseReference(word) === null) return null;
  const { word: behind, rest } = cutWord(cutWord(given).rest);
  const verb = known.find(({ name }) => name === behind.toLowerCase());
  return verb === undefined ? null : `${verb.name} ${word} ${rest.text}`.trim();
}
