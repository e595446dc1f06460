import { describe, expect, it } from '@jest/globals';
import { readPublished } from '../../src/github/newsletter/read-earlier-editions.js';
import { readNewsletter } from '../../src/github/newsletter/read-newsletter.js';
import { editionFiles } from '../../src/newsletter/activity/edition-files.js';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { ENGLISH } from '../../src/newsletter/document/language.js';
import { siteRules } from '../../src/newsletter/document/site.js';
import { editionText, settings } from '../newsletter/builders.js';
import { NEWS, type Story } from '../scenarios/story.js';
import { tell } from '../scenarios/tell.js';
import { silent } from './silent.js';

const FOLDER = 'content/this-month';

describe('the newsletter repository', () => {
  it.each([
    ['typos.toml', ['.typos.toml', '_typos.toml', 'typos.toml']],
    ['_typos.toml', ['.typos.toml', '_typos.toml']],
    ['.typos.toml', ['.typos.toml']],
  ])('has the settings of the typos tool in %s', async (name, files) => {
    await tell({ editions: Object.fromEntries(files.map((file) => [file, file])) }, async (story) => {
      expect((await readNewsletter(story.client, NEWS)).typos).toBe(name);
    });
  });

  it('has the name of today after a renaming', async () => {
    await tell({}, async (story) => {
      story.github.addOrganization({ login: 'acme-labs' });
      story.github.renameRepository(NEWS, 'acme-labs/letter');
      expect((await readNewsletter(story.client, NEWS)).nameWithOwner).toBe('acme-labs/letter');
    });
  });
});

/** What is published in a newsletter with these files below the folder of its editions. */
async function publishedWith(files: Readonly<Record<string, string>>, organization = 'acme') {
  const editions = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${FOLDER}/${path}`, text]),
  );
  return tell({ editions }, async (story) => readAll(story, organization));
}

async function readAll({ client }: Story, organization: string) {
  const { defaultBranch } = await readNewsletter(client, NEWS);
  const file = `${FOLDER}/{month}/index.md`;
  const files = editionFiles(file, MONTHS);
  const places = {
    file,
    newsletter: NEWS,
    organization,
    template: null,
    format: settings().format,
    site: siteRules('zola', FOLDER),
    language: ENGLISH,
    oid: defaultBranch.oid,
  };
  const published = await readPublished(client, { ...places, files, calendar: MONTHS }, silent);
  return { ...published, months: published.editions.map(({ period }) => period.key) };
}

describe('the earlier editions', () => {
  it('are files and folders, oldest first, each month once', async () => {
    const { months, gaps } = await publishedWith({
      '2020-07/index.md': editionText('2020-07', 'x'),
      '2020-05.md': 'A file',
      '2020-05/index.md': 'and a folder',
      '_index.md': 'not an edition',
      '2020-06/index.md': editionText('2020-06', 'z'),
      '2020-06/notes.md': 'not one either',
    });
    expect(months).toEqual(['2020-05', '2020-06', '2020-07']);
    expect(gaps).toEqual([]);
  });

  it('are known where people moved them, by a title like that of the others', async () => {
    const { months } = await publishedWith({
      '2020-02/index.md': editionText('2020-02', 'x'),
      '2020-03-march/index.md': editionText('2020-03', 'y'),
      'april.md': editionText('2020-04', 'z').replaceAll('\n', '\r\n'),
    });
    expect(months).toEqual(['2020-02', '2020-03', '2020-04']);
  });

  it.each([
    ['a translation of one that is there', 'index.de.md', editionText('2020-04', 'x')],
    ['about another title', 'march.md', editionText('2020-03', 'x').replace('This Month', 'A Look Back')],
    [
      'about two months',
      'march.md',
      editionText('2020-03', 'x').replace('March 2020', 'March 2020, May 2020'),
    ],
    ['without front matter', 'march.md', 'This Month at Acme: March 2020\n'],
    ['a picture', 'march.png', '\0\u0001'],
    ['a large picture', 'march.png', `\0${'x'.repeat(600_000)}`],
  ])('are not joined by a file that is %s', async (_, name, text) => {
    const { months, gaps } = await publishedWith({
      '2020-04/index.md': editionText('2020-04', 'x'),
      [`2020-04/${name}`]: text,
      [`other-${name}`]: text,
    });
    expect(months).toEqual(['2020-04']);
    expect(gaps).toEqual([]);
  });
});

describe('the organization', () => {
  it('may be a person’s account', async () => {
    await tell({}, async (story) => {
      story.github.addRepository({ nameWithOwner: 'phil/blog', files: { a: '' } });
      expect((await readAll(story, 'phil')).isOrganization).toBe(false);
      expect((await readAll(story, 'acme')).isOrganization).toBe(true);
    });
  });

  it('that may not be seen is not said to be missing', async () => {
    await tell({}, async (story) => {
      const errors = [{ type: 'FORBIDDEN', path: ['repositoryOwner'], message: 'acme restricts access.' }];
      story.github.failGraphql({ operation: 'Editions', errors });
      await expect(readAll(story, 'acme')).rejects.toThrow('acme restricts access.');
    });
  });
});
