import { expect, it, jest } from '@jest/globals';
import { readRepositories } from '../../src/github/activity/read-repositories.js';
import { clientOf, withFakeGitHub } from '../fake-github/with-fake-github.js';
import { silent } from './silent.js';

jest.setTimeout(120_000);

it('reads of very many repositories those that changed last, and says that there are more', async () => {
  await withFakeGitHub(async (github) => {
    github.addOrganization({ login: 'acme' });
    const add = (index: number) => {
      const createdAt = new Date(Date.UTC(2020, 4, 1, 0, 0, index));
      github.addRepository({ nameWithOwner: `acme/r${index}`, createdAt, files: { a: '' } });
    };
    const read = async () => {
      const gaps: string[] = [];
      const interval = { from: Date.UTC(2020, 4, 1), to: Date.UTC(2020, 5, 1) };
      const search = { owner: 'acme', includePrivate: false, interval, takenBackIn: null };
      const report = (gap: string) => void gaps.push(gap);
      const found = await readRepositories({ client: clientOf(github), report, log: silent }, search);
      return { names: found.map(({ node }) => node.nameWithOwner), gaps };
    };
    for (let index = 0; index < 2_000; index += 1) add(index);
    expect(await read()).toMatchObject({ names: { length: 2_000 }, gaps: [] });
    add(2_000);
    const { names, gaps } = await read();
    expect(names).toHaveLength(2_000);
    expect(names).not.toContain('acme/r0');
    expect(gaps).toEqual([
      'More than 2,000 repositories of acme changed in this time; the bot reads the 2,000 that changed last.',
    ]);
  });
});
