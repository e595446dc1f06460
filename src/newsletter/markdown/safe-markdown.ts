import type { Definition, Heading, Nodes, Paragraph, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { codeSource } from './code-spans.js';
import { cleanLines, type Markdown, onOneLine, withoutMailAddresses } from './markdown.js';
import {
  blockOf,
  codeBlock,
  codeLines,
  escapeStart,
  inlineOf,
  isCleanInline,
  type Place,
  type Source,
  wordsShownBy,
} from './print-markdown.js';
import { isReadAlike, withoutIdleDefinitions, withoutTables } from './read-alike.js';
import { remembered } from './remembered.js';
import { descendants, placeOf, shallow, sourceOf, withoutFootnotes } from './syntax-tree.js';
import { excessOf } from './text-limits.js';

/** A section stands below a heading of level three. */
const HIGHEST_HEADING = 4;

/** Constructs that people may not use. What they typed is read as text. */
const NO_HTML = ['htmlFlow', 'htmlText'];
const NO_BLOCKS = [
  ...NO_HTML,
  'blockQuote',
  'codeFenced',
  'codeIndented',
  'definition',
  'headingAtx',
  'list',
  'setextUnderline',
  'thematicBreak',
];

/**
 * A line of Markdown that anybody may have written, for the beginning of a list item: words, emphasis, code, and links to
 * web addresses; whatever else there is reads as it was typed.
 */
export function lineFrom(text: string): Markdown {
  return lineAgain(text) as Markdown;
}

/** Markdown that anybody may have written, as lines for list items: one for each paragraph or item. */
export function linesFrom(text: string): readonly Markdown[] {
  return linesAgain(text) as readonly Markdown[];
}

/**
 * Markdown that anybody may have written, as blocks of a section: paragraphs, headings below the section's own, lists,
 * quotes, code, links to web addresses, and images from the hosts (lower case). What else there is reads as it was typed,
 * and nothing reaches beyond its end.
 */
export function blocksFrom(text: string, imageHosts: readonly string[] = []): Markdown {
  return blocksAgain(JSON.stringify([text, imageHosts])) as Markdown;
}

/** A run asks for the same texts several times, and the next run again. In UTF-16 units. */
const MOST_REMEMBERED = 2_000_000;

const lineAgain = remembered((text) => safeLine(withoutMailAddresses(text)), MOST_REMEMBERED);
const linesAgain = remembered((text) => safeLines(withoutMailAddresses(text)), MOST_REMEMBERED);
const blocksAgain = remembered((question) => {
  const [text, imageHosts] = JSON.parse(question) as [string, readonly string[]];
  return safeBlocks(withoutMailAddresses(text), imageHosts);
}, MOST_REMEMBERED);

/**
 * Blocks of Markdown for a section, made of what a person wrote. They are in a small language that all parsers read alike:
 * paragraphs, headings below a section's, lists, quotes, code, emphasis, links to the web, and images from the hosts.
 * A block that is in it already stays byte for byte; all else is visible text.
 */
function safeBlocks(text: string, imageHosts: readonly string[]): string {
  if (excessOf(text) !== null) return everythingEscaped(cleanLines(text));
  const { nodes, context } = readTyped(text, imageHosts);
  const blocks = nodes.map((node) => safeBlock(node, context)).filter(({ text: shown }) => shown !== '');
  return joined(withOtherMarksAtTheEnd(blocks, context), context.source);
}

/** One line of Markdown for a list item, made of what a person wrote: text, emphasis, code and links to the web. */
function safeLine(text: string): string {
  return excessOf(text) === null ? lineOf(text) : everythingEscaped(onOneLine(text));
}

function lineOf(text: string): string {
  const line = withoutComments(onOneLine(text)).replace(/ {2,}/g, ' ').trim();
  const root = parse(line, NO_BLOCKS);
  const [paragraph] = root.children;
  if (paragraph?.type !== 'paragraph') return '';
  const place: Place = { imageHosts: [], definitions: new Map() };
  if (isCleanParagraph(paragraph, line, place) && isSafeAsLine(line)) return line;
  const printed = escapeStart(inlineOf(paragraph.children, place).replace(/\s+/g, ' ').trim());
  return isFaithful(printed, paragraph, place) ? printed : everythingEscaped(line);
}

/** Whether a line in the language is the same text for all parsers, at the beginning of a list item too. */
function isSafeAsLine(line: string): boolean {
  return escapeStart(line) === line && !/^[ *_-]+$/.test(line) && isReadAlike(line);
}

/** What a person wrote, as lines for list items: each paragraph, heading, or item of a list. */
function safeLines(text: string): readonly string[] {
  if (excessOf(text) !== null) return everythingEscaped(cleanLines(text)).split('\n\n');
  const { nodes, context } = readTyped(text, []);
  const blocks = nodes.map((node) => ({ node, isKept: isInLanguage(node, context) }));
  const last = blocks.findLast(({ node, isKept }) => isKept || blockOf(node, context, true) !== '');
  return blocks
    .flatMap((block) => {
      const isKept = block.isKept && !(block === last && hasDashes(block.node, context));
      const lines = linesOf(block.node, isKept, context);
      if (lines.every((line) => line !== null)) return lines;
      return everythingEscaped(sourceOf(block.node, context.source)).split('\n\n');
    })
    .filter((line) => line !== '');
}

/** What a person typed, parsed once. */
function readTyped(
  text: string,
  imageHosts: readonly string[],
): { readonly nodes: readonly RootContent[]; readonly context: Source } {
  const source = trimLines(withoutFootnotes(withoutComments(shallow(cleanLines(text)))));
  const root = withoutIdleDefinitions(withoutTables(parse(source, NO_HTML), source), source);
  const place: Place = { imageHosts, definitions: definitionsIn(root) };
  const shift = HIGHEST_HEADING - Math.min(HIGHEST_HEADING, ...depthsOfHeadings(root));
  return { nodes: root.children, context: { source, place, shift } };
}

interface SafeBlock {
  readonly text: string;
  readonly isKept: boolean;
  readonly node: RootContent;
}

function safeBlock(node: RootContent, context: Source): SafeBlock {
  if (!isInLanguage(node, context)) return printedBlock(node, context);
  return { text: sourceOf(node, context.source).trimEnd(), isKept: true, node };
}

/** Whether the block may stay as it is. */
function isInLanguage(node: RootContent, context: Source): boolean {
  return (
    node.position?.start.column === 1 && isClean(node, context) && isReadAlike(sourceOf(node, context.source))
  );
}

function printedBlock(node: RootContent, context: Source): SafeBlock {
  const printed = blockOf(node, context, true);
  const text = isFaithful(printed, node, context.place)
    ? printed
    : everythingEscaped(sourceOf(node, context.source));
  return { text, isKept: false, node };
}

function withOtherMarksAtTheEnd(blocks: readonly SafeBlock[], context: Source): readonly SafeBlock[] {
  const last = blocks.at(-1);
  if (last?.isKept !== true || !hasDashes(last.node, context)) return blocks;
  return [...blocks.slice(0, -1), printedBlock(last.node, context)];
}

function hasDashes(node: RootContent, { source }: Source): boolean {
  return sourceOf(node, source).startsWith('- ');
}

/** The blocks with a blank line between them. Between two that are kept, what the person had there. */
function joined(blocks: readonly SafeBlock[], source: string): string {
  let [text, before] = ['', null as SafeBlock | null];
  for (const block of blocks) {
    text += before === null ? '' : gapBetween(before, block, source);
    text += block.text;
    before = block;
  }
  return text;
}

function gapBetween(before: SafeBlock, after: SafeBlock, source: string): string {
  const gap = source.slice(placeOf(before.node).end, placeOf(after.node).start);
  const isCode = before.node.type === 'code' || after.node.type === 'code';
  const isPlain = /^(?: *\n)+$/.test(gap) && !(isCode && !/\n *\n/.test(gap));
  return before.isKept && after.isKept && isPlain ? gap.replace(/ +/g, '') : '\n\n';
}

/** Whether the node is in the language as it stands in the source. */
function isClean(node: RootContent, context: Source): boolean {
  const { source, place, shift } = context;
  switch (node.type) {
    case 'paragraph':
      return isCleanParagraph(node, source, place);
    case 'heading':
      return shift === 0 && sourceOf(node, source).startsWith('#') && isCleanInline(node, source, place);
    case 'thematicBreak':
      return true;
    case 'blockquote':
    case 'list':
    case 'listItem':
      return node.children.length > 0 && node.children.every((child) => isClean(child, context));
    case 'code':
      return node.position?.start.column === 1 && sourceOf(node, source) === codeBlock(node);
    default:
      return false;
  }
}

function isCleanParagraph(node: Paragraph, source: string, place: Place): boolean {
  const lines = sourceOf(node, source).split('\n');
  const isText = (line: string) => escapeStart(line.replace(/^[ >]+/, '')) === line.replace(/^[ >]+/, '');
  return lines.every(isText) && !lines[0]?.startsWith('>') && isCleanInline(node, source, place);
}

/** Comments are for nobody to see. */
function withoutComments(source: string): string {
  let text = source;
  for (let round = 0; round < 4 && hasComment(text); round += 1) {
    const html = descendants(parse(text, []))
      .filter(({ type }) => type === 'html')
      .map(placeOf);
    const next = html.toReversed().reduce((rest, { start, end }) => {
      const inside = rest.slice(start, end).replace(/<!--(?:>|->|[\s\S]*?--!?>)/g, '');
      return rest.slice(0, start) + inside + rest.slice(end);
    }, text);
    if (next === text) return text;
    text = next;
  }
  return text;
}

function hasComment(text: string): boolean {
  const start = text.indexOf('<!--');
  return start >= 0 && /--!?>/.test(text.slice(start));
}

/** Whether all parsers read the text alike, and it shows the words that the node does. */
function isFaithful(text: string, node: Nodes, place: Place): boolean {
  if (text !== '' && !isReadAlike(text)) return false;
  return (plainWords(text) ?? wordsShownBy(fromMarkdown(text), place)) === wordsShownBy(node, place);
}

/** What may mean something to a parser within a line. */
const ACTIVE = /[\\`*<[\]]|&(?=#?\w+;)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u;

/**
 * The letters and digits of blocks that were printed here and have nothing in their lines but words and escaped signs, as a
 * parser would find them; `null`: it must be asked.
 */
function plainWords(text: string): string | null {
  const lines = text.replace(/^(?:> ?|\* | +|\d{1,9}\. )+/gm, '').replace(/\\[!-/:-@[-`{-~]/g, ' ');
  return ACTIVE.test(lines) ? null : lines.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The last resort: paragraphs in which every sign is itself. */
function everythingEscaped(source: string): string {
  return source
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/[!-/:-@[-`{-~]/g, '\\$&'),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function parse(source: string, disabled: readonly string[]): Root {
  return fromMarkdown(source, { extensions: [{ disable: { null: [...disabled] } }] });
}

function depthsOfHeadings(root: Root): readonly number[] {
  return descendants(root).flatMap((node) => (node.type === 'heading' ? node.depth : []));
}

function definitionsIn(root: Root): ReadonlyMap<string, Definition> {
  return new Map(
    descendants(root)
      .flatMap((node) => (node.type === 'definition' ? [[node.identifier, node] as const] : []))
      .toReversed(),
  );
}

/** The lines of a block; `isKept`: as they stand in the source. `null` for one that cannot be printed faithfully. */
function linesOf(node: RootContent, isKept: boolean, context: Source): readonly (string | null)[] {
  switch (node.type) {
    case 'list':
    case 'listItem':
    case 'blockquote':
      return node.children.flatMap((child) => linesOf(child, isKept, context));
    case 'code':
      return [lineOf(codeSource(codeLines(node.value).replace(/\s+/g, ' ').trim()))];
    case 'paragraph':
    case 'heading':
      return [lineOfWords(node, isKept, context)];
    default:
      return [];
  }
}

function lineOfWords(node: Paragraph | Heading, isKept: boolean, context: Source): string | null {
  const [first, last] = [node.children[0], node.children.at(-1)];
  if (first === undefined || last === undefined) return '';
  const hasBreak = isKept && descendants(node).some(({ type }) => type === 'break');
  // In one line a backslash before its end would be seen.
  if (hasBreak) return lineOfWords(node, false, context);
  const own = isKept ? context.source.slice(placeOf(first).start, placeOf(last).end) : blockOf(node, context);
  if (!isKept && !isFaithful(own, node, context.place)) return null;
  const line = onOneLine(own.replace(/^#+ /, '').replace(/\n[ >]*/g, ' '))
    .replace(/ {2,}/g, ' ')
    .trim();
  return isSafeAsLine(line) && (isKept || plainWords(line) !== null) ? line : lineOf(line);
}

function trimLines(text: string): string {
  return text.replace(/^(?: *\n)+/, '').trimEnd();
}
