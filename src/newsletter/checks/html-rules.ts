import { Parser } from 'htmlparser2';
import type { Nodes } from 'mdast';
import { maskLiterals } from '../activity/entry-lines.js';
import { DELIMITER_ROW } from '../markdown/read-alike.js';
import {
  type CheckedDraft,
  type EditionPage,
  type FoundPlace,
  type PageNode,
  type Rule,
  readPage,
} from './rule.js';

export const unclosedTag: Rule = {
  title: 'Unclosed HTML tag',
  level: 'failure',
  finds: "an HTML tag in an entry's link text that is not closed there, such as `<u8>` from a title",
  find(draft) {
    return titlesWithTags(draft).flatMap(({ line, tags }): FoundPlace[] => {
      const [tag] = unpaired(tags);
      if (tag === undefined) return [];
      const message = `"${tag}" is read as an HTML tag: readers do not see it, and it can garble what follows. Put it in backticks, or write "\\${tag}".`;
      return [{ line, message }];
    });
  },
};

export const tagInTitle: Rule = {
  title: 'HTML in a title',
  level: 'warning',
  finds: "HTML tags in an entry's link text that are closed there",
  find(draft) {
    return titlesWithTags(draft).flatMap(({ line, tags }): FoundPlace[] => {
      const [tag] = tags;
      if (tag === undefined || unpaired(tags).length > 0) return [];
      return [
        { line, message: `"${tag}" is read as an HTML tag. If readers should see it, put it in backticks.` },
      ];
    });
  },
};

const VOID_ELEMENTS = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

/** The entries whose link text has tags, with these as they stand in the file; the bot itself parts braces for Vue by one. */
function titlesWithTags({ page: { linksToWork, lineAt }, document: { form } }: CheckedDraft) {
  const isOfBot = (tag: string) => form.dialect === 'vue' && tag === '<wbr>';
  return [...linksToWork].flatMap(({ start, within, inside }) => {
    if (!within.has('listItem')) return [];
    const tags = inside
      .filter((inner) => inner.node.type === 'html')
      .map(({ source }) => source)
      .filter((source) => nameOf(source) !== null && !isOfBot(source));
    return tags.length === 0 ? [] : [{ line: lineAt(start), tags }];
  });
}

/** Tags without their other half; those that need none are left out. */
function unpaired(tags: readonly string[]): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const tag of tags) {
    const name = nameOf(tag) ?? '';
    if (VOID_ELEMENTS.test(name)) continue;
    if (!tag.startsWith('</')) open.push(tag);
    else if (nameOf(open.at(-1) ?? '') === name) open.pop();
    else wrong.push(tag);
  }
  return [...open, ...wrong];
}

function nameOf(tag: string): string | null {
  return /^<\/?([A-Za-z][\w-]*)/.exec(tag)?.[1]?.toLowerCase() ?? null;
}

/** HTML that acts, and that no edition had before. */
export const liveHtml: Rule = {
  title: 'Live HTML',
  level: 'failure',
  finds:
    'HTML that acts: scripts, frames, forms, event handlers, `javascript:` and `data:` addresses, also where a table or the attributes of a heading free it from code',
  find: (draft) =>
    dangersOf(draft, false).map(({ line, what }) => ({
      line,
      message: `${what} acts on the page of every reader. Delete it, unless an editor put it there on purpose: once an edition with it is published, this is a warning.`,
    })),
};

export const liveHtmlAgain: Rule = {
  title: 'Live HTML again',
  level: 'warning',
  finds: 'the same kind of HTML, if an earlier edition has it too: the same tag, attributes and host',
  find: (draft) =>
    dangersOf(draft, true).map(({ line, what }) => ({
      line,
      message: `${what} acts on the page of every reader. An earlier edition had one like it.`,
    })),
};

interface Danger extends Pick<FoundPlace, 'line'> {
  /** What it is, to begin a sentence with. */
  readonly what: string;
  /** By what the like of it is known in other editions. */
  readonly kind: string;
}

function dangersOf({ page, earlier }: CheckedDraft, isPublished: boolean): readonly Danger[] {
  const dangers = dangersIn(page);
  if (dangers.length === 0) return [];
  const published = new Set(
    earlier.flatMap(({ document }) => dangersIn(readPage(document)).map(({ kind }) => kind)),
  );
  return dangers.filter(({ kind }) => published.has(kind) === isPublished);
}

function dangersIn(page: EditionPage): readonly Danger[] {
  const ofNodes = page.nodes.flatMap(({ node, start, source }) => {
    const what = dangerOfNode(node, source);
    return what === null ? [] : [{ what, kind: what, offset: start }];
  });
  const found = [...ofNodes, ...tagsIn(withoutCode(page))];
  const byPlace = new Map(found.map((danger) => [`${page.lineAt(danger.offset)} ${danger.what}`, danger]));
  return [...byPlace.values()].map(({ offset, ...danger }) => ({ ...danger, line: page.lineAt(offset) }));
}

/**
 * The text with spaces in place of what no parser takes for HTML: front matter, comments, escaped signs outside of HTML, and
 * code that is plainly code. Parsers disagree on the rest, so all of it counts.
 */
function withoutCode({ nodes, text }: EditionPage): string {
  const masked = maskLiterals(text);
  const cut = nodes.filter(isCutElsewhere);
  const isPlain = ({ node, start, source }: PageNode): boolean => {
    if (source.includes('\r')) return false;
    switch (node.type) {
      case 'html':
        return /^<!--(?!-?>)(?:(?!--!>)[\s\S])*?-->$/.test(source.trimEnd());
      case 'code':
        return isPlainFence(text.slice(text.lastIndexOf('\n', start - 1) + 1, start), source);
      case 'inlineCode': {
        const isCut = cut.some((block) => holds(block, start));
        return /^\0+$/.test(masked.slice(start, start + source.length)) && !isCut;
      }
      default:
        return ['toml', 'yaml'].includes(node.type);
    }
  };
  const signs = text.split('');
  for (const { start, source } of nodes.filter(isPlain)) signs.fill(' ', start, start + source.length);
  const shown = signs.join('');
  const [html, links] = [placesOf('html', nodes, text.length), placesOf('link', nodes, text.length)];
  const isBehindAddress = (at: number) => BEHIND_ADDRESS.test(shown.slice(Math.max(0, at - 500), at));
  return shown.replace(/(?=\\)(?<!\\)((?:\\\\)*)\\</g, (escaped, backslashes: string, at: number) =>
    html[at] === 1 || (links[at] === 0 && isBehindAddress(at)) ? escaped : `${backslashes}  `,
  );
}

/** For each sign of the text 1 if it stands in a node of the type, else 0. */
function placesOf(type: Nodes['type'], nodes: readonly PageNode[], length: number): Uint8Array {
  const places = new Uint8Array(length);
  for (const { node, start, source } of nodes)
    if (node.type === type) places.fill(1, start, start + source.length);
  return places;
}

/** Where sites make a link of an address, they swallow the backslash that it runs into. No address becomes one within a link. */
const BEHIND_ADDRESS = /(?:(?:https?|ftp):\/\/|www\.)\S*$/i;

function holds({ start, source }: PageNode, at: number): boolean {
  return start <= at && at < start + source.length;
}

/** Whether the block ends for every parser where it ends for ours. `before`: what stands before it on its line. */
function isPlainFence(before: string, source: string): boolean {
  const indent = before.replace(/[^> ]/g, ' ');
  const [first = '', ...lines] = source.split('\n');
  const [, fence = ''] = /^(`{3,}|~{3,})[^`<>"']*$/.exec(first) ?? [];
  const isInside = (line: string) =>
    line.startsWith(indent) || line.trim() === '' || line === indent.trimEnd();
  const ends = lines.filter((line) => /^[ >]*(?:`{3,}|~{3,})\s*$/.test(line));
  return fence !== '' && lines.every(isInside) && ends.length === 1 && lines.at(-1) === `${indent}${fence}`;
}

/** Sites that make links of addresses swallow the backtick that one runs into. */
const ADDRESS_INTO_CODE = /(?::\/\/|www\.)[^\s`]*`/gi;

/** Whether a site's parser may end code within the block: at a `|` of a table, before attributes, behind an address. */
function isCutElsewhere({ node, source, start, inside }: PageNode): boolean {
  if (node.type !== 'heading' && node.type !== 'paragraph') return false;
  // No address becomes a link within a link.
  const links = inside.filter((inner) => inner.node.type === 'link');
  const isInLink = (at: number) =>
    links.some((link) => link.start <= at && at < link.start + link.source.length);
  if ([...source.matchAll(ADDRESS_INTO_CODE)].some(({ index }) => !isInLink(start + index))) return true;
  return isTable(source) || (node.type === 'heading' && /\{[^{}]*\}[\s#=-]*$/.test(source));
}

function isTable(source: string): boolean {
  return source.split(/[\r\n]/).some((line) => DELIMITER_ROW.test(line.replace(/^[\s>]+/, '')));
}

/** What Markdown itself makes an attribute of. */
function dangerOfNode(node: Nodes, source: string): string | null {
  switch (node.type) {
    case 'link':
    case 'image':
    case 'definition':
      if (isActive(node.url)) return `The address "${cutShort(node.url)}"`;
      return /["<>]/.test(node.title ?? '') ? `The title of a link, ${cutShort(node.title ?? '')},` : null;
    case 'code': {
      const info = [node.lang, node.meta].join(' ');
      return /["'<>]/.test(info) ? `What stands behind the fence, ${cutShort(info)},` : null;
    }
    case 'heading':
      return /\{[^{}]*\bon[a-z]+\s*=[^{}]*\}[\s#=-]*$/i.test(source) ? 'An attribute of this heading' : null;
    default:
      return null;
  }
}

const LIVE_ELEMENTS: ReadonlySet<string> = new Set([
  ...['script', 'style', 'link', 'meta', 'base', 'template', 'noscript', 'title', 'xmp', 'plaintext'],
  ...['iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'portal'],
  ...['form', 'input', 'button', 'textarea', 'select', 'option', 'dialog'],
]);

/** Longer tags are cut there. */
const LONGEST_TAG = 2_000;

/** Of all tags that never end. Behind that, a tag is cut where the next one begins. */
const MOST_UNENDED = 1_000_000;

/** What could end a tag that the text leaves open, for the text that follows. */
const ENDS = ['>', '">', "'>"];

/** The live tags, each looked at by itself: what stands before it may hide it from one parser, and not from another. */
function tagsIn(text: string): readonly (Omit<Danger, 'line'> & { readonly offset: number })[] {
  const starts = [...text.matchAll(/<(?=[a-z])/gi)].map(({ index }) => index);
  let unended = 0;
  return starts.flatMap((offset, nth) => {
    const longest = unended > MOST_UNENDED ? (starts[nth + 1] ?? text.length) - offset : LONGEST_TAG;
    const source = text.slice(offset, offset + Math.min(longest, LONGEST_TAG));
    const ended = firstTag(source);
    if (ended === null) unended += source.length;
    const tags = ended === null ? ENDS.map((end) => firstTag(source + end)) : [ended];
    const live = tags.find((tag) => tag !== null && isLive(tag.name, tag.attributes)) ?? null;
    return live === null
      ? []
      : [{ what: `"<${live.name}>"`, kind: kindOf(live.name, live.attributes), offset }];
  });
}

interface HtmlTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function firstTag(html: string): HtmlTag | null {
  let first: HtmlTag | null = null;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      first ??= { name, attributes };
      parser.pause();
    },
  });
  parser.end(html);
  return first;
}

function isLive(name: string, attributes: Readonly<Record<string, string>>): boolean {
  return (
    LIVE_ELEMENTS.has(name) ||
    Object.entries(attributes).some(
      ([attribute, value]) =>
        /^on|^(?:srcdoc|formaction|action|ping|style)$/.test(attribute) ||
        (isActive(value) && !(name === 'img' && /^data:image\/(?:png|gif|jpeg|webp);/.test(value))),
    )
  );
}

/** Whether a browser runs the address, or shows what it holds. It leaves white space and control characters out. */
function isActive(address: string): boolean {
  return /^(?:javascript|vbscript|data):/i.test(address.replace(/[\s\p{Control}]+/gu, ''));
}

function kindOf(name: string, attributes: Readonly<Record<string, string>>): string {
  const source = attributes.src ?? attributes.href ?? '';
  const host = URL.canParse(source) ? new URL(source).host : '';
  return [name, ...Object.keys(attributes).sort(), host].join(' ');
}

function cutShort(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
