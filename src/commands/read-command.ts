import { distance } from 'fastest-levenshtein';
import { codeSpan } from '../newsletter/markdown/markdown.js';
import { LONGEST_LINE } from '../newsletter/markdown/text-limits.js';
import { type Arguments, type CommandPlace, cutWord, type ParsedCommand, problemAt } from './arguments.js';
import { type Position, parseReference } from './command.js';
import { VERBS, type VerbSpec } from './verbs.js';

/** A line that speaks to the bot, without its beginning. */
export interface Instruction {
  readonly text: string;
  /** Where `text` begins. */
  readonly at: Position;
  /** The lines below, up to the next command. */
  readonly block: string;
}

/** How a command begins where it is explained. */
export const PREFIX = '/newsletter';

const POLITE = /^please[,:]?$/i;
const SECOND = new RegExp(
  `(?<=^|\\s)${PREFIX}\\s+(?:${VERBS.map(({ verb }) => verb).join('|')})(?![\\w-])`,
  'i',
);

const LONG_LINE = `The line is too long: at most ${LONGEST_LINE.toLocaleString('en')} characters. Break it.`;

/** Understands a line that speaks to the bot; one that says nothing asks for help. */
export function readCommand(
  instruction: Instruction,
  place: CommandPlace,
  prefix = `${PREFIX} `,
): ParsedCommand {
  const given: Arguments = { ...instruction, place, usage: '' };
  if (given.text.length > LONGEST_LINE) return problemAt(given, LONG_LINE);
  const { word, rest } = cutWord(given);
  if (POLITE.test(word)) return readCommand({ ...instruction, text: rest.text, at: rest.at }, place, prefix);
  const verb = word.replace(/[,.:;!?]+$/, '').toLowerCase();
  if (verb === '') return { command: { verb: 'help' } };
  const spec = VERBS.find((candidate) => candidate.verb === verb);
  if (spec === undefined) return unknownVerb(word, verb, given, prefix);
  if (spec.place === 'draft' && place === 'pull request') {
    return problemAt(given, `\`${spec.verb}\` works on the draft of the newsletter only.`);
  }
  const usage = `${prefix}${spec.usage}`;
  return secondCommand(rest) ?? spec.read({ ...rest, usage });
}

/** What would be a command on a line of its own was hardly meant for readers. */
function secondCommand(rest: Arguments): ParsedCommand | null {
  const found = SECOND.exec(rest.text);
  if (found === null) return null;
  const { line, column } = rest.at;
  const at = { line, column: column + found.index };
  return problemAt({ ...rest, at }, 'Each command needs a line of its own.');
}

function unknownVerb(word: string, verb: string, given: Arguments, prefix: string): ParsedCommand {
  const known = VERBS.filter((spec) => spec.place === 'anywhere' || given.place === 'draft');
  const swapped = verbBehindTarget(word, given, known);
  const nearest = nearestVerb(verb, known);
  const sentence = `${codeSpan(word.slice(0, 40))} is no command.`;
  if (swapped !== null) return problemAt(given, 'The verb comes first.', `${prefix}${swapped}`);
  if (nearest === undefined)
    return problemAt(given, `${sentence} \`${PREFIX} help\` lists those that there are.`);
  return problemAt(given, sentence, `${prefix}${nearest.verb}${given.text.slice(word.length)}`);
}

/** `note x86_64#156 …` where `x86_64#156 note …` was written; `null`: it was not. */
function verbBehindTarget(word: string, given: Arguments, known: readonly VerbSpec[]): string | null {
  if (given.place !== 'draft' || parseReference(word) === null) return null;
  const { word: second, rest } = cutWord(cutWord(given).rest);
  const spec = known.find(({ verb }) => verb === second.toLowerCase());
  return spec === undefined ? null : `${spec.verb} ${word} ${rest.text}`.trim();
}

/** The verb that an unknown word most likely means; `undefined` when it is like none. */
export function nearestVerb(word: string, verbs: readonly VerbSpec[]): VerbSpec | undefined {
  const written = word.toLowerCase().slice(0, 20);
  const [nearest] = verbs
    .map((spec) => ({ spec, edits: editsBetween(written, spec.verb) }))
    .toSorted((left, right) => left.edits - right.edits);
  return nearest !== undefined && nearest.edits <= Math.max(1, written.length / 3) ? nearest.spec : undefined;
}

/** Two letters in the wrong order are one slip of the hand. */
function editsBetween(written: string, verb: string): number {
  const swapped = [...written].slice(1).map((_, index) => swap(written, index));
  return Math.min(distance(written, verb), ...swapped.map((word) => 1 + distance(word, verb)));
}

function swap(word: string, index: number): string {
  return `${word.slice(0, index)}${word.charAt(index + 1)}${word.charAt(index)}${word.slice(index + 2)}`;
}
