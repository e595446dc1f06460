import type { Code, Heading, Root } from 'mdast';
import { cleanLines } from './clean-title.js';
import { descendants, type Edit, editUntilSettled, placeOf } from './edit-source.js';
import { escapeInline } from './escape-inline.js';
import { SHORTCODE_CALL } from './inline-atoms.js';
import { inlineEdits } from './inline-edits.js';

/** A section stands below a heading of level three. */
const HIGHEST_HEADING = 4;

/**
 * Blocks of Markdown for a section, made of what a person wrote; what needs no change stays byte for byte. They end
 * where they seem to, and neither HTML, nor a definition, nor a heading reaches beyond them.
 */
export function safeBlocks(text: string): string {
  const source = trimLines(cleanLines(text));
  const settled = editUntilSettled(source, editBlocks);
  return settled === null ? asPlainParagraphs(source) : trimLines(settled);
}

function editBlocks(root: Root, source: string): readonly Edit[] {
  const nodes = descendants(root);
  const headings = nodes.filter((node) => node.type === 'heading');
  const shift = HIGHEST_HEADING - Math.min(HIGHEST_HEADING, ...headings.map(({ depth }) => depth));
  return [
    ...inlineEdits(root, source, 'kept'),
    ...(shift === 0 ? [] : headings.map((heading) => lowered(heading, source, shift))),
    ...nodes.flatMap((node) => (node.type === 'code' ? codeEdits(node, source) : [])),
    ...endOfOpenFence(root, source),
  ];
}

/** The heading some levels lower, with `#` marks. */
function lowered(heading: Heading, source: string, shift: number): Edit {
  const { start, end } = placeOf(heading);
  const [first, last] = [heading.children[0], heading.children.at(-1)];
  const marks = '#'.repeat(Math.min(6, heading.depth + shift));
  if (first === undefined || last === undefined) return { start, end, text: marks };
  const words = source.slice(placeOf(first).start, placeOf(last).end).replace(/\s*\n[\s>]*/g, ' ');
  return { start, end, text: `${marks} ${words}` };
}

/** Zola looks for shortcodes in code too. */
function codeEdits(node: Code, source: string): readonly Edit[] {
  const { start, end } = placeOf(node);
  return [...source.slice(start, end).matchAll(SHORTCODE_CALL)].map(({ index }) => {
    const between = start + index + 1;
    return { start: between, end: between, text: ' ' };
  });
}

/** A fence that nobody closed would make code of all that follows. */
function endOfOpenFence({ children }: Root, source: string): readonly Edit[] {
  const last = children.at(-1);
  if (last?.type !== 'code') return [];
  const { start, end } = placeOf(last);
  const block = source.slice(start, end);
  const fence = /^(?:`{3,}|~{3,})/.exec(block)?.[0];
  if (fence === undefined) return [];
  const closing = new RegExp(`\\n {0,3}\\${fence.charAt(0)}{${fence.length},} *$`);
  return closing.test(block) ? [] : [{ start: source.length, end: source.length, text: `\n${fence}` }];
}

function asPlainParagraphs(source: string): string {
  return source
    .split(/\n\s*\n/)
    .map((paragraph) => escapeInline(paragraph.replace(/\s+/g, ' ').trim(), 'paragraph'))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function trimLines(text: string): string {
  return text.replace(/^(?: *\n)+/, '').trimEnd();
}
