import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { placeOf } from './edit-source.js';
import { codeSource } from './inline-atoms.js';
import { safeBlocks } from './safe-blocks.js';
import { safeLine } from './safe-line.js';

/** What a person wrote, as lines for list items: each paragraph, heading, or item of a list. */
export function safeLines(text: string): readonly string[] {
  const source = safeBlocks(text);
  return linesOf(fromMarkdown(source), source)
    .map(safeLine)
    .filter((line) => line !== '');
}

function linesOf(node: Nodes, source: string): readonly string[] {
  switch (node.type) {
    case 'root':
    case 'list':
    case 'listItem':
    case 'blockquote':
      return node.children.flatMap((child) => linesOf(child, source));
    case 'code':
      return [codeSource(node.value.replace(/\s+/g, ' ').trim())];
    case 'paragraph':
    case 'heading': {
      const [first, last] = [node.children[0], node.children.at(-1)];
      if (first === undefined || last === undefined) return [];
      return [source.slice(placeOf(first).start, placeOf(last).end).replace(/\n[ >]*/g, ' ')];
    }
    default:
      return [];
  }
}
