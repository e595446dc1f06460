import { codeSpan } from '../newsletter/markdown/markdown.js';
import { type Arguments, cutWord, type Place, problemAt, type Reading } from './arguments.js';
import type { Position } from './command.js';
import { nearestVerb } from './nearest-verb.js';
import { VERBS } from './verbs.js';

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

/** Understands a line that speaks to the bot; one that says nothing asks for help. */
export function readCommand(instruction: Instruction, place: Place, prefix = `${PREFIX} `): Reading {
  const given: Arguments = { ...instruction, place, usage: '' };
  const { word, rest } = cutWord(given);
  const verb = word.replace(/[,.:;!?]+$/, '').toLowerCase();
  if (verb === '') return { command: { verb: 'help' } };
  const spec = VERBS.find((candidate) => candidate.verb === verb);
  if (spec === undefined) return unknownVerb(word, verb, given, prefix);
  if (spec.place === 'draft' && place === 'pull request') {
    return problemAt(given, `\`${spec.verb}\` works on the draft of the newsletter only.`);
  }
  const usage = `${prefix}${spec.usage}`;
  return spec.read({ ...rest, usage });
}

function unknownVerb(word: string, verb: string, given: Arguments, prefix: string): Reading {
  const known = VERBS.filter((spec) => spec.place === 'anywhere' || given.place === 'draft');
  const nearest = nearestVerb(verb, known);
  const sentence = `${codeSpan(word.slice(0, 40))} is no command.`;
  if (nearest === undefined) return problemAt(given, sentence);
  return problemAt(given, sentence, `${prefix}${nearest.verb}${given.text.slice(word.length)}`);
}
