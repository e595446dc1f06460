import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { frontmatter } from 'micromark-extension-frontmatter';
import { linksToWork } from '../activity/entry-lines.js';
import { type Piece, type Section, sectionsOf } from '../document/document.js';
import { parseDocument } from '../document/parse-document.js';
import { lastAtMost } from '../markdown/order.js';
import { unixLines } from '../markdown/unix-lines.js';

/** An edition's file, read for the checks. All offsets are into `text`, all lines begin at 1. */
export interface Page {
  /** The file with the line ends of Unix and without a byte order mark, neither of which moves a line. */
  readonly text: string;
  /** All nodes of the Markdown, in the order of the file. */
  readonly nodes: readonly PageNode[];
  readonly sections: readonly Section[];
  readonly pieces: readonly Piece[];
  lineAt(offset: number): number;
  lineOf(piece: Piece): number;
}

/** A node of the Markdown with its place. */
export interface PageNode {
  readonly node: Nodes;
  readonly start: number;
  /** The source, byte for byte. */
  readonly source: string;
  /** The types of the nodes that it stands in. */
  readonly within: ReadonlySet<Nodes['type']>;
}

/** Reads an edition's file. */
export function readPage(source: string): Page {
  const text = unixLines(source.replace(/^\uFEFF/, ''));
  const tree = fromMarkdown(text, {
    // No check asks for emphasis, of which long rows keep a parser busy for minutes.
    extensions: [frontmatter(['toml']), { disable: { null: ['attention'] } }],
    mdastExtensions: [frontmatterFromMarkdown(['toml'])],
  });
  const edition = parseDocument(text);
  const lineAt = lineCounter(text);
  return {
    text,
    nodes: nodesOf(tree, text, new Set()),
    sections: sectionsOf(edition),
    pieces: edition.pieces,
    lineAt,
    lineOf: ({ start }) => lineAt(start),
  };
}

/** All nodes within this one, itself first. */
export function nodesOf(node: Nodes, text: string, within: PageNode['within']): readonly PageNode[] {
  const start = node.position?.start.offset ?? 0;
  const source = text.slice(start, node.position?.end.offset ?? text.length);
  const own: PageNode = { node, start, source, within };
  if (!('children' in node)) return [own];
  const inside = new Set([...within, node.type]);
  return [own, ...node.children.flatMap((child) => nodesOf(child, text, inside))];
}

/** Whether it is the link of an entry: to a pull request or a commit. */
export function isLinkToWork(node: Nodes): boolean {
  return node.type === 'link' && linksToWork(node.url);
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => lastAtMost(starts, offset) + 1;
}
