import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { draftRecorded, recordedMonths } from '../golden/golden-editions.js';
import { month } from './builders.js';
import { page } from './checked.js';
import { checkEdition } from './on-texts.js';

const folder = join(process.env.RECORDED_DATA ?? '../shared/data', 'posts');

function publishedEditions() {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return files
    .sort()
    .map((file) => ({ name: file.slice(0, 7), text: readFileSync(join(folder, file), 'utf8') }));
}

const published = publishedEditions();
const withData = published.length === 0 ? describe.skip : describe;

describe('the recorded months', () => {
  it.each(recordedMonths())('of %s are drafted without anything that breaks the page', async (name) => {
    const draft = page('');
    const text = await draftRecorded(name);
    const edition = { ...draft.edition, month: name };
    const levels = checkEdition({ ...draft, text, edition }).filter(({ level }) => level !== 'notice');
    expect(levels).toEqual([]);
  });
});

withData('the published editions', () => {
  const editions = published.map(({ name, text }) => parseEarlierEdition(month(name), text, HOUSE_FORM));
  const findings = published.flatMap(({ name, text }, index) => {
    const { edition } = page('');
    const draft = { ...page(''), text, edition: { ...edition, month: month(name) } };
    return checkEdition({ ...draft, earlier: editions.slice(0, index) }).map((finding) => ({
      name,
      ...finding,
    }));
  });

  it('are broken in two places, by raw titles', () => {
    const failures = findings.filter(({ level }) => level === 'failure');
    expect(failures.map(({ name, line, title }) => [name, line, title])).toEqual([
      ['2023-07', 101, 'Unclosed HTML tag'],
      ['2024-05', 104, 'Unclosed HTML tag'],
    ]);
  });

  it('have no dead links and no empty sections', () => {
    const titles = new Set(findings.map(({ title }) => title));
    expect([...titles].sort()).toEqual([
      'Listed before',
      'Listed twice',
      'Name without link',
      'No introduction',
      'Title that says nothing',
      'Unclosed HTML tag',
    ]);
  });

  it('have a few titles that say nothing, and the check names no other', () => {
    const empty = findings.filter(({ title }) => title === 'Title that says nothing');
    const titles = empty.map(({ message }) => /^"(.*)" tells/.exec(message)?.[1] ?? message);
    expect([...new Set(titles)]).toEqual([
      'Fix typo',
      'fix: typo',
      'various cleanups',
      'various fixes',
      'Release',
      'Miscellaneous improvements',
      'miscellaneous improvements',
      'misc: various improvements',
      'dev: misc improvements',
      'release',
      'misc small improvements',
      'backport #513',
      'fix: typos',
      'misc improvements',
      'Create FUNDING.yml',
    ]);
  });
});
