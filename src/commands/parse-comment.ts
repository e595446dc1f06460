import { isWebAddress } from '../newsletter/markdown/addresses.js';
import { blockStructure } from '../newsletter/markdown/block-structure.js';
import { lastAtMost } from '../newsletter/markdown/order.js';
import { proseLines } from '../newsletter/markdown/prose-lines.js';
import { remembered } from '../newsletter/markdown/remembered.js';
import { MOST_TEXT_LINES, MOST_TEXT_SIGNS, weightOf } from '../newsletter/markdown/text-limits.js';
import { tooManyCommands, tooMuchText } from '../replies/command-problems.js';
import {
  asksNothing,
  DEFINITION,
  SPELT_PREFIX,
  saysNone,
  spelling,
  UNSEEN,
  withoutUnseen,
  writtenAddress,
} from './arguments.js';
import type { CommandLine, CommandPlace, Position } from './command.js';
import { copiedMailStart, withoutMail } from './mail.js';
import { type Instruction, parseCommand, VERB_NAMES } from './parse-command.js';
import { nearestNamed, verbsAt } from './verbs.js';

/** Where a comment was written, and the login that addresses the bot, without `[bot]`; `null`: there is none. */
export interface CommentContext {
  readonly place: CommandPlace;
  readonly botLogin: string | null;
}

/** Nobody has more to ask in one comment or description. */
export const MOST_COMMANDS = 50;

/** Of the texts of all commands in a comment or a description; a section of the longest kind fits. In UTF-16 units. */
export const MOST_TEXT = 24_000;

/** A run asks for the same comments and descriptions several times, and the next run again. In UTF-16 units of each. */
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
  return prefixPattern(botLogin).test(comment)
    ? commentAgain(JSON.stringify([place, botLogin, comment]))
    : [];
}

const commentAgain = remembered((question) => {
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
function readFirst<Line>(
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
function positionsIn(text: string): (offset: number) => Position {
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

/** One line of a fenced block. */
interface Line {
  readonly text: string;
  /** Into the body. */
  readonly offset: number;
}

const FENCE = /^(?:`{3,}|~{3,})[ \t]*newsletter[ \t]*(?:\r\n|\r|\n)/i;
const CLOSING = /^ {0,3}(?:`{3,}|~{3,})[ \t]*$/;
const BEFORE_VERB = new RegExp(`^[${UNSEEN}]*(?:${SPELT_PREFIX}[\\s${UNSEEN}]+)?`, 'i');
const HAS_PREFIX = new RegExp(`^[${UNSEEN}]*${SPELT_PREFIX}[\\s${UNSEEN}]`, 'i');
const VERB_START = new RegExp(`^(?:${VERB_NAMES})(?![\\w-])`, 'i');

/**
 * The commands in the fenced `newsletter` blocks of a pull request's body: one a line, without `/newsletter`. The lines
 * below a `note` belong to it as in a comment, also those that begin with a verb, since wrapped text does: the next command
 * begins with `/newsletter`, or stands whole below an empty line. The words right below other commands go on with their line,
 * also those that begin with a verb and read like a sentence.
 */
export function parseDescription(description: string): readonly CommandLine[] {
  return COMMAND_BLOCK.test(description) ? descriptionAgain(description) : [];
}

const descriptionAgain = remembered((body) => {
  const blocks = blockStructure(body).flatMap((leaf) =>
    leaf.kind === 'fenced code' && leaf.within === 'nothing' ? leaf : [],
  );
  const instructions = blocks
    .filter(({ start, end }) => FENCE.test(body.slice(start, end)))
    .map(({ start, end }) => linesIn(body.slice(start, end), start))
    .filter((lines) => !saysNone(shownIn(lines)))
    .flatMap((lines) => instructionsIn(lines, positionsIn(body)));
  return readFirst(instructions, (instruction) => ({
    at: instruction.at,
    line: instruction.text,
    parsed: parseCommand(instruction, 'pull request', ''),
  }));
}, MOST_REMEMBERED);

/** Most descriptions have no such block, and need no parser. */
export const COMMAND_BLOCK = /(?:```|~~~)[ \t]*newsletter/i;

/** A line of a template that tells people what to write. */
const HINT = /^<!--(?:(?!-->).)*-->$/;

function shownIn(lines: readonly Line[]): string {
  const texts = lines.map(({ text }) => text.trim());
  return texts.filter((text) => !HINT.test(text)).join('\n');
}

/** A line that begins a command, and those that belong to it. */
interface Written {
  readonly text: string;
  readonly at: Position;
  /** Of the line among those of the block. */
  readonly index: number;
  readonly below: string[];
}

function instructionsIn(
  lines: readonly Line[],
  position: (offset: number) => Position,
): readonly Instruction[] {
  const instructions: Written[] = [];
  for (const [index, { text, offset }] of lines.entries()) {
    const last = instructions.at(-1);
    const bare = text.trim().replace(BEFORE_VERB, '');
    const isNothing = bare === '' || HINT.test(bare) || saysNone(bare);
    const isRightBelow = last !== undefined && last.index + last.below.length === index - 1;
    if (last !== undefined && belongsTo(last, paragraphOf(lines.slice(index)))) {
      last.below.push(text);
    } else if (isRightBelow && !isNothing && goesOn(last, text)) {
      last.below.push(text);
    } else if (!isNothing) {
      const start = offset + text.trimEnd().length - bare.length;
      instructions.push({ text: bare, at: position(start), index, below: [] });
    }
  }
  return instructions.map(({ text, at, below }) => ({ text, at, block: ['', ...below].join('\n') }));
}

/** The first line, with those below it up to an empty one. */
function paragraphOf(lines: readonly Line[]): readonly string[] {
  const end = lines.findIndex(({ text }) => text.trim() === '');
  return lines.slice(0, end < 0 ? undefined : Math.max(end, 1)).map(({ text }) => text);
}

/** The verbs that read the words right below them. */
const WRAPPED = /^(?:title|hide|highlight|credit|uncredit|with)(?![\w-])/i;

/** Whether the words right below a command go on with its line: what is no command, nor the slip of one. */
function goesOn({ text }: Written, line: string): boolean {
  const above = withoutUnseen(text).trim();
  if (!WRAPPED.test(above) || HAS_PREFIX.test(line)) return false;
  const words = withoutUnseen(line).trim();
  if (VERB_START.test(words)) return !isCommand(words) || isWrappedSentence(above, words);
  const [word = ''] = words.toLowerCase().split(/[\s,.:;!?]/u);
  const known = verbsAt('pull request');
  return (
    !known.some(({ synonyms = [] }) => synonyms.includes(word)) && nearestNamed(word, known) === undefined
  );
}

/** Whether a command right below another one reads like words of that: it is longer than its verb, and a sentence or talk. */
function isWrappedSentence(above: string, words: string): boolean {
  const [verb, said] = splitVerb(above);
  const [below, more] = splitVerb(words);
  // Words begin below a `title` alone. Below any other verb alone begins a command.
  if (asksNothing(more) || (said === '' && verb !== 'title')) return false;
  if (TALK.test(words)) return true;
  if (!TEXT.test(words)) return false;
  const isCapital = /^\p{Lu}/u.test(words) && !/^\p{Lu}/u.test(above);
  return isCapital || (below !== 'note' && (below === verb || /[.!?]$/.test(words)));
}

/** The verb in small letters, and what follows it. */
function splitVerb(command: string): readonly [verb: string, text: string] {
  const [word = ''] = /^[\w-]+/.exec(command) ?? [];
  return [word.toLowerCase(), command.slice(word.length).replace(/^[\s:,]+/, '')];
}

/** The verbs that any words may follow, as in a sentence. */
const TEXT = /^(?:note|title|hide|highlight)(?![\w-])/i;
/** Those that no words need to follow. */
const TALK = /^(?:show|now|preview|why|status|help)(?![\w-])/i;

/** Whether the first line of a paragraph is text of a note: one without text takes all lines, one with text those right below it. */
function belongsTo(
  { text: note, below }: Pick<Written, 'text' | 'below'>,
  paragraph: readonly string[],
): boolean {
  const [line = ''] = paragraph;
  const said = withoutUnseen(note).trim();
  if (!/^note(?:\s|$)/i.test(said) || HAS_PREFIX.test(line)) return false;
  const isNone = saysNone([said.slice('note'.length), ...below].join('\n'));
  if (isNone && VERB_START.test(withoutUnseen(line))) return false;
  if (DEFINITION.test(line)) return true;
  if (!/^note$/i.test(said)) return below.every((each) => each.trim() !== '');
  return below.at(-1)?.trim() !== '' || !beginsCommands(paragraph);
}

/** Whether the paragraph is commands, not text that begins with the word of one. What stands below a note's first line is its. */
function beginsCommands(paragraph: readonly string[]): boolean {
  const end = paragraph.findIndex((line) => /^note(?:\s|$)/.test(withoutUnseen(line)));
  const commands = end < 0 ? paragraph : paragraph.slice(0, end + 1);
  return commands.every((line) => HAS_PREFIX.test(line) || isWholeCommand(withoutUnseen(line)));
}

/** `Hide what they do not.`, with a capital or a full stop, is what people write to readers. */
function isWholeCommand(line: string): boolean {
  const [, said] = splitVerb(line.trim());
  const hasWords = (TEXT.test(line) || TALK.test(line)) && !asksNothing(said);
  const isSentence = /^\p{Lu}\p{Ll}/u.test(line) || (hasWords && /[.!?]\s*$/.test(line));
  return VERB_START.test(line) && !isSentence && isCommand(line);
}

function isCommand(line: string): boolean {
  const instruction = { text: line.trim(), at: { line: 1, column: 1 }, block: '' };
  return 'command' in parseCommand(instruction, 'pull request', '');
}

/** The lines between the fences. */
function linesIn(block: string, start: number): readonly Line[] {
  let offset = start;
  const lines = block.split(/(?<=\n|\r(?!\n))/).map((line) => {
    const at = offset;
    offset += line.length;
    return { text: line.replace(/[\r\n]+$/, ''), offset: at };
  });
  const isClosed = lines.length > 1 && CLOSING.test(lines.at(-1)?.text ?? '');
  return lines.slice(1, isClosed ? -1 : undefined);
}
