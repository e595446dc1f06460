import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { descendants, shallow } from './syntax-tree.js';

/** Parameters that tell a site where a reader comes from, and change nothing of what it shows. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs\w+|oly_\w+_id|vero_id|ref_src|ref_url|wt_mc|spm|si)$/i;

/** Whether the text is an http or https address on the web, without user name or password. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s<>"\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  return username === '' && password === '' && hostname.includes('.');
}

/** The address without tracking parameters; everything else stays as it is. */
export function withoutTracking(url: string): string {
  const [, base = url, query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? [];
  if (query === undefined) return url;
  const parameters = query.split('&');
  const kept = parameters.filter((parameter) => !TRACKING.test(parameter.split('=')[0] ?? ''));
  if (kept.length === parameters.length) return url;
  return `${base}${kept.length === 0 ? '' : `?${kept.join('&')}`}${fragment}`;
}

/** By what two addresses of one page are known: without protocol, `www.`, tracking, final slash, and place on the page. */
export function linkKey(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(withoutTracking(url));
  searchParams.sort();
  const query = searchParams.size === 0 ? '' : `?${searchParams}`;
  const host = hostname.replace(/^www\./, '');
  return `${host}${port === '' ? '' : `:${port}`}${pathname.replace(/\/+$/, '')}${query}`;
}

/** What a reader takes for an address, whether Markdown makes a link of it or not. */
const SHOWN = /\b(?:[a-z][a-z\d+.-]{0,30}:\/\/|www\.)[^\s<>"'`\\()[\]]+/gi;

/** Whether the text has any of what no address, shown or linked, is without; if not, no parser is asked. */
function mayHaveAddresses(text: string): boolean {
  return /[<[]|&#?\w+;|:\/\/|www\.|\w\.[a-z]{2}/i.test(text.replace(/\\(?=[!-/:-@[-`{-~])/g, ''));
}

/** All addresses in the Markdown, each as often as it is there: those that it links to, and those that it only shows. */
export function addressesIn(text: string): readonly string[] {
  return mayHaveAddresses(text) ? addressesAmong(nodesIn(text), text) : [];
}

function nodesIn(text: string): readonly Nodes[] {
  return descendants(fromMarkdown(shallow(text)));
}

function addressesAmong(nodes: readonly Nodes[], text: string): readonly string[] {
  const linked = nodes.flatMap((node) =>
    node.type === 'link' || node.type === 'image' || node.type === 'definition' ? node.url : [],
  );
  return [...linked, ...(text.match(SHOWN) ?? [])];
}

/** As `SHOWN`, in words whose escapes are undone: browsers take a backslash for a slash. */
const SHOWN_AS_READ = /\b(?:[a-z][a-z\d+.-]*:\/\/|www\.)[^\s<>"'`()[\]]+/gi;

/** A host's name before a path or port, or one that ends like most do: some sites make a link of either. */
const BARE =
  /(?:^|[^\w./-])(?:[\w-]+\.)+(?:[a-z]{2,}(?=[/:?#]\w)|(?:com|net|org|info|biz|io|dev|app|xyz)\b)/i;

/**
 * All that may lead a reader from the Markdown to a page, on whatever site: `addressesIn`, addresses in words as they are
 * read, and words such as `example.org/path`, which some sites make a link of.
 */
export function leadsIn(text: string): readonly string[] {
  if (!mayHaveAddresses(text)) return [];
  const nodes = nodesIn(text);
  const read = nodes.flatMap((node) => (node.type === 'text' ? node.value : []));
  const bare = read.flatMap((words) => BARE.exec(words.replace(SHOWN_AS_READ, ' '))?.[0] ?? []);
  return [
    ...addressesAmong(nodes, text),
    ...read.flatMap((words) => words.match(SHOWN_AS_READ) ?? []),
    ...bare,
  ];
}
