import { parseBlocks } from '../newsletter/markdown/blocks.js';
import { shallow } from '../newsletter/markdown/shallow.js';
import type { Addressed } from './command.js';
import { firstLinesOf } from './first-lines-of.js';
import { positionIn } from './parse-comment.js';
import { type Instruction, PREFIX, readCommand } from './read-command.js';
import { VERBS } from './verbs.js';

/** One line of a fenced block. */
interface Line {
  readonly text: string;
  /** Into the body. */
  readonly offset: number;
}

const FENCE = /^(?:`{3,}|~{3,})[ \t]*newsletter[ \t]*(?:\r\n|\r|\n)/i;
const CLOSING = /^ {0,3}(?:`{3,}|~{3,})[ \t]*$/;
const PREFIX_START = new RegExp(`^${PREFIX}[ \\t]+`, 'i');
const VERB_START = new RegExp(`^(?:${VERBS.map(({ verb }) => verb).join('|')})(?![\\w-])`, 'i');

/**
 * The commands in the fenced `newsletter` blocks of a pull request's body: one a line, without `/newsletter`. The lines
 * below a `note` belong to it as in a comment; the next command is the next line that begins with a verb.
 */
export function parseBody(description: string): readonly Addressed[] {
  const body = firstLinesOf(description);
  if (!FENCE_ANYWHERE.test(body)) return [];
  return parseBlocks(shallow(body))
    .filter(({ kind, text }) => kind === 'code' && FENCE.test(text))
    .flatMap(({ start, end }) => instructionsIn(linesIn(body.slice(start, end), start), body))
    .map((instruction) => ({
      at: instruction.at,
      line: instruction.text,
      understood: readCommand(instruction, 'pull request', ''),
    }));
}

/** Most bodies have no such block, and need no parser. */
const FENCE_ANYWHERE = /(?:```|~~~)[ \t]*newsletter/i;

function instructionsIn(lines: readonly Line[], body: string): readonly Instruction[] {
  const instructions: Instruction[] = [];
  for (const { text, offset } of lines) {
    const last = instructions.at(-1);
    const bare = text.trim().replace(PREFIX_START, '');
    const isCommand = VERB_START.test(text.replace(PREFIX_START, ''));
    if (last !== undefined && !isCommand && takesLines(last)) {
      instructions.splice(-1, 1, { ...last, block: `${last.block}\n${text}` });
    } else if (bare !== '') {
      const start = offset + text.trimEnd().length - bare.length;
      instructions.push({ text: bare, at: positionIn(body, start), block: '' });
    }
  }
  return instructions;
}

/** A note without text takes all lines; one with text those right below it. */
function takesLines({ text, block }: Instruction): boolean {
  return /^note$/i.test(text) || (/^note\s/i.test(text) && !/\n[ \t]*$/.test(block));
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
