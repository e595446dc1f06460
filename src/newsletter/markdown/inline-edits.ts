import type { Definition, Image, ImageReference, Link, LinkReference, Nodes, Root, Text } from 'mdast';
import { onOneLine } from './clean-title.js';
import { descendants, type Edit, escapeAt, placeOf } from './edit-source.js';
import { escapeInline } from './escape-inline.js';
import { codeSource, SHORTCODE_CALL } from './inline-atoms.js';
import { linkDestination } from './link-destination.js';
import { isWebAddress, withoutTracking } from './web-address.js';

/** What becomes of images: they stay in blocks, and are links to themselves in a line. */
export type Images = 'kept' | 'as links';

/** What must change within lines: HTML, addresses that are none of the web, references, footnotes, shortcodes. */
export function inlineEdits(root: Root, source: string, images: Images): readonly Edit[] {
  const nodes = descendants(root);
  const definitions = new Map(
    nodes.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node] as const] : [])),
  );
  return nodes.flatMap((node) => {
    switch (node.type) {
      case 'html':
        return htmlEdits(source, placeOf(node).start, placeOf(node).end);
      case 'link':
        return linkEdits(node, source);
      case 'linkReference':
        return [rewritten(node, source, linkTo(definitions, node))];
      case 'image':
        return imageEdits(node, source, images);
      case 'imageReference':
        return [rewritten(node, source, linkTo(definitions, node))];
      case 'definition':
        return [{ ...placeOf(node), text: '' }];
      case 'text':
        return textEdits(node, source);
      case 'inlineCode':
        return hasCall(node, source) ? [{ ...placeOf(node), text: codeSource(node.value) }] : [];
      default:
        return [];
    }
  });
}

/** Comments are for nobody to see; a tag is shown as it was typed. */
function htmlEdits(source: string, start: number, end: number): readonly Edit[] {
  const comments = [...source.slice(start, end).matchAll(/<!--(?:>|->|[\s\S]*?--!?>)/g)];
  if (comments.length === 0) return [escapeAt(start)];
  return comments.map(({ index, 0: comment }) => ({
    start: start + index,
    end: start + index + comment.length,
    text: '',
  }));
}

function linkEdits(node: Link, source: string): readonly Edit[] {
  const { start } = placeOf(node);
  if (source.charAt(start) === '<') {
    if (!isWebAddress(node.url)) return [escapeAt(start)];
    const url = withoutTracking(node.url);
    return url === node.url && !hasCall(node, source)
      ? []
      : [{ ...placeOf(node), text: `<${linkDestination(url)}>` }];
  }
  return isClean(node, source) ? [] : [rewritten(node, source, node.url)];
}

function imageEdits(node: Image, source: string, images: Images): readonly Edit[] {
  if (images === 'kept') return isClean(node, source) ? [] : [rewritten(node, source, node.url)];
  return [rewritten(node, source, node.url, false)];
}

/** Whether a link may stay as it is: title included, which no style of the editions uses but which does no harm. */
function isClean(node: Link | Image, source: string): boolean {
  return isWebAddress(node.url) && withoutTracking(node.url) === node.url && !callInAddress(node, source);
}

/** `[text](address)`, or the text alone when the address is none. */
function rewritten(
  node: Link | LinkReference | Image | ImageReference,
  source: string,
  url: string,
  keepsImage = node.type !== 'link' && node.type !== 'linkReference',
): Edit {
  const text =
    'children' in node ? innerSource(node, source) : escapeInline(onOneLine(node.alt ?? ''), 'link');
  if (!isWebAddress(url)) return { ...placeOf(node), text };
  const mark = keepsImage ? '!' : '';
  const shown = text.trim() === '' && !keepsImage ? 'link' : text;
  return { ...placeOf(node), text: `${mark}[${shown}](${linkDestination(withoutTracking(url))})` };
}

function linkTo(definitions: ReadonlyMap<string, Definition>, node: LinkReference | ImageReference): string {
  return definitions.get(node.identifier)?.url ?? '';
}

function innerSource({ children }: Link | LinkReference, source: string): string {
  const [first, last] = [children[0], children.at(-1)];
  return first === undefined || last === undefined
    ? ''
    : source.slice(placeOf(first).start, placeOf(last).end);
}

/** What other parsers read: tags that are not finished, footnotes, shortcodes. */
function textEdits(node: Text, source: string): readonly Edit[] {
  const { start, end } = placeOf(node);
  const text = source.slice(start, end);
  const offsets = [
    ...[...text.matchAll(/<(?=[A-Za-z/!?])/g)].map(({ index }) => index),
    ...[...text.matchAll(/\[(?=\^)/g)].map(({ index }) => index),
    ...[...text.matchAll(SHORTCODE_CALL)].map(({ index }) => index + 1),
  ];
  return offsets.filter((offset) => !isEscaped(text, offset)).map((offset) => escapeAt(start + offset));
}

function isEscaped(text: string, offset: number): boolean {
  return (/\\*$/.exec(text.slice(0, offset))?.[0].length ?? 0) % 2 === 1;
}

/** Whether Zola would find a shortcode in the node. */
function hasCall(node: Nodes, source: string): boolean {
  const { start, end } = placeOf(node);
  return new RegExp(SHORTCODE_CALL.source).test(source.slice(start, end));
}

function callInAddress(node: Link | Image, source: string): boolean {
  return (
    hasCall(node, source) && !('children' in node && node.children.some((child) => hasCall(child, source)))
  );
}
