import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import matter from 'gray-matter';
import { parse as parseToml } from 'smol-toml';
import type { Dialect } from '../../src/newsletter/markdown/dialect.js';
import { READERS } from '../newsletter/site-readers.js';
import { merged } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const document = readFileSync('docs/formats.md', 'utf8');
const [, examples = ''] = document.split('## Five kinds of sites\n');

/** How each site reads its pages, and the file that says which it is. */
const SITES: readonly (readonly [name: string, dialect: Dialect, file: string, text?: string])[] = [
  ['Zola', 'commonmark', 'config.toml', 'base_url = "https://acme.example"\n'],
  ['Hugo', 'commonmark', 'hugo.toml'],
  ['Jekyll', 'kramdown', '_config.yml'],
  ['MkDocs', 'python-markdown', 'mkdocs.yml'],
  ['Docusaurus', 'mdx', 'website/docusaurus.config.js'],
];

function blocksBelow(heading: string): readonly string[] {
  const [, text = ''] = examples.split(`### ${heading}\n`);
  return [...text.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block).slice(0, 3);
}

describe('the example of docs/formats.md', () => {
  it.concurrent.each(SITES)(
    'for %s makes the page that is shown, and that the site can read',
    async (name, dialect, file, text = '') => {
      const [config = '', template = '', page = ''] = blocksBelow(name);
      const editions = { [file]: text, '.github/newsletter-template.md': template };
      await tell({ editions, config }, async (story) => {
        merged(story, 11, { title: 'Add a lever to `gears`' });
        merged(story, 12, { title: 'Let Vec<T> hold {{ items }} | more', author: 'bob' });
        merged(story, 13, { title: 'Bump levers from 1.2 to 1.3', author: 'dependabot[bot]' });
        const made = await story.preview('2020-05');
        expect(made).toBe(page);

        const engines = { toml: (source: string) => parseToml(source) };
        const language = made.startsWith('+++') ? { language: 'toml', delimiters: '+++' } : {};
        const { data, content } = matter(made, { engines, ...language });
        expect(Object.keys(data).length).toBeGreaterThan(1);
        for (const { readAll } of READERS[dialect]) {
          const [read] = readAll([content]);
          expect(read?.text).toContain('Add a lever to gears');
          expect(read?.text).toContain('Let Vec<T> hold {{ items }} | more');
          expect(read?.text).not.toContain('Bump levers');
        }
      });
    },
  );

  it('shows each kind of site', () => {
    const headings = [...examples.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^### (.+)$/gm)].map(
      ([, heading]) => heading,
    );
    expect(headings).toEqual(SITES.map(([name]) => name));
  });
});
