import type { Paragraph, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Span } from './blocks.js';
import { shallow } from './shallow.js';

/** Emphasis decides nothing about where a line begins; without it long rows of asterisks cost no time. */
const UNNEEDED = ['attention', 'hardBreakEscape'];

/**
 * The lines of a Markdown text that begin as ordinary words, as UTF-16 offsets without the indentation and the line end.
 * Code, quotes, list marks, headings, HTML, comments, and links that began on a line before are none. A line right below
 * a list item is one, if it is not indented.
 */
export function proseLines(source: string): readonly Span[] {
  // The parser does not count a byte order mark in its offsets.
  const shift = source.startsWith('\uFEFF') ? 1 : 0;
  const { children } = fromMarkdown(shallow(source), { extensions: [{ disable: { null: UNNEEDED } }] });
  return children.flatMap((block) => linesOf(block, ' {0,3}', source, shift));
}

/** `indentation`: the pattern of what may stand before a line's words. */
function linesOf(block: RootContent, indentation: string, source: string, shift: number): readonly Span[] {
  if (block.type === 'list' || block.type === 'listItem') {
    return block.children.flatMap((child) => linesOf(child, '', source, shift));
  }
  const [start, end] = [block.position?.start.offset, block.position?.end.offset];
  if (start === undefined || end === undefined || !isProse(block, source.charAt(start + shift))) return [];
  return linesWithin(source, start + shift, end + shift, indentation).filter((line) =>
    beginsAsText(block, line.start - shift),
  );
}

/** Whether the block is a paragraph. With a row of dashes below it, it is one for whoever did not know Markdown. */
function isProse(block: RootContent, first: string): block is Paragraph {
  return block.type === 'paragraph' || (block.type === 'heading' && first !== '#');
}

function linesWithin(source: string, start: number, end: number, indentation: string): readonly Span[] {
  const line = new RegExp(`^(${indentation})([^ \\t\\r\\n][^\\r\\n]*)`, 'gm');
  return [...source.slice(start, end).matchAll(line)].flatMap(({ index, 1: before = '', 2: words = '' }) => {
    const from = start + index + before.length;
    const isMarked = indentation === '' && index === 0;
    return isMarked ? [] : { start: from, end: from + words.length };
  });
}

function beginsAsText({ children }: Paragraph, offset: number): boolean {
  const child = children.find(({ position }) => {
    const [start, end] = [position?.start.offset, position?.end.offset];
    return start !== undefined && end !== undefined && start <= offset && offset < end;
  });
  return child?.type === 'text';
}
