import { codeSpan } from '../newsletter/markdown/markdown.js';
import type { Excess } from '../newsletter/markdown/text-limits.js';
import { LONGEST_LINE, MOST_SIGNS } from '../newsletter/markdown/text-limits.js';

/* What is wrong with a command: nobody can follow it as it is written. `usage` is how its verb is used. */

const ELSEWHERE = 'Write this command and those below it in another comment.';

export function tooManyCommands(most: number): string {
  return `A comment or description can hold at most ${most} commands. ${ELSEWHERE}`;
}

export function tooMuchText(most: number, lines: number, signs: number): string {
  return `The texts of all commands in a comment or description can have at most ${most.toLocaleString('en')} characters, ${lines} lines, and ${signs} Markdown characters such as \`<\`, \`[\` and \`*\`. Shorten the text, or write this command and those below it in another comment.`;
}

export const LONG_LINE = `The line is too long: at most ${LONGEST_LINE.toLocaleString('en')} characters. Break it.`;

export const SECOND_COMMAND = 'Write each command on a line of its own.';

export const VERB_COMES_FIRST = 'The verb comes first.';

/** `help`: how the commands are listed; `null`: another sentence says what was probably meant. */
export function unknownCommand(word: string, help: string | null): string {
  const sentence = `There is no command ${codeSpan(word.slice(0, 40))}.`;
  return help === null ? sentence : `${sentence} \`${help}\` lists the commands.`;
}

export function onDraftOnly(verb: string): string {
  return `\`${verb}\` works only on the draft of the newsletter.`;
}

export function targetMissing(usage: string): string {
  return `On the draft, name the pull request first: \`${usage.replace(/^\S+ \S+/, '$& x86_64#156')}\`.`;
}

export const NAME_CANDIDATE =
  'Name a candidate by the number that ends its line, or by its address: `/newsletter dismiss 31415`.';

export const ONE_CANDIDATE = 'Name one candidate in each line, each with `/newsletter dismiss` before it.';

/** Of a verb that takes nothing, where words behind it say when. */
export function atOnce(verb: string): string {
  const other = verb === 'publish' ? ' For another day, write `/newsletter plan 2020-06-08`.' : '';
  return `\`${verb}\` takes effect at once, so no time can follow it.${other}`;
}

export const SECOND_PULL_REQUEST =
  'A command here is about this pull request. Name others on the draft of the newsletter, one in each line.';

export function textMissing(usage: string): string {
  return `The text is missing: \`${usage}\`.`;
}

export function textBelowMissing(usage: string): string {
  return `The text is missing. Write it on the lines below: \`${usage}\`.`;
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
      return `A paragraph has too many characters such as \`<\`, \`[\` and \`*\`: at most ${MOST_SIGNS}. Put code between lines of three backticks, or split the paragraph.`;
  }
}

/** Of a text that is nothing but a comment, a line, or the address of a link that nothing refers to. */
export const NOTHING_TO_SEE = 'Readers would not see any of this text.';

/** How people are named. */
const LOGIN = '@octocat';

export const NAME_PEOPLE = `Name people by their GitHub logins with an @, such as \`${LOGIN}\`.`;

export function accountChanged(login: string): string {
  return `\`${login}\` is no longer the account that had this name. If the person was renamed, write the present name.`;
}

export const TOO_MANY_PEOPLE = 'One line can name at most ten people.';

export const TITLE_IS_ONE_LINE =
  'A title is one line. Write all of it on the line of the command. If the next line is not part of it, leave an empty line between them.';

export const NONE_STANDS_ALONE =
  'A note of nothing has no further lines. Begin the next command with `/newsletter`, on a line of its own.';

export const ONLY_REASON = 'Only a reason that begins with "for" can follow the people.';

export const ONLY_PEOPLE_OR_ALWAYS = `Only people, such as \`${LOGIN}\`, or "always" can follow.`;

export const ONLY_PULL_REQUESTS = 'Only pull requests can follow, such as `#123`.';

export const NAME_PULL_REQUEST = 'Name the other pull request, such as `#123`.';

export const TOO_MANY_PULL_REQUESTS = 'One entry can combine at most twenty pull requests.';

export const NAME_PERIOD = 'Name the edition by its period, such as `2020-06` or `2026-W26`, or write `now`.';

export const NAME_ONE_DAY = 'Name one day only, such as `2020-06-07`.';

export const NAME_DAY = 'Name the day, such as `2020-06-07`.';

export function addressMissing(usage: string): string {
  return `The address is missing: \`${usage}\`.`;
}

export function noAddress(usage: string): string {
  return `Give a web address, such as \`https://example.org/page\`: \`${usage}\`.`;
}

export const LONG_DESCRIPTION = 'The description is too long: at most twelve lines.';

export const NAME_REPOSITORY = 'Name a repository with its owner, such as `phil-opp/blog_os`.';

export const ONLY_OF_CRATE =
  'Name the crate first, such as `story x86_64 only`: a story without a crate hides no list.';

export const NAME_CRATE_OR_NONE =
  'Name a crate, such as `x86_64`, or none for the whole edition, and write the story on the lines below.';

export const NAME_CRATE = 'Name a crate, such as `x86_64`.';
