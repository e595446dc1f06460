import { describe, expect, it } from '@jest/globals';
import { listedWorks, pullRequestKey } from '../../src/newsletter/activity/entry-lines.js';
import { linksToWork } from '../../src/newsletter/activity/work.js';

const worksIn = (text: string) => listedWorks([text]).flat();

/** Ways in which people write an entry of #1, most of them seen in newsletters. */
const WRITTEN_BY_PEOPLE = [
  '[A](https://github.com/acme/w/pull/1)',
  '[A](https://github.com/acme/w/pull/1/)',
  '[A](https://github.com/acme/w/pull/1/files)',
  '[A](https://github.com/acme/w/pull/1/files#diff-0123abc)',
  '[A](https://github.com/acme/w/pull/1/files/0123abc..4567def)',
  '[A](https://github.com/acme/w/pull/1/commits)',
  '[A](https://github.com/acme/w/pull/1/commits/0123abcdef)',
  '[A](https://github.com/acme/w/pull/1/checks?check_run_id=7)',
  '[A](https://github.com/acme/w/pull/1?w=1)',
  '[A](https://github.com/acme/w/pull/1?notification_referrer_id=x#issuecomment-12)',
  '[A](https://github.com/acme/w/pull/1#discussion_r1)',
  '[A](https://github.com/acme/w/pull/1.diff)',
  '[A](https://github.com/acme/w/issues/1)',
  '[A](https://github.com/acme/w/issues/1#issuecomment-12)',
  '[A](http://www.github.com/acme/w/pull/1)',
  '[A](https://redirect.github.com/acme/w/pull/1)',
  '[A](HTTPS://GitHub.com/Acme/W/pull/1)',
  '[A](https://github.com/acme/%77/pull/1)',
  '[A](//github.com/acme/w/pull/1)',
  '[A](<https://github.com/acme/w/pull/1>)',
  '[A](https://github.com/acme/w/pull/1 "Title")',
  '[A]( https://github.com/acme/w/pull/1 )',
  '[x] [A](https://github.com/acme/w/pull/1)',
  '**[A](https://github.com/acme/w/pull/1)**',
  '[![A](https://a.example/b.svg)](https://github.com/acme/w/pull/1)',
  '<https://github.com/acme/w/pull/1>: A',
  '<a href="https://github.com/acme/w/pull/1">A</a>',
  "<A class=x HREF='https://github.com/acme/w/pull/1/files' >A</A>",
  '<a href=https://github.com/acme/w/pull/1>A</a>',
  'https://github.com/acme/w/pull/1: A',
  'https://github.com/acme/w/pull/1/files - A',
  'A: https://github.com/acme/w/pull/1.',
  'A (https://github.com/acme/w/pull/1)',
  'A, **https://github.com/acme/w/pull/1**',
  'github.com/acme/w/pull/1 A',
  'www.github.com/acme/w/pull/1 A',
  'acme/w#1: A',
  '**acme/w#1** A',
  'A (acme/w#1)',
];

const told = (text: string) => worksIn(text).map(({ key, hidden }) => `${hidden ? 'hidden ' : ''}${key}`);

describe('the entries of a text', () => {
  it('are list items that link to a pull request', () => {
    expect(
      told(
        '- [A](https://github.com/Acme/Widget/pull/1)\n* [B](https://github.com/acme/widget/pull/2) and more',
      ),
    ).toEqual(['acme/widget#1', 'acme/widget#2']);
  });

  it('may stand in comments, one a line or many in one', () => {
    const text = `<!-- - [A](https://github.com/acme/w/pull/1) -->
<!--
- [B](https://github.com/acme/w/pull/2)
- [C](https://github.com/acme/w/pull/3) -->
- [D](https://github.com/acme/w/pull/4)`;
    expect(told(text)).toEqual(['hidden acme/w#1', 'hidden acme/w#2', 'hidden acme/w#3', 'acme/w#4']);
  });

  it('stay hidden in a comment that never ends', () => {
    expect(told('<!-- oh\n- [A](https://github.com/acme/w/pull/1)')).toEqual(['hidden acme/w#1']);
  });

  it('are not links in prose', () => {
    expect(told('See [A](https://github.com/acme/w/pull/1).')).toEqual([]);
    expect(told('See <https://github.com/acme/w/pull/1>, or acme/w#1.')).toEqual([]);
  });

  it.each([
    ...WRITTEN_BY_PEOPLE,
    '[A](https://github.com/acme/w/pull/1), which closes [#2](https://github.com/acme/w/issues/2)',
    '[A](https://github.com/acme/w/pull/1), as acme/w#2 (acme/w#3)',
    '[A](https://github.com/acme/w/pull/1), see [a commit](https://github.com/acme/w/pull/2/commits/0123abc)',
    '[A acme/w#2 https://github.com/acme/w/pull/3](https://github.com/acme/w/pull/1)',
    '<a href="https://github.com/acme/w/pull/1">Undo https://github.com/acme/w/pull/2</a>',
    '`https://github.com/acme/w/pull/2` https://github.com/acme/w/pull/1',
  ])('are about #1: %s', (item) => {
    expect(told(`- ${item}`)).toEqual(['acme/w#1']);
    expect(told(`<!-- - ${item} -->`)).toEqual(['hidden acme/w#1']);
    expect(told(`2. ${item}`)).toEqual(['acme/w#1']);
  });

  it.each([
    'A word about acme/w#1 in between',
    '`acme/w#1`',
    '[A post about acme/w#1](https://blog.example/post)',
    'https://github.com/acme/w/pulls',
    'https://github.com/acme/w/pull/new',
    'https://github.com/acme/w/pull/1-and-more',
    'https://github.com/acme/pull/1',
    'ann@github.com/acme/w/pull/1',
  ])('are about no work: %s', (item) => {
    expect(told(`- ${item}`)).toEqual([]);
  });

  it('are about what they name first; their notes mention only what they link to', () => {
    const text = `- <https://github.com/acme/w/pull/2> replaces [this](https://github.com/acme/w/pull/1)
  - after https://github.com/acme/w/pull/3, acme/w#4 and [A](https://github.com/acme/w/issues/5)
- [A commit](https://github.com/acme/w/commit/0123abc)
  - with [this](https://github.com/acme/w/pull/6)`;
    expect(told(text)).toEqual(['acme/w#2', 'acme/w#1', 'acme/w@0123abc', 'acme/w#6']);
  });

  /** Microseconds of the processor to look for the works of a line. */
  function costOf(line: string): number {
    const before = process.cpuUsage();
    worksIn(line);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  }

  it.each([
    '](',
    '[',
    '](x (',
    `](${' '.repeat(50)}`,
    '](()()',
    '<a href="',
    '<a ',
    '</a>',
    '<a href=x ',
    ' href=x',
    'a.',
    '(acme/w#1',
  ])('are found soon in a line that was made to keep somebody busy: %j', (piece) => {
    const lineOf = (repeated: string) =>
      `- acme/w#1 ${repeated.repeat(Math.ceil(100_000 / repeated.length))}`;
    const ordinary = costOf(lineOf('[A](https://github.com/acme/w/pull/1) '));
    expect(costOf(lineOf(piece))).toBeLessThan(10 * ordinary);
  });

  it('may end as lines of Windows do, or have odd characters in their titles', () => {
    const text =
      '- [A\u2028B](https://github.com/acme/w/pull/1)\r\n- [C](https://github.com/acme/w/pull/2)\r\n';
    expect(told(text)).toEqual(['acme/w#1', 'acme/w#2']);
  });

  it('are not the addresses that a title quotes', () => {
    expect(told('- [Undo https://github.com/acme/w/pull/2](https://github.com/acme/w/pull/1)')).toEqual([
      'acme/w#1',
    ]);
  });

  it.each([
    'See \\[x\\](https://github.com/acme/w/pull/2)',
    'See `[x](https://github.com/acme/w/pull/2)`',
    '`` ` ](https://github.com/acme/w/pull/2) ``',
  ])('are not the links that a title quotes: %s', (title) => {
    expect(worksIn(`- [${title}](https://github.com/acme/w/pull/1)`)).toMatchObject([
      { key: 'acme/w#1', title },
    ]);
  });

  it('have titles that may end in a backslash, or hold a backtick', () => {
    expect(told('- [C:\\\\](https://github.com/acme/w/pull/1)')).toEqual(['acme/w#1']);
    expect(
      told('- [a `](https://github.com/acme/w/pull/1)\n- [`` b ` ``](https://github.com/acme/w/pull/2)'),
    ).toEqual(['acme/w#1', 'acme/w#2']);
  });

  it.each(['a \\<!-- b', '`<!--`'])('are not hidden by the title %s', (title) => {
    const text = `- [${title}](https://github.com/acme/w/pull/1)\n- [B](https://github.com/acme/w/pull/2)`;
    expect(told(text)).toEqual(['acme/w#1', 'acme/w#2']);
  });

  it('have a key that ignores the case of names, as GitHub does', () => {
    expect(pullRequestKey('Rust-OSDev/x86_64', 1)).toBe(pullRequestKey('rust-osdev/X86_64', 1));
  });
});

describe('text that links to work', () => {
  it('has a pull request or a commit', () => {
    expect(linksToWork('https://github.com/acme/w/pull/1')).toBe(true);
    expect(linksToWork('https://github.com/acme/w/commit/3b08721')).toBe(true);
    expect(linksToWork('https://github.com/acme/w/pulls')).toBe(false);
  });
});
