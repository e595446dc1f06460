import { parseMonth } from '../newsletter/activity/month.js';
import {
  type Excess,
  excessOf,
  LONGEST_LINE,
  MOST_SIGNS,
  MOST_TEXT_LINES,
} from '../newsletter/markdown/text-limits.js';
import {
  type Arguments,
  cutLogins,
  cutTarget,
  cutWord,
  isBlank,
  isUnseen,
  LOGIN_EXAMPLE,
  type ParsedCommand,
  problemAt,
  trimmedBlock,
} from './arguments.js';
import { type Command, parseReference, type Reference } from './command.js';

/** Longest texts, in UTF-16 units. */
export const LONGEST = { title: 256, note: 2_000, why: 200 } as const;

/** Twelve lines come of a note at most, each of which may be several in the source. Empty ones do not count. */
export const MOST_NOTE_LINES = 60;

/** The text behind the verb with the lines right below it or, without one, all lines up to the next command. */
export function readNote(given: Arguments): ParsedCommand {
  return about(given, (target, rest) => {
    const block = trimmedBlock(rest.text === '' ? rest.block : attachedLines(rest.block));
    const text = [rest.text, block].filter((part) => part !== '').join('\n');
    return withText(rest, text, LONGEST.note, (note) =>
      shownText(rest, note, (shown) => ({ verb: 'note', target, text: shown }), MOST_NOTE_LINES),
    );
  });
}

export function readTitle(given: Arguments): ParsedCommand {
  return about(given, (target, rest) =>
    withText(rest, rest.text, LONGEST.title, (text) => ({ command: { verb: 'title', target, text } })),
  );
}

export function readHide(given: Arguments): ParsedCommand {
  return about(given, (target, rest) =>
    withReason(rest, (why) => ({ command: { verb: 'hide', target, why } })),
  );
}

export function readHighlight(given: Arguments): ParsedCommand {
  return about(given, (target, rest) =>
    withReason(rest, (why) => ({ command: { verb: 'highlight', target, why } })),
  );
}

export function readCredit(given: Arguments): ParsedCommand {
  return about(given, (target, rest) => {
    const { logins, after } = cutLogins(rest);
    const text = after.text.trim();
    if (logins.length === 0) {
      return problemAt(after, `Name people by their GitHub names with an @, such as \`${LOGIN_EXAMPLE}\`.`);
    }
    if (logins.length > 10) return problemAt(rest, 'At most ten people can be named in one line.');
    const [, what = null] = /^for\s+(.+)$/i.exec(text) ?? [];
    if (text !== '' && what === null) {
      return problemAt(after, 'After the people only a reason can follow, which begins with "for".');
    }
    return what !== null && what.length > LONGEST.why
      ? problemAt(after, tooLong(LONGEST.why))
      : { command: { verb: 'credit', target, logins, what } };
  });
}

/** Without a target, on the draft, it is about the whole edition. */
export function readUncredit(given: Arguments): ParsedCommand {
  const { target, rest } = cutTarget(given);
  const { logins, after } = cutLogins(withoutMe(rest));
  const isAlways = /^always[.!]*$/i.test(after.text.trim());
  if (after.text.trim() !== '' && !isAlways) {
    return problemAt(after, `Only people, such as \`${LOGIN_EXAMPLE}\`, or "always" can follow.`);
  }
  return { command: { verb: 'uncredit', target, logins, isAlways } };
}

/** Whoever names nobody means themselves. */
function withoutMe(given: Arguments): Arguments {
  const { word, rest } = cutWord(given);
  return /^(?:me|myself)[,.!]?$/i.test(word) ? rest : given;
}

export function readWith(given: Arguments): ParsedCommand {
  return about(given, (target, first) => {
    const others: Reference[] = [];
    for (let rest = first; rest.text !== ''; ) {
      const cut = cutWord(rest);
      const reference = parseReference(cut.word.replace(/[,;.!]+$/, ''));
      if (reference !== null) others.push(reference);
      else if (!/^(?:and|&)$/i.test(cut.word)) {
        return problemAt(rest, 'Only pull requests can follow, such as `#123`.');
      }
      rest = cut.rest;
    }
    if (others.length === 0) return problemAt(first, 'Name the other pull request, such as `#123`.');
    if (others.length > 20) return problemAt(first, 'At most twenty pull requests can make one entry.');
    return { command: { verb: 'with', target, others } };
  });
}

export function readEdition(given: Arguments): ParsedCommand {
  return about(given, (target, rest) => {
    const { word } = cutWord(rest);
    if (/^now$/i.test(word)) return { command: { verb: 'now', target } };
    const month = parseMonth(word);
    return month === null
      ? problemAt(rest, 'Name the month of the edition, such as `2020-06`, or `now`.')
      : { command: { verb: 'edition', target, month } };
  });
}

export function readShow(given: Arguments): ParsedCommand {
  return about(given, (target, rest) => withoutReference(rest) ?? { command: { verb: 'show', target } });
}

export function readNow(given: Arguments): ParsedCommand {
  return about(given, (target, rest) => withoutReference(rest) ?? { command: { verb: 'now', target } });
}

export function readPreview(given: Arguments): ParsedCommand {
  return about(given, (target, rest) => withoutReference(rest) ?? { command: { verb: 'preview', target } });
}

export function readWhy(given: Arguments): ParsedCommand {
  return about(given, (target, rest) => withoutReference(rest) ?? { command: { verb: 'why', target } });
}

/** On the draft a command must say which entry it is about. */
function about(
  given: Arguments,
  read: (target: Reference | null, rest: Arguments) => ParsedCommand,
): ParsedCommand {
  const { target, rest } = cutTarget(given);
  if (target !== null || given.place === 'pull request') return read(target, rest);
  return problemAt(
    given,
    `On the draft, name the pull request first: \`${given.usage.replace(/^\S+ \S+/, '$& x86_64#156')}\`.`,
  );
}

/** The command with a text that readers see something of, and that a Markdown parser can be given. */
export function shownText(
  given: Arguments,
  text: string,
  command: (text: string) => Command,
  mostLines = MOST_TEXT_LINES,
): ParsedCommand {
  const excess = excessOf(text, mostLines);
  if (excess !== null) return problemAt(given, excessSentence(excess, mostLines));
  return isUnseen(text) ? problemAt(given, NOTHING_TO_SEE) : { command: command(text) };
}

/** Why a text is too much for a parser. */
export function excessSentence(excess: Excess, mostLines = MOST_TEXT_LINES): string {
  switch (excess) {
    case 'long line':
      return `A line of the text is too long: at most ${LONGEST_LINE.toLocaleString('en')} characters. Break it.`;
    case 'many lines':
      return `The text has too many lines: at most ${mostLines}.`;
    case 'many signs':
      return `A paragraph has too many signs such as \`<\`, \`[\` and \`*\`: at most ${MOST_SIGNS}. Put code between lines of three backticks, or break the paragraph.`;
  }
}

function withText(
  given: Arguments,
  text: string,
  longest: number,
  read: (text: string) => ParsedCommand,
): ParsedCommand {
  if (isBlank(text)) return problemAt(given, `The text is missing: \`${given.usage}\`.`);
  return text.length > longest ? problemAt(given, tooLong(longest)) : read(text);
}

function withReason(given: Arguments, read: (why: string | null) => ParsedCommand): ParsedCommand {
  const problem = withoutReference(given);
  if (problem !== null) return problem;
  if (given.text.length > LONGEST.why) return problemAt(given, tooLong(LONGEST.why));
  return read(isBlank(given.text) ? null : given.text);
}

/** A second pull request was hardly meant as a reason. */
function withoutReference(given: Arguments): ParsedCommand | null {
  if (parseReference(cutWord(given).word) === null) return null;
  return problemAt(
    given,
    'A command here is about this pull request; on the draft of the newsletter others can be named, one a line.',
  );
}

/** Of a text that is but a comment, a line, or the address of a link that nothing refers to. */
export const NOTHING_TO_SEE = 'Readers would see nothing of that text.';

export function tooLong(longest: number): string {
  return `The text is too long: at most ${longest.toLocaleString('en')} characters.`;
}

/** The lines right below, up to an empty one. */
function attachedLines(block: string): string {
  const lines = block.split(/\r\n|\r|\n/).slice(1);
  const end = lines.findIndex((line) => line.trim() === '');
  return (end < 0 ? lines : lines.slice(0, end)).join('\n');
}
