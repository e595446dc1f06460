import type { Node } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { frontmatter } from 'micromark-extension-frontmatter';
import type { Span } from './block-structure.js';
import { isCostlyFile } from './text-limits.js';

/** One top-level block of a Markdown document, with its place in the source. */
export interface Block {
  readonly kind: 'front-matter' | 'heading' | 'paragraph' | 'list' | 'html' | 'code' | 'other';
  /** 1 to 6 for headings, else 0. */
  readonly depth: number;
  /** The source, byte for byte. */
  readonly text: string;
  /** UTF-16 offsets into the source; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The items of a list, without their nested lists' items; empty for any other block. */
  readonly items: readonly Span[];
}

const KINDS: Readonly<Record<string, Block['kind']>> = {
  toml: 'front-matter',
  heading: 'heading',
  paragraph: 'paragraph',
  list: 'list',
  html: 'html',
  code: 'code',
};

/** What matters within a block only; without it parsing takes half the time. */
const INLINE_CONSTRUCTS = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

/**
 * The top-level blocks of an edition, in order. Front matter is TOML between `+++` lines, as Zola has it. A heading
 * within a comment or in code is no heading. A text that would keep the parser busy is one block.
 */
export function parseBlocks(source: string): readonly Block[] {
  if (isCostlyFile(source))
    return [{ kind: 'other', depth: 0, text: source, start: 0, end: source.length, items: [] }];
  // The parser does not count a byte order mark in its offsets.
  const shift = source.startsWith('\uFEFF') ? 1 : 0;
  const tree = fromMarkdown(source, {
    extensions: [frontmatter(['toml']), { disable: { null: INLINE_CONSTRUCTS } }],
    mdastExtensions: [frontmatterFromMarkdown(['toml'])],
  });
  return tree.children.map((node) => {
    const { start, end } = spanOf(node, source, shift);
    const items = node.type === 'list' ? node.children.map((item) => spanOf(item, source, shift)) : [];
    const depth = node.type === 'heading' ? node.depth : 0;
    return { kind: KINDS[node.type] ?? 'other', depth, text: source.slice(start, end), start, end, items };
  });
}

/** Whether the block is an HTML comment. */
export function isComment(block: Block): boolean {
  return block.kind === 'html' && block.text.trimStart().startsWith('<!--');
}

function spanOf({ position }: Node, source: string, shift: number): Span {
  const [start, end] = [position?.start.offset, position?.end.offset];
  return {
    start: start === undefined ? 0 : start + shift,
    end: end === undefined ? source.length : end + shift,
  };
}
