import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseConfig } from '../../src/config/newsletter-config.js';
import { samples, thoroughly } from '../thoroughly.js';

function problemsOf(text: string) {
  const parsed = parseConfig(text, 'rust-osdev/homepage');
  return parsed.kind === 'invalid' ? parsed.problems : [];
}

const BOMB = [
  'a: &a [x, x]',
  'b: &b [*a, *a, *a]',
  'c: &c [*b, *b, *b]',
  'd: &d [*c, *c, *c]',
  'e: [*d, *d]',
];

describe('a file that is not a configuration', () => {
  it.each([
    ['two documents', 'group: crate\n---\nname: x\n', 2, 'must be a single YAML document'],
    ['a list', '\n- group\n', 2, 'must be settings, each as "key: value", not a list'],
    ['a text', 'crate', 1, 'must be settings, each as "key: value", not "crate"'],
    ['an open list', 'group: crate\nexclude: [a\n', 2, 'is not valid YAML: a closing ] is missing'],
    ['a tab as indentation', 'hide:\n\tbots: true\n', 2, 'a tab indents this line; use spaces'],
    ['a backslash in double quotes', 'hide:\n  titles: ["\\d"]\n', 2, 'use single quotes'],
    ['an @ without quotes', 'credit:\n  optOut: [@a]\n', 2, 'must stand in single quotes'],
    ['an unknown tag', 'name: !secret x\n', 1, 'is not valid YAML: unresolved tag'],
    ['a tag of YAML 1.1', 'name: !!binary aGk=', 1, 'is not valid YAML: unresolved tag'],
    ['a list as key', 'hide:\n  ? [a]\n  : b\n', 2, 'has a key that is not a plain text'],
    [
      'an alias of nothing',
      'group: crate\nname: *missing\n',
      2,
      'has an alias "*missing" that leads nowhere',
    ],
    ['aliases that multiply', BOMB.join('\n'), 2, 'has too many aliases'],
    ['very many aliases', `a: &a x\nexclude: [${'*a,'.repeat(15_000)}]`, 2, 'has too many aliases'],
    ['more than 64 KiB', `# ${'é'.repeat(32 * 1024)}`, 1, 'must not be larger than 64 KiB'],
    ['lists without an end', `\n${'['.repeat(30_000)}`, 2, 'is nested too deeply'],
    ['dashes without an end', '- '.repeat(30_000), 1, 'is nested too deeply'],
    ['maps as keys without an end', '? {'.repeat(20_000), 1, 'is nested too deeply'],
  ])('is told so when it has %s', (_, text, line, message) => {
    expect(problemsOf(text)).toEqual([
      expect.objectContaining({ path: '', line, message: expect.stringContaining(message) }),
    ]);
  });

  /** Microseconds of the processor that it takes to read settings, and the problems that they have. */
  function costOf(text: string) {
    const before = process.cpuUsage().user;
    const problems = problemsOf(text);
    return { problems, spent: process.cpuUsage().user - before };
  }

  const ORDINARY = `exclude:\n${'- abc\n'.repeat(10_900)}`;

  it.each([
    ['aliases', `a: &a x\nexclude: [${'*a,'.repeat(15_000)}]`],
    ['aliases of nothing', '- *x\n'.repeat(13_000)],
    ['signs without quotes', 'x: @a\n'.repeat(10_900)],
    ['tabs', '\ta: b\n'.repeat(9_000)],
    ['keys twice', 'a: 1\n'.repeat(13_000)],
    ['tags', '- !x a\n'.repeat(9_000)],
  ])(
    'takes no time to speak of, and tells no more than anybody reads, when it has very many %s',
    (_, text) => {
      const { spent: usual } = costOf(ORDINARY);
      const { problems, spent } = costOf(text);
      expect(problems.length).toBeLessThan(110);
      expect(spent).toBeLessThan(10 * usual);
    },
  );

  const NAME = 'name: This Month in Rust OSDev';
  const EXCLUDE = 'exclude: [about, rust-osdev/playground]';
  const PATHS = "paths: ['.github/**', '**/*.lock']";
  const HIDE = 'hide: { labels: [chore] }';

  it.each([
    ['no settings at all', 'Hello, this is no YAML\n', 1, 'must be settings, each as "key: value"', NAME],
    ['another way to write settings', 'name = "News"\n', 1, 'must be settings, each as', NAME],
    ['an open list', 'name: News\nexclude: [a, b\ngroup: crate\n', 2, 'a closing ] is missing', EXCLUDE],
    ['an open map', 'name: News\nhide: { bots: true\n', 2, 'a closing } is missing', 'bots: false'],
    ['an open quote', "name: 'News\ngroup: crate\n", 1, "a closing ' is missing", NAME],
    ['another open quote', 'group: crate\nname: "News\n', 2, 'a closing " is missing', NAME],
    ['a tab', 'hide:\n\tbots: true\n', 2, 'a tab indents this line', HIDE],
    ['a colon in a value', 'group: crate\nname: News: May\n', 2, 'a value with ": " in it', NAME],
    ['a line too far in', 'hide:\n  bots: true\n   authors: [a]\n', 2, 'the next line', 'bots: false'],
    ['one too far out', 'hide:\n  bots: true\n authors: [a]\n', 3, 'this line', 'bots: false'],
    ['a key without a colon', 'name News\ngroup: crate\n', 1, 'there is no ":"', NAME],
    ['another one', 'group: crate\nname News\n', 2, 'there is no ":"', NAME],
    ['an @ without quotes', 'exclude: [@acme]\n', 1, 'must stand in single quotes', EXCLUDE],
    ['a * without quotes', 'hide:\n  paths: [**/*.lock]\n', 2, 'alias "**/*.lock" that leads nowhere', PATHS],
    ['a ! without quotes', 'name: !News of May\n', 1, 'a value that begins with "!" in single quotes', NAME],
    ['a backslash', 'hide:\n  paths: ["a\\d"]\n', 2, 'use single quotes', PATHS],
    ['a key twice', 'name: News\nexclude: [a]\nexclude: [b]\n', 3, 'is there twice', EXCLUDE],
    ['a wrong type', 'exclude: 7\n', 1, 'must be a list of repositories, not the number 7', EXCLUDE],
    ['an unknown phrase', 'phrases: { thanx: Danke }\n', 1, 'unknown key', undefined],
    ['an unknown placeholder', "phrases: { thanks: 'Danke {x}' }\n", 1, 'must not have {x}', undefined],
  ] as const)('is told where, and shown that setting, when it has %s', (_, text, line, message, example) => {
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line, message: expect.stringContaining(message) });
    expect(problem?.example).toBe(example ?? "phrases: { thanks: 'Vielen Dank an {people}!' }");
  });

  it('is read up to exactly 64 KiB', () => {
    expect(problemsOf(`#${'x'.repeat(64 * 1024 - 1)}`)).toEqual([]);
    expect(problemsOf(`#${'x'.repeat(64 * 1024)}`)).toHaveLength(1);
  });

  it.each([
    ['watch', 100, (index: number) => `zed/r${index}`],
    ['exclude', 500, (index: number) => `r${index}`],
    ['bots', 500, (index: number) => `bot${index}`],
  ])('has at most so many elements: %s %d', (key, most, element) => {
    const list = (length: number) =>
      `${key}: [${Array.from({ length }, (_, index) => element(index)).join(', ')}]`;
    expect(problemsOf(list(most))).toEqual([]);
    expect(problemsOf(list(most + 1))).toEqual([
      expect.objectContaining({ path: key, line: 1, message: `must have at most ${most} elements.` }),
    ]);
  });

  it('has settings of at most 500 repositories of their own', () => {
    const map = (length: number) =>
      `repositories:\n${Array.from({ length }, (_, index) => `  r${index}: { hide: true }\n`).join('')}`;
    expect(problemsOf(map(500))).toEqual([]);
    expect(problemsOf(map(501))).toEqual([
      expect.objectContaining({ path: 'repositories', line: 1, message: 'must have at most 500 elements.' }),
    ]);
  });

  it('is told so when an alias contains itself', () => {
    expect(problemsOf('hide: &x { titles: *x }')).toEqual([expect.objectContaining({ path: 'hide.titles' })]);
  });

  it('cannot bring control characters into the report', () => {
    const [problem] = problemsOf('"\\e[31m\u202e@team": 1\n');
    expect(problem?.path).toBe('"\\u{1b}[31m\\u{202e}@team"');
  });

  it('cannot make the report longer by a long value', () => {
    const [problem] = problemsOf(`group: ${'x'.repeat(1000)}\n`);
    expect(problem?.message).toBe(`must be "repository" or "crate", not "${'x'.repeat(60)}…".`);
  });

  thoroughly('gets each of thousands of problems its line', () => {
    const problems = problemsOf(`exclude:\n${'- 1\n'.repeat(10_000)}`);
    expect(problems).toHaveLength(10_000);
    expect(problems.at(-1)).toMatchObject({ path: 'exclude[9999]', line: 10_001 });
  });

  it('gets an answer, whatever it is', () => {
    const words = [
      'hide',
      'titles',
      'repositories',
      'a',
      '(a+)+',
      '__proto__',
      '\0',
      '\ud800',
      '"',
      "'",
      '|\n',
      '#',
    ];
    const marks = [
      ': ',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '\n',
      '\n  ',
      '\t',
      '&a ',
      '*a',
      '!!set ',
      '%',
      '---\n',
    ];
    const texts = fc
      .array(fc.constantFrom(...words, ...marks), { maxLength: 40 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const lines = text.split('\n').length;
        return problemsOf(text).every(({ line, message }) => line >= 1 && line <= lines && message !== '');
      }),
      samples(200),
    );
  });
});
