import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { ENGLISH } from '../../src/newsletter/document/language.js';
import { siteRules } from '../../src/newsletter/document/site.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { formOf, hasSections, TEMPLATE_PLACEHOLDERS } from '../../src/newsletter/edition/template.js';
import { templateMistake, unknownPlaceholders } from '../../src/newsletter/edition/template-mistakes.js';
import type { FormatSettings, PeopleOrder } from '../../src/newsletter/house-style/edition-settings.js';
import { templateProblem } from '../../src/replies/problems.js';
import { contributor, pullRequest, repository, settings, sources } from './builders.js';
import { merged } from './on-forms.js';

const HOUSE = settings().format;
const PLAIN = { section: '{entries}', entry: '* {title}, {url}', credit: 'none' } as const;
const WORKS = [
  pullRequest(1, { author: contributor('zoe', 1) }),
  pullRequest(2, { author: contributor('Bob', 2) }),
];
const ZOLA = siteRules('zola', 'index.md');
const LIST = WORKS.map(({ title, url }) => `* ${title}, ${url}`).join('\n');

function rendered(
  template: string,
  format: Partial<FormatSettings> = PLAIN,
  works = WORKS,
  more: Partial<Parameters<typeof sources>[1]> = {},
  site = ZOLA,
): string {
  const set = settings({ format: { ...HOUSE, ...format } });
  const form = formOf(set.format, template, site, ENGLISH);
  return renderEdition(assembleEdition(sources(works, { form, template, settings: set, ...more })));
}

describe('a template', () => {
  it.each([
    ['without headings', 'Hello.\n\n{sections}\n', `Hello.\n\n${LIST}\n`],
    ['without anything else', '{sections}', LIST],
    ['with its own white space', '# X\n{sections}\n\n\n\nBye.  \n\n', `# X\n${LIST}\n\n\n\nBye.  \n\n`],
    [
      'with a heading right above and below',
      '### A\n{sections}\n### B\nEnd\n',
      `### A\n${LIST}\n### B\nEnd\n`,
    ],
    ['with words beside the place', '## A\nAbove\n{sections}\n\nBelow\n', `## A\nAbove\n${LIST}\n\nBelow\n`],
    ['but for words right below a list', '{sections}\nBelow\n', `${LIST}\n\nBelow\n`],
    ['with a comment right below', '{sections}\n<!-- x -->\n', `${LIST}\n<!-- x -->\n`],
    [
      'with front matter in YAML',
      '---\nlayout: post\ndate:   {date}\n---\n{sections}\n',
      `---\nlayout: post\ndate:   2020-06-01\n---\n${LIST}\n`,
    ],
    [
      'with front matter in TOML',
      '+++\ntitle = "{month}"\n+++\n\n{sections}\n',
      `+++\ntitle = "May 2020"\n+++\n\n${LIST}\n`,
    ],
    [
      'with braces of others',
      '{% raw %}{{ page.title }} {constructor} {:.x}\n\n{sections}\n',
      `{% raw %}{{ page.title }} {constructor} {:.x}\n\n${LIST}\n`,
    ],
  ])('is taken over as it is %s', (_, template, expected) => {
    expect(rendered(template)).toBe(expected);
  });

  it('tells of its period, its count and its people', () => {
    const template =
      '{month}|{monthName}|{year}|{number}|{from}|{to}|{date}|{count}\n\n{sections}\n\nThanks, {contributors}!\n';
    expect(rendered('{period}|{mm}|{day}|{contributorCount}|{newcomerCount}\n\n{sections}\n')).toBe(
      `2020-05|05|01|2|0\n\n${LIST}\n`,
    );
    expect(rendered('Week {week}\n\n{sections}\n')).toBe(`Week 18\n\n${LIST}\n`);
    expect(rendered('/{dateYear}/{dateMonth}/{dateDay}/\n\n{sections}\n')).toBe(`/2020/06/01/\n\n${LIST}\n`);
    expect(rendered('{newcomerCount}\n\n{sections}\n', PLAIN, WORKS, { newcomers: ['zoe'] })).toMatch(/^1\n/);
    expect(rendered(template)).toBe(
      `May 2020|May|2020|1|1 May 2020|31 May 2020|2020-06-01|2\n\n${LIST}\n\nThanks, [@Bob](https://github.com/Bob) and [@zoe](https://github.com/zoe)!\n`,
    );
  });

  it.each([
    ['the list of all', 'Above\n{sections}\n', PLAIN],
    ['a section in bold', '{sections}\n', { ...PLAIN, section: '**{heading}**\n{entries}' }],
    [
      'a section with a line of its own',
      '{sections}\n',
      { ...PLAIN, section: '## {heading}\n{count}:\n{entries}' },
    ],
    [
      'a numbered list',
      '{sections}\n',
      { ...PLAIN, section: '**{heading}**\n{entries}', entry: '1. {title} {url}' },
    ],
    ['people', '{sections}\n\nBy\n{contributors}\n', { ...PLAIN, contributor: '* @{login}' }],
    [
      'people in a format of their own',
      '{sections}\n\n{contributors}\n',
      { ...PLAIN, contributors: 'By {count}:\n{people}', contributor: '- @{login}' },
    ],
  ] as const)('has %s directly below words, but in MkDocs, where that is no list', (_, template, format) => {
    const [here, there] = [ZOLA, siteRules('mkdocs', 'index.md')].map((site) =>
      rendered(template, format, WORKS, {}, site),
    );
    const belowWords = /^(?!#|[-*] |1\. |$).*\n(?:[-*]|1\.) /m;
    expect(here).toMatch(belowWords);
    expect(there).not.toMatch(belowWords);
    expect(there?.replaceAll('\n\n', '\n')).toBe(here?.replaceAll('\n\n', '\n'));
  });

  it('has a list directly below a heading in MkDocs, too, and nothing else apart', () => {
    const mkdocs = siteRules('mkdocs', 'index.md');
    const template = 'Hello\n# All\n{sections}\n\nBy\n{contributors}\n';
    const format = { ...PLAIN, section: '### {heading}\n{entries}' };
    expect(rendered(template, format, WORKS, {}, mkdocs)).toBe(rendered(template, format));
  });

  it('has the day of publication once that is known', () => {
    expect(
      rendered('---\ndate: {date}\n---\n{sections}\n', PLAIN, WORKS, { publicationDay: '2020-06-07' }),
    ).toContain('date: 2020-06-07\n');
  });

  it('lists people one a line, in a format of their own, without those who do not want it', () => {
    const format = { ...PLAIN, contributor: '* [@{login}]({url})' };
    const works = [...WORKS, pullRequest(3, { author: contributor('amy', 3) })];
    expect(rendered('{sections}\n\n### People\n{contributors}\n', format, works)).toContain(
      '### People\n* [@amy](https://github.com/amy)\n* [@Bob](https://github.com/Bob)\n* [@zoe](https://github.com/zoe)\n',
    );
    const wrapped = {
      ...PLAIN,
      contributors: '{count}: {people}',
      contributor: '@{login}',
      separator: ' / ',
    };
    expect(rendered('{sections}\n\n{contributors}\n', wrapped)).toContain('2: @Bob / @zoe\n');
  });

  it('leaves out the paragraph, and the part, of people who are none', () => {
    const template =
      'New: {newcomers}.\n\n## All\n{sections}\n\n## New people\n\n{newcomers}\n\n## End\n\nBye.\n';
    expect(rendered(template)).toBe(`## All\n${LIST}\n\n## End\n\nBye.\n`);
    expect(rendered(template, PLAIN, WORKS, { newcomers: ['bob', 'carl'] })).toBe(
      `New: [@Bob](https://github.com/Bob).\n\n## All\n${LIST}\n\n## New people\n\n[@Bob](https://github.com/Bob)\n\n## End\n\nBye.\n`,
    );
  });

  it.each([
    '<!-- newsletter:end -->',
    '<!-- newsletter:begin -->',
    '<!-- more -->',
    '{/* truncate */}',
    '  <!--more-->',
  ])('keeps the line %s of such a paragraph', (mark) => {
    expect(rendered(`{sections}\n\nNew: {newcomers}.\n${mark}\n\nBye.\n`)).toBe(
      `${LIST}\n\n${mark}\n\nBye.\n`,
    );
    expect(rendered(`{sections}\n\n${mark}\nNew: {newcomers}.\n`)).toContain(`${LIST}\n\n${mark}`);
  });

  it.each([
    ['---', 'title: A', 'new: "{newcomers}"'],
    ['---', 'title: A', 'summary: {count} by {contributors}, {newcomers}'],
    ['+++', 'title = "A"', 'new = "{newcomers}"'],
    ['---', 'title: A', '  - {newcomers}'],
  ])('leaves out the line of front matter with nobody in it, between %s: %s, %s', (fence, kept, line) => {
    expect(rendered(`${fence}\n${line}\n${kept}\n${fence}\n{sections}\n`)).toBe(
      `${fence}\n${kept}\n${fence}\n${LIST}\n`,
    );
  });

  it('gets a part for new projects behind that of the others, wherever that is', () => {
    const project = { ...repository('acme/gear'), createdAt: '2020-05-02T00:00:00Z' };
    const activity = { newRepositories: [project] };
    expect(rendered('## All\n{sections}\n', PLAIN, WORKS, { activity })).toContain(
      `## All\n${LIST}\n\n## New Projects\n\nThere is a new project`,
    );
    expect(rendered('## All\n{sections}\n\n## End\n\nBye.\n', PLAIN, WORKS, { activity })).toMatch(
      /## New Projects\n\n[^#]*\n\n## End\n\nBye\.\n$/,
    );
  });

  it('has the sections of the house style where no other format is set', () => {
    expect(rendered('## Work\n\n{sections}\n', {}, WORKS.slice(0, 1))).toBe(
      `## Work\n\n### [\`widget\`](https://github.com/acme/widget)\n\nWe merged the following PR this month:\n\n- [Change 1](${WORKS[0]?.url})\n\nThanks to [@zoe](https://github.com/zoe) for their contribution!\n`,
    );
  });

  it("has the sections at the end of a part of the page that is the bot's", () => {
    const template = 'A\n\n<!-- newsletter:begin -->\n## B\n\n<!-- newsletter:end -->\n\nC\n';
    expect(rendered(template)).toBe(
      `A\n\n<!-- newsletter:begin -->\n## B\n\n${LIST}\n<!-- newsletter:end -->\n\nC\n`,
    );
    expect(formOf(HOUSE, template, ZOLA, ENGLISH)).toMatchObject({ region: true, partLevel: 2 });
  });

  it.each(
    (['plain', 'docusaurus'] as const).flatMap((site) =>
      [
        ['<!-- newsletter:begin -->', '<!-- newsletter:end -->'],
        ['{/* newsletter:begin */}', '{/* newsletter:end */}'],
      ].map(([begin = '', end = '']) => ({ site, begin, end })),
    ),
  )("leaves people's part of the page alone, on $site with $begin", ({ site, begin, end }) => {
    const template = `---\na: 1\n---\n\n## Ours\n\n${begin}\n${end}\n\nBye.\n`;
    expect(hasSections(template)).toBe(true);
    const set = settings({ format: { ...HOUSE, ...PLAIN, entry: '* [{title}]({url})' } });
    const form = formOf(set.format, template, siteRules(site, 'index.md'), ENGLISH);
    const render = (works: typeof WORKS) =>
      renderEdition(assembleEdition(sources(works, { form, template, settings: set })));
    const [fresh, current] = [render(WORKS), render(WORKS.slice(0, 1)).replace('Bye.', 'Bye, all.')];
    const list = WORKS.map(({ title, url }) => `* [${title}](${url})`).join('\n');
    expect(fresh).toBe(template.replace(end, `${list}\n${end}`));
    expect(merged(form, render(WORKS.slice(0, 1)), current, fresh)).toBe(fresh.replace('Bye.', 'Bye, all.'));
    const without = current.replace(`${begin}\n`, '');
    expect(merged(form, current, without, fresh)).toBe(without);
  });

  it.each([
    '**{heading}**',
    '**[{heading}]({url})**',
    '**`{heading}` ({count})**',
    '**{heading}**:',
    '### {heading}',
  ])('has sections below %s, in which the words of people stay', (heading) => {
    const section = `${heading}\n\n{entries}`;
    const template = '# News\n\n{sections}\n\n***\n\nBye.\n';
    const set = settings({ format: { ...HOUSE, ...PLAIN, section, entry: '* [{title}]({url})' } });
    const form = formOf(set.format, template, ZOLA, ENGLISH);
    const render = (works: typeof WORKS) =>
      renderEdition(assembleEdition(sources(works, { form, template, settings: set })));
    const gadget = pullRequest(7, { repository: 'acme/gadget', title: 'Spin' });
    const [first = gadget, second = gadget] = WORKS;
    const before = render([first]);
    const current = before.replace('* [Change 1]', 'Our words.\n\n* [Change 1]');
    const fresh = render([first, second, gadget]);
    expect(fresh.indexOf('gadget')).toBeLessThan(fresh.indexOf('widget'));
    expect(merged(form, before, current, fresh)).toBe(
      fresh.replace('* [Change 1]', 'Our words.\n\n* [Change 1]'),
    );
  });

  it.each<[template: string, group: string | null, section?: string]>([
    ['{sections}\n', '### {heading}\n\n{entries}'],
    ['Hello {count}.\n\n{sections}\n\n## Bye\n\nBye.\n', '### {heading} ({count})\n\n{entries}'],
    ['# A\n\nHello.\n\n## B\n\nText.\n\n{sections}\n', '#### {heading}\n{entries}'],
    [
      '---\na: 1\n---\n\n## B\n{sections}\n\n***\n\nBye.\n',
      '### [{heading}](https://a.b/{heading})\n\n{entries}',
    ],
    ['# A\n\n## People\n\n{contributors}\n\n{sections}\n\n## Bye\n\nBye.\n', '## {heading}\n{entries}'],
    ['{sections}\n', null],
    ['# A\n\n## B\n\nHello.\n\n{sections}\n\n## C\n\nBye.\n', null],
    ['{sections}\n', '**{heading}**\n\n{entries}'],
    ['Hello {count}.\n\n{sections}\n\n**Bye**\n\nBye.\n', '**{heading}** \n\n{entries}'],
    ['# A\n\n## B\n\n{sections}\n\n***\n', '**[{heading}](https://a.b/{heading}) ({count})**:\n\n{entries}'],
    ['## B\n\n{sections}\n\n## C\n\nBye.\n', null, '### {heading}\n\n{entries}'],
    ['## B\n\n{sections}\n\n## C\n\nBye.\n', null, '###### {heading}\n\n{entries}'],
    ['## B\n\n{sections}\n\n## C\n\nBye.\n', null, '**{heading}**\n\n{entries}'],
    ['## B\n\n{sections}\n\n## C\n', '**{heading}**\n\n{entries}', '### {heading}\n{entries}'],
    ['## B\n\n{sections}\n\n## C\n', '#### {heading}\n{entries}', '**{heading}**\n\n{entries}'],
  ])(
    'has groups, in which the words of people stay: %j with %j in %j',
    (template, group, section = '{entries}') => {
      const set = settings({
        format: { ...HOUSE, ...PLAIN, group, section, entry: '* [{title}]({url})' },
        repository: (name) => ({ ...settings().repository(name), groupWithin: 'person' }),
      });
      const form = formOf(set.format, template, ZOLA, ENGLISH);
      const render = (works: typeof WORKS) =>
        renderEdition(assembleEdition(sources(works, { form, template, settings: set })));
      const amy = pullRequest(7, { author: contributor('amy', 7), title: 'Spin' });
      const before = render(WORKS.slice(1));
      const written = (text: string) => text.replace('* [Change 2]', 'Our words.\n\n* [Change 2]');
      const fresh = render([...WORKS, amy]);
      expect(fresh.indexOf('amy')).toBeLessThan(fresh.indexOf('Bob'));
      expect(merged(form, before, written(before), fresh)).toBe(written(fresh));
      expect(merged(form, fresh, written(fresh), fresh)).toBe(written(fresh));
      const renamed = (text: string) => text.replace(/\bBob\b(?=[^\n]*\n+\* )/, 'Of Robert');
      expect(renamed(before)).not.toBe(before);
      expect(merged(form, before, renamed(before), fresh)).toBe(renamed(fresh));
    },
  );

  it('is one only if it has a line for the sections', () => {
    expect(hasSections('a\n  {sections}\nb')).toBe(true);
    expect(['', 'the {sections} here', '{section}'].filter(hasSections)).toEqual([]);
  });
});

describe('the order of people', () => {
  const [zoe, bob, amy] = [contributor('zoe', 2), contributor('Bob', 3), contributor('amy', 1)];
  const works = [
    pullRequest(1, { author: bob, title: 'fix: a' }),
    pullRequest(2, {
      author: amy,
      title: 'feat: b',
      repository: 'acme/gadget',
      mergedAt: '2020-05-02T00:00:00Z',
    }),
    pullRequest(3, { author: zoe, title: 'feat: c' }),
  ];
  const named = (text: string) => [...text.matchAll(/\[@(\w+)\]/g)].map(([, login]) => login).join(' ');
  const inOrder = (
    order: PeopleOrder | null,
    template: string | null,
    format: Partial<FormatSettings>,
    groupWithin: 'none' | 'prefix' = 'none',
  ) => {
    const set = settings({
      format: { ...HOUSE, ...format },
      credit: { optOut: [], openers: true, order },
      repository: (name) => ({ ...settings().repository(name), groupWithin }),
    });
    const form = formOf(set.format, template, ZOLA, ENGLISH);
    return named(renderEdition(assembleEdition(sources(works, { form, template, settings: set }))));
  };

  it.each([
    [null, 'zoe Bob', 'amy zoe Bob', 'amy Bob zoe'],
    ['account', 'zoe Bob', 'amy zoe Bob', 'amy zoe Bob'],
    ['name', 'Bob zoe', 'amy Bob zoe', 'amy Bob zoe'],
    ['appearance', 'Bob zoe', 'amy Bob zoe', 'amy Bob zoe'],
  ] as const)('set to %s is that of all who name people', (order, ofWidget, ofList, inTemplate) => {
    const entry = '- {title} {url}';
    expect(inOrder(order, null, { entry, credit: 'sentence' })).toBe(`amy ${ofWidget}`);
    expect(inOrder(order, '{sections}\n', { section: '{entries}', entry })).toBe(ofList);
    expect(inOrder(order, '{contributors}\n\n{sections}\n', { section: '{entries}', entry })).toBe(
      inTemplate,
    );
  });

  it('of appearance is that of the page, also in groups', () => {
    const format = { section: '### {heading}\n\n{people}\n\n{entries}', entry: '- {title} {url}' };
    expect(inOrder('appearance', '{sections}\n', format, 'prefix')).toBe('amy zoe Bob');
    expect(
      inOrder('appearance', '{contributors}\n\n{sections}\n', { ...format, section: '{entries}' }, 'prefix'),
    ).toBe('amy zoe Bob');
    expect(inOrder('appearance', null, { entry: format.entry, credit: 'sentence' }, 'prefix')).toBe(
      'amy zoe Bob',
    );
  });
});

describe('a template that no site can read', () => {
  const [begin, end] = ['<!-- newsletter:begin -->', '<!-- newsletter:end -->'];

  it.each([
    ['front matter never ends', 1, '---\ntitle: x\n\n{sections}\n'],
    ['front matter never ends', 1, '+++\ntitle = 1\n{sections}\n'],
    ['front matter cannot be read', 4, '---\ntitle: "x\ndate: {date}\n---\n{sections}\n'],
    ['front matter cannot be read', 3, '---\ndate: {date}\ntitle: {month}: news\n---\n{sections}\n'],
    ['front matter cannot be read', 2, '+++\ntitle = x y\n+++\n{sections}\n'],
    ['mark never ends', 1, `${begin}\n{sections}\n`],
    ['mark never begins', 2, `{sections}\n${end}\n`],
    ['mark never begins', 1, `${end}\n{sections}\n${begin}\n`],
    ['mark twice', 3, `${begin}\n{sections}\n${begin}\n`],
    ['mark twice', 4, `${begin}\n{sections}\n${end}\n${begin}\n${end}\n`],
    ['mark never begins', 5, `---\n# ${begin}\n---\n{sections}\n${end}\n`],
    ['sections outside of the marks', 1, `{sections}\n${begin}\n${end}\n`],
    ['sections in front matter', 3, '---\ntitle: x\n{sections}\n---\nHi\n'],
    ['sections in a comment', 2, '<!--\n{sections}\n-->\n'],
    ['sections in code', 2, '```\n{sections}\n```\n'],
    ['sections in code', 4, 'Hi\n\n~~~\n{sections}\n'],
  ])('is not used: %s in line %i', (kind, line, template) => {
    expect(templateMistake(template)).toMatchObject({ kind, line });
    expect(templateProblem('a.md', template)).toMatch(new RegExp(`^The template a\\.md .*[Ll]ine ${line}`));
  });

  it.each([
    '{sections}\n',
    '---\nHello there\n\n{sections}\n',
    '---\ndate: {date}\ntags: [{year}]\n# {x}\n---\n{sections}\n',
    '+++\ndate = {date}\ntitle = "{month}"\n+++\n{sections}\n',
    `---\ntitle: "{month}: {count} changes"\n---\nHi\n${begin}\n{sections}\n${end}\n`,
    `${begin}\n${end}\n`,
    '!!! note\n\n    {sections}\n',
    '<details>\n\n{sections}\n\n</details>\n',
  ])('is not this one: %j', (template) => {
    expect(templateMistake(template)).toBeNull();
  });
});

describe('the placeholders of a template', () => {
  it.each([
    ['Thanks, |{contributers}|!', 'contributors'],
    ['# A\n\n## |{ title }|', null],
    ['|{sectons}|', 'sections'],
    ['---\ntitle: "|{mnoth}|"\n---\n\nHello.', 'month'],
    ['+++\ndate = |{Date}|\n+++', 'date'],
    ['|{ count }| changes', 'count'],
    ['- by |{contributor_count}| people', 'contributorCount'],
    ['[all](https://acme.example/|{yaer}|/)', 'year'],
    ['<a href="/|{numbr}|/">all</a>', 'number'],
    ['For $5 we made |{cuont}| changes for $6.', 'count'],
    ['The |{sections}| are here.', null],
    ['|{numéro}|', null],
    ['`code` |{perid}| `code`', 'period'],
  ])('are not what %j has between the bars; the nearest one is %j', (marked, nearest) => {
    const [before = '', written = '', behind = ''] = marked.split('|');
    const lineOf = (text: string) => text.split('\n').length;
    const text = `${before}${written}${behind}\n\n{sections}\n\n`;
    expect(unknownPlaceholders(`${text}{foo} {count}\n`)).toEqual([
      { written, line: lineOf(before), nearest },
      { written: '{foo}', line: lineOf(text), nearest: null },
    ]);
  });

  it('have the place of the sections once', () => {
    expect(unknownPlaceholders('{sections}\n\n{sections}\n')).toEqual([
      { written: '{sections}', line: 3, nearest: null },
    ]);
  });

  it.each([
    ['known ones', TEMPLATE_PLACEHOLDERS.map((name) => (name === 'sections' ? '' : `{${name}}`)).join(' ')],
    ['code', 'Run `make {target}` and ``{a} ` {b}``.'],
    ['code over two lines', 'Run `make\n{target}`.'],
    ['fenced code', '```js\nconst {title} = {page}\n```'],
    ['fenced code in a list', '- a\n\n  ```js\n  {title}\n  ```'],
    ['indented code', 'Do:\n\n    echo {title}'],
    ['a comment', '<!-- Fill in {title}. -->'],
    ['a comment within a line', 'a <!-- {title} --> b'],
    ['a comment of MDX', '{/* Fill in {title}. */}'],
    ['Liquid', '{{ page.title }} {{title}} {% include x.html with={title} %}'],
    ['shortcodes', '{{< figure src="{title}" >}} {{% note %}}'],
    ['Vue', '{{ title }}'],
    ['LaTeX', '$\\sum_{n} x^{n}$ and \\frac{a}{b} and $$\nx_{i}\n$$'],
    ['JSON', '{"title": {"a": {}}} and {} and {1}'],
    ['a script', '<script>\nconst x = {title};\n\nlet {y} = x;\n</script>'],
    ['a style', '<style>\na {color}\n</style>'],
    ['attributes of headings', '## A {#title .b}\n\n## C {:.title}\n\nText\n{: title="x"}'],
    ['roles of MyST', 'See {ref}`title`.'],
    ['a link of Pelican', '[a]({filename}/x.md)'],
    ['a tag of MDX', '<Card title={title} />'],
    [
      'what MDX imports',
      'import { title } from "./x"\nexport const version = "1";\n\nAt {title} and {version}.',
    ],
    ['braces behind a backslash', 'Write \\{title} or \\{count}.'],
    ['a template literal', `const x = ${'$'}{title}`],
  ])('are not the braces of %s', (_, text) => {
    expect(unknownPlaceholders(`${text}\n\n{sections}\n`)).toEqual([]);
  });

  it('are read in a moment in a text that would keep a reader busy', () => {
    const texts = ['`{a', '{{', '{%', '<!--', '{/*', '<script>', '$a', '\\a{', '](', '<a '];
    for (const text of texts) unknownPlaceholders(`${text.repeat(50_000)}\n{sections}\n`);
    expect(rendered('\\{count} {count}\n\n{sections}\n')).toBe(`\\{count} 2\n\n${LIST}\n`);
  });
});

describe('the form of a template and a format', () => {
  const form = (template: string | null, format: Partial<FormatSettings> = {}) =>
    formOf({ ...HOUSE, ...format }, template, ZOLA, ENGLISH);

  it('is that of the house without both', () => {
    expect(form(null)).toEqual(HOUSE_FORM);
  });

  it.each([
    ['## A\n\n{sections}\n', '### {heading}\n{entries}', 2, 3],
    ['### A\n{sections}\n\n### B\n', '{entries}', 3, null],
    ['{sections}\n\n## Thanks\n', '## {heading}\n{entries}', null, 2],
    ['# Title\n\n## A\n\n{sections}\n', '## {heading}\n\n{entries}', 1, 2],
    ['Words\n\n{sections}\n', '**{heading}**\n\n{entries}', null, 7],
  ])('has the levels of %j with %j', (template, section, partLevel, sectionLevel) => {
    expect(form(template, { section })).toMatchObject({ partLevel, sectionLevel });
  });

  it('has the bullet, the front matter, and what closes the part', () => {
    const template =
      '---\na: 1\n---\n\n## A\n\n{sections}\n\n<hr />\n\nThanks to {contributors} (all)!\n\n{x}\n\n## B\n\nEnd\n';
    const found = form(template, { entry: '*   {title} {url}' });
    expect(found).toMatchObject({ frontMatter: 'yaml', bullet: '*   ', region: false, mergesWords: true });
    expect(found.closing).toHaveLength(2);
    expect(found.closing.map((pattern) => pattern.test('Thanks to @a and\n@b (all)!'))).toEqual([
      false,
      true,
    ]);
    expect(form('{sections}').frontMatter).toBeNull();
  });

  it('knows how the item of a person begins', () => {
    const people = form('{sections}\n\n{contributors}\n', { contributor: '* [@{login}]({url})' });
    expect(people.contributor?.exec('[@ann-b](https://x) ')?.[1]).toBe('ann-b');
    expect(people.contributor?.exec('ann')).toBeNull();
    const lines = form(null, { person: '- {login} created {entries}', entry: '[{title}]({url})' });
    expect(lines.person?.exec('ann created [x](y)')?.[1]).toBe('ann');
    expect(lines.person?.exec('ann wrote [x](y)')).toBeNull();
  });
});
