import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseConfig } from '../src/config/newsletter-config.js';
import { init } from '../src/init.js';
import { findFrontMatter, readFrontMatter } from '../src/newsletter/document/front-matter.js';
import { siteRules, usualFile } from '../src/newsletter/document/site.js';
import { assembleEdition } from '../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../src/newsletter/edition/render-edition.js';
import { month, settings, sources } from './newsletter/builders.js';

const NOW = new Date('2020-06-03T08:00:00Z');
const CONFIG = '.github/newsletter.yml';
const TEMPLATE = '.github/newsletter-template.md';

describe('init', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'this-month-bot-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** Makes the folder a clone with these files. */
  function clone(origin: string, files: readonly string[] = []): void {
    const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder });
    git('init', '--quiet');
    git('remote', 'add', 'origin', origin);
    for (const file of files) write(file, 'A text\n');
    git('add', '.');
  }

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const written = () => (readdirSync(folder).includes('.github') ? readdirSync(join(folder, '.github')) : []);
  const configIn = () => parseConfig(read(CONFIG), 'acme/news');

  it.each([
    'https://github.com/acme/news.git',
    'https://github.example.com/acme/news/',
    'git@github.com:acme/news.git',
    'ssh://git@github.com:22/acme/news',
  ])('finds out from %s whose newsletter it is', (origin) => {
    clone(origin);
    expect(init(folder, {}, NOW)).toBe(
      `Wrote ${CONFIG}.\nWrote ${TEMPLATE}.\nThe organization is acme, the owner of the remote "origin". If that is a fork, write the organization of the newsletter instead.\nCommit and push what you keep of it. To see an edition: this-month-bot preview --newsletter acme/news --period 2020-05\n`,
    );
    expect(configIn()).toMatchObject({
      kind: 'valid',
      config: { organization: 'acme', name: 'This Month at acme', template: TEMPLATE },
    });
  });

  it('takes the newsletter that a fork is of, where the clone knows it, and says whose it took', () => {
    clone('git@github.com:eve/news.git');
    const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder });
    git('remote', 'add', 'upstream', 'https://github.com/acme/news');
    expect(init(folder, {}, NOW)).toContain(
      'The organization is acme, the owner of the remote "upstream". If that is a fork, ',
    );
    expect(configIn()).toMatchObject({ config: { organization: 'acme' } });
  });

  it('says in a clone of a fork alone whose owner it took, but not to who named the organization', () => {
    clone('git@github.com:eve/news.git');
    expect(init(folder, {}, NOW)).toContain('The organization is eve, the owner of the remote "origin".');
    rmSync(join(folder, CONFIG));
    expect(init(folder, { organization: 'acme' }, NOW)).not.toContain('fork');
  });

  it('writes settings that stay valid whatever is taken out of comments', () => {
    clone('https://github.com/acme/news');
    init(folder, { name: 'News: "here" # and there' }, NOW);
    expect(configIn()).toMatchObject({ config: { name: 'News: "here" # and there' } });
    write(CONFIG, read(CONFIG).replace(/^# (?=\w+: [[{])/gm, ''));
    expect(configIn()).toMatchObject({
      kind: 'valid',
      config: { watch: ['owner/name'], announce: { issue: 1 } },
    });
  });

  it('writes a template that makes the edition which there would be without', () => {
    init(folder, { organization: 'acme', name: 'Acme Monthly' }, NOW);
    const template = read(TEMPLATE);
    const without = sources([], { activity: { period: month('2021-02') } });
    const texts = [null, template].map((text) =>
      renderEdition(
        assembleEdition({ ...without, template: text, settings: settings({ name: 'Acme Monthly' }) }),
      ),
    );
    // Of a part without anything, the template says nothing.
    const notices = /_No .*_\n+/g;
    expect(texts[1]).toBe(`${texts[0]?.replace(notices, '').trimEnd()}\n`);
  });

  it.each([
    [['news/2020-03.md', 'news/2020-04.md', 'README.md'], 'news/{month}.md'],
    [['content/this-month/2020-04/index.md'], 'content/this-month/{month}/index.md'],
    [
      ['a/2020-03/i.md', 'a/2020-04/i.md', 'b/2020-03.md', 'c/2020-03-01.md', 'c/2020-03-02.md'],
      'a/{month}/i.md',
    ],
  ])('learns from the editions in %j, and needs no template', (files, file) => {
    clone('https://github.com/acme/news', files);
    init(folder, {}, NOW);
    expect(configIn()).toMatchObject({ kind: 'valid', config: { file, name: null, template: null } });
    expect(written()).toEqual(['newsletter.yml']);
  });

  it.each([
    ['zola', '+++\n', { 'config.toml': "base_url = 'https://acme.example'\n" }],
    ['hugo', '+++\n', { 'config.toml': "baseURL = 'https://acme.example'\n" }],
    ['hugo', '+++\n', { 'hugo.yaml': '' }],
    ['jekyll', '---\n', { '_config.yml': '' }],
    ['jekyll', '---\n', { 'docs/_config.yml': '' }],
    ['eleventy', '---\n', { 'eleventy.config.js': '' }],
    ['mkdocs', '---\n', { 'mkdocs.yml': '' }],
    ['docusaurus', '---\n', { 'docusaurus.config.ts': '' }],
    ['docusaurus', '---\n', { 'website/docusaurus.config.js': '' }],
    ['vuepress', '---\n', { '.vuepress/config.js': '' }],
    ['vuepress', '---\n', { 'docs/.vuepress/config.js': '' }],
    ['astro', '---\n', { 'astro.config.mjs': '' }],
  ] as const)('writes for %s a template that begins with %j', (site, fence, files) => {
    clone('https://github.com/acme/news', Object.keys(files));
    for (const [file, text] of Object.entries(files)) write(file, text);
    init(folder, { name: 'Acme, $& and "more"' }, NOW);
    expect(configIn()).toMatchObject({ kind: 'valid', config: { site, file: usualFile(site) } });
    const template = read(TEMPLATE);
    const front = findFrontMatter(template)?.frontMatter ?? '';
    expect(template.startsWith(fence)).toBe(true);
    expect(front).toContain('{date}');
    expect(readFrontMatter(front.replace('{date}', '2020-06-01'))).toMatchObject({
      title: 'Acme, $& and "more": {month}',
    });
    expect(template.slice(front.length)).not.toMatch(/^(?:\+\+\+|---)$/m);
    expect(template).toContain(`\n${siteRules(site, usualFile(site)).summary ?? '{sections}'}\n`);
  });

  it.each([[['2020-04.md']], [['2020-13.md', '2020-14.md']], [['2020-03-01.md', '2020-03-02.md']]])(
    'sees no editions in %j',
    (files) => {
      clone('https://github.com/acme/news', files);
      init(folder, {}, NOW);
      expect(written()).toEqual(['newsletter-template.md', 'newsletter.yml']);
    },
  );

  it('never writes over a file that is there', () => {
    write(TEMPLATE, 'My own\n');
    expect(init(folder, { organization: 'acme' }, NOW)).toMatch(/^Wrote \.github\/newsletter\.yml\.\nCommit/);
    expect(read(TEMPLATE)).toBe('My own\n');
    write(CONFIG, 'branch: mine\n');
    expect(init(folder, { organization: 'acme' }, NOW)).toBe(
      `${CONFIG} is there already, and stays as it is.\n`,
    );
    expect(read(CONFIG)).toBe('branch: mine\n');
  });

  it('asks for the organization where the folder does not tell', () => {
    expect(() => init(folder, {}, NOW)).toThrow(/ leads to a repository owner\/name\. Add --organization, /);
    clone('/srv/git/news');
    expect(written()).toEqual([]);
  });
});
