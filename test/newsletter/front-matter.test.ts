import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import {
  findFrontMatter,
  readFrontMatter,
  withAuthors,
  withValue,
} from '../../src/newsletter/document/front-matter.js';
import { nextFrontMatter } from '../../src/newsletter/edition/skeleton.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { month } from './builders.js';

const day = (frontMatter: string) => readFrontMatter(frontMatter).date?.toISOString() ?? null;

describe('the date of front matter', () => {
  it.each([
    ['date = 2020-05-01', '2020-05-01T00:00:00.000Z'],
    ['date=2020-05-01', '2020-05-01T00:00:00.000Z'],
    ['  date\t=  "2020-05-01" # by hand', '2020-05-01T00:00:00.000Z'],
    ['date = 2020-05-01T23:30:00-07:00', '2020-05-01T00:00:00.000Z'],
    ['title = "May"\n\n[extra]\ndate = 2020-05-01', null],
    ['date = soon', null],
    ['date = "2020-13-45"', null],
    ['date = 07:32:00', null],
    ['', null],
  ])('is read: %j', (frontMatter, expected) => {
    expect(day(frontMatter)).toBe(expected);
  });

  it.each([
    ['date = 2020-05-01', 'date = 2020-06-01'],
    ['date=2020-05-01', 'date=2020-06-01'],
    ['title = "May"\n  date\t=  "2020-05-01"', 'title = "May"\n  date\t=  2020-06-01'],
    ['[extra]\ndate = 2020-05-01', '[extra]\ndate = 2020-05-01'],
    ['updated = 2020-05-01', 'updated = 2020-05-01'],
  ])('is set: %j', (frontMatter, expected) => {
    expect(withValue(frontMatter, 'date', '2020-06-01')).toBe(expected);
  });

  it('is the next edition’s own, however the last one spaced it', () => {
    const last = parseEarlierEdition(
      month('2020-04'),
      '+++\ntitle="April"\ndate=2020-05-01\n+++\n\n## Projects\n',
      HOUSE_FORM,
    );
    expect(nextFrontMatter([last], month('2020-05'))).toBe('title="April"\ndate=2020-06-01');
  });
});

describe('the title of front matter', () => {
  it('is a text, or there is none', () => {
    expect(readFrontMatter('title = "May"').title).toBe('May');
    expect(readFrontMatter('title = 5').title).toBeNull();
    expect(readFrontMatter('title =').title).toBeNull();
  });
});

describe('front matter', () => {
  it.each([
    ['+++\ntitle = "May"\n+++\n', 'title = "May"', 1],
    ['\uFEFF\n\n+++ \r\ntitle = "May"\r\n+++', 'title = "May"', 3],
    ['+++\n+++\n', '', 1],
  ])('is found: %j', (file, text, line) => {
    expect(findFrontMatter(file)).toEqual({ text, line });
  });

  it.each(['', '# Title\n+++\n+++\n', '+++\ntitle = "May"\n', '---\ntitle: May\n---\n'])(
    'is none: %j',
    (file) => {
      expect(findFrontMatter(file)).toBeNull();
    },
  );

  it.each([
    ['title = "May"', null],
    ['title = "May"\ndate = soon', 2],
    ['[extra', 1],
    ['a = 1\na = 2', 2],
  ])('has its mistake in a line: %j', (text, line) => {
    const { mistake } = readFrontMatter(text);
    expect(mistake?.line ?? null).toBe(line);
    expect(mistake?.reason ?? '').not.toMatch(/Invalid TOML document|\n/);
  });
});

describe('the authors', () => {
  const authorsAfter = (list: string, logins = ['cyd', 'Ann', 'CYD', 'eve']) =>
    withAuthors(`title = "A"\n[extra]\n${list}\nmonth = "May"`, logins)
      .replace('title = "A"\n[extra]\n', '')
      .replace('\nmonth = "May"', '');

  it('gain who wrote a section, each once, at the end of the list', () => {
    expect(authorsAfter('authors = ["ann"]')).toBe('authors = ["ann", "CYD", "eve"]');
    expect(authorsAfter('authors = []')).toBe('authors = ["CYD", "Ann", "eve"]');
    expect(authorsAfter("authors = ['bob', ]", ['cyd'])).toBe('authors = [\'bob\', "cyd"]');
  });

  it('gain them in the layout of the list, above its comments', () => {
    expect(authorsAfter('authors = [\n  "ann",\n  # add yourself here\n]', ['cyd'])).toBe(
      'authors = [\n  "ann",\n  "cyd",\n  # add yourself here\n]',
    );
    expect(authorsAfter('authors = [\n  "ann" # chief\n]', ['cyd'])).toBe(
      'authors = [\n  "ann", # chief\n  "cyd",\n]',
    );
    expect(authorsAfter('authors = [\n    # add yourself here\n]', ['cyd'])).toBe(
      'authors = [\n    "cyd",\n    # add yourself here\n]',
    );
  });

  it('stay as they are where nobody is missing, or the edition names editors alone', () => {
    expect(authorsAfter('authors = [ "ann" , ]', ['ANN'])).toBe('authors = [ "ann" , ]');
    expect(authorsAfter('authors = ["ann"]', [])).toBe('authors = ["ann"]');
    expect(authorsAfter('editors = ["phil"]')).toBe('editors = ["phil"]');
  });
});
