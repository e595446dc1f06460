import { blockStructure } from '../newsletter/markdown/block-structure.js';
import { remembered } from '../newsletter/markdown/remembered.js';
import { DEFINITION, SPELT_PREFIX, saysNone, UNSEEN, withoutUnseen } from './arguments.js';
import type { CommandLine, Position } from './command.js';
import { type Instruction, parseCommand, VERB_NAMES } from './parse-command.js';
import { positionsIn, readFirst } from './parse-comment.js';

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
 * begins with `/newsletter`, or stands whole below an empty line.
 */
export function parseDescription(description: string): readonly CommandLine[] {
  return COMMAND_BLOCK.test(description) ? parseAgain(description) : [];
}

/** A run asks for the same descriptions several times, and the next run again. In UTF-16 units. */
const MOST_REMEMBERED = 4_000_000;

const parseAgain = remembered((body) => {
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

function instructionsIn(
  lines: readonly Line[],
  position: (offset: number) => Position,
): readonly Instruction[] {
  const instructions: { readonly text: string; readonly at: Position; readonly below: string[] }[] = [];
  for (const [index, { text, offset }] of lines.entries()) {
    const last = instructions.at(-1);
    const bare = text.trim().replace(BEFORE_VERB, '');
    if (last !== undefined && belongsTo(last, paragraphOf(lines.slice(index)))) {
      last.below.push(text);
    } else if (bare !== '' && !HINT.test(bare) && !saysNone(bare)) {
      const start = offset + text.trimEnd().length - bare.length;
      instructions.push({ text: bare, at: position(start), below: [] });
    }
  }
  return instructions.map(({ text, at, below }) => ({ text, at, block: ['', ...below].join('\n') }));
}

/** The first line, with those below it up to an empty one. */
function paragraphOf(lines: readonly Line[]): readonly string[] {
  const end = lines.findIndex(({ text }) => text.trim() === '');
  return lines.slice(0, end < 0 ? undefined : Math.max(end, 1)).map(({ text }) => text);
}

/** Whether the first line of a paragraph is text of a note: one without text takes all lines, one with text those right below it. */
function belongsTo(
  { text: note, below }: { readonly text: string; readonly below: readonly string[] },
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
const SENTENCE = /^(?:\p{Lu}\p{Ll}.*|(?:hide|highlight|note|title)\s.*[.!?])\s*$/su;

function isWholeCommand(line: string): boolean {
  if (!VERB_START.test(line) || SENTENCE.test(line)) return false;
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
