import { proseLines } from '../newsletter/markdown/prose-lines.js';
import { remembered } from '../newsletter/markdown/remembered.js';
import type { Place } from './arguments.js';
import type { Addressed, Position } from './command.js';
import { withoutMailTail } from './mail-tail.js';
import { PREFIX, readCommand } from './read-command.js';

/** Where a comment was written, and the login that addresses the bot, without `[bot]`; `null`: there is none. */
export interface CommentContext {
  readonly place: Place;
  readonly app: string | null;
}

/** Nobody has more to ask in one comment. */
const MOST_COMMANDS = 50;

/** A run asks for the same comments several times, and the next run again. In UTF-16 units. */
const MOST_REMEMBERED = 4_000_000;

/** Spaces that keyboards, and pages that were copied from, put in unseen. */
const UNSEEN = '[\\u00a0\\u200b-\\u200f\\u2060\\u3000\\ufeff]*';
const UNSEEN_START = new RegExp(`^${UNSEEN}`);
const SPACE = '[ \\t\\u00a0\\u3000]';

/**
 * The lines of a comment that speak to the bot, in order: those that begin with `/newsletter` or `@app` and are ordinary
 * words to a Markdown parser. Any text is understood somehow; nothing is thrown. The time that it takes grows with the
 * length of the comment alone, and the answer is remembered.
 */
export function parseComment(comment: string, { place, app }: CommentContext): readonly Addressed[] {
  // Most comments have nothing to say to the bot.
  return prefixPattern(app).test(comment) ? parseAgain(JSON.stringify([place, app, comment])) : [];
}

const parseAgain = remembered((question) => {
  const [place, app, comment] = JSON.parse(question) as [Place, string | null, string];
  return addressedIn(comment, { place, app });
}, MOST_REMEMBERED);

function addressedIn(body: string, { place, app }: CommentContext): readonly Addressed[] {
  const prefix = atLineStart(prefixPattern(app));
  const lines = proseLines(body).flatMap(({ start: lineStart, end }) => {
    const start = lineStart + (UNSEEN_START.exec(body.slice(lineStart, end))?.[0].length ?? 0);
    const [matched] = prefix.exec(body.slice(start, end)) ?? [];
    return matched === undefined ? [] : [{ start, end, textStart: start + matched.length }];
  });
  const position = positionsIn(body);
  return readFirst(lines, ({ start, end, textStart }, index) => {
    const block = withoutMailTail(body.slice(end, lines[index + 1]?.start ?? body.length));
    const text = body.slice(textStart, end).trimEnd();
    return {
      at: position(start),
      line: body.slice(start, end).trim(),
      understood: readCommand({ text, at: position(textStart), block }, place),
    };
  });
}

/** What each of the commands says. Those behind the last one that is followed get one answer, at the first of them. */
export function readFirst<Line>(
  lines: readonly Line[],
  read: (line: Line, index: number) => Addressed,
): readonly Addressed[] {
  return lines.slice(0, MOST_COMMANDS + 1).map((line, index) => {
    const addressed = read(line, index);
    if (index < MOST_COMMANDS) return addressed;
    const sentence = `A comment can have at most ${MOST_COMMANDS} commands. Write this one and those below it in another comment.`;
    return { ...addressed, understood: { problem: { at: addressed.at, sentence, didYouMean: null } } };
  });
}

/** The places of offsets in a text. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function prefixPattern(app: string | null): RegExp {
  const names = app === null ? [] : [`@${app.replace(/[^\w-]/g, '\\$&')}(?:\\[bot\\])?`];
  // Keyboards for Chinese and Japanese have a wide slash.
  const prefix = PREFIX.replace('/', '[/\uff0f]');
  return new RegExp(
    `^ {0,3}${UNSEEN}(?:${[prefix, ...names].join('|')})(?:[,:]?${SPACE}+|[,:]?${SPACE}*$)`,
    'im',
  );
}

function atLineStart(prefix: RegExp): RegExp {
  return new RegExp(prefix.source.replace('{0,3}', '{0}'), 'i');
}
