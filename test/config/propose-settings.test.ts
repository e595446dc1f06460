import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { findEditions } from '../../src/config/find-editions.js';
import { parseConfig } from '../../src/config/newsletter-config.js';
import { type Proposal, proposeSettings, TEMPLATE_PATH } from '../../src/config/propose-settings.js';
import type { Site } from '../../src/newsletter/document/site.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { previewRecordedMonth } from '../fidelity/preview-recorded-month.js';
import { otherFile } from '../golden/golden-editions.js';

const NOW = new Date('2020-06-03T08:00:00Z');

function propose(
  files: Readonly<Record<string, string>>,
  site: Site | null = null,
  newsletter = 'acme/news',
) {
  const editions = findEditions(Object.keys(files));
  const texts = new Map(Object.entries(files));
  return proposeSettings({ newsletter, organization: null, name: null, site, editions, texts }, NOW);
}

function configOf({ config }: Proposal) {
  const parsed = parseConfig(config, 'acme/news');
  if (parsed.kind === 'invalid') throw new Error(config);
  return parsed.config;
}

describe('the editions of a repository', () => {
  it.each([
    ['news/{month}.md', 'month', ['news/2020-03.md', 'news/2020-04.md', 'README.md']],
    [
      '_posts/{date}-weekly.md',
      'week',
      ['_posts/2020-03-06-weekly.md', '_posts/2020-03-13-weekly.md', '_posts/2020-03-13-a.md'],
    ],
    [
      'blog/{date}-round-up/index.mdx',
      'fortnight',
      ['blog/2020-03-06-round-up/index.mdx', 'blog/2020-03-20-round-up/index.mdx'],
    ],
    ['a/{month}-01-core.md', 'month', ['a/2020-03-01-core.md', 'a/2020-04-01-core.md']],
    ['a/{date}-core-{number}.md', 'month', ['a/2020-03-05-core-9.md', 'a/2020-04-01-core-10.md']],
    ['a/{year}/{mm}/news.md', 'month', ['a/2020/03/news.md', 'a/2020/04/news.md']],
    ['a/{monthName}-{year}.md', 'month', ['a/may-2020.md', 'a/june-2020.md']],
    ['a/{year}-{monthName}.md', 'month', ['a/2020-mai.md', 'a/2020-juni.md']],
    ['a/{year}/{monthName}.mdx', 'month', ['a/2020/février.mdx', 'a/2020/mars.mdx']],
    [
      '_posts/{date}-{monthName}-{year}.md',
      'month',
      ['_posts/2020-06-02-may-2020.md', '_posts/2020-07-03-june-2020.md'],
    ],
    [
      '_posts/{date}-weekly.markdown',
      'week',
      ['_posts/2020-03-06-weekly.markdown', '_posts/2020-03-13-weekly.markdown'],
    ],
    ['a/{dateYear}/{date}-weekly.md', 'week', ['a/2019/2019-12-27-weekly.md', 'a/2020/2020-01-03-weekly.md']],
    ['a/{year}/{date}-weekly.md', 'week', ['a/2019/2020-01-03-weekly.md', 'a/2020/2020-01-10-weekly.md']],
    [
      'a/{dateYear}/{dateMonth}/{date}-news.md',
      'month',
      ['a/2019/12/2019-12-03-news.md', 'a/2020/01/2020-01-02-news.md'],
    ],
    ['{year}/{mm}/{month}-01-news.md', 'month', ['2019/12/2019-12-01-news.md', '2020/01/2020-01-01-news.md']],
    [
      'a/{dateYear}/{date}-{monthName}-{year}.md',
      'month',
      ['a/2020/2020-06-02-may-2020.md', 'a/2020/2020-07-03-june-2020.md'],
    ],
    ['issues/{year}/{number}.md', 'month', ['issues/2019/008.md', 'issues/2020/009.md', 'docs/2020/013.md']],
    ['news/{year}/issue-{number}.md', 'month', ['news/2019/issue-8.md', 'news/2020/issue-9.md']],
    ['a/{period}.md', 'week', ['a/2020-W09.md', 'a/2020-W10.md']],
    [
      'news/newsletter-{number}.md',
      'month',
      ['news/newsletter-9.md', 'news/newsletter-10.md', 'docs/step-1.md', 'docs/step-2.md'],
    ],
    ['content/this-month/{month}/index.md', 'month', ['content/this-month/2020-04/index.md']],
    ['posts/newsletter-{month}.md', 'month', ['posts/newsletter-2020-03.md', 'posts/newsletter-2020-04.md']],
    ['rückblick-{month}/index.md', 'month', ['rückblick-2020-03/index.md', 'rückblick-2020-04/index.md']],
    ['n/week-{period}.md', 'week', ['n/week-2020-W09.md', 'n/week-2020-W10.md']],
    ['n/{year}_{mm}_news.md', 'month', ['n/2020_03_news.md', 'n/2020_04_news.md']],
    ['n/news-{year}{mm}.md', 'month', ['n/news-201912.md', 'n/news-202001.md']],
    ['n/news-{mm}-{year}.md', 'month', ['n/news-12-2019.md', 'n/news-01-2020.md']],
    [
      'blog/{date}-monthly-{monthName}/index.mdx',
      'month',
      ['blog/2020-04-03-monthly-march/index.mdx', 'blog/2020-05-04-monthly-april/index.mdx'],
    ],
    [
      '_posts/{date}-{monthName}-in-acme.md',
      'month',
      ['_posts/2020-03-31-march-in-acme.md', '_posts/2020-04-30-april-in-acme.md'],
    ],
    ['content/news/{number}/index.md', 'month', ['content/news/008/index.md', 'content/news/009/index.md']],
  ])('are at %s', (file, period, paths) => {
    expect(findEditions(paths)).toMatchObject({ file, period });
  });

  it.each([
    ['n/issue-9.md', 'n/issue-10.md'],
    ['n/2019-december.md', 'n/2020-april.md', 'n/2020-may.md'],
    ['n/maart-2020.md', 'n/mei-2020.md', 'n/augustus-2020.md'],
    ['n/2019/03.md', 'n/2020/01.md'],
    ['n/news-12-2019.md', 'n/news-01-2020.md', 'n/news-02-2020.md'],
  ])('are in order of time, also by number and name: %s, %s', (...paths) => {
    expect(findEditions(paths.toReversed())?.paths).toEqual(paths);
  });

  it.each([
    [
      'content/en/{month}.md',
      ['content/de/2020-03.md', 'content/de/2020-04.md', 'content/en/2020-03.md', 'content/en/2020-04.md'],
    ],
    [
      'n/{month}/index.en.md',
      ['n/2020-03/index.de.md', 'n/2020-04/index.de.md', 'n/2020-03/index.en.md', 'n/2020-04/index.en.md'],
    ],
  ])('are at %s, if others are as many in another language', (file, paths) => {
    expect(findEditions(paths)?.file).toBe(file);
  });

  it.each([
    ['friday', ['2020-03-06', '2020-03-13', '2020-03-20']],
    ['friday', ['2020-03-06', '2020-03-14', '2020-03-20']],
    ['monday', ['2020-03-02', '2020-03-09']],
    ['2020-03-20', ['2020-03-06', '2020-03-20', '2020-04-04']],
    ['monday', ['2020-03-06', '2020-04-03']],
  ])('appear on the day on which their periods begin: %s', (begins, days) => {
    expect(findEditions(days.map((day) => `n/${day}-news.md`))?.begins).toBe(begins);
  });

  it.each([
    [['2020-04.md']],
    [['2020-13.md', '2020-14.md']],
    [['2020-03-01.md', '2020-03-02.md']],
    [['docs/step-1.md', 'docs/step-2.md']],
    [['_posts/2020-03-01-a.md', '_posts/2020-03-02-b.md']],
    [['_posts/2020-05-01-may-day.md', '_posts/2020-06-02-june-bugs.md']],
    [['v1-2020-03.md.md', 'docs/2020-03-2020-04.txt', 'a/201913.md', 'a/201914.md']],
  ])('are none among %j', (paths) => {
    expect(findEditions(paths)).toBeNull();
  });
});

/** What an edition does not tell: whose work is listed though a bot's. */
const HIDDEN = "hide: {bots: false, authors: ['dependabot[bot]']}\n";

describe('a proposal', () => {
  let folder: string | null = null;
  afterEach(() => {
    if (folder !== null) rmSync(folder, { recursive: true });
    folder = null;
  });

  it.each([
    [
      'hax',
      '2026-06',
      'mkdocs',
      'cryspen/hax',
      'docs/blog/posts/this-month-in-hax/',
      '',
      [['June', 'May']],
      HIDDEN,
    ],
    [
      'prestashop',
      '2022-11',
      'jekyll',
      'PrestaShop/newsletter',
      'news/_posts/core-monthly/',
      '-01-core-monthly',
      [
        ['30 November', '31 October'],
        ['November', 'October'],
      ],
      '',
    ],
  ] as const)(
    'drafts editions like those of %s, byte for byte',
    async (name, month, site, newsletter, place, end, moved, chosen) => {
      const text = readFileSync(otherFile(name, month), 'utf8');
      const [year = '', number = ''] = month.split('-');
      const previous = moved
        .reduce((made, [now, before]) => made.replaceAll(now, before), text)
        .replace('\n\n#', '\n\nWe had a fine time.\n\n#');
      const paths = [
        `${place}${year}-${String(Number(number) - 1).padStart(2, '0')}${end}.md`,
        `${place}${month}${end}.md`,
      ];
      const news = text.replace('\n\n#', '\n\nWe have a fine time.\n\n#');
      const proposal = propose({ [paths[0] ?? '']: previous, [paths[1] ?? '']: news }, site, newsletter);
      folder = mkdtempSync(join(tmpdir(), 'this-month-bot-'));
      cpSync(join(otherFile(name, month), '..'), folder, { recursive: true });
      writeFileSync(join(folder, 'newsletter.yml'), `${proposal.config}\n${chosen}`);
      writeFileSync(join(folder, 'editions', 'template.md'), proposal.template ?? '');
      const { edition } = await previewRecordedMonth(folder, month);
      expect(renderEdition(edition)).toBe(text);
    },
  );

  const house =
    '+++\ntitle = "A"\n+++\n\n## Projects\n\n### [`w`](https://github.com/acme/w)\n\nWe merged:\n\n- [x](https://github.com/acme/w/pull/1)\n';
  it('leaves all to be learned where the editions are in the house style', () => {
    const proposal = propose({ 'news/2020-03.md': house, 'news/2020-04.md': house });
    expect(proposal.template).toBeNull();
    expect(configOf(proposal)).toMatchObject({
      organization: 'acme',
      file: 'news/{month}.md',
      template: null,
    });
  });

  it.each([
    [
      '- [{title}]({url}) by [@{login}]({authorUrl})',
      '- [A [b] c](URL/1) by [@ann](https://github.com/ann)\n- [D](URL/2) by [@bob](https://github.com/bob)',
    ],
    [
      '* {title} ([#{number}]({url}), @{login})',
      '* One. Two ([#1](URL/1), @ann)\n* Three ([#2](URL/2), @bob)',
    ],
    ['- {title} #{number} {url}', '- One: a #1 URL/1\n- Two #2 URL/2'],
    ['- \\{x\\} [{title}]({url})', '- {x} [One](URL/1)\n- {x} [Two](URL/2)'],
    ['1. [{title}]({url})', '1. [One](URL/1)\n2. [Two](URL/2)'],
    ['1. {title} (#{number}, {url})', '9) One: a (#9, URL/9)\n10) Two it (#10, URL/10)'],
    ['* {title} by @{login} in {url}', '* Add @types/node by @ann in URL/1\n* Two by @b-o in URL/2'],
    [
      '* {title} – danke @{login} ([#{number}]({url}))',
      '* Eins – danke @ann ([#1](URL/1))\n* Zwei – danke @bob ([#2](URL/2))',
    ],
    ['- [{title}]({url})', '- [See @media](URL/1)\n- [Two it](URL/2)'],
    ['- {title} ([PR]({url}))', '- One: a ([PR](URL/1))\n- Two it ([PR](URL/2))'],
    ['- {title} ([link]({url}))', '- One ([link](URL/1))'],
    ['* {title} [!{number}]({url})', '* One: a [!1](URL/1)\n* Two it [!2](URL/2)'],
    [
      '- [{title}]({url}).',
      '- Ann [turned](URL/1) left.\n- It [went](URL/2) right.\n- Now [we stop](URL/3) here.\n- All is [fine](URL/4) again.',
    ],
  ])('finds out that entries are written like %s', (entry, list) => {
    const text = `# May\n\n${list.replaceAll('URL', 'https://github.com/acme/w/pull')}\n`;
    expect(configOf(propose({ 'news/2020-03.md': text, 'news/2020-04.md': text })).format.entry).toBe(entry);
  });

  const URL = 'https://github.com/acme/w/pull';
  const list = (repository: string, ...numbers: readonly number[]) =>
    numbers
      .map((number) => `- [Turn ${number}](https://github.com/acme/${repository}/pull/${number})`)
      .join('\n');
  const of = (text: string, path = 'news/2020-04.md', before = text) =>
    propose({ [path.replace('2020-04', '2020-03')]: before, [path]: text });

  it.each([
    ['- {title} ([{repository}#{number}]({url}))', `- One ([w#1](${URL}/1))\n- Two it ([w#2](${URL}/2))`],
    [
      '- {title} ([{nameWithOwner}#{number}]({url}))',
      `- One ([acme/w#1](${URL}/1))\n- Two it ([acme/w#2](${URL}/2))`,
    ],
    [
      '- **{repository}**: {title} [#{number}]({url})',
      `- **w**: One [#1](${URL}/1)\n- **w**: Two it [#2](${URL}/2)`,
    ],
    ['- {repository}: {title} [#{number}]({url})', `- w: One [#1](${URL}/1)\n- w: Two it [#2](${URL}/2)`],
    ['- [{title}]({url}) in `{repository}`', `- [One w](${URL}/1) in \`w\`\n- [Two it](${URL}/2) in \`w\``],
    [
      '- [{title}]({url}) by [{login}]({authorUrl})',
      `- [One](${URL}/1) by [ann](https://github.com/ann)\n- [Two](${URL}/2) by [bob](https://github.com/bob)`,
    ],
  ])('finds out that entries name their repositories and people like %s', (entry, lines) => {
    expect(configOf(of(`# May\n\n${lines}\n`)).format.entry).toBe(entry);
  });

  it.each([
    ['## {heading}\n\n{entries}', (name: string) => `## ${name}\n\n`],
    ['### `{heading}`\n{entries}', (name: string) => `### \`${name}\`\n`],
    ['## {heading} ({count})\n\n{entries}', (name: string) => `## ${name} (2)\n\n`],
    [
      '### [{heading}]({url}): {count} changes\n\n{entries}',
      (name: string) => `### [${name}](https://github.com/acme/${name}): 2 changes\n\n`,
    ],
    ['**{heading}**\n\n{entries}', (name: string) => `**${name}**\n\n`],
    [
      '**[{heading}]({url})**:\n\n{entries}',
      (name: string) => `**[${name}](https://github.com/acme/${name})**:\n\n`,
    ],
  ])('finds out that sections are headed like %j', (section, heading) => {
    const text = `Hello.\n\n${heading('v')}${list('v', 1, 2)}\n\n${heading('w')}${list('w', 3, 5)}\n`;
    const proposal = of(text);
    expect(configOf(proposal)).toMatchObject({ format: { section, credit: 'none' }, repositories: {} });
    expect(proposal.template).toBe('Hello.\n\n{sections}\n');
  });

  it.each([
    [
      '[@{login}]({url})',
      ', ',
      '[@ann](https://github.com/ann), [@bob](https://github.com/bob), [@cy](https://github.com/cy)',
    ],
    [
      '[{login}]({url})',
      ' · ',
      '[ann](https://github.com/ann) · [bob](https://github.com/bob) · [cy](https://github.com/cy)',
    ],
    ['@{login}', ' | ', '@ann | @bob | @cy'],
    ['@{login}', null, '@ann, @bob und @cy'],
    ['[@{login}]({url})', null, '[@ann](https://github.com/ann) and [@bob](https://github.com/bob)'],
  ])('finds out that people are named like %s, with %j between them', (contributor, separator, people) => {
    const proposal = of(`# May\n\n${list('w', 1, 2)}\n\nBy ${people}.\n`);
    expect(configOf(proposal).format).toMatchObject({ contributor, separator, credit: null });
    expect(proposal.template).toBe('# May\n\n{sections}\n\nBy {contributors}.\n');
  });

  it('finds the labels of groups by their headings', () => {
    const groups = ['New things', 'Bug fixes', 'Docs', 'Speed', 'Everything else'];
    const text = groups
      .map((name, at) => `## ${name}\n\n${list(at % 2 === 0 ? 'v' : 'w', at + 1)}\n${list('u', 9 + at)}\n`)
      .join('\n');
    expect(configOf(of(text))).toMatchObject({
      groupWithin: 'label',
      labels: {
        enhancement: 'New things',
        bug: 'Bug fixes',
        documentation: 'Docs',
        speed: 'Speed',
        '*': 'Everything else',
      },
      format: { section: '{entries}', group: '## {heading}\n\n{entries}' },
    });
  });

  it.each([
    [
      '### [{heading}](https://github.com/{heading})\n\n{entries}',
      (login: string) => `### [${login}](https://github.com/${login})`,
    ],
    [
      '### [@{heading}](https://github.com/{heading})\n\n{entries}',
      (login: string) => `### [@${login}](https://github.com/${login})`,
    ],
    ['## @{heading}\n\n{entries}', (login: string) => `## @${login}`],
    [
      '**[`{heading}`](https://github.com/{heading})**\n\n{entries}',
      (login: string) => `**[\`${login}\`](https://github.com/${login})**`,
    ],
  ])('finds groups of people, which are no sections of the house: %j', (group, heading) => {
    const text = `## Who\n\n${heading('ann')}\n\n${list('v', 1)}\n${list('w', 2)}\n\n${heading('bob')}\n\n${list('w', 3)}\n`;
    expect(configOf(of(text))).toMatchObject({
      groupWithin: 'person',
      format: { section: '{entries}', group, credit: null },
    });
  });

  it.each([
    ['prefixes', '## Rest\n\n- [Else](https://github.com/acme/w/pull/9)\n', { '*': 'Rest' }],
    ['prefixes alone', '', {}],
  ])('finds groups by %s', (_, rest, others) => {
    const item = (title: string, number: number) => `- [${title}](https://github.com/acme/w/pull/${number})`;
    const text = `## New\n\n${item('feat: a', 1)}\n${item('feat(x)!: b', 2)}\n\n## Better\n\n${item('fix: c', 3)}\n${item('perf: d', 4)}\n\n${rest}`;
    expect(configOf(of(text))).toMatchObject({
      groupWithin: 'prefix',
      labels: { feat: 'New', fix: 'Better', perf: 'Better', ...others },
      format: { section: '{entries}', group: '## {heading}\n\n{entries}' },
    });
    expect(configOf(of(text.replace('fix: c', 'feat: c'))).groupWithin).toBe('label');
    expect(configOf(of(text.replace('fix: c', 'c'))).groupWithin).toBe('label');
  });

  it('finds the sentence that thanks one person for one entry', () => {
    const [ann, bob] = ['[@ann](https://github.com/ann)', '[@bob](https://github.com/bob)'];
    const both = `Merci à ${ann} et ${bob} pour tout !`;
    const text = `## v\n\n${list('v', 1, 2)}\n\n${both}\n\n## w\n\n${list('w', 3, 4)}\n\n${both}\n\n## x\n\n${list('x', 5)}\n\nMerci à ${bob} pour ça !\n`;
    const proposal = of(text);
    expect(configOf(proposal).phrases).toEqual({
      thanks: 'Merci à {people} pour tout !',
      thanksOne: 'Merci à {people} pour ça !',
    });
    expect(proposal.template).toBe('{sections}\n');
  });

  it.each([
    ['### New contributors\n\n* @cy\n* @dan\n', '### New contributors\n\n{newcomers}\n', '* @{login}'],
    ['Our new contributors are @cy and @dan!\n', 'Our new contributors are {newcomers}!\n', '@{login}'],
    ['A new contributor: @cy.\n', 'A new contributor: {newcomers}.\n', '@{login}'],
    [
      'By @ann, @bob, and @cy.\n\nFirst-time contributors:\n\n@cy, @dan\n',
      'By {contributors}.\n\nFirst-time contributors:\n\n{newcomers}\n',
      '@{login}',
    ],
    [
      '## New contributors\n\n- @cy\n\n## All\n\n- @ann\n- @cy\n',
      '## New contributors\n\n{newcomers}\n\n## All\n\n{contributors}\n',
      '- @{login}',
    ],
    // In two forms, the bot could write one of them alone.
    [
      'By @ann, @bob, and @cy.\n\n## New contributors\n\n- @cy\n- @dan\n',
      'By @ann, @bob, and @cy.\n\n## New contributors\n\n{contributors}\n',
      '- @{login}',
    ],
  ])('finds the newcomers: %j', (tail, template, contributor) => {
    const proposal = of(`# May\n\n${list('w', 1, 2)}\n\n${tail}`);
    expect(proposal.template).toBe(`# May\n\n{sections}\n\n${template}`);
    const credit = template.includes('{contributors}') ? null : 'none';
    expect(configOf(proposal).format).toMatchObject({ contributor, credit });
  });

  it.each([
    [null, 'ann bob cy dan', 'dan cy bob ann'],
    ['appearance', 'dan cy bob ann', 'dan cy dan bob ann'],
    [null, 'dan ann cy bob', 'dan cy bob ann'],
    [null, 'bob ann', 'bob ann'],
  ])('finds the order of people, %s, where a list names %s', (order, listed, authors) => {
    const entries = authors.split(' ').map((login, at) => `- [T ${at}](${URL}/${at + 1}) by @${login}`);
    const people = listed.split(' ').map((login) => `- @${login}`);
    const text = `${entries.join('\n')}\n\n## People\n\n${people.join('\n')}\n`;
    expect(configOf(of(text)).credit.order).toBe(order);
  });

  it.each([
    ['name', ['ann', 'bob'], ['ann', 'cy', 'dan']],
    [null, ['ann', 'bob'], ['cy', 'ann', 'dan']],
    [null, ['ann', 'bob'], ['ann', 'dan']],
  ] as const)('finds the order of people, %s, where sections thank %j and %j', (order, first, second) => {
    const both: readonly (readonly string[])[] = [first, second];
    const sections = both.map((logins, at) => {
      const people = logins.map((login) => `[@${login}](https://github.com/${login})`);
      return `## ${'vw'[at]}\n\n${list('vw'[at] ?? '', 1, 2)}\n\nThanks to ${people.slice(0, -1).join(', ')} and ${people.at(-1)}!\n`;
    });
    expect(configOf(of(sections.join('\n'))).credit.order).toBe(order);
  });

  it('finds the sentence that thanks people in each section', () => {
    const thanks = 'Merci à [@ann](https://github.com/ann) et [@bob](https://github.com/bob) pour tout !';
    const text = `## v\n\n${list('v', 1, 2)}\n\n${thanks}\n\n## w\n\n${list('w', 3)}\n\n${thanks}\n\n## Fin\n\nSalut.\n`;
    const proposal = of(text);
    expect(configOf(proposal)).toMatchObject({
      phrases: { thanks: 'Merci à {people} pour tout !' },
      format: { contributor: null, credit: null },
    });
    expect(proposal.template).toBe('{sections}\n\n## Fin\n\nSalut.\n');
  });

  it.each([
    [
      'de',
      'news/2020-april.md',
      'Im April, vom 1. April 2020 bis 30. April 2020.',
      'Im {monthName}, vom {from} bis {to}.',
    ],
    ['fr', 'news/2020-04.md', 'En avril 2020.', 'En {month}.'],
    ['en', 'news/2020-04.md', 'April 2020, from 1 April 2020.', '{month}, from {from}.'],
  ])('finds the language and the days: %s in %s', (language, path, words, expected) => {
    const before = path.includes('april') ? 'news/2020-märz.md' : 'news/2020-03.md';
    const march = words
      .replaceAll('April', language === 'de' ? 'März' : 'March')
      .replace('avril', 'mars')
      .replace('30.', '31.');
    const text = `${words}\n\n${list('w', 1, 2)}\n`;
    const proposal = propose({ [before]: text.replace(words, march), [path]: text });
    expect(configOf(proposal).language).toBe(language);
    expect(proposal.template).toBe(`${expected}\n\n{sections}\n`);
  });

  it.each([
    [
      '- [{title}]({url}) by [@{login}]({authorUrl})',
      '| PR | Title | Author |\n|----|:------|---|\n| [#1](URL/1) | One \\| it | [@ann](https://github.com/ann) |\n| [#2](URL/2) | Two | [@bob](https://github.com/bob) |\n',
    ],
    ['- [{title}]({url}) by @{login}', '| @ann | [One](URL/1) |\n| --- | --- |\n| @ann | [Two](URL/2) | \n'],
    ['- [{title}]({url})', '| What | When |\n|--|--|\n| [One](URL/1) | 2020-05-01 |\n'],
  ])('takes the rows of a table for items like %s, and says so', (entry, table) => {
    const proposal = of(`# May\n\n${table.replaceAll('URL', URL)}\n2 pull requests.\n`);
    expect(configOf(proposal).format.entry).toBe(entry);
    expect(proposal.config).toContain('It has a table of pull requests, and the bot writes lists.\n');
    const count = table.split('URL').length > 2 ? '{count}' : '2';
    expect(proposal.template).toBe(`# May\n\n{sections}\n\n${count} pull requests.\n`);
  });

  it.each([
    [
      'lists within lists',
      '- **Core**\n  - [One](URL/1)\n  - [Two](URL/2)\n- Apps:\n  - [Three](https://github.com/acme/v/pull/3)\n  - [Four](URL/4)\n',
      { section: '{entries}', group: '**{heading}**\n\n{entries}', entry: '- [{title}]({url})' },
      '{sections}\n\nBye.\n',
    ],
    [
      'pull requests as "#12"',
      '* fix: one by @ann in #1\n* Two by @bob in #2\n',
      { entry: '* {title} by @{login} in [#{number}]({url})' },
      '{sections}\n\nBye.\n',
    ],
    [
      'sentences',
      'We turn ([@ann](https://github.com/ann), [#1](URL/1)).\nIt goes ([@bob](https://github.com/bob), [#2](URL/2)).\n\n## Talks\n\n- [One](https://t.example)\n',
      { entry: '- [{title}]({url}) by [@{login}]({authorUrl})' },
      '{sections}\n\n## Talks\n\n- [One](https://t.example)\n\nBye.\n',
    ],
  ])('says what it has in place of %s', (form, text, format, template) => {
    const proposal = of(`${text.replaceAll('URL', 'https://github.com/acme/news/pull')}\nBye.\n`);
    expect(proposal.config).toContain(form === 'sentences' ? 'in sentences; the bot lists them' : form);
    expect(configOf(proposal).format).toMatchObject(format);
    expect(proposal.template).toBe(template);
  });

  it('keeps the marks and the white space of what only the last edition says', () => {
    const text = (words: string) =>
      `${words} a\n<!-- more -->\n\nHello.\n\n${words} b\n\n${list('w', 1, 2)}\n\n${words} c\n<!-- newsletter:end -->\n\nBye.\n`;
    expect(of(text('Now'), 'n/2020-04.md', text('Then')).template).toBe(
      '<!-- more -->\n\nHello.\n\n{sections}\n\n<!-- newsletter:end -->\n\nBye.\n',
    );
  });

  it.each([
    [`* @cy made their first contribution in ${URL}/1`, '* @{login} made their first contribution'],
    [
      `- [@cy](https://github.com/cy) made her first contribution in ${URL}/1\n- [@dan](https://github.com/dan) made his first contribution`,
      '- [@{login}]({url}) made their first contribution',
    ],
  ])('takes newcomers for no entries, though pull requests are beside them: %s', (newcomers, contributor) => {
    const text = `## Changes\n\n${list('w', 1, 2)}\n\n## New Contributors\n\n${newcomers}\n`;
    const proposal = of(text);
    expect(proposal.template).toBe('## Changes\n\n{sections}\n\n## New Contributors\n\n{newcomers}\n');
    expect(configOf(proposal)).toMatchObject({
      groupWithin: 'learned',
      format: { contributor, group: null },
    });
  });

  it.each([
    ['date: 2020-05-02', 'date: {date}'],
    ['pubDate: 2020-05-02', 'pubDate: {date}'],
    ["pubDatetime: '2020-05-02T10:00:00Z'", "pubDatetime: '{date}T10:00:00Z'"],
    ["pubDate: 'May 02 2020'", "pubDate: '{date}'"],
    [
      'date: 2020-05-02\nlastmod: 2020-05-02\nsince: 2019-05-02',
      'date: {date}\nlastmod: {date}\nsince: 2019-05-02',
    ],
    ['date: 2020-05-02\nslug: 2020-05-02-news', 'date: {date}\nslug: {date}-news'],
    ['slug: news-april-2020', 'slug: news-{period}'],
    ['url: /2020-april/', 'url: /{period}/'],
    ['description: We turned 30.', 'description: ""'],
    ['summary: >-\n  We turned\n  30.\ntags: [a]', 'summary: ""\ntags: [a]'],
    ['description: All of April 2020.', 'description: All of {month}.'],
    ['title: "News #2"', 'title: "News #{number}"'],
    ['title: Update 2', 'title: Update {number}'],
    ['title: 2 of us', 'title: 2 of us'],
    ['title: "April 2020: we turned 30"', 'title: "{month}"'],
    ["title: 'Weekly #2 - the 30'", "title: 'Weekly #{number}'"],
    ['title: We turned 30', 'title: We turned 30'],
    ['title: Acme, {count} times'.replace('{count}', '2'), 'title: Acme, 2 times'],
  ])('finds in front matter what differs from edition to edition: %j', (now, expected) => {
    const before = now
      .replaceAll(/2020-05-02|May 02 2020/g, '2020-04-02')
      .replace('april', 'march')
      .replace('April', 'March')
      .replace('30', '29')
      .replace(/(#|Update )2/, '$11');
    const text = (front: string) => `---\n${front}\n---\n\n${list('w', 1, 2)}\n`;
    expect(of(text(now), 'n/2020-04.md', text(before)).template).toBe(
      `---\n${expected}\n---\n\n{sections}\n`,
    );
  });

  it.each([
    ['Week 10 at Acme', 'Week {week} at Acme'],
    ['KW10', 'KW{week}'],
    ['Weekly #10', 'Weekly #10'],
  ])('finds the number of the week: %s', (words, expected) => {
    const text = (week: string) => `# ${words.replace('10', week)}\n\n${list('w', 1, 2)}\n`;
    const proposal = propose({ 'n/2020-W09.md': text('9'), 'n/2020-W10.md': text('10') });
    expect(proposal.template).toBe(`# ${expected}\n\n{sections}\n`);
  });

  it.each([
    ['Neu', 'Fehlerbehebungen', 'n/mai-2020.md', 'Weitere Änderungen'],
    ['Nouveautés', 'Corrections', 'n/avril-2020.md', 'Autres changements'],
    ['Features', 'Bugs', 'n/april-2020.md', 'Other changes'],
  ])('finds labels in other languages, and has a group for the rest: %s, %s', (first, second, path, rest) => {
    const text = `## ${first}\n\n${list('v', 1)}\n${list('w', 2)}\n\n## ${second}\n\n${list('w', 3)}\n`;
    const before = path.replace(/mai|april/, 'august').replace('avril', 'février');
    expect(configOf(propose({ [before]: text, [path]: text })).labels).toEqual({
      enhancement: first,
      bug: second,
      '*': rest,
    });
  });

  it('finds the number, the week and the counts of an edition', () => {
    const text = (number: number, day: string, from: string, to: string) =>
      `---\ntitle: "Issue ${number}"\ndate: ${day}\nslug: news-${number}\n---\n\nFrom ${from} to ${to}, 2 pull requests by ${number} people.\n\n${list('w', number, number + 1)}\n`;
    const proposal = propose({
      'blog/2020-04-03-news-41.md': text(41, '2020-04-03', '27 March 2020', '2 April 2020'),
      'blog/2020-04-10-news-42.md': text(42, '2020-04-10', '3 April 2020', '9 April 2020'),
    });
    expect(configOf(proposal)).toMatchObject({
      file: 'blog/{date}-news-{number}.md',
      period: 'week',
      begins: 'friday',
    });
    expect(proposal.template).toBe(
      '---\ntitle: "Issue {number}"\ndate: {date}\nslug: news-{number}\n---\n\nFrom {from} to {to}, {count} pull requests by {contributorCount} people.\n\n{sections}\n',
    );
  });

  it.each([
    ['n/{date}-news.md', 'March 2020', 'April 2020'],
    ['n/{month}-01-news.md', 'April 2020', 'May 2020'],
    ['n/{month}-01-news.md', 'April', 'May'],
    ['n/{month}-01-news.md', 'April after March 2020', 'May after April 2020'],
  ])('tells by the text whether a first is the day of publication: %s of %s', (file, before, name) => {
    const text = (month: string) => `# ${month}\n\n${list('w', 1, 2)}\n`;
    const proposal = propose({ 'n/2020-04-01-news.md': text(before), 'n/2020-05-01-news.md': text(name) });
    expect(configOf(proposal).file).toBe(file);
  });

  it.each([
    ['n/{year}/{mm}/issue-{number}.md', 'month', ['2020/03', '2020-03-30'], ['2020/04', '2020-04-29']],
    [
      'n/{dateYear}/{dateMonth}/issue-{number}.md',
      'month',
      ['2020/03', '2020-03-02'],
      ['2020/04', '2020-04-03'],
    ],
    [
      'n/{dateYear}/{dateMonth}/issue-{number}.md',
      'week',
      ['2020/03', '2020-03-27'],
      ['2020/04', '2020-04-03'],
    ],
    ['n/{year}/{mm}/issue-{number}.md', 'month', ['2020/02', '2020-03-02'], ['2020/03', '2020-04-03']],
  ])(
    'tells by the days of numbered editions how far apart they are: %s, each %s',
    (file, period, ...both) => {
      const files = both.map(([folder = '', day], at) => {
        return [`n/${folder}/issue-${at + 8}.md`, `---\ndate: ${day}\n---\n\n${list('w', 1, 2)}\n`] as const;
      });
      expect(configOf(propose(Object.fromEntries(files)))).toMatchObject({ file, period });
    },
  );

  it('says the reason of each line, and is read without a mistake', () => {
    const proposal = propose({}, 'jekyll');
    expect(proposal.config).toContain(
      '# The files of the repository are those of such a site.\nsite: jekyll\n',
    );
    expect(configOf(proposal)).toMatchObject({
      name: 'This Month at acme',
      site: 'jekyll',
      template: TEMPLATE_PATH,
    });
    expect(proposal.template).toMatch(/^---\ntitle: "This Month at acme: \{month\}"\ndate: \{date\}\n---\n/);
    expect(proposal.template).toContain('\n{sections}\n');
  });
});
