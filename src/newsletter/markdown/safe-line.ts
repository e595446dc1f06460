import type { Root, RootContent } from 'mdast';
import { onOneLine } from './clean-title.js';
import { type Edit, editUntilSettled, escapeAt, placeOf } from './edit-source.js';
import { escapeInline } from './escape-inline.js';
import { inlineEdits } from './inline-edits.js';

/**
 * One line of Markdown for a list item, made of what a person wrote: text, emphasis, code and web links. What would
 * make a block, HTML, or a link elsewhere reads as it was typed.
 */
export function safeLine(text: string): string {
  const line = onOneLine(text).replace(/ {2,}/g, ' ').trim();
  return editUntilSettled(line, editLine)?.trim() ?? escapeInline(line, 'paragraph');
}

function editLine(root: Root, source: string): readonly Edit[] {
  const [first, ...others] = root.children;
  if (first === undefined) return [];
  if (others.length === 0 && first.type === 'paragraph') {
    return [...taskMark(source), ...inlineEdits(root, source, 'as links')];
  }
  return first.type === 'html' ? inlineEdits(root, source, 'as links') : [escapeAt(markOf(first, source))];
}

/** `[x]` at the beginning of a list item is a checkbox to Zola. */
function taskMark(source: string): readonly Edit[] {
  return /^\[[ xX]\](?=\s|$)/.test(source) ? [escapeAt(0)] : [];
}

/** The character without which there would be no such block. */
function markOf(block: RootContent, source: string): number {
  const { start } = placeOf(block);
  const number = block.type === 'list' ? (/^\d+/.exec(source.slice(start))?.[0].length ?? 0) : 0;
  return start + number;
}
