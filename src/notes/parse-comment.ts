import { proseLines } from '../newsletter/markdown/prose-lines.js';
import type { Place } from './arguments.js';
import type { Addressed, Position } from './command.js';
import { firstLinesOf } from './first-lines-of.js';
import { withoutMailTail } from './mail-tail.js';
import { PREFIX, readCommand } from './read-command.js';

/** Where a comment was written, and the login that addresses the bot, without `[bot]`; `null`: there is none. */
export interface CommentContext {
  readonly place: Place;
  readonly app: string | null;
}

/** What stands behind is not read: a section of the longest kind fits, and nothing takes a parser long. */
const LONGEST_COMMENT = 32_000;

/** Spaces that keyboards, and pages that were copied from, put in unseen. */
const UNSEEN = '[\\u00a0\\u200b-\\u200f\\u2060\\u3000\\ufeff]*';
const UNSEEN_START = new RegExp(`^${UNSEEN}`);
const SPACE = '[ \\t\\u00a0\\u3000]';

/**
 * The lines of a comment that speak to the bot, in order: those that begin with `/newsletter` or `@app` and are ordinary
 * words to a Markdown parser. Any text is understood somehow; nothing is thrown.
 */
export function parseComment(comment: string, { place, app }: CommentContext): readonly Addressed[] {
  const body = firstLinesOf(comment.slice(0, LONGEST_COMMENT));
  const prefix = prefixPattern(app);
  // Most comments have nothing to say to the bot, and need no parser.
  if (!prefix.test(body)) return [];
  const lines = proseLines(body).flatMap(({ start: lineStart, end }) => {
    const start = lineStart + (UNSEEN_START.exec(body.slice(lineStart, end))?.[0].length ?? 0);
    const [matched] = atLineStart(prefix).exec(body.slice(start, end)) ?? [];
    return matched === undefined ? [] : [{ start, end, textStart: start + matched.length }];
  });
  return lines.map(({ start, end, textStart }, index) => {
    const block = withoutMailTail(body.slice(end, lines[index + 1]?.start ?? body.length));
    const text = body.slice(textStart, end).trimEnd();
    return {
      at: positionIn(body, start),
      line: body.slice(start, end).trim(),
      understood: readCommand({ text, at: positionIn(body, textStart), block }, place),
    };
  });
}

/** The place of an offset in a text. */
export function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
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
