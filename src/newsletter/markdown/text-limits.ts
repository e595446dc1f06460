import { blockStructure } from './block-structure.js';
import { shallow } from './shallow.js';

/** Of a line, in UTF-16 units. */
export const LONGEST_LINE = 2_000;
/** Of a text, without empty lines. */
export const MOST_TEXT_LINES = 500;
/** Of one paragraph: in what people write there are a few dozen. */
export const MOST_SIGNS = 250;

/** Of a whole file, lines that underline a heading or stand in a quote, in sum; no published edition has more than four. */
export const MOST_UNDERLINES_AND_QUOTES = 500;
/** Of a whole file, lines with less than twenty characters; no published edition has more than 300 lines of any length. */
export const MOST_SHORT_LINES = 5_000;
const SHORT_LINE = 20;

/** What makes a text too much for a Markdown parser, whose time grows with the square of it. */
export type Excess = 'long line' | 'many lines' | 'many signs';

/** Signs that begin or end something, each of which a parser looks for the other end of. A run of marks counts once. */
const SIGN = /[<[\]&!\\]|([*_`~])\1*/g;

/** Why no Markdown parser should be given the text; `null`: it may. It takes little time, whatever the text is. */
export function excessOf(text: string, mostLines = MOST_TEXT_LINES): Excess | null {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.some(({ length }) => length > LONGEST_LINE)) return 'long line';
  if (lines.filter((line) => line.trim() !== '').length > mostLines) return 'many lines';
  if (countSigns(text) <= MOST_SIGNS) return null;
  // Some parsers are told that tags are text.
  return hasManySigns(text, true) || (text.includes('<') && hasManySigns(text, false)) ? 'many signs' : null;
}

function countSigns(text: string): number {
  return (text.match(SIGN) ?? []).length;
}

function hasManySigns(text: string, hasHtml: boolean): boolean {
  return blockStructure(text, hasHtml).some((leaf) => {
    if (leaf.kind === 'fenced code') return false;
    const paragraph = text.slice(leaf.lines[0]?.start, leaf.lines.at(-1)?.end);
    return countSigns(paragraph) > MOST_SIGNS;
  });
}

/** The marks of lists and quotes that a line begins with, and dashes that underline. */
const MARKS = /^(?:[ \t>*+-]|\d{1,9}[.)])*/;

/**
 * Whether a Markdown parser needs more than a moment to find the blocks of a file: its time grows with the square of
 * quotes and underlined headings, and faster still with lists in one another on one line. It never is a file that nobody
 * but the bot wrote.
 */
export function isCostlyFile(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const short = lines.filter(({ length }) => length < SHORT_LINE);
  return (
    short.length > MOST_SHORT_LINES ||
    lines.filter(isUnderlineOrQuote).length > MOST_UNDERLINES_AND_QUOTES ||
    shallow(text) !== text
  );
}

function isUnderlineOrQuote(line: string): boolean {
  const marks = MARKS.exec(line)?.[0] ?? '';
  const rest = line.slice(marks.length);
  return marks.includes('>') || (rest === '' && /-[ \t]*$/.test(marks)) || /^=+[ \t]*$/.test(rest);
}
