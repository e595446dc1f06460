import { isWebAddress } from '../newsletter/markdown/addresses.js';
import { lastAtMost } from '../newsletter/markdown/order.js';
import { proseLines } from '../newsletter/markdown/prose-lines.js';
import { remembered } from '../newsletter/markdown/remembered.js';
import { MOST_TEXT_LINES, MOST_TEXT_SIGNS, weightOf } from '../newsletter/markdown/text-limits.js';
import { tooManyCommands, tooMuchText } from '../replies/command-problems.js';
import { SPELT_PREFIX, saysNone, spelling, UNSEEN, writtenAddress } from './arguments.js';
import type { CommandLine, CommandPlace, Position } from './command.js';
import { copiedMailStart, withoutMail } from './mail.js';
import { parseCommand } from './parse-command.js';

/** Where a comment was written, and the login that addresses the bot, without `[bot]`; `null`: there is none. */
export interface CommentContext {
  readonly place: CommandPlace;
  readonly botLogin: string | null;
}

/** Nobody has more to ask in one comment or description. */
export const MOST_COMMANDS = 50;

/** Of the texts of all commands in a comment or a description; a section of the longest kind fits. In UTF-16 units. */
export const MOST_TEXT = 24_000;

/** A run asks for the same comments several times, and the next run again. In UTF-16 units. */
const MOST_REMEMBERED = 4_000_000;

/** Spaces of any width, and what keyboards put in unseen. */
const WIDE_SPACES = '\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const BEFORE = `[${WIDE_SPACES}${UNSEEN}]*`;
const BEFORE_START = new RegExp(`^${BEFORE}`);
const SPACE = `[ \\t${WIDE_SPACES}${UNSEEN}]`;

/** All that a comment asks for: the lines that speak to the bot and, on the draft, the links where it is nothing else. */
export function commandsIn(comment: string, context: CommentContext): readonly CommandLine[] {
  const lines = parseComment(comment, context);
  return lines.length > 0 || context.place === 'pull request' ? lines : parseBareLinks(comment);
}

/**
 * The lines of a comment that speak to the bot, in order: those that begin with `/newsletter` or `@bot` and are ordinary
 * words to a Markdown parser. Any text is parsed somehow; nothing is thrown. The time that it takes grows with the
 * length of the comment alone, and the answer is remembered.
 */
export function parseComment(comment: string, { place, botLogin }: CommentContext): readonly CommandLine[] {
  // Most comments have nothing to say to the bot.
  return prefixPattern(botLogin).test(comment) ? parseAgain(JSON.stringify([place, botLogin, comment])) : [];
}

const parseAgain = remembered((question) => {
  const [place, botLogin, comment] = JSON.parse(question) as [CommandPlace, string | null, string];
  return addressedIn(comment, { place, botLogin });
}, MOST_REMEMBERED);

function addressedIn(body: string, { place, botLogin }: CommentContext): readonly CommandLine[] {
  const prefix = atLineStart(prefixPattern(botLogin));
  // What others asked for in a mail that is answered is not asked for again.
  const ownEnd = copiedMailStart(body);
  const lines = proseLines(body).flatMap(({ start: lineStart, end }) => {
    if (lineStart >= ownEnd) return [];
    const start = lineStart + (BEFORE_START.exec(body.slice(lineStart, end))?.[0].length ?? 0);
    const [matched] = prefix.exec(body.slice(start, end)) ?? [];
    return matched === undefined ? [] : [{ start, end, textStart: start + matched.length }];
  });
  const position = positionsIn(body);
  return readFirst(lines, ({ start, end, textStart }, index) => {
    const block = withoutMail(body.slice(end, lines[index + 1]?.start ?? body.length));
    const text = body.slice(textStart, end).trimEnd();
    return {
      at: position(start),
      line: body.slice(start, end).trim(),
      parsed: parseCommand(
        { text, at: position(textStart), block, isMention: body.slice(start, textStart).includes('@') },
        place,
      ),
    };
  });
}

/**
 * What each command asks for, within the limits of one comment. The first one beyond them gets an answer for itself and
 * those below it.
 */
export function readFirst<Line>(
  lines: readonly Line[],
  read: (line: Line, index: number) => CommandLine,
): readonly CommandLine[] {
  const all: CommandLine[] = [];
  const sum = { length: 0, lines: 0, signs: 0 };
  for (const [index, line] of lines.entries()) {
    const addressed = read(line, index);
    const text = textOf(addressed);
    if (isNoteOfNothing(addressed)) continue;
    const { lines: textLines, signs } = weightOf(text);
    sum.length += text.length;
    sum.lines += textLines;
    sum.signs += signs;
    const fits = sum.length <= MOST_TEXT && sum.lines <= MOST_TEXT_LINES && sum.signs <= MOST_TEXT_SIGNS;
    if (index < MOST_COMMANDS && fits) all.push(addressed);
    else {
      const sentence =
        index < MOST_COMMANDS
          ? tooMuchText(MOST_TEXT, MOST_TEXT_LINES, MOST_TEXT_SIGNS)
          : tooManyCommands(MOST_COMMANDS);
      return [
        ...all,
        { ...addressed, parsed: { problem: { at: addressed.at, sentence, didYouMean: null } } },
      ];
    }
  }
  return all;
}

/** Such a note is as if it were not there: nothing is printed, and nothing answered. */
function isNoteOfNothing({ parsed }: CommandLine): boolean {
  return 'command' in parsed && parsed.command.verb === 'note' && saysNone(parsed.command.text);
}

function textOf({ parsed }: CommandLine): string {
  return 'command' in parsed && 'text' in parsed.command ? parsed.command.text : '';
}

/** The places of offsets in a text. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  return (offset) => {
    const line = lastAtMost(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

function prefixPattern(botLogin: string | null): RegExp {
  const names = botLogin === null ? [] : [`${spelling(`@${botLogin}`)}(?:${spelling('[bot]')})?`];
  // Keyboards for Chinese and Japanese have a wide slash, those of telephones one for fractions.
  const prefix = SPELT_PREFIX.replace('\\/', '[/\uff0f\u2044\u2215]');
  return new RegExp(
    `^ {0,3}${BEFORE}(?:${[prefix, ...names].join('|')})(?:[,:]?${SPACE}+|[,:]?${SPACE}*$)`,
    'im',
  );
}

function atLineStart(prefix: RegExp): RegExp {
  return new RegExp(prefix.source.replace('{0,3}', '{0}'), 'i');
}

/** A comment of links has this many at most; a longer one is no offer of news. */
const MOST_LINKS = 20;

/** A comment that is nothing but addresses, as the `link news` commands that it stands for; of any other, none. */
export function parseBareLinks(comment: string): readonly CommandLine[] {
  const words = [...comment.matchAll(/\S+/g)].filter(({ 0: word }) => !/^[-*+]$/.test(word));
  if (words.length === 0 || words.length > MOST_LINKS) return [];
  const links = words.map(({ index, 0: word }) => ({ index, word, url: writtenAddress(word) }));
  if (!links.every(({ url }) => isWebAddress(url))) return [];
  const position = positionsIn(comment);
  return links.map(({ index, word, url }) => ({
    at: position(index),
    line: word,
    parsed: { command: { verb: 'link', part: 'news', url, title: null, text: '' } },
  }));
}
