import { spawnSync } from 'node:child_process';
import { evaluateSync } from '@mdx-js/mdx';
import { Liquid } from 'liquidjs';
import MarkdownIt from 'markdown-it';
import type { Dialect } from '../../src/newsletter/markdown/dialect.js';
import { type Html, readHtml } from './rendered-by-the-site.js';

/** What readers see of pages that a site makes of Markdown. */
export interface SiteReader {
  readonly name: string;
  readonly readAll: (pages: readonly string[]) => readonly Html[];
}

const markdownIt = new MarkdownIt({ html: true });
const liquid = new Liquid();

/** What MDX makes of a page when it is run. Throws for what is no MDX, or runs something that is not there. */
function readMdx(page: string): Html {
  const { default: content } = evaluateSync(page, { Fragment: 'fragment', jsx, jsxs: jsx });
  const elements: Html['elements'][number][] = [];
  const textOf = (node: unknown): string => {
    if (node === null || node === undefined || typeof node === 'boolean') return '';
    if (Array.isArray(node)) return node.map(textOf).join('');
    if (!isElement(node)) return String(node);
    const { children, ...attributes } = node.props;
    if (node.type !== 'fragment')
      elements.push({ name: String(node.type), attributes: attributes as Record<string, string> });
    return textOf(children);
  };
  return { text: textOf(content({})), elements, comments: [], instructions: [] };
}

interface JsxElement {
  readonly type: unknown;
  readonly props: { readonly children?: unknown };
}

function jsx(type: unknown, props: JsxElement['props']): JsxElement | unknown {
  return typeof type === 'function' ? (type as (given: unknown) => unknown)(props) : { type, props };
}

function isElement(node: unknown): node is JsxElement {
  return typeof node === 'object' && node !== null && 'type' in node && 'props' in node;
}

/** VuePress runs what stands between `{{` and `}}` in a text of the page, but in code. */
function readVue(page: string): Html {
  const html = markdownIt.render(page);
  const inert = html.replace(/<(code|pre)\b[\s\S]*?<\/\1>/g, '<i>').split(/<[^<>]*>/);
  const live = inert.find((text) => text.includes('{{'));
  if (live !== undefined) throw new Error(`Vue runs ${live}`);
  return readHtml(html);
}

/** Liquid reads the file before Markdown does. */
function withLiquid(page: string): string {
  const rendered = liquid.parseAndRenderSync(page) as string;
  if (rendered !== page) throw new Error(`Liquid makes ${rendered} of ${page}`);
  return page;
}

/** Runs a program that reads a JSON list of pages, and writes one of their HTML. `null`: it is not there. */
function reader(name: string, command: string, ...words: readonly string[]): SiteReader | null {
  const run = (pages: readonly string[]) => {
    const { status, stdout } = spawnSync(command, words, {
      input: JSON.stringify(pages),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return status === 0 ? (JSON.parse(stdout) as readonly string[]) : null;
  };
  return run([]) === null ? null : { name, readAll: (pages) => (run(pages) ?? []).map(readHtml) };
}

const KRAMDOWN = `require 'json'; require 'kramdown'; require 'kramdown-parser-gfm'
puts JSON.generate(JSON.parse(STDIN.read).map { |page| Kramdown::Document.new(page, input: 'GFM', smart_quotes: %w[apos apos quot quot], typographic_symbols: {ndash: '--', mdash: '---', hellip: '...', laquo: '«', raquo: '»', laquo_space: '«_', raquo_space: '_»'}).to_html })`;
const PYTHON = `import json, sys, markdown
print(json.dumps([markdown.markdown(page, extensions=['extra', 'sane_lists', 'admonition']) for page in json.load(sys.stdin)]))`;

const throughMarkdownIt: SiteReader = {
  name: 'markdown-it',
  readAll: (pages) => pages.map((page) => readHtml(markdownIt.render(page))),
};
const throughLiquid: SiteReader = {
  name: 'liquidjs',
  readAll: (pages) => pages.map((page) => readHtml(markdownIt.render(withLiquid(page)))),
};

/** By dialect: what npm has of each site; with SITE_READERS=1 its own parser as well, where that is installed. */
export const READERS: Readonly<Record<Dialect, readonly SiteReader[]>> = {
  commonmark: [throughMarkdownIt],
  mdx: [{ name: '@mdx-js/mdx', readAll: (pages) => pages.map(readMdx) }],
  vue: [{ name: 'markdown-it and Vue', readAll: (pages) => pages.map(readVue) }],
  kramdown: withInstalled(throughLiquid, 'kramdown', 'ruby', '-e', KRAMDOWN),
  'python-markdown': withInstalled(throughMarkdownIt, 'Python-Markdown', 'python3', '-c', PYTHON),
};

function withInstalled(
  always: SiteReader,
  name: string,
  command: string,
  ...words: readonly string[]
): readonly SiteReader[] {
  const installed = process.env.SITE_READERS === undefined ? null : reader(name, command, ...words);
  return installed === null ? [always] : [always, installed];
}
