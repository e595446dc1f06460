import { type Command, type CommandPlace, PREFIX, type VerbName } from '../../commands/command.js';
import { ROLES, type Role, type Verb } from '../../commands/verb.js';
import { printCommand, verbsAt } from '../../commands/verbs.js';
import { codeSpan, inertText, onOneLine } from '../../newsletter/markdown/markdown.js';
import type { Answer, Suggestion } from '../../requests/answer.js';

const MOST_READ = 20;

/** The line from which on a comment of the bot has what people wrote into it. */
export const REMARKS_MARKER = '<!-- newsletter remarks -->';

/** The lines that people wrote into a comment of the bot, below its text. As quotes they are no checkboxes, and no marks. */
export function renderRemarks(lines: readonly string[]): string {
  return [REMARKS_MARKER, 'Written into this comment by people:', '', quoted(lines)].join('\n');
}

export function quoted(lines: readonly string[]): string {
  return lines.map((line) => `> ${line}`).join('\n>\n');
}

/** A code block that shows the text as it is: nothing in it pings, links, or ends it. */
export function codeBlock(text: string, language = 'markdown'): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The answers that somebody should know of, a list item each; what was applied speaks for itself. */
export function answerLines(answers: readonly Answer[]): readonly string[] {
  return answers.flatMap((answer) => {
    const sentence = sentenceFor(answer);
    return sentence === null ? [] : `- ${placeOf(answer)}: ${sentence}`;
  });
}

/** What a comment with `answerLines` says of a line that people wrote, a sentence; `null`: nothing, so it was done. */
export function answerIn(comment: string, asked: Pick<Answer, 'url' | 'line'>): string | null {
  const place = asked.url === null ? '- the description, ' : `](${asked.url})`;
  const said = `, ${codeSpan(cut(asked.line))}: `;
  const line = comment.split(/\r?\n/).find((each) => each.includes(place) && each.includes(said));
  return line === undefined ? null : line.slice(line.indexOf(said) + said.length);
}

/** The first lines, and how many more there are. */
export function firstLines(lines: readonly string[]): string {
  const left = lines.length - MOST_READ;
  return [...lines.slice(0, MOST_READ), ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n');
}

/** Why a suggestion waits although its sender has the role, a clause; `null`: the sender may only suggest it. */
export function newcomerClause({ login, newcomer }: Suggestion): string | null {
  if (newcomer === null) return null;
  const what = newcomer === 'links' ? 'it links to another site' : 'it names other people';
  return `no edition has named ${inertText(login)} yet and ${what}`;
}

function sentenceFor({ outcome, command }: Answer): string | null {
  switch (outcome.kind) {
    case 'waits':
      return waitsSentence(outcome.suggestion, command);
    case 'refused':
    case 'superseded':
    case 'later':
      return outcome.because;
    case 'undone':
      return 'You took this back.';
    case 'unclear': {
      const { sentence, didYouMean } = outcome.problem;
      return didYouMean === null ? sentence : `${sentence} Did you mean ${codeSpan(cut(didYouMean))}?`;
    }
    case 'applied':
    case 'asked':
      return null;
  }
}

/** A line of `answerLines` once the edition is published: what waited does so no more. */
export function answerAfterPublication(line: string): string {
  return line
    .replace(new RegExp(`(?<=: )${WAITS}(?:, because [^\`]*)?\\.$`), NOT_TICKED)
    .replace(new RegExp(`(?<=\\? )${OR_WAIT}[^\`]* ticks it on the draft\\.$`), NOT_TICKED);
}

const WAITS = 'It waits until an editor of the newsletter ticks it on the draft';
const OR_WAIT = 'Write it like that, or wait until ';
const NOT_TICKED = 'Nobody ticked it before the edition was published.';

function waitsSentence(suggestion: Suggestion, command: Command | null): string {
  if (suggestion.isGuess && command !== null) {
    const meant = codeSpan(cut(`${PREFIX} ${onOneLine(printCommand(command))}`));
    return `Did you mean ${meant}? ${OR_WAIT}${suggestion.newcomer === null ? 'you or an editor' : 'an editor'} of the newsletter ticks it on the draft.`;
  }
  const clause = newcomerClause(suggestion);
  const reason = clause === null ? '' : `, because ${clause}`;
  return `${WAITS}${reason}.`;
}

/** ``[ann](…), line 2, column 13, `/newsletter titel …` ``: line and column are given where something is wrong. */
function placeOf({ login, url, line, outcome }: Answer): string {
  const who = login === null ? 'the description' : inertText(login);
  const comment = url === null ? who : `[${who}](${url})`;
  const at = outcome.kind === 'unclear' ? outcome.problem.at : null;
  const place = at === null ? '' : `, line ${at.line}, column ${at.column}`;
  return `${comment}${place}, ${codeSpan(cut(line))}`;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : text;
}

/** The commands as a table: what is written, what it does, who may. Nothing in it pings anybody. */
export function commandTable(verbs: readonly Verb[]): string {
  return ['| command | effect | who |', '|---|---|---|', ...verbs.map(commandRow)].join('\n');
}

function commandRow(verb: Verb): string {
  return `| ${codeSpan(`${PREFIX} ${verb.usage}`).replaceAll('|', '\\|')} | ${verb.effect} | ${whoMay(verb)} |`;
}

/** The commands that most people need at a place; the others are folded. */
const FIRST: Readonly<Record<CommandPlace, readonly VerbName[]>> = {
  'pull request': ['note', 'title', 'hide', 'credit', 'preview'],
  draft: ['link', 'section', 'story', 'title', 'publish'],
};

/** The commands that work at a place, under a first sentence, as a reply. */
export function renderHelp(place: CommandPlace): string {
  const first =
    place === 'draft'
      ? `A command is a line that begins with \`${PREFIX}\`. To change an entry, name its pull request first: \`${PREFIX} title x86_64#156 <text>\`.`
      : `A command is a line that begins with \`${PREFIX}\`. It is about the entry of this pull request.`;
  const isFirst = ({ name }: Verb) => FIRST[place].includes(name);
  const verbs = verbsAt(place);
  const others = commandTable(verbs.filter((verb) => !isFirst(verb)));
  return [
    first,
    commandTable(verbs.filter(isFirst)),
    `<details><summary>All other commands</summary>\n\n${others}\n\n</details>`,
  ].join('\n\n');
}

/** `author, maintainer; others suggest it` */
function whoMay({ role, suggestedBy, also }: Verb): string {
  return [mayDo(role), also, maySuggest(suggestedBy)].filter((part) => part !== undefined).join('; ');
}

function mayDo(applies: Role): string {
  const tiers = ROLES.slice(ROLES.indexOf(applies)).filter(
    (role) => role !== 'editor' || applies === 'editor',
  );
  return applies === 'anyone' ? applies : tiers.join(', ');
}

function maySuggest(suggests: Role | null): string | undefined {
  if (suggests === null) return undefined;
  return suggests === 'anyone' ? 'others can suggest it' : `${suggests} can suggest it`;
}
