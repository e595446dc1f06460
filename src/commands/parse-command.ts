import { LONGEST_LINE } from '../newsletter/markdown/text-limits.js';
import {
  LONG_LINE,
  onDraftOnly,
  SECOND_COMMAND,
  unknownCommand,
  VERB_COMES_FIRST,
} from '../replies/command-problems.js';
import {
  type Arguments,
  asksNothing,
  cutTarget,
  cutWord,
  problemAt,
  SPELT_PREFIX,
  spaced,
  withoutPoliteness,
} from './arguments.js';
import {
  type CommandPlace,
  type CommandProblem,
  type ParsedCommand,
  type Position,
  PREFIX,
  parseReference,
} from './command.js';
import { candidateNamed } from './draft-verbs.js';
import type { Verb } from './verb.js';
import { nearestNamed, VERBS, verbsAt } from './verbs.js';

/** A line that speaks to the bot, without its beginning. */
export interface Instruction {
  readonly text: string;
  /** Where `text` begins. */
  readonly at: Position;
  /** The lines below, up to the next command. */
  readonly block: string;
  /** Whether it begins with a mention of the bot: what is said to it so may be talk. */
  readonly isMention?: boolean;
}

/** The names of all verbs, for a regular expression. */
export const VERB_NAMES = VERBS.map(({ name }) => name).join('|');

const SECOND = new RegExp(`(?<=^|\\s)${SPELT_PREFIX}\\s+(?:${VERB_NAMES})(?![\\w-])`, 'i');

/** Understands a line that speaks to the bot; one that says nothing asks for help. */
export function parseCommand(
  instruction: Instruction,
  place: CommandPlace,
  prefix = `${PREFIX} `,
): ParsedCommand {
  const given: Arguments = { ...instruction, place, usage: '' };
  if (given.text.length > LONGEST_LINE) return problemAt(given, LONG_LINE);
  const bare = withoutPoliteness(given);
  if (bare.text !== given.text && (/^please/i.test(given.text) || beginsWithVerb(bare)))
    return parseCommand({ ...instruction, text: bare.text, at: bare.at }, place, prefix);
  const { word, rest } = cutVerb(given);
  const name = nameIn(word);
  if (name === '') return { command: { verb: 'help' } };
  const verb = VERBS.find((candidate) => candidate.name === name);
  if (verb === undefined) return otherWord(word, name, instruction, { given, rest, prefix });
  if (verb.place === 'draft' && place === 'pull request') return problemAt(given, onDraftOnly(verb.name));
  return secondCommand(rest) ?? verb.parse({ ...rest, usage: `${prefix}${verb.usage}` });
}

function nameIn(word: string): string {
  return word.replace(/[,.:;!?]+$/, '').toLowerCase();
}

/** Whether a verb comes first, or a word that people try for one: polite words before a sentence belong to it. */
function beginsWithVerb(given: Arguments): boolean {
  const name = nameIn(cutWord(given).word);
  const isTried = ({ synonyms = [] }: Verb) => synonyms.includes(name);
  return name === 'add' || VERBS.some((verb) => verb.name === name) || verbsAt(given.place).some(isTried);
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

/** What a line that begins with no verb is read as. */
interface OtherWord {
  readonly given: Arguments;
  /** What follows the word. */
  readonly rest: Arguments;
  readonly prefix: string;
}

/**
 * A word that people try for a verb is that verb where nothing follows but what the verb takes. "Remove the old API" is a sentence
 * about the change, though: what reads like one may be meant as a note.
 */
function otherWord(
  word: string,
  name: string,
  { text, at, block, isMention = false }: Instruction,
  { given, rest, prefix }: OtherWord,
): ParsedCommand {
  const { place } = given;
  const known = verbsAt(place);
  const tried = known.find(({ synonyms = [] }) => synonyms.includes(name.replaceAll('-', '')));
  // A candidate is no entry, so `hide` is about another thing.
  const verb =
    tried?.name === 'hide' && namesCandidate(rest)
      ? known.find(({ name: each }) => each === 'dismiss')
      : tried;
  const isTried = verb !== undefined || name === 'add';
  const mayBeNote = place === 'pull request' && !isMention && isSentence(text, isTried);
  if (verb !== undefined && !mayBeNote) {
    const parsed = parseCommand({ text: `${verb.name} ${rest.text}`, at, block }, place, prefix);
    // What cannot be followed is no help as a proposal.
    if ('problem' in parsed || asksNothing(cutTarget(rest).rest.text)) return parsed;
    if (['edition', 'dismiss', 'plan'].includes(parsed.command.verb)) return parsed;
    return meant(given, word, `${prefix}${verb.name} ${verb.usage === verb.name ? '' : rest.text}`);
  }
  if (name === 'add' && !mayBeNote) {
    const named = withoutArticle(rest);
    if (beginsWithVerb(named)) return meant(given, word, `${prefix}${withoutColon(named.text)}`);
    const lead = leadOfAdd(rest);
    if (lead !== null) return meant(given, word, `${prefix}${lead} ${rest.text}`);
  }
  const unknown = unknownVerb(word, name, given, prefix);
  if (!mayBeNote || (!isTried && nearestNamed(name, known) !== undefined)) return unknown;
  const asNote = parseCommand({ text: `note ${text}`, at, block }, place, prefix);
  return 'command' in asNote
    ? { ...meant(given, word, `${prefix}note ${text}`), guess: asNote.command }
    : unknown;
}

/** Several words, and no question. A word that people try for a verb begins one only with a capital letter. */
function isSentence(text: string, isTried: boolean): boolean {
  const isCapital = /^\p{Lu}/u.test(text);
  const words = text.trim().split(/\s+/).length;
  return (
    words >= (isCapital ? 3 : 4) && (isCapital || !isTried) && !/\?\s*$/.test(text) && !/^[@#]/.test(text)
  );
}

/** Whether the words name a candidate of the list on the draft. */
function namesCandidate(rest: Arguments): boolean {
  return (
    rest.place === 'draft' &&
    candidateNamed(cutWord(rest).word) !== null &&
    parseReference(cutWord(rest).word) === null
  );
}

/** What follows "a" or "the". */
function withoutArticle(rest: Arguments): Arguments {
  const { word, rest: behind } = cutWord(rest);
  return /^(?:an?|the)$/i.test(word) ? behind : rest;
}

/** `note Fast` from `note: Fast`. */
function withoutColon(text: string): string {
  return text.replace(/^([\w-]+)[:,]/, '$1');
}

/** The verb that adds what follows `add`. */
function leadOfAdd(rest: Arguments): string | null {
  const { word } = cutWord(rest);
  const { place } = rest;
  if (word.startsWith('@')) return 'credit';
  if (/^https?:/i.test(word) && parseReference(word) === null) return place === 'draft' ? 'link' : null;
  if (parseReference(word) !== null) return place === 'draft' ? 'now' : 'with';
  return word === '' ? null : 'note';
}

function meant(given: Arguments, word: string, command: string): { readonly problem: CommandProblem } {
  return problemAt(given, unknownCommand(word, null), command.trimEnd());
}

function unknownVerb(word: string, name: string, given: Arguments, prefix: string): ParsedCommand {
  const known = verbsAt(given.place);
  const swapped = verbBehindTarget(word, given, known);
  if (swapped !== null) return problemAt(given, VERB_COMES_FIRST, `${prefix}${swapped}`);
  const nearest = nearestNamed(name, known);
  if (nearest === undefined) return problemAt(given, unknownCommand(word, `${PREFIX} help`));
  return meant(given, word, `${prefix}${nearest.name} ${cutWord(given).rest.text}`);
}

/** `note x86_64#156 …` where `x86_64#156 note …` was written; `null`: it was not. */
function verbBehindTarget(word: string, given: Arguments, known: readonly Verb[]): string | null {
  if (given.place !== 'draft' || parseReference(word) === null) return null;
  const { word: behind, rest } = cutWord(cutWord(given).rest);
  const verb = known.find(({ name }) => name === behind.toLowerCase());
  return verb === undefined ? null : `${verb.name} ${word} ${rest.text}`.trim();
}
