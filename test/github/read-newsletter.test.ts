import { describe, expect, it } from '@jest/globals';
import { explain } from '../../src/github/connection/errors.js';
import { readNewsletter } from '../../src/github/newsletter/read-newsletter.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const repository = {
  nameWithOwner: 'acme/news',
  url: 'https://github.com/acme/news',
  isPrivate: false,
  defaultBranchRef: { name: 'main', target: { oid: 'a'.repeat(40) } },
  config: { text: 'organization: acme\n' },
  typos: null,
  underscoreTypos: null,
  dotTypos: null,
};

async function read(answer: Answer, name = 'acme/news') {
  const asked = answerGraphql(answer);
  return { newsletter: await readNewsletter(await client(), name), asked };
}

async function whyNot(answer: Answer): Promise<string> {
  return read(answer).then(
    () => 'It was read.',
    (error: unknown) => explain(error),
  );
}

describe('the newsletter repository', () => {
  it('is read with its settings in one request', async () => {
    const { newsletter, asked } = await read({ data: { repository } });
    expect(asked.map(({ variables }) => variables)).toEqual([
      { owner: 'acme', name: 'news', config: 'HEAD:.github/newsletter.yml' },
    ]);
    expect(newsletter).toEqual({
      nameWithOwner: 'acme/news',
      url: 'https://github.com/acme/news',
      isPrivate: false,
      defaultBranch: { name: 'main', oid: 'a'.repeat(40) },
      config: 'organization: acme\n',
      typos: null,
    });
  });

  it.each([
    ['typos.toml', { typos: { text: '1' }, underscoreTypos: { text: '2' }, dotTypos: { text: '3' } }, '1'],
    ['_typos.toml', { underscoreTypos: { text: '2' }, dotTypos: { text: '3' } }, '2'],
    ['.typos.toml', { typos: {}, dotTypos: { text: '3' } }, '3'],
  ])('has settings for the typos tool in %s', async (_, files, text) => {
    const { newsletter } = await read({ data: { repository: { ...repository, ...files } } });
    expect(newsletter.typos).toBe(text);
  });

  it('may be without settings', async () => {
    const { newsletter } = await read({ data: { repository: { ...repository, config: null } } });
    expect(newsletter.config).toBeNull();
  });

  it('has the name of today after a renaming', async () => {
    const renamed = { ...repository, nameWithOwner: 'acme-labs/letter' };
    const { newsletter } = await read({ data: { repository: renamed } }, 'acme/old-name');
    expect(newsletter.nameWithOwner).toBe('acme-labs/letter');
  });

  it.each<[string, Answer, RegExp]>([
    [
      'does not exist or is hidden',
      {
        data: { repository: null },
        errors: [{ type: 'NOT_FOUND', path: ['repository'], message: 'Could not resolve.' }],
      },
      /^The newsletter repository acme\/news does not exist or cannot be read\. Check its name/,
    ],
    [
      'is empty',
      { data: { repository: { ...repository, defaultBranchRef: null } } },
      /^The newsletter repository acme\/news is empty\. Push a first commit to it\.$/,
    ],
    [
      'has settings that are no text',
      { data: { repository: { ...repository, config: { text: null } } } },
      /^\.github\/newsletter\.yml of acme\/news is not a text file/,
    ],
    [
      'is given without its settings, which must not pass for having none',
      {
        data: { repository: { ...repository, config: null } },
        errors: [{ type: 'INTERNAL', path: ['repository', 'config'], message: 'Could not be read.' }],
      },
      /^GitHub could not answer: Could not be read\./,
    ],
  ])('that %s ends the run with a sentence', async (_, answer, sentence) => {
    expect(await whyNot(answer)).toMatch(sentence);
  });
});
