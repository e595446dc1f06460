import type { Paragraph, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Span } from './blocks.js';
import { shallow } from './shallow.js';

/** Emphasis decides nothing about where a line begins; without it long rows of asterisks cost no time. */
const UNNEEDED = ['attention', 'hardBreakEscape'];

/**
 * The lines of a Markdown text that begin as ordinary words, as UTF-16 offsets without the indentation and the line end.
 * Code, quotes, lists, headings, HTML, comments, and links that began on a line before are none.
 */
export function proseLines(source: string): readonly Span[] {
  // The parser does not count a byte order mark in its offsets.
  const shift = source.startsWith('\uFEFF') ? 1 : 0;
  const { children } = fromMarkdown(shallow(source), { extensions: [{ disable: { null: UNNEEDED } }] });
  return children.flatMap((block) => {
    const [start, end] = [block.position?.start.offset, block.position?.end.offset];
    if (start === undefined || end === undefined || !isProse(block, source.charAt(start + shift))) return [];
    return linesWithin(source, start + shift, end + shift).filter((line) =>
      beginsAsText(block, line.start - shift),
    );
  });
}

/** Whether the block is a paragraph. With a row of dashes below it, it is one for whoever did not know Markdown. */
function isProse(block: RootContent, first: string): block is Paragraph {
  return block.type === 'paragraph' || (block.type === 'heading' && first !== '#');
}

function linesWithin(source: string, start: number, end: number): readonly Span[] {
  return [...source.slice(start, end).matchAll(/^( {0,3})([^ \t\r\n][^\r\n]*)/gm)].map(
    ({ index, 1: indentation = '', 2: line = '' }) => {
      const from = start + index + indentation.length;
      return { start: from, end: from + line.length };
    },
  );
}

function beginsAsText({ children }: Paragraph, offset: number): boolean {
  const child = children.find(({ position }) => {
    const [start, end] = [position?.start.offset, position?.end.offset];
    return start !== undefined && end !== undefined && start <= offset && offset < end;
  });
  return child?.type === 'text';
}
