import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import MarkdownIt from 'markdown-it';
import { whyAmbiguous } from '../../src/newsletter/activity/edition-files.js';
import { listedWorks } from '../../src/newsletter/activity/entry-lines.js';
import {
  entryLine,
  type Form,
  HOUSE_FORM,
  hiddenLine,
  projectItem,
} from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { detectSite, SITES, type Site, siteRules, usualFile } from '../../src/newsletter/document/site.js';
import { blocksIn } from '../../src/newsletter/edition/amendments.js';
import { type Dialect, inDialect } from '../../src/newsletter/markdown/dialect.js';
import { cleanTitle, escapeLine, withoutMailAddresses } from '../../src/newsletter/markdown/markdown.js';
import { blocksFrom, lineFrom } from '../../src/newsletter/markdown/safe-markdown.js';
import { samples } from '../thoroughly.js';
import { withoutFences } from './as-seen.js';
import { pullRequest } from './builders.js';
import { findingsIn, freshDraft } from './checked.js';
import { nastyTitle } from './nasty-title.js';
import { mergeEdition } from './on-texts.js';
import type { Html } from './rendered-by-the-site.js';
import { READERS } from './site-readers.js';

const DIALECTS = ['mdx', 'vue', 'kramdown', 'python-markdown'] as const satisfies readonly Dialect[];
const URL_OF_ENTRY = 'https://github.com/acme/widget/pull/1';
const NEXT = '- [Next](https://github.com/acme/widget/pull/2)';
const commonMark = new MarkdownIt({ html: true });

function formFor(dialect: Dialect): Form {
  const site = SITES.find((candidate) => siteRules(candidate, 'a.md').dialect === dialect) ?? 'plain';
  return { ...HOUSE_FORM, ...siteRules(site, 'a.md') };
}

/** What sites read more in than the rest. */
const HOSTILE = [
  'import os',
  'export default () => process.exit()',
  'Use {process.exit()} here',
  '{{ constructor.constructor("alert(1)")() }}',
  '{{{ a }}}',
  '{% include secrets %} and {% raw %}',
  '{{< readfile "/etc/passwd" >}}',
  'a <b and <Danger onLoad={x} />',
  'Vec<T> < 5 <5 <!-- a -->',
  'a | b | c',
  '`a | b` | `{x}`',
  'Costs $$5$$ and << 3 >>',
  'Comment */} out */ `*/` {/* in',
  '~~old~~ & <u8> \\| \\% @x',
  '{: .class #id} {:toc} {#id}',
  '--8<-- "secrets.txt"',
  '!!! danger',
  '??? note',
  ':::danger',
  'import os*<**',
  'Comment */} out */ and *mut T to **mut',
  '_a <_b __c** x86_64_ snake_case_',
  'Fix map[key]: https://example.org "a"',
  '`a]: b` and `[c]: d`',
  '`a`{onclick=alert(1)} and `b`{.c #d}',
];

const hostile = fc.oneof(
  nastyTitle,
  fc.constantFrom(...HOSTILE),
  fc.tuple(fc.constantFrom(...HOSTILE), nastyTitle).map((parts) => parts.join('')),
);

/** Without white space, as sites treat it otherwise, and typographic signs, which some make. */
function plain(text: string): string {
  return text
    .replace(/[\s\u{A0}]+/gu, '')
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/…/g, '...');
}

function seen(title: string): string {
  return plain(withoutFences(cleanTitle(withoutMailAddresses(title))));
}

function elementsOf({ elements }: Html): readonly string[] {
  return elements
    .map(({ name }) => name)
    .filter((name) => !['code', 'wbr', 'p', 'fragment'].includes(name))
    .sort();
}

describe.each(DIALECTS)('a title on a site that reads %s', (dialect) => {
  const form = formFor(dialect);

  it.each(READERS[dialect])('is what readers see, and nothing else happens: $name', ({ readAll }) => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 20, maxLength: 20 }), (titles) => {
        const pages = titles.map((title) => `${entryLine(form, title, URL_OF_ENTRY)}\n${NEXT}\n`);
        for (const [index, page] of readAll(pages).entries()) {
          expect({ page: pages[index], elements: elementsOf(page) }).toEqual({
            page: pages[index],
            elements: ['a', 'a', 'li', 'li', 'ul'],
          });
          expect(plain(page.text)).toBe(`${seen(titles[index] ?? '')}Next`);
        }
      }),
      samples(2, 50),
    );
  });

  it.each(READERS[dialect])(
    'that is hidden shows nothing, and everything once somebody shows it: $name',
    ({ readAll }) => {
      const { before: open, behind: close } = form.hidden;
      fc.assert(
        fc.property(fc.array(hostile, { minLength: 20, maxLength: 20 }), (titles) => {
          const lines = titles.map((title) => hiddenLine(form, title, URL_OF_ENTRY));
          const hidden = readAll(lines.map((line) => `${line}\n\nAfter\n`));
          expect(hidden.map(({ text }) => plain(text))).toEqual(titles.map(() => 'After'));
          const shown = readAll(lines.map((line) => `${line.slice(open.length, -close.length)}\n`));
          expect(shown.map(({ text }) => plain(text))).toEqual(titles.map(seen));
        }),
        samples(2, 30),
      );
    },
  );

  it.each(READERS[dialect])('reads as what people write does: $name', ({ readAll }) => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 20, maxLength: 20 }), (texts) => {
        const pages = texts.flatMap((text) => [
          `${inDialect(blocksFrom(`${text}\n\n${text} `), dialect, 'blocks')}\n\nEnd\n`,
          `- ${inDialect(lineFrom(text), dialect)}\n\nEnd\n`,
          `${projectItem(form, 'a', URL_OF_ENTRY, escapeLine(text))}\n\nEnd\n`,
        ]);
        for (const [index, { text, elements }] of readAll(pages).entries()) {
          const page = pages[index];
          expect({ page, end: plain(text).endsWith('End') }).toEqual({ page, end: true });
          const names = new Set(elements.map(({ name }) => name));
          for (const known of ALLOWED) names.delete(known);
          expect({ page, names: [...names] }).toEqual({ page, names: [] });
          // Of its own, kramdown gives a heading an `id`.
          const attributes = elements.flatMap((element) => Object.keys(element.attributes));
          const foreign = attributes.filter(
            (name) => !['href', 'title', 'class', 'className', 'start', 'id'].includes(name),
          );
          expect({ page, foreign }).toEqual({ page, foreign: [] });
        }
      }),
      samples(2, 30),
    );
  });

  it('says the same to CommonMark, and may be given again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const markdown of [escapeLine(text), lineFrom(text), blocksFrom(text)]) {
          const written = inDialect(markdown, dialect, 'blocks');
          expect(inDialect(written, dialect, 'blocks')).toBe(written);
          if (text.includes('8<-')) continue;
          const same = commonMark.render(written).replaceAll('<wbr>', '').replaceAll('</code><code>', '');
          expect(same.replace(/<\/?code>/g, '')).toBe(commonMark.render(markdown).replace(/<\/?code>/g, ''));
        }
      }),
      samples(100, 3000),
    );
  });

  it.each([
    'and *mut T to **mut*😀',
    '*a to **b*\u{1D6F5}',
    '😀*a to **b*\u{1F980} c',
    '*a **b*\u{10B3B}*',
    'a **😀** *mut',
  ])('takes symbols beyond the first plane for punctuation, as CommonMark does: %s', (text) => {
    const markdown = blocksFrom(text);
    const written = commonMark.render(inDialect(markdown, dialect, 'blocks'));
    expect(written.replaceAll('<wbr>', '')).toBe(commonMark.render(markdown));
  });

  it('is nothing that the checks find', () => {
    const works = HOSTILE.map((title, index) => pullRequest(index + 1, { title }));
    const found = findingsIn(freshDraft(works, form)).map(([, title]) => title);
    expect(new Set(found)).toEqual(new Set(['Title that says nothing']));
  });

  it('is read back, shown or hidden', () => {
    const page = [
      '## Part',
      '### [`widget`](https://github.com/acme/widget)',
      ...HOSTILE.flatMap((title, index) => {
        const url = `https://github.com/acme/widget/pull/${index + 1}`;
        return [index % 2 === 0 ? entryLine(form, title, url) : hiddenLine(form, title, url)];
      }),
    ].join('\n\n');
    const entries = parseDocument(page, form).pieces.filter(({ kind }) => kind === 'entry');
    expect(entries.map(({ key, hidden }) => ({ key, hidden }))).toEqual(
      HOSTILE.map((_, index) => ({ key: `entry acme/widget#${index + 1}`, hidden: index % 2 === 1 })),
    );
  });
});

describe.each(['commonmark', ...DIALECTS] as const)('below an entry on a site that reads %s', (dialect) => {
  const form = formFor(dialect);
  const notes = ['First **note**', `See [other](${URL_OF_ENTRY}0)`];
  const shape = { ul: 2, li: 4 };
  const countsIn = ({ elements }: Html) => ({
    ul: elements.filter(({ name }) => name === 'ul').length,
    li: elements.filter(({ name }) => name === 'li').length,
  });
  const entries = (indent: number) =>
    ['- ', '* ', '-   '].map((bullet) =>
      entryLine({ ...form, bullet, indent }, 'Title', URL_OF_ENTRY, ' (more)', notes),
    );
  const written = entries(form.indent);

  it.each(READERS[dialect])('notes are a list of their own: $name', ({ readAll }) => {
    const pages = readAll(written.map((entry) => `${entry}\n${entry.charAt(0)}${NEXT.slice(1)}\n`));
    expect(pages.map(countsIn)).toEqual(written.map(() => shape));
  });

  it.each(READERS[dialect])('blocks of people stand where their lists have them: $name', ({ readAll }) => {
    const texts = [
      '- One\n  - Two\n  - Three\n- Four',
      '1. One\n   - Two\n   - Three\n2. Four',
      '* One\n\n  More of one\n\n  * Two\n\n    More of two',
      '- One\n  - Two\n    - Three',
      'Words\n\n- One\n\n  > Quote\n\n- Two',
    ];
    const pages = texts.map((text) => `${inDialect(blocksFrom(text), dialect, 'blocks')}\n`);
    const read = readAll(pages).map(({ elements }) => elements.map(({ name }) => name).filter(isOfList));
    const expected = texts.map((text) => tagsIn(commonMark.render(blocksFrom(text))).filter(isOfList));
    expect(read.map((names) => names.sort())).toEqual(expected.map((names) => names.sort()));
  });

  it('notes are read as notes, however a person indents them', () => {
    for (const entry of [...entries(0), ...entries(4)]) {
      const { pieces } = parseDocument(`## Part\n\n### Widget\n\n${entry}\n${NEXT}\n`, form);
      const sources = pieces.filter(({ kind }) => kind === 'entry').map(({ source }) => source.trim());
      expect(sources).toEqual([entry, NEXT]);
      const [works = []] = listedWorks([entry]);
      expect(works.map(({ number, isNote }) => ({ number, isNote }))).toEqual([
        { number: 1, isNote: false },
        { number: 10, isNote: true },
      ]);
    }
  });
});

function isOfList(name: string): boolean {
  return ['ul', 'ol', 'li', 'blockquote'].includes(name);
}

function tagsIn(html: string): string[] {
  return [...html.matchAll(/<(\w+)/g)].map(([, name = '']) => name);
}

const ALLOWED = [
  'p',
  'ul',
  'ol',
  'li',
  'a',
  'em',
  'strong',
  'code',
  'pre',
  'blockquote',
  'h4',
  'h5',
  'h6',
  'br',
  'hr',
  'wbr',
  'fragment',
  'del',
  's',
];

describe('in a dialect', () => {
  it.each([
    ['mdx', 'a {b} <c', 'a \\{b} \\<c'],
    ['mdx', 'import x', '&#105;mport x'],
    ['mdx', 'important', 'important'],
    ['mdx', '`a {b} */`', '`a {b} *`/'],
    ['vue', '{\\{ a }}', '{<wbr>{ a }}'],
    ['vue', '`{` {a}', '`{` {a}'],
    ['kramdown', 'a | `b | c` \\& $$', 'a \\| `b | c` &#38; \\$\\$'],
    ['python-markdown', 'a \\<b> \\* \\|', 'a &#60;b> \\* &#124;'],
    ['kramdown', 'a* &b** c', 'a\\* &b\\*\\* c'],
    ['kramdown', '*a* **b** \\*c', '*a* **b** \\*c'],
    ['kramdown', '[a](https://b.c/*_d_*)', '[a](https://b.c/*_d_*)'],
    ['kramdown', '_a 1_b snake_case a__b', '\\_a 1\\_b snake_case a_\\_b'],
    ['python-markdown', '_a 1_b snake_case a__b', '\\_a 1_b snake_case a_\\_b'],
    ['python-markdown', '* a*\n* **b**', '* a\\*\n* **b**'],
    ['kramdown', '\\[a\\]: b', '\\[a\\]\\: b'],
    ['python-markdown', '\\[a\\]: b [c] : d', '\\[a\\]&#58; b [c] &#58; d'],
    ['python-markdown', '`a`{onclick=b} *c*{.d}', '`a`\\{onclick=b} *c*\\{.d}'],
    ['python-markdown', '`[a]: b`', '`[a]`:` b`'],
    ['kramdown', '`[a]: b`', '`[a]`:` b`'],
    ['python-markdown', '```\n--8<-- "a"\n```', '```\n--8 <-- "a"\n```'],
    ['commonmark', 'a {b} | \\<c', 'a {b} | \\<c'],
  ] as const)('of %s, %s is %s', (dialect, markdown, expected) => {
    expect(inDialect(markdown as Parameters<typeof inDialect>[0], dialect, 'blocks')).toBe(expected);
  });

  it.each(['kramdown', 'python-markdown'] as const)(
    'of %s, what a link makes text is no emphasis, though a line of its own would be',
    (dialect) => {
      const written = entryLine(formFor(dialect), '*\\:]((**', URL_OF_ENTRY);
      expect(written).toBe(`- [\\*\\\\:\\]((\\*\\*](${URL_OF_ENTRY})`);
    },
  );

  it.each(['kramdown', 'python-markdown'] as const)(
    'of %s, a sign that is alone in a link stays',
    (dialect) => {
      for (const title of ['F* Makefiles', 'Hide _private names', 'A trailing *', '2 * 3 _x'])
        expect(entryLine(formFor(dialect), title, URL_OF_ENTRY)).toBe(`- [${title}](${URL_OF_ENTRY})`);
    },
  );
});

describe('what stands below an item', () => {
  const below = (site: (typeof SITES)[number], path: string, bullet = '- ') =>
    entryLine({ ...HOUSE_FORM, ...siteRules(site, path), bullet }, 'a', URL_OF_ENTRY, '', ['b']).split(
      '\n',
    )[1];

  it.each([
    ['zola', 'a.md', '- ', '  - b'],
    ['jekyll', 'a.md', '- ', '  - b'],
    ['jekyll', 'a.md', '*   ', '    *   b'],
    ['docusaurus', 'a.md', '* ', '  * b'],
    ['mkdocs', 'a.md', '- ', '    - b'],
    ['mkdocs', 'a.md', '*   ', '    *   b'],
    ['mkdocs', 'a.md', '-     ', '      -     b'],
    ['mkdocs', 'a.mdx', '- ', '  - b'],
  ] as const)('on %s in %s with %j is %j', (site, path, bullet, expected) => {
    expect(below(site, path, bullet)).toBe(expected);
  });

  it.each([
    ['- a\n  - b\n    - c\n- d', '- a\n    - b\n        - c\n- d'],
    ['1. a\n   still a\n\n   b\n2. c', '1. a\n    still a\n\n    b\n2. c'],
    ['* a\n\n  ```\n  b\n    c\n  ```', '* a\n\n    ```\n    b\n      c\n    ```'],
    ['- a\nlazy\n\n  > b\n  > c', '- a\n    lazy\n\n    > b\n    > c'],
    ['a\n  b\n\n    - c', 'a\n  b\n\n    - c'],
    ['```\n- a\n  - b\n```', '```\n- a\n  - b\n```'],
  ])('to Python-Markdown, %j is %j', (markdown, expected) => {
    const text = markdown as Parameters<typeof inDialect>[0];
    const written = inDialect(text, 'python-markdown', 'blocks');
    expect(written).toBe(expected);
    expect(inDialect(written, 'python-markdown', 'blocks')).toBe(expected);
    expect(commonMark.render(written)).toBe(commonMark.render(text));
    for (const other of ['commonmark', 'kramdown', 'mdx', 'vue'] as const)
      expect(inDialect(text, other, 'blocks')).toBe(text);
  });
});

describe('notes that the bot indented otherwise before', () => {
  const draft = (entry: string) =>
    `## Part\n\n### [w](https://github.com/acme/widget)\n\n${entry}\n${NEXT}\n`;
  const entry = (indent: number, notes: readonly string[], title = 'a') =>
    draft(entryLine({ ...HOUSE_FORM, indent }, title, URL_OF_ENTRY, '', notes));

  it.each([
    ['follow, if nobody touched them', entry(2, ['b']), entry(4, ['b'])],
    ['stay, if a person reworded them', entry(2, ['mine']), entry(2, ['mine'])],
    ['stay, if a person took one out', entry(2, []), entry(2, [])],
    ['stay, if a person reworded the title', entry(2, ['b'], 'mine'), entry(2, ['b'], 'mine')],
    ['stay, if a person indented them so', entry(4, ['b']), entry(4, ['b'])],
  ])('%s', (_, current, expected) => {
    expect(mergeEdition(entry(2, ['b']), current, entry(4, ['b'])).text).toBe(expected);
  });
});

describe('the site that a repository makes', () => {
  const found = (folders: readonly (readonly string[])[], configToml: string | null = null) =>
    detectSite({ folders, configToml });

  it.each([
    ['zola', ['config.toml', 'content', 'templates'], 'base_url = "https://a.b"\n'],
    ['hugo', ['config.toml', 'content'], 'baseURL = "https://a.b"\n'],
    ['hugo', ['hugo.yaml'], null],
    ['jekyll', ['_config.yml', '_posts'], null],
    ['mkdocs', ['mkdocs.yml', 'docs'], null],
    ['docusaurus', ['docusaurus.config.ts'], null],
    ['astro', ['astro.config.mjs'], null],
    ['vuepress', ['.vuepress'], null],
    ['vuepress', ['.vitepress'], null],
    ['plain', ['book.toml', 'src'], null],
    ['eleventy', ['.eleventy.js'], null],
    ['eleventy', ['eleventy.config.mjs'], null],
    [null, ['Cargo.toml', 'src', 'config.toml'], '[build]\ntarget = "x"\n'],
    [null, [], null],
  ] as const)('is %s with %j', (site, names, configToml) => {
    expect(found([names], configToml)).toBe(site);
  });

  it('may be in a folder below the root, which comes first', () => {
    expect(found([['src'], ['.vuepress'], []])).toBe('vuepress');
    expect(found([['src'], [], ['docusaurus.config.js']])).toBe('docusaurus');
    expect(found([['_config.yml'], ['mkdocs.yml'], []])).toBe('jekyll');
  });

  it('reads files of MDX as MDX, whatever it is', () => {
    expect(siteRules('astro', 'src/content/{month}.mdx').hidden).toMatchObject({
      before: '{/* ',
      behind: ' */}',
    });
    expect(siteRules('astro', 'src/content/{month}.md').hidden).toMatchObject({
      before: '<!-- ',
      behind: ' -->',
    });
    expect(siteRules('zola', 'a.mdx').frontMatter).toBe('toml');
    expect(siteRules('docusaurus', 'blog/{month}.mdx').summary).toBe('{/* truncate */}');
  });

  it.each(SITES)('has a usual place for editions that tells periods apart: %s', (site) => {
    for (const period of ['week', 'month', 'quarter'] as const)
      expect(whyAmbiguous(usualFile(site), period)).toBeNull();
  });
});

/** What a site has read a page before Markdown; throws where that would call something. */
const readCalls: Readonly<Record<Site, (page: string) => string>> = {
  zola: (page) => {
    const argument = String.raw`\s*[A-Za-z_]\w*\s*=\s*(?:"[^"]*"|'[^']*'|\`[^\`]*\`|true|false|-?[\d.]+|\[[^\]]*\])\s*`;
    const call = String.raw`\s*[A-Za-z_]\w*\s*\((?:${argument},)*(?:${argument}|\s*)\)\s*`;
    const shown = new RegExp(String.raw`\{\{/\*(${call})\*/\}\}`, 'g');
    const called = new RegExp(String.raw`\{\{${call}\}\}|\{%${call}%\}|\{%\s*end\s*%\}|\{%/\*`);
    if (called.test(page.replace(shown, ''))) throw new Error(`Zola runs ${page}`);
    return page.replace(shown, '{{$1}}');
  },
  hugo: (page) => {
    const read = page.replace(/\{\{([<%])\/\*([\s\S]*?)\*\/([<>%])\}\}/g, (found, open, words, close) => {
      if (close !== (open === '<' ? '>' : '%')) throw new Error(`Hugo finds no end of ${found}`);
      return `{\0{${open}${words}${close}}}`;
    });
    if (/\{\{[<%]/.test(read)) throw new Error(`Hugo runs ${page}`);
    return read.replaceAll('\0', '');
  },
  jekyll: (page) => new Liquid().parseAndRenderSync(page),
  eleventy: (page) => new Liquid().parseAndRenderSync(page),
  mkdocs: (page) => {
    if (/\{[{%#]/.test(page)) throw new Error(`Jinja runs ${page}`);
    return page;
  },
  plain: (page) => {
    if (/\{\{\s*#/.test(page)) throw new Error(`mdBook takes in ${page}`);
    return page;
  },
  vuepress: (page) => {
    if (/^[ >]*`+\S*-vue$/m.test(page)) throw new Error(`Vue runs ${page}`);
    return page;
  },
  ...{ docusaurus: String, astro: String, mdx: String },
};

/** What a story's block of code shows on the site, and how it stands in the file. */
function codeOn(
  site: Site,
  code: string,
  word = 'rust',
): { readonly shown: string; readonly source: string } {
  const source = blocksIn(siteRules(site, 'a.md'), blocksFrom(`\`\`\`${word}\n${code}\n\`\`\``));
  const [fence] = commonMark.parse(readCalls[site](source), {});
  return { shown: fence?.content.replace(/\n$/, '') ?? '', source };
}

describe('in code that people write, braces', () => {
  const RUST = 'println!("{{}} {x}", y);';
  const TAGS = '{{ x }} {% if x %} {# x #} {{{ x }}}';
  const CALLS = [
    '{{ super() }}',
    '{{ youtube(id="a", autoplay=true, w=1.5) }}',
    '{{< figure src="a" >}}',
    '{{% notice %}}',
    '{{#include a.rs}}',
  ];

  it.each(SITES.filter((site) => site !== 'mkdocs'))('are what readers see: %s', (site) => {
    for (const code of [RUST, TAGS, 'a {{', '{{\n\n}} {%', 'json!({"a":{"b":{}}})'])
      expect(codeOn(site, code).shown).toBe(code);
    const mayBeCalled = site === 'plain' ? CALLS.slice(0, -1) : CALLS;
    for (const code of mayBeCalled) expect(codeOn(site, code).shown).toBe(code);
  });

  it.each([
    ['zola', '{{ super() }} {{ x }}', '{{/* super() */}} {{ x }}'],
    ['zola', '{% quote() %} {% end %} {% if x %}', '{ % quote() %} { % end %} {% if x %}'],
    ['zola', '{{ a(1) }} {{/* b() */}} {%/* b() */%}', '{ { a(1) }} { {/* b() */}} { %/* b() */%}'],
    ['zola', '{{ a(b="', '{ { a(b="'],
    ['zola', '{{\na() }}', '{ {\na() }}'],
    ['hugo', '{{< a >}} {{% b %}} {{ c }}', '{{</* a */>}} {{%/* b */%}} {{ c }}'],
    ['hugo', '{{</* a */>}} {{< b', '{ {</* a */>}} { {< b'],
    ['jekyll', '{% endraw %}', '{% raw %}{%{% endraw %} endraw %}'],
    ['eleventy', '{{{ x }}}', '{% raw %}{{{{% endraw %} x }}}'],
    ['mkdocs', '{{ x }} {{{ {%', '{ { x }} { { { { %'],
    ['plain', '{{#include a}} {{ # b }} {{ c }}', '{ {#include a}} { { # b }} {{ c }}'],
    ['docusaurus', '{{#include a}} {% b %}', '{{#include a}} {% b %}'],
  ] as const)('stand as the site has them shown, or with a space: on %s, %s is %s', (site, code, written) => {
    expect(codeOn(site, code).source).toBe(`\`\`\`rust\n${written}\n\`\`\``);
  });

  it('are not read by Vue, though the block is to be', () => {
    for (const word of ['js-vue', 'js-vue-vue', 'js-vue{1}'])
      expect(codeOn('vuepress', '{{ x }}', word).source).toBe('```js\n{{ x }}\n```');
    expect(codeOn('vuepress', '{{ x }}', 'vue').source).toBe('```vue\n{{ x }}\n```');
  });

  it.each(SITES)('call nothing, whatever there is: %s', (site) => {
    const signs = ['{', '{{', '{%', '{#', '}}', '%}', '>}}', '%}}', '*/', '/*', '<', '%', '"', ' ', '\n'];
    const words = ['a()', 'a(b="c")', 'end', 'raw', 'endraw', '#include a', 'a', '=', '*/}}', '{{/*', '{{<'];
    const code = fc
      .array(fc.oneof(fc.constantFrom(...signs), fc.constantFrom(...words)), { maxLength: 12 })
      .map((parts) => `x${parts.join('')}x`);
    fc.assert(
      fc.property(code, (text) => {
        const { shown } = codeOn(site, text);
        expect(shown.replace(/[ \n]/g, '')).toBe(text.replace(/[ \n]/g, ''));
      }),
      samples(60, 5000),
    );
  });
});
