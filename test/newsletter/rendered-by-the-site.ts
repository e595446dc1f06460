import { spawnSync } from 'node:child_process';
import { Parser } from 'htmlparser2';
import MarkdownIt from 'markdown-it';

/** Something that makes a page of Markdown, as a site generator does. */
export interface Renderer {
  readonly name: string;
  readonly render: (markdown: string) => string;
  /** The same of many pages. What one does to the next one shows as well. */
  readonly renderAll: (pages: readonly string[]) => readonly string[];
}

const COMMAND = 'pulldown-cmark';
/** Tables, footnotes, strikethrough, task lists, heading attributes: what Zola turns on. */
const OPTIONS = ['-T', '-F', '-S', '-L', '-H'];

function pulldown(markdown: string): string {
  const { stdout, status } = spawnSync(COMMAND, OPTIONS, {
    input: markdown,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${COMMAND} ended with ${status}.`);
  return stdout;
}

/** As many pages as a process renders at once: to begin one costs more than to render. */
const AT_ONCE = 50;
const BETWEEN = '<hr id="the-next-page">';

/** The pages with a line between them; each alone where the lines do not come out as they went in. */
function pulldownAll(pages: readonly string[]): readonly string[] {
  return Array.from({ length: Math.ceil(pages.length / AT_ONCE) }, (_, nth) => {
    const some = pages.slice(nth * AT_ONCE, (nth + 1) * AT_ONCE);
    const parts = pulldown(some.join(`\n\n${BETWEEN}\n\n`)).split(`${BETWEEN}\n`);
    return parts.length === some.length ? parts : some.map(pulldown);
  }).flat();
}

/**
 * The parsers that a page is rendered with: Zola's own where its command is installed (Debian's package `pulldown-cmark`);
 * markdown-it with what Zola adds, and as other sites have it, which make links of addresses, which are there always.
 */
export function renderers(): readonly [Renderer, ...Renderer[]] {
  const isInstalled = spawnSync(COMMAND, ['--help']).status === 0;
  const zola = { name: COMMAND, render: pulldown, renderAll: pulldownAll };
  const emulated = rendererOf('markdown-it, made to read as Zola does', likeZola);
  const linking = rendererOf('markdown-it, which makes links of addresses', withLinks);
  return isInstalled ? [zola, emulated, linking] : [emulated, linking];
}

function rendererOf(name: string, parser: Pick<Renderer, 'render'>): Renderer {
  const render = (markdown: string) => parser.render(markdown);
  return { name, render, renderAll: (pages) => pages.map(render) };
}

const withLinks = new MarkdownIt({ html: true, linkify: true });
withLinks.linkify.set({ fuzzyEmail: false }).add('mailto:', null).add('ftp:', null).add('//', null);

/** markdown-it with heading attributes and with the annotations of code blocks, written raw, as Zola 0.17 to 0.20 does. */
const likeZola = new MarkdownIt({ html: true });
likeZola.core.ruler.before('inline', 'heading_attributes', ({ tokens }) => {
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 1];
    if (token.type !== 'heading_open' || inline === undefined) continue;
    const [, before, attributes] = /^(.*)\{([^{}]*[^{}\\])\}\s*$/s.exec(inline.content) ?? [];
    if (before === undefined || attributes === undefined) continue;
    inline.content = before.trimEnd();
    token.attrSet('id', attributes);
  }
});
likeZola.renderer.rules.fence = (tokens, index) => {
  const { info = '', content = '' } = tokens[index] ?? {};
  const [language = '', ...annotations] = info.split(',');
  const data = annotations.map((annotation) => ` data-${annotation}`).join('');
  const name = language === '' ? '' : ` class="language-${language}"`;
  return `<pre${data}><code${name}>${likeZola.utils.escapeHtml(content)}</code></pre>\n`;
};

/** An element as an HTML parser finds it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A piece of HTML as an HTML parser reads it. */
export interface Html {
  readonly elements: readonly Element[];
  readonly comments: readonly string[];
  readonly instructions: readonly string[];
  readonly text: string;
}

export function readHtml(html: string): Html {
  const elements: Element[] = [];
  const comments: string[] = [];
  const instructions: string[] = [];
  let text = '';
  const parser = new Parser({
    onopentag: (name, attributes) => elements.push({ name, attributes }),
    oncomment: (comment) => comments.push(comment),
    onprocessinginstruction: (_, data) => instructions.push(data),
    ontext: (more) => {
      text += more;
    },
  });
  parser.end(html);
  return { elements, comments, instructions, text };
}

const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  a: { href: /^https?:\/\/[^\s"'<>]+$/i },
  img: { src: /^https:\/\/pictures\.example\/[^\s"'<>]*$/i, alt: /^/ },
  ol: { start: /^\d+$/ },
  code: { class: /^language-[\w+#.-]{1,30}$/ },
};
const IN_LINES = ['a', 'em', 'strong', 'code', 'del', 's', 'br'];
const IN_BLOCKS = [
  ...IN_LINES,
  ...['p', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'img'],
];
const ALLOWED = { line: new Set(IN_LINES), blocks: new Set(IN_BLOCKS) };

/** What of the HTML is not on the list of what people may bring onto the page. */
export function foreignIn(html: string, kind: 'line' | 'blocks'): readonly string[] {
  const { elements, comments, instructions } = readHtml(html);
  const foreign = elements.flatMap(({ name, attributes }) => [
    ...(ALLOWED[kind].has(name) ? [] : [`<${name}>`]),
    ...Object.entries(attributes)
      .filter(([attribute, value]) => ATTRIBUTES[name]?.[attribute]?.test(value) !== true)
      .map(([attribute, value]) => `<${name} ${attribute}="${value}">`),
  ]);
  return [
    ...foreign,
    ...comments.map((comment) => `<!--${comment}-->`),
    ...instructions.map((it) => `<${it}>`),
  ];
}
