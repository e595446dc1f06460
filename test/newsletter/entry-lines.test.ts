import { describe, expect, it } from '@jest/globals';
import { linksToWork, listedWorks, pullRequestKey } from '../../src/newsletter/activity/entry-lines.js';

const worksIn = (text: string) => listedWorks([text]).flat();

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

  it('are not links in prose, to issues, or to single commits', () => {
    expect(told('See [A](https://github.com/acme/w/pull/1).')).toEqual([]);
    expect(told('- [A](https://github.com/acme/w/issues/1)')).toEqual([]);
    expect(told('- [A](https://github.com/acme/w/pull/1/commits/0123abc)')).toEqual([]);
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
