import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import {
  findFrontMatter,
  mergeFrontMatter,
  peopleBehind,
  readFrontMatter,
  withAuthors,
  withDay,
  withPeopleAmong,
} from '../../src/newsletter/document/front-matter.js';
import { skeletonFrom } from '../../src/newsletter/edition/skeleton.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { samples } from '../thoroughly.js';
import { month } from './builders.js';
import { nastyText } from './nasty-text.js';

const toml = (text: string) => `+++\n${text}\n+++`;
const yaml = (text: string) => `---\n${text}\n---`;
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
    expect(day(toml(frontMatter))).toBe(expected);
  });

  it.each([
    ['date: 2026-07-13', '2026-07-13T00:00:00.000Z'],
    ['date: 2026-07-13 23:30:00 -0700', '2026-07-13T00:00:00.000Z'],
    ["title: July\ndate:   '2026-07-13T10:00:00Z' # by hand", '2026-07-13T00:00:00.000Z'],
    ['post:\n  date: 2026-07-13', null],
    ['date: soon', null],
    ['date:', null],
    ['just words', null],
  ])('is read as YAML: %j', (frontMatter, expected) => {
    expect(day(yaml(frontMatter))).toBe(expected);
  });

  it.each([
    ['date = 2020-05-01', 'date = 2020-06-01'],
    ['date=2020-05-01', 'date=2020-06-01'],
    ['title = "May"\n  date\t=  "2020-05-01"', 'title = "May"\n  date\t=  "2020-06-01"'],
    ['date = 2020-05-01T10:00:00Z # noon', 'date = 2020-06-01T10:00:00Z # noon'],
    ['date = soon # or so', 'date = 2020-06-01 # or so'],
    ['[extra]\ndate = 2020-05-01', '[extra]\ndate = 2020-05-01'],
    ['updated = 2020-05-01', 'updated = 2020-05-01'],
  ])('is set: %j', (frontMatter, expected) => {
    expect(withDay(toml(frontMatter), '2020-06-01')).toBe(toml(expected));
  });

  it.each([
    ['date: 2026-07-13', 'date: 2020-06-01'],
    ['date: 2026-07-13 10:00:00 +0200 # noon', 'date: 2020-06-01 10:00:00 +0200 # noon'],
    ['title: "A # b"\ndate:  "2026-07-13"', 'title: "A # b"\ndate:  "2020-06-01"'],
    ['date:', 'date: 2020-06-01'],
    ['date: # soon\ntags: [a]', 'date: 2020-06-01 # soon\ntags: [a]'],
    ['post:\n  date: 2026-07-13', 'post:\n  date: 2026-07-13'],
    ['date: [2026-07-13', 'date: [2026-07-13'],
  ])('is set in YAML: %j', (frontMatter, expected) => {
    expect(withDay(yaml(frontMatter), '2020-06-01')).toBe(yaml(expected));
  });

  it('is the next edition’s own, however the last one spaced it', () => {
    const last = parseEarlierEdition(
      month('2020-04'),
      '+++\ntitle="April"\ndate=2020-05-01\n+++\n\n## Projects\n',
      HOUSE_FORM,
    );
    expect(skeletonFrom(HOUSE_FORM, [last], 'acme', month('2020-05')).frontMatter).toBe(
      toml('title="April"\ndate=2020-06-01'),
    );
  });
});

describe('the title of front matter', () => {
  it('is a text, or there is none', () => {
    expect(readFrontMatter(toml('title = "May"')).title).toBe('May');
    expect(readFrontMatter(toml('title = 5')).title).toBeNull();
    expect(readFrontMatter(toml('title =')).title).toBeNull();
    expect(readFrontMatter(yaml('title: May # or so')).title).toBe('May');
    expect(readFrontMatter(yaml('title: 2026')).title).toBe('2026');
    expect(readFrontMatter(yaml('title: [May]')).title).toBeNull();
    expect(readFrontMatter('').title).toBeNull();
  });
});

describe('front matter', () => {
  it.each([
    ['+++\ntitle = "May"\n+++\n', '+++\ntitle = "May"\n+++', 1],
    ['\uFEFF\n\n+++ \r\ntitle = "May"\r\n+++', '+++ \r\ntitle = "May"\r\n+++', 3],
    ['+++\n+++\n', '+++\n+++', 1],
    ['---\ntitle: May\n---\n# May\n', '---\ntitle: May\n---', 1],
  ])('is found: %j', (file, frontMatter, line) => {
    expect(findFrontMatter(file)).toEqual({ frontMatter, line });
  });

  it.each(['', '# Title\n+++\n+++\n', '+++\ntitle = "May"\n', '---\ntitle: May\n+++\n', '---\n\nWords.\n'])(
    'is none: %j',
    (file) => {
      expect(findFrontMatter(file)).toBeNull();
    },
  );

  it.each([
    [toml('title = "May"'), null],
    [toml('title = "May"\ndate = soon'), 2],
    [toml('[extra'), 1],
    [toml('a = 1\na = 2'), 2],
    [yaml('title: May'), null],
    [yaml('title: May\ntags: [a'), 3],
    [yaml('a: 1\nb: 2\na: 2'), 3],
    [yaml(`a: ${'['.repeat(5_000)}`), 1],
  ])('has its mistake in a line: %j', (frontMatter, line) => {
    const { mistake } = readFrontMatter(frontMatter);
    expect(mistake?.line ?? null).toBe(line);
    expect(mistake?.reason ?? '').not.toMatch(/Invalid TOML document|\n/);
  });

  it('is changed nowhere else, whatever it holds', () => {
    const lines = fc.constantFrom(
      ...['title: A', 'date: 2026-07-13', 'authors: [ann, "bob"]', 'authors:', '  - ann # chief', '  - bob'],
      ...['title = "A"', 'date = 2026-07-13', 'authors = ["ann"]', '[extra]', '# words', '', 'x: |', '   y'],
    );
    const text = fc.oneof(
      fc.array(lines, { maxLength: 8 }).map((all) => all.join('\n')),
      nastyText,
    );
    fc.assert(
      fc.property(text, fc.constantFrom(toml, yaml), (inner, fenced) => {
        const before = fenced(inner);
        const dated = withDay(before, '2020-06-01');
        expect(withDay(dated, '2026-07-13').replaceAll('2026-07-13', '')).toBe(
          dated.replaceAll('2020-06-01', '').replaceAll('2026-07-13', ''),
        );
        const added = withAuthors(before, ['cyd']);
        expect(withAuthors(added, ['cyd'])).toBe(added);
        const left = added.replace(/(?:, )?["']?cyd["']?|\n *- cyd|\n *"cyd",/g, '');
        expect(left.replace(/["',\s]/g, '')).toBe(before.replace(/["',\s]/g, ''));
        const isValid = readFrontMatter(before).mistake === null;
        expect(mergeFrontMatter(before, added, dated)).toBe(isValid ? withDay(added, '2020-06-01') : added);
      }),
      samples(100, 2_000),
    );
  });
});

describe('front matter that people changed', () => {
  const base =
    'layout: post\ntitle: "June"\ndate: 2026-07-01 10:00:00 +0200\nauthors:\n  - ann\nextra:\n  month: June\n';
  const fresh = base
    .replace('07-01', '07-13')
    .replace('- ann', '- ann\n  - cyd')
    .replace('month: June', 'month: Juin');
  const merged = (current: string) => mergeFrontMatter(yaml(base), yaml(current), yaml(fresh));

  it.each<[string, (text: string) => string]>([
    ['a title', (text) => text.replace('"June"', 'Our June')],
    ['a comment', (text) => text.replace('layout: post', 'layout: post # as always')],
    ['a line', (text) => `${text}categories: [news]\n`],
    ['the order', (text) => `${text.replace('layout: post\n', '')}layout: post\n`],
    ['the list of authors', (text) => text.replace('- ann', '- "bob" # chief\n  - ann')],
  ])('follows the bot in all but %s', (_, edit) => {
    expect(merged(edit(base))).toBe(yaml(edit(fresh)));
  });

  it('keeps a value that people changed', () => {
    expect(merged(base.replace('07-01', '07-02'))).toContain('date: 2026-07-02');
    expect(merged(base.replace('month: June', 'month: Jun'))).toContain('month: Jun\n');
  });

  it('stays as it is in another language, or with a mistake', () => {
    expect(mergeFrontMatter(yaml(base), toml('title = "Mine"'), yaml(fresh))).toBe(toml('title = "Mine"'));
    expect(merged(`${base}tags: [`)).toBe(yaml(`${base}tags: [`));
  });
});

describe('the authors', () => {
  const authorsAfter = (list: string, logins = ['cyd', 'Ann', 'CYD', 'eve']) =>
    withAuthors(toml(`title = "A"\n[extra]\n${list}\nmonth = "May"`), logins)
      .replace('+++\ntitle = "A"\n[extra]\n', '')
      .replace('\nmonth = "May"\n+++', '');

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

  it.each([
    ['authors: [ann]', 'authors: [ann, cyd]'],
    ['authors: ["ann"] # us', 'authors: ["ann", "cyd"] # us'],
    ["authors: [ 'ann', ]", "authors: [ 'ann', 'cyd', ]"],
    ['authors: []', 'authors: [cyd]'],
    [
      'authors:\n  - ann # chief\n  # add yourself\ntitle: A',
      'authors:\n  - ann # chief\n  - cyd\n  # add yourself\ntitle: A',
    ],
    ['extra:\n  authors:\n  - "ann"', 'extra:\n  authors:\n  - "ann"\n  - "cyd"'],
    ['authors:\n  - name: Ann', 'authors:\n  - name: Ann'],
    ['author: ann', 'author: ann'],
  ])('are gained in YAML: %j', (text, expected) => {
    expect(withAuthors(yaml(text), ['cyd'])).toBe(yaml(expected));
  });

  it('are texts in YAML, whatever their names', () => {
    expect(withAuthors(yaml('authors: [ann]'), ['no', '007', 'a-b'])).toBe(
      yaml('authors: [ann, "no", "007", a-b]'),
    );
  });

  it.each([
    ['authors: [ann, "bob", cyd]', 'authors: ["bob"]'],
    ['authors:\n  - ann\n  - bob # chief\n  - cyd\ntitle: A', 'authors:\n  - bob # chief\ntitle: A'],
    ['authors:\n  - ann # x\n  - cyd # y\ntitle: A', 'authors: []\ntitle: A'],
    ['authors: [bob]', 'authors: [bob]'],
  ])('of one edition alone are left behind in YAML: %j', (text, expected) => {
    expect(withPeopleAmong(yaml(text), new Set(['bob']))).toBe(yaml(expected));
    expect(peopleBehind(yaml(expected)).filter((login) => login !== 'bob')).toEqual([]);
  });
});
