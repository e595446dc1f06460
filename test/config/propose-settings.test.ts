import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/parse-config.js';
import {
  findEditions,
  type Proposal,
  proposeSettings,
  TEMPLATE_PATH,
} from '../../src/config/propose-settings.js';
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
    ['a/{period}.md', 'week', ['a/2020-W09.md', 'a/2020-W10.md']],
    [
      'news/newsletter-{number}.md',
      'month',
      ['news/newsletter-9.md', 'news/newsletter-10.md', 'docs/step-1.md', 'docs/step-2.md'],
    ],
    ['content/this-month/{month}/index.md', 'month', ['content/this-month/2020-04/index.md']],
  ])('are at %s', (file, period, paths) => {
    expect(findEditions(paths)).toMatchObject({ file, period });
  });

  it('are in order of time, also by number', () => {
    expect(findEditions(['n/issue-10.md', 'n/issue-9.md'])?.paths).toEqual(['n/issue-9.md', 'n/issue-10.md']);
  });

  it.each([
    [['2020-04.md']],
    [['2020-13.md', '2020-14.md']],
    [['2020-03-01.md', '2020-03-02.md']],
    [['docs/step-1.md', 'docs/step-2.md']],
    [['_posts/2020-03-01-a.md', '_posts/2020-03-02-b.md']],
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
  ])('finds out that entries are written like %s', (entry, list) => {
    const text = `# May\n\n${list.replaceAll('URL', 'https://github.com/acme/w/pull')}\n`;
    expect(configOf(propose({ 'news/2020-03.md': text, 'news/2020-04.md': text })).format.entry).toBe(entry);
  });

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
