import { describe, expect, it } from '@jest/globals';
import { explain } from '../../src/github/connection/errors.js';
import { type PublishedPlaces, readPublished } from '../../src/github/newsletter/read-earlier-editions.js';
import { editionText } from '../newsletter/builders.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const places: PublishedPlaces = {
  newsletter: 'acme/news',
  organization: 'acme',
  file: 'content/this-month/{month}/index.md',
  template: null,
  oid: 'a'.repeat(40),
};

interface Told {
  readonly owner?: object | null;
  readonly entries?: readonly object[] | null;
  readonly template?: object | null;
}

function answer({ owner = organization(3), entries = [], template = null }: Told): Answer {
  const folder = entries === null ? null : { entries };
  return { data: { repositoryOwner: owner, repository: { template, folder } } };
}

function organization(totalCount: number) {
  return { __typename: 'Organization', repositories: { totalCount } };
}

function file(name: string, text: string | null, isTruncated = false) {
  return { name, object: { text, isTruncated } };
}

function folder(name: string, ...entries: readonly object[]) {
  return { name, object: { entries } };
}

async function read(told: Answer, more: Partial<PublishedPlaces> = {}) {
  const asked = answerGraphql(told);
  const published = await readPublished(await client(), { ...places, ...more }, silent);
  return { published, asked, months: published.editions.map(({ month }) => month) };
}

async function whyNot(told: Answer, more: Partial<PublishedPlaces> = {}): Promise<string> {
  return read(told, more).then(
    () => 'They were read.',
    (error: unknown) => explain(error),
  );
}

describe('the earlier editions', () => {
  it('are known where people moved them, by a title like that of the others', async () => {
    const { months } = await read(
      answer({
        entries: [
          folder('2020-02', file('index.md', editionText('2020-02', 'x'))),
          folder('2020-03-march', file('index.md', editionText('2020-03', 'y'))),
          file('april.md', editionText('2020-04', 'z').replaceAll('\n', '\r\n')),
        ],
      }),
    );
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
    ['binary', 'march.png', null],
  ])('are not joined by a file that is %s', async (_, name, text) => {
    const april = file('index.md', editionText('2020-04', 'x'));
    const { months, published } = await read(
      answer({ entries: [folder('2020-04', april, file(name, text)), file(`other-${name}`, text)] }),
    );
    expect(months).toEqual(['2020-04']);
    expect(published.gaps).toEqual([]);
  });

  it('are read in one request, as files and as folders, oldest first', async () => {
    const { months, published, asked } = await read(
      answer({
        entries: [
          folder('2020-07', file('index.md', editionText('2020-04', 'x'))),
          file('2020-05.md', editionText('2020-04', 'y')),
          file('_index.md', 'not an edition'),
          folder(
            '2020-06',
            file('index.md', editionText('2020-04', 'z')),
            file('notes.md', 'not one either'),
          ),
        ],
      }),
    );
    expect(months).toEqual(['2020-05', '2020-06', '2020-07']);
    expect(published.editions[0]?.frontMatter).toContain('title = "This Month at Acme');
    expect(published.gaps).toEqual([]);
    expect(asked.map(({ variables }) => variables)).toEqual([
      {
        owner: 'acme',
        name: 'news',
        folder: `${places.oid}:content/this-month`,
        template: `${places.oid}:`,
        organization: 'acme',
      },
    ]);
  });

  it('may be none yet', async () => {
    expect((await read(answer({ entries: null }))).months).toEqual([]);
  });

  it('count once where a month has both a file and a folder', async () => {
    const { months } = await read(
      answer({
        entries: [file('2020-05.md', 'old'), folder('2020-05', file('index.md', 'new'))],
      }),
    );
    expect(months).toEqual(['2020-05']);
  });

  it('that GitHub cuts short or cannot show are published all the same, and the loss is said', async () => {
    const { months, published } = await read(
      answer({
        entries: [
          folder('2020-05', file('index.md', editionText('2020-04', 'x'), true)),
          folder('2020-06', file('index.md', null)),
        ],
      }),
    );
    expect(months).toEqual(['2020-05', '2020-06']);
    expect(published.gaps).toEqual([
      'content/this-month/2020-05/index.md is too large for GitHub to give it whole.',
      'content/this-month/2020-06/index.md is not a text file.',
    ]);
  });

  it('lack nothing where the picture beside one is large', async () => {
    const { published } = await read(
      answer({
        entries: [folder('2020-05', file('index.md', 'text'), file('screen.png', null, true))],
      }),
    );
    expect(published.gaps).toEqual([]);
  });

  it('that GitHub gives in part are refused, since the next edition depends on them', async () => {
    const message = await whyNot({
      ...answer({ entries: null }),
      errors: [{ type: 'INTERNAL', path: ['repository', 'folder'], message: 'Could not be read.' }],
    });
    expect(message).toMatch(/^GitHub could not answer: Could not be read\./);
  });
});

describe('the template', () => {
  it('is read from the default branch', async () => {
    const { published, asked } = await read(answer({ template: { text: '## Projects\n' } }), {
      template: 'template.md',
    });
    expect(published.template).toBe('## Projects\n');
    expect(asked[0]?.variables.template).toBe(`${places.oid}:template.md`);
  });

  it('that is set must be there', async () => {
    expect(await whyNot(answer({}), { template: 'template.md' })).toBe(
      'The template template.md is not in acme/news. Add it, or remove the setting "template".',
    );
  });
});

describe('the organization', () => {
  it('may be a person’s account', async () => {
    const owner = { __typename: 'User', repositories: { totalCount: 1 } };
    expect((await read(answer({ owner }))).published.isOrganization).toBe(false);
    expect((await read(answer({}))).published.isOrganization).toBe(true);
  });

  it('must exist', async () => {
    expect(await whyNot(answer({ owner: null }))).toBe(
      'There is no organization acme on GitHub. Check the setting "organization".',
    );
  });

  it('must have repositories', async () => {
    expect(await whyNot(answer({ owner: organization(0) }))).toBe(
      'The organization acme has no repositories that can be read, so there is nothing to collect.',
    );
  });

  it('that may not be seen is not said to be missing', async () => {
    const message = await whyNot({
      ...answer({ owner: null }),
      errors: [{ type: 'FORBIDDEN', path: ['repositoryOwner'], message: 'acme restricts access.' }],
    });
    expect(message).toMatch(/^GitHub does not allow this: acme restricts access\./);
  });
});
