import { codeSpan } from '../newsletter/markdown/markdown.js';
import type { Place } from './arguments.js';
import { PREFIX } from './read-command.js';
import { TIERS, type Tier } from './tier.js';
import { VERBS, type VerbSpec } from './verbs.js';

/** One line a verb: what is written, what it does, who may. */
export function commandRow(spec: VerbSpec): string {
  return `| ${codeSpan(`${PREFIX} ${spec.usage}`).replaceAll('|', '\\|')} | ${spec.effect} | ${whoMay(spec)} |`;
}

/** The commands that work at a place, as a table; nothing in it pings anybody. */
function helpTable(place: Place): string {
  const specs = VERBS.filter((spec) => spec.place === 'anywhere' || place === 'draft');
  return ['| command | effect | who |', '|---|---|---|', ...specs.map(commandRow)].join('\n');
}

/** The table under its first sentence, as a reply. */
export function renderHelp(place: Place): string {
  const first =
    place === 'draft'
      ? `A command is a line that begins with \`${PREFIX}\`. One about an entry names its pull request first: \`${PREFIX} title x86_64#156 <text>\`.`
      : `A command is a line that begins with \`${PREFIX}\`. It is about the entry of this pull request.`;
  return `${first}\n\n${helpTable(place)}`;
}

/** `author, maintainer; others suggest it` */
function whoMay({ applies, suggests, also }: VerbSpec): string {
  return [mayDo(applies), also, maySuggest(suggests)].filter((part) => part !== undefined).join('; ');
}

function mayDo(applies: Tier): string {
  const tiers = TIERS.slice(TIERS.indexOf(applies)).filter(
    (tier) => tier !== 'editor' || applies === 'editor',
  );
  return applies === 'anyone' ? applies : tiers.join(', ');
}

function maySuggest(suggests: Tier | null): string | undefined {
  if (suggests === null) return undefined;
  return suggests === 'anyone' ? 'others suggest it' : `${suggests} suggests it`;
}
