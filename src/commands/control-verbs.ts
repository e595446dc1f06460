import { atOnce, NAME_DAY, NAME_ONE_DAY } from '../replies/command-problems.js';
import { dayIsOver } from '../replies/refusals.js';
import { type Arguments, cutWord, problemAt, withoutStop } from './arguments.js';
import type { Command, CommandOf, ParsedCommand } from './command.js';
import type { ControlVerb } from './verb.js';

const refresh: ControlVerb<CommandOf<'refresh'>> = {
  ...alone('refresh'),
  synonyms: ['update', 'sync', 'rerun', 'rebuild', 'regenerate'],
  effect:
    'updates the draft; reopens its pull request if it was closed, and restores its branch if it was deleted',
  obey: (control, _, createdAt) => ({ ...control, refreshedAt: createdAt }),
};

const freeze: ControlVerb<CommandOf<'freeze'>> = {
  ...alone('freeze'),
  synonyms: ['pause'],
  effect: 'stops all updates of the draft',
  obey: (control) => ({ ...control, isFrozen: true }),
};

const thaw: ControlVerb<CommandOf<'thaw'>> = {
  ...alone('thaw'),
  synonyms: ['unfreeze', 'defrost', 'resume', 'unpause'],
  effect: 'ends `freeze`',
  obey: (control) => ({ ...control, isFrozen: false }),
};

const date: ControlVerb<CommandOf<'date'>> = {
  name: 'date',
  usage: 'date <YYYY-MM-DD>',
  effect: 'sets the day of publication',
  example: 'date 2020-06-07',
  about: 'control',
  place: 'draft',
  role: 'editor',
  suggestedBy: null,
  obey: (control, { day }) => ({ ...control, day }),
  print: ({ day }) => ({ words: [day] }),
  parse: (given) => withDay(given, (day) => ({ verb: 'date', day })),
};

const plan: ControlVerb<CommandOf<'plan'>> = {
  name: 'plan',
  synonyms: ['schedule'],
  usage: 'plan <YYYY-MM-DD>',
  effect: 'plans the day of publication: as `date`, but not for a day that is over',
  example: 'plan 2020-06-08',
  about: 'control',
  place: 'draft',
  role: 'editor',
  suggestedBy: null,
  whyLate: ({ day }, createdAt) => (day < createdAt.slice(0, 10) ? dayIsOver(day) : null),
  obey: (control, { day }) => ({ ...control, day }),
  print: ({ day }) => ({ words: [day] }),
  parse: (given) => withDay(given, (day) => ({ verb: 'plan', day })),
};

const publish: ControlVerb<CommandOf<'publish'>> = {
  ...alone('publish'),
  effect: 'marks the draft as ready for review and sets the day of publication to today; people merge it',
  obey: (control, _, createdAt) => ({ ...control, day: createdAt.slice(0, 10) }),
};

const undo: ControlVerb<CommandOf<'undo'>> = {
  ...alone('undo'),
  effect: 'undoes your last command on the draft',
  /** What it takes back is not obeyed; see `takenBack`. */
  obey: (control) => control,
};

/** The verbs that tell the bot what to do with the draft, in the order in which people meet them. */
export const CONTROL_VERBS = { refresh, freeze, thaw, plan, date, publish, undo };

/** A condition, in the languages in which people have written one, or a number, as of a day. */
const CONDITION =
  /(?<![\p{L}-])(?:not|tomorrow|on|at|by|next|later|after|before|when|once|if|until|till|unless|morgen|wenn|sobald|erst|bis|demain|quand|jusqu)(?![\p{L}-])|\d/iu;

/** A verb that stands alone; what follows it is talk, unless it says when: that is not what the bot would do. */
function alone<Name extends 'refresh' | 'freeze' | 'thaw' | 'publish' | 'undo'>(name: Name) {
  return {
    name,
    usage: name,
    example: name,
    about: 'control',
    place: 'draft',
    role: 'editor',
    suggestedBy: null,
    parse: (given: Arguments): ParsedCommand =>
      CONDITION.test(given.text) ? problemAt(given, atOnce(name)) : { command: { verb: name } },
    print: () => ({ words: [] }),
  } as const;
}

/** Of two days, nobody knows which is meant. */
function withDay(given: Arguments, command: (day: string) => Command): ParsedCommand {
  const { word, rest } = cutWord(given);
  const day = withoutStop(word);
  if (!isDay(day)) return problemAt(given, NAME_DAY);
  return /\d{4}-\d{2}-\d{2}/.test(rest.text) ? problemAt(given, NAME_ONE_DAY) : { command: command(day) };
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}
