import type {
  Code,
  Definition,
  Heading,
  Image,
  ImageReference,
  Link,
  LinkReference,
  List,
  Nodes,
  Paragraph,
  PhrasingContent,
  RootContent,
} from 'mdast';
import { isWebAddress, withoutTracking } from './addresses.js';
import { codeSource, partedCalls } from './code-spans.js';
import { cleanLines, linkDestination, onOneLine } from './markdown.js';
import { INFO_STRING } from './read-alike.js';
import { descendants, sourceOf } from './syntax-tree.js';

/** What may stand where the text goes. */
export interface Place {
  /** Hosts from which images may come, in lower case. Any other image is a link to itself. */
  readonly imageHosts: readonly string[];
  /** What references in the text lead to, by identifier. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly isHeading?: boolean;
  readonly isLinkText?: boolean;
  /** Whether something follows without white space, such as a mark. */
  readonly isFollowed?: boolean;
}

/** What a person typed, and where it goes. */
export interface Source {
  readonly source: string;
  readonly place: Place;
  /** How many levels lower headings come. */
  readonly shift: number;
}

/** The marks of lists: entries have dashes, and a list of the same marks goes on over blank lines. */
const LIST_MARK = '* ';

/** The block in the language; '' for what shows nothing. */
export function blockOf(node: RootContent, context: Source, isOutermost = false): string {
  switch (node.type) {
    case 'paragraph':
      return paragraphOf(node, context);
    case 'heading':
      return headingOf(node, context);
    case 'thematicBreak':
      return isOutermost ? '***' : '';
    case 'blockquote':
      return blocksOf(node.children, context)
        .join('\n\n')
        .replace(/^(?=.)/gm, '> ')
        .replace(/^$/gm, '>')
        .replace(/^>$/, '');
    case 'list':
      return listOf(node, context);
    case 'code':
      return codeBlock(node);
    default:
      return '';
  }
}

function blocksOf(nodes: readonly RootContent[], context: Source): readonly string[] {
  return nodes.map((node) => blockOf(node, context)).filter((text) => text !== '');
}

function paragraphOf(node: Paragraph, { place }: Source): string {
  return inlineOf(node.children, place)
    .trimEnd()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => escapeStart(line.trimStart()))
    .join('\n');
}

function headingOf(node: Heading, { place, shift }: Source): string {
  const text = inlineOf(node.children, { ...place, isHeading: true })
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? '' : `${'#'.repeat(Math.min(6, node.depth + shift))} ${text}`;
}

function listOf(node: List, context: Source): string {
  const items = node.children.map((item) => blocksOf(item.children, context));
  const isTight =
    !node.spread && node.children.every(({ children, spread }) => !spread && isTightItem(children));
  const start = node.start ?? 1;
  return items
    .filter((blocks) => blocks.length > 0)
    .map((blocks, index) => {
      const mark = node.ordered === true ? `${start + index}. ` : LIST_MARK;
      const indent = ' '.repeat(mark.length);
      return `${mark}${blocks.join(isTight ? '\n' : '\n\n').replace(/\n(?=.)/g, `\n${indent}`)}`;
    })
    .join(isTight ? '\n' : '\n\n');
}

/** A paragraph, or one with a list below it. */
function isTightItem([first, second, ...others]: readonly RootContent[]): boolean {
  return (
    first?.type === 'paragraph' && (second === undefined || second.type === 'list') && others.length === 0
  );
}

export function codeBlock({ lang, value }: Code): string {
  // Vue reads `{{` in code of `js-vue` (https://vitepress.dev/guide/using-vue).
  const word = /^[\w+#.-]+?(?=(?:-vue)*(?:$|[,{]))/.exec(lang ?? '')?.[0] ?? '';
  return fenced(value, INFO_STRING.test(word) ? word : '');
}

function fenced(value: string, word: string): string {
  const code = codeLines(value);
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${word}\n${code === '' ? '' : `${code}\n`}${marks}`;
}

/** Template engines and Git look into code too, where nothing can be escaped: a space stands before the marks of a conflict. */
export function codeLines(value: string): string {
  return partedCalls(cleanLines(value)).replace(/^(?=<{7}|>{7})/gm, ' ');
}

/** Whether all that is within the node is in the language as it stands in the source. */
export function isCleanInline(node: Nodes, source: string, place: Place): boolean {
  return descendants(node).every((inner) => {
    switch (inner.type) {
      case 'paragraph':
      case 'heading':
      case 'text':
      case 'emphasis':
      case 'strong':
      case 'break':
        return true;
      case 'inlineCode':
        return !/\n/.test(sourceOf(inner, source));
      case 'link':
        return isCleanLink(inner.url, inner.title ?? null, sourceOf(inner, source), '[');
      case 'image':
        return (
          isAllowedImage(inner.url, place) &&
          isCleanLink(inner.url, inner.title ?? null, sourceOf(inner, source), '![') &&
          /^[^[\]\\`*_<&]*$/.test(inner.alt ?? '')
        );
      default:
        return false;
    }
  });
}

function isCleanLink(url: string, title: string | null, source: string, start: string): boolean {
  const isPlain = source.startsWith(start) && source.endsWith(`](${url})`) && title === null;
  return isPlain && isWebAddress(url) && withoutTracking(url) === url && !source.startsWith(`${start}]`);
}

/** The nodes in the language. Lines may begin with anything: `escapeStart` is for them. */
export function inlineOf(nodes: readonly PhrasingContent[], place: Place): string {
  const isRisky = nodes
    .flatMap(descendants)
    .some((node) => node.type === 'inlineCode' && node.value.includes('<'));
  return printed(nodes, place, isRisky);
}

function printed(nodes: readonly PhrasingContent[], place: Place, isRisky: boolean): string {
  return nodes
    .map((node, index) => {
      const next = nodes[index + 1];
      const text = printedNode(
        node,
        { ...place, isFollowed: next !== undefined || place.isFollowed === true },
        isRisky,
      );
      // A mark of exclamation before a link makes an image of it.
      return node.type === 'text' && next !== undefined ? text.replace(/!$/, '\\!') : text;
    })
    .join('');
}

function printedNode(node: PhrasingContent, place: Place, isRisky: boolean): string {
  switch (node.type) {
    case 'text':
      return escapeText(node.value, place);
    case 'emphasis':
      return marked('*', printed(node.children, { ...place, isFollowed: true }, isRisky));
    case 'strong':
      return marked('**', printed(node.children, { ...place, isFollowed: true }, isRisky));
    case 'inlineCode':
      return codeOf(node.value, place, isRisky);
    case 'break':
      return place.isLinkText === true ? ' ' : '  \n';
    case 'link':
    case 'linkReference':
      return linkOf(
        urlOf(node, place),
        printed(node.children, { ...place, isLinkText: true }, isRisky),
        place,
      );
    case 'image':
    case 'imageReference':
      return imageOf(urlOf(node, place), node.alt ?? '', place);
    default:
      return '';
  }
}

/** White space beside the marks would leave them to be read as text. */
function marked(mark: string, text: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return inner === '' ? text : `${before}${mark}${inner}${mark}${after}`;
}

/** Code that some parser could end early is text where a tag could come free. */
function codeOf(value: string, place: Place, isRisky: boolean): string {
  const code = onOneLine(value).trim();
  const isAwkward = /[|`]/.test(code) && isRisky;
  const isAttribute = place.isHeading === true && /[{}]/.test(code);
  return isAwkward || isAttribute ? escapeText(code, place) : codeSource(code);
}

function linkOf(url: string, text: string, place: Place): string {
  const words = text.replace(/\s+/g, ' ').trim();
  if (!isWebAddress(url))
    return text !== '' && (text === url || `mailto:${text}` === url) ? `\\<${text}>` : text;
  if (place.isLinkText === true) return text;
  return `[${words === '' ? EMPTY_LINK : words}](${linkDestination(withoutTracking(url))})`;
}

function imageOf(url: string, alt: string, place: Place): string {
  const words = escapeText(onOneLine(alt), { ...place, isLinkText: true }).trim();
  if (isAllowedImage(url, place) && place.isLinkText !== true)
    return `![${words}](${linkDestination(withoutTracking(url))})`;
  return linkOf(url, words, place);
}

function isAllowedImage(url: string, { imageHosts }: Place): boolean {
  if (!isWebAddress(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === 'https:' && imageHosts.includes(host.toLowerCase());
}

/** What a link without words shows. */
const EMPTY_LINK = 'link';

/** The letters and digits that a reader sees of the node: what becomes of it must show the same ones. */
export function wordsShownBy(node: Nodes, place: Place): string {
  return cleanLines(shownBy(node, place)).replace(/[^\p{L}\p{N}]+/gu, '');
}

function shownBy(node: Nodes, place: Place): string {
  switch (node.type) {
    case 'text':
    case 'code':
    case 'inlineCode':
      return node.value;
    case 'image':
    case 'imageReference':
      return (
        node.alt || (isLinked(node, place) && !isAllowedImage(urlOf(node, place), place) ? EMPTY_LINK : '')
      );
    case 'link':
    case 'linkReference': {
      const text = node.children.map((child) => shownBy(child, { ...place, isLinkText: true })).join('');
      return text.trim() === '' && isLinked(node, place) ? EMPTY_LINK : text;
    }
    default:
      return 'children' in node ? node.children.map((child) => shownBy(child, place)).join('') : '';
  }
}

function isLinked(node: Link | LinkReference | Image | ImageReference, place: Place): boolean {
  return isWebAddress(urlOf(node, place)) && place.isLinkText !== true;
}

function urlOf(node: Link | LinkReference | Image | ImageReference, { definitions }: Place): string {
  return 'url' in node ? node.url : (definitions.get(node.identifier)?.url ?? '');
}

/**
 * Text as Markdown. A backslash before the last brace keeps sites from attributes, which they look for in what is read. One within `{{` and the like keeps template engines from it, which look for those before they
 * read Markdown.
 */
function escapeText(value: string, place: Place): string {
  const { isHeading } = place;
  const text = cleanLines(value)
    .replace(/ *\n[ \n]*/g, '\n')
    .replace(/[\\`*[\]|]|<|(?<=--!?)>|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&')
    .replace(/(\{[^{}\n]*[.#=][^{}\n]*)\}/g, '$1\\}')
    .replace(/(?<=\{)[{%#:]/g, '\\$&');
  return withQuietAddresses(isHeading === true ? text.replace(/(?<!\\)[{}#]/g, '\\$&') : text, place);
}

/** Addresses that run into a mark are no links for anybody: see `isReadAlike`. In the text of a link none is one. */
function withQuietAddresses(text: string, { isLinkText, isFollowed }: Place): string {
  if (isLinkText === true) return text;
  return text.replace(
    /(https?|ftp|www)([:.])(?=([^ \n]*))/gi,
    (found, word: string, sign: string, rest: string, at: number) => {
      const isLast = at + found.length + rest.length === text.length;
      return rest.includes('\\') || (isLast && isFollowed === true) ? `${word}\\${sign}` : found;
    },
  );
}

/** The line so that it begins as text: not with the mark of a block. Of a line in the language nothing changes. */
export function escapeStart(line: string): string {
  return line
    .replace(/^(?:[-+](?=[-+ ]|$)|[#>=:|]|~{3}|\*(?= |$)|\$\$)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?= |$)/, '$1\\$2');
}
