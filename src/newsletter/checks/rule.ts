import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { frontmatter } from 'micromark-extension-frontmatter';
import { workAt } from '../activity/entry-lines.js';
import type { Document, Outline, Piece, Section } from '../document/document.js';
import type { HidingMarks } from '../document/form.js';
import { LONGEST_EDITION, parseDocument, withHtmlComments } from '../document/parse-document.js';
import type { Edition } from '../edition/edition.js';
import type { EarlierEdition } from '../house-style/earlier-edition.js';
import { lastAtMost } from '../markdown/order.js';
import type { Spelling } from '../spelling/spelling.js';

/** `failure` is for what would break the page, `warning` for what a person should decide, `notice` for opinions. */
export type Level = 'failure' | 'warning' | 'notice';

/** The levels that the settings give rules, by their keys; what is not there has its own. */
export type RuleLevels = Readonly<Record<string, Level | 'off' | null | undefined>>;

/** A draft with all that is known of it. */
export interface DraftToCheck {
  /** The edition's file as it is on the draft branch. */
  readonly document: Document;
  /** The edition as the bot would publish it. */
  readonly edition: Edition;
  /** The same as its file. */
  readonly fresh: string;
  /** All published editions. */
  readonly earlier: readonly EarlierEdition[];
  /** What the bot last offered; `null` when that is not known. */
  readonly base: Outline | null;
  /** Keys of entries that have no place in the file, since a person deleted their section. */
  readonly withoutSection: readonly string[];
  /** The body of the draft's pull request as it is after the run; '' where there is none. */
  readonly body: string;
  readonly levels: RuleLevels;
  /** How words are judged; `null` where they are not. */
  readonly spelling: Spelling | null;
}

/** A draft whose file was read. */
export interface CheckedDraft extends DraftToCheck {
  readonly page: EditionPage;
  /** Why the file cannot be read as an edition, with what to do; `null` when it can. */
  readonly whyNoEdition: FoundPlace | null;
}

/** Where a rule found something, and what a person can do about it. */
export interface FoundPlace {
  /** The first line is 1. */
  readonly line: number;
  readonly endLine?: number;
  /** A sentence or two. */
  readonly message: string;
}

/** One thing that is looked for. */
export interface Rule {
  /** What is found, for the head of an annotation. */
  readonly title: string;
  readonly level: Level;
  /** What the rule looks for, for the documentation. */
  readonly finds: string;
  find(draft: CheckedDraft): readonly FoundPlace[];
}

/** An edition's file, read for the checks. All offsets are into `text`, all lines begin at 1. */
export interface EditionPage {
  /** The file with the line ends of Unix and without a byte order mark, neither of which moves a line. */
  readonly text: string;
  /** All nodes of the Markdown, in the order of the file; none where the file is too long or too costly to parse. */
  readonly nodes: readonly PageNode[];
  /** The nodes that are links to pull requests or commits. */
  readonly linksToWork: ReadonlySet<PageNode>;
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
  /** All nodes that stand in it. */
  readonly inside: readonly PageNode[];
}

/** Reads an edition's file. */
export function readPage({ source, form, ...file }: Document): EditionPage {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const document = text === source ? { source, form, ...file } : parseDocument(text, form);
  const nodes =
    isTooLong(document) || document.isCostly ? [] : nodesOf(parse(text, form.hidden), text, new Set());
  const lineAt = lineCounter(text);
  return {
    text,
    nodes,
    linksToWork: new Set(nodes.filter(({ node }) => node.type === 'link' && workAt(node.url) !== null)),
    sections: document.sections,
    pieces: document.pieces,
    lineAt,
    lineOf: ({ start }) => lineAt(start),
  };
}

/** Whether the file is longer than any edition, and so is not read. */
export function isTooLong({ source }: Document): boolean {
  return source.length > LONGEST_EDITION;
}

function parse(text: string, hidden: HidingMarks): Root {
  return fromMarkdown(withHtmlComments(text, hidden), {
    // No check asks for emphasis, of which long rows keep a parser busy for minutes.
    extensions: [frontmatter(['toml', 'yaml']), { disable: { null: ['attention'] } }],
    mdastExtensions: [frontmatterFromMarkdown(['toml', 'yaml'])],
  });
}

/** This node, then all that stand in it. */
function nodesOf(node: Nodes, text: string, within: PageNode['within']): readonly PageNode[] {
  const start = node.position?.start.offset ?? 0;
  const source = text.slice(start, node.position?.end.offset ?? text.length);
  if (!('children' in node)) return [{ node, start, source, within, inside: [] }];
  const around = new Set([...within, node.type]);
  const inside = node.children.flatMap((child) => nodesOf(child, text, around));
  return [{ node, start, source, within, inside }, ...inside];
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => lastAtMost(starts, offset) + 1;
}
