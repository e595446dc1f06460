import { codeSpan } from '../newsletter/markdown/markdown.js';
import type { Excess } from '../newsletter/markdown/text-limits.js';
import { LONGEST_LINE, MOST_SIGNS } from '../newsletter/markdown/text-limits.js';

/* What is wrong with a command: nobody can follow it as it is written. `usage` is how its verb is used. */

const ELSEWHERE = 'Write this command and those below it in another comment.';

export function tooManyCommands(most: number): string {
  return `At most ${most} commands can stand in one place. ${ELSEWHERE}`;
}

export function tooMuchText(most: number, lines: number, signs: number): string {
  return `The texts of all commands in one place can have at most ${most.toLocaleString('en')} characters, ${lines} lines, and ${signs} signs of Markdown such as \`<\`, \`[\` and \`*\`. Shorten the text, or write this command and those below it in another comment.`;
}

export const LONG_LINE = `The line is too long: at most ${LONGEST_LINE.toLocaleString('en')} characters. Break it.`;

export const SECOND_COMMAND = 'Each command needs a line of its own.';

export const VERB_COMES_FIRST = 'The verb comes first.';

/** `help`: how the commands are listed; `null`: what was probably meant is said besides. */
export function unknownCommand(word: string, help: string | null): string {
  const sentence = `${codeSpan(word.slice(0, 40))} is no command.`;
  return help === null ? sentence : `${sentence} \`${help}\` lists those that there are.`;
}

export function onDraftOnly(verb: string): string {
  return `\`${verb}\` works on the draft of the newsletter only.`;
}

export function targetMissing(usage: string): string {
  return `On the draft, name the pull request first: \`${usage.replace(/^\S+ \S+/, '$& x86_64#156')}\`.`;
}

export const SECOND_PULL_REQUEST =
  'A command here is about this pull request; on the draft of the newsletter others can be named, one a line.';

export function textMissing(usage: string): string {
  return `The text is missing: \`${usage}\`.`;
}

export function textBelowMissing(usage: string): string {
  return `The text is missing; it stands on the lines below: \`${usage}\`.`;
}

export function tooLong(longest: number): string {
  return `The text is too long: at most ${longest.toLocaleString('en')} characters.`;
}

/** Why a text is too much for a parser. */
export function excessSentence(excess: Excess, mostLines: number): string {
  switch (excess) {
    case 'long line':
      return `A line of the text is too long: at most ${LONGEST_LINE.toLocaleString('en')} characters. Break it.`;
    case 'many lines':
      return `The text has too many lines: at most ${mostLines}.`;
    case 'many signs':
      return `A paragraph has too many signs such as \`<\`, \`[\` and \`*\`: at most ${MOST_SIGNS}. Put code between lines of three backticks, or break the paragraph.`;
  }
}

/** Of a text that is but a comment, a line, or the address of a link that nothing refers to. */
export const NOTHING_TO_SEE = 'Readers would see nothing of that text.';

/** How people are named. */
const LOGIN = '@octocat';

export const NAME_PEOPLE = `Name people by their GitHub names with an @, such as \`${LOGIN}\`.`;

export const TOO_MANY_PEOPLE = 'At most ten people can be named in one line.';

export const ONLY_REASON = 'After the people only a reason can follow, which begins with "for".';

export const ONLY_PEOPLE_OR_ALWAYS = `Only people, such as \`${LOGIN}\`, or "always" can follow.`;

export const ONLY_PULL_REQUESTS = 'Only pull requests can follow, such as `#123`.';

export const NAME_PULL_REQUEST = 'Name the other pull request, such as `#123`.';

export const TOO_MANY_PULL_REQUESTS = 'At most twenty pull requests can make one entry.';

export const NAME_MONTH = 'Name the month of the edition, such as `2020-06`, or `now`.';

export const NAME_DAY = 'A day must stand here, such as `2020-06-07`.';

export function addressMissing(usage: string): string {
  return `The address is missing: \`${usage}\`.`;
}

export function noAddress(usage: string): string {
  return `A web address, such as \`https://example.org/page\`, must stand here: \`${usage}\`.`;
}

export const LONG_DESCRIPTION = 'The description is too long: at most twelve lines.';

export const NAME_REPOSITORY =
  'The name of a repository with its owner must stand here, such as `phil-opp/blog_os`.';

export const NAME_CRATE = 'The name of a crate must stand here, such as `x86_64`.';
