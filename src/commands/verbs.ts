import { distance } from 'fastest-levenshtein';
import { aboutEntry, secondTarget } from './arguments.js';
import {
  type Command,
  type CommandOf,
  type CommandPlace,
  type ParsedCommand,
  printReference,
  type VerbName,
} from './command.js';
import { CONTROL_VERBS } from './control-verbs.js';
import { DRAFT_VERBS } from './draft-verbs.js';
import { ENTRY_VERBS } from './entry-verbs.js';
import type { QuestionVerb, Verb, VerbNamed } from './verb.js';

const preview: QuestionVerb<CommandOf<'preview'>> = {
  ...aboutAnEntry('preview'),
  effect: 'shows the entry as it will appear',
  answer: 'entry',
};

const why: QuestionVerb<CommandOf<'why'>> = {
  ...aboutAnEntry('why'),
  effect: 'explains why the entry is as it is',
  answer: 'explained entry',
};

const status: QuestionVerb<CommandOf<'status'>> = {
  ...alone('status'),
  effect: 'shows the state of the draft; only on the draft',
  place: 'draft',
  answer: 'draft',
};

const help: QuestionVerb<CommandOf<'help'>> = {
  ...alone('help'),
  effect: 'lists the commands that work here',
  place: 'anywhere',
  answer: 'commands',
};

function aboutAnEntry<Name extends 'preview' | 'why'>(name: Name) {
  return {
    name,
    usage: name,
    example: name,
    about: 'question',
    place: 'anywhere',
    role: 'anyone',
    suggestedBy: null,
    parse: (given: Parameters<Verb['parse']>[0]): ParsedCommand =>
      aboutEntry(given, (target, rest) => secondTarget(rest) ?? { command: { verb: name, target } }),
    print: ({ target }: CommandOf<Name>) => ({ words: [printReference(target)] }),
  } as const;
}

/** What follows it is talk. */
function alone<Name extends 'status' | 'help'>(name: Name) {
  return {
    name,
    usage: name,
    example: name,
    about: 'question',
    role: 'anyone',
    suggestedBy: null,
    parse: (): ParsedCommand => ({ command: { verb: name } }),
    print: () => ({ words: [] }),
  } as const;
}

/** Each verb by its name, in the order in which people meet them. */
const BY_NAME: { readonly [Name in VerbName]: VerbNamed<Name> } = {
  ...ENTRY_VERBS,
  ...DRAFT_VERBS,
  ...CONTROL_VERBS,
  preview,
  why,
  status,
  help,
};

/** All verbs, in the order in which people meet them. */
export const VERBS: readonly Verb[] = Object.values(BY_NAME);

/** The verb of a command. */
export function verbOf({ verb }: Pick<Command, 'verb'>): Verb {
  return BY_NAME[verb];
}

/** The verbs that work at a place. */
export function verbsAt(place: CommandPlace): readonly Verb[] {
  return VERBS.filter((verb) => verb.place === 'anywhere' || place === 'draft');
}

/** The command as a person would write it, without `/newsletter`; parsed again it is the same. */
export function printCommand(command: Command): string {
  const { words, below = '' } = verbOf(command).print(command);
  const line = [command.verb, ...words].filter((word) => word !== '').join(' ');
  return below === '' ? line : `${line}\n${below}`;
}

/** What an unknown word most likely means; `undefined` when it is like none. Nobody who writes `unplan` means `plan`. */
export function nearestNamed<Named extends { readonly name: string }>(
  word: string,
  known: readonly Named[],
): Named | undefined {
  const written = word.toLowerCase().slice(0, 20);
  const isOpposite = ({ name }: Named) => OPPOSITE.test(written) && !OPPOSITE.test(name);
  const [nearest] = known
    .filter((named) => !isOpposite(named))
    .map((named) => ({ named, edits: editsBetween(written, named.name.toLowerCase()) }))
    .toSorted((left, right) => left.edits - right.edits);
  return nearest !== undefined && nearest.edits <= Math.max(1, written.length / 3)
    ? nearest.named
    : undefined;
}

/** How a word begins that says the opposite of the rest of it. */
const OPPOSITE = /^un/i;

/** Two letters in the wrong order are one slip of the hand. */
function editsBetween(written: string, verb: string): number {
  const swapped = [...written].slice(1).map((_, index) => swap(written, index));
  return Math.min(distance(written, verb), ...swapped.map((word) => 1 + distance(word, verb)));
}

function swap(word: string, index: number): string {
  return `${word.slice(0, index)}${word.charAt(index + 1)}${word.charAt(index)}${word.slice(index + 2)}`;
}
