import type { Nodes, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { descendants } from './syntax-tree.js';

/** Where the text will stand: in a link's text, or as a paragraph of its own. */
export type Frame = 'link' | 'paragraph';

const FRAMES = {
  link: { before: '[', after: '](https://example.org)' },
  paragraph: { before: '', after: '' },
} as const;

/** What is read as something else than text and code, each with the part of the source that makes it so. */
export interface Misreading {
  readonly type: Nodes['type'];
  readonly start: number;
  readonly end: number;
}

/** Code spans between control characters, which a cleaned title does not have. */
export function asRead(code: string): string {
  return `\u{1}${code}\u{2}`;
}

/**
 * How a CommonMark parser misreads the source (positions in it); `null` when it sees exactly the expected text and
 * code. Parsers differ beside `*` and `_`, and the source must be right for all: emoji and other symbols are
 * punctuation since CommonMark 0.31, letters before and for Zola; the end of a link's text is white space to
 * markdown-it.
 */
export function misreadings(source: string, expected: string, frame: Frame): readonly Misreading[] | null {
  const symbols = /[^\0-\x7F]/.test(source) ? [PUNCTUATION, 'x'] : [PUNCTUATION];
  const endings = frame === 'link' && /[*_]$/.test(source) ? ['', ' '] : [''];
  for (const symbol of symbols) {
    for (const ending of endings) {
      const view = (text: string): string => `${withStandIns(text, symbol)}${ending}`;
      const found = misreadingsOf(view(source), view(expected), frame);
      if (found !== null) return found;
    }
  }
  return null;
}

function misreadingsOf(source: string, expected: string, frame: Frame): readonly Misreading[] | null {
  const { before, after } = FRAMES[frame];
  const root = fromMarkdown(`${before}${source}${after}`);
  if (readingOf(root.children, frame) === expected) return null;
  return descendants(root).flatMap(({ type, position }) => {
    const start = position?.start.offset;
    const end = position?.end.offset;
    if (start === undefined || end === undefined || INNOCENT.has(type)) return [];
    return [{ type, start: start - before.length, end: end - before.length }];
  });
}

/** Cannot be escaped, so that it does not make an escape of a backslash before it. */
const PUNCTUATION = '…';

const INNOCENT: ReadonlySet<Nodes['type']> = new Set(['root', 'paragraph', 'text', 'inlineCode']);

/** Of the same length, and without surrogate pairs, of which the parser does not know the class. */
function withStandIns(text: string, symbol: string): string {
  return text.replace(/[^\0-\x7F]/gu, (character) => {
    if (/\p{Symbol}/u.test(character)) return symbol.repeat(character.length);
    return /\p{Punctuation}/u.test(character) ? PUNCTUATION.repeat(character.length) : character;
  });
}

/** Text and code as a reader sees them; `null` when there is anything else. */
function readingOf(blocks: readonly Nodes[], frame: Frame): string | null {
  const [paragraph] = blocks;
  if (blocks.length === 0) return '';
  if (blocks.length > 1 || paragraph?.type !== 'paragraph') return null;
  if (frame === 'paragraph') return readingOfPhrases(paragraph.children);
  const [wrapper] = paragraph.children;
  if (paragraph.children.length > 1 || wrapper?.type !== 'link') return null;
  return readingOfPhrases(wrapper.children);
}

function readingOfPhrases(phrases: readonly PhrasingContent[]): string | null {
  const readings = phrases.map((phrase) => {
    if (phrase.type === 'text') return phrase.value;
    return phrase.type === 'inlineCode' ? asRead(phrase.value) : null;
  });
  return readings.includes(null) ? null : readings.join('');
}
