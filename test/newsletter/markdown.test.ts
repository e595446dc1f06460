import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryLine, HOUSE_FORM, hiddenLine } from '../../src/newsletter/document/form.js';
import { asList, ENGLISH } from '../../src/newsletter/document/language.js';
import { cleanTitle, codeSpan, link, mention, trusted } from '../../src/newsletter/markdown/markdown.js';
import { samples } from '../thoroughly.js';
import { asSeen, titleAsSeen } from './as-seen.js';
import { nastyTitle } from './nasty-title.js';

const URL_OF_ENTRY = 'https://github.com/rust-osdev/uefi-rs/pull/1';

describe('a link', () => {
  it.each([
    ['https://example.org', 'https://example.org'],
    ['http://[::1]:8080/a?b=c&d=e#f', 'http://[::1]:8080/a?b=c&d=e#f'],
    ['https://example.org/a_(b)', 'https://example.org/a_%28b%29'],
    ['https://example.org/a b', 'https://example.org/a%20b'],
    ['https://example.org/<b>', 'https://example.org/%3Cb%3E'],
    ['https://example.org/{{ a() }}', 'https://example.org/%7B%7B%20a%28%29%20%7D%7D'],
    ['https://example.org/-->', 'https://example.org/--%3E'],
    ['https://example.org/`\\', 'https://example.org/%60%5C'],
    ['https://example.org/ü\n\u{202E}\u{D800}', 'https://example.org/ü%0A%E2%80%AE\u{FFFD}'],
  ])('to %j goes to %j', (url, expected) => {
    expect(link(trusted('text'), url)).toBe(`[text](${expected})`);
  });

  it('keeps what looks like a character reference in the address', () => {
    const url = 'https://example.org/?a=1&copy;=2';

    expect(asSeen(link(trusted('text'), url)).links).toEqual(['https://example.org/?a=1&copy;=2']);
  });

  it.each([
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    '//example.org',
    '/a',
    'https://',
    'https:example.org',
    ' https://example.org',
  ])('to %j is refused', (url) => {
    expect(() => link(trusted('text'), url)).toThrow(TypeError);
    expect(() => link(trusted('text'), url)).toThrow(JSON.stringify(url));
  });
});

describe('a mention', () => {
  it.each([
    ['phil-opp', '[@phil-opp](https://github.com/phil-opp)'],
    ['dependabot[bot]', '[@dependabot[bot]](https://github.com/phil-opp)'],
    ['some_one_', '[@some_one_](https://github.com/phil-opp)'],
    ['](https://example.org)', '[@\\](https://example.org)](https://github.com/phil-opp)'],
  ])('of %s links to the profile', (login, expected) => {
    expect(mention(login, 'https://github.com/phil-opp')).toBe(expected);
  });
});

describe('an entry line', () => {
  it('is a list item that links to the pull request', () => {
    expect(entryLine(HOUSE_FORM, 'Add `Vec<T>` to Vec<T>', URL_OF_ENTRY)).toBe(
      `- [Add \`Vec<T>\` to Vec\\<T>](${URL_OF_ENTRY})`,
    );
  });
});

describe('a hidden line', () => {
  it('is the entry line in a comment', () => {
    expect(hiddenLine(HOUSE_FORM, 'Add Vec<T>', URL_OF_ENTRY)).toBe(
      `<!-- ${entryLine(HOUSE_FORM, 'Add Vec<T>', URL_OF_ENTRY)} -->`,
    );
  });

  it.each([
    ['arcane --> archaic', 'arcane --\\> archaic'],
    ['x --!> y', 'x --!\\> y'],
    ['in code `a --> b`', 'in code `a --`>` b`'],
    ['in code `-->`', 'in code `--`>'],
    ['in code ``a ` -->``', 'in code ``a ` --``>'],
  ])('%s does not end its comment', (title, expected) => {
    expect(hiddenLine(HOUSE_FORM, title, URL_OF_ENTRY)).toBe(`<!-- - [${expected}](${URL_OF_ENTRY}) -->`);
  });

  it('is one comment, which shows the title once its markers are deleted', () => {
    fc.assert(
      fc.property(nastyTitle, (title) => {
        const hidden = hiddenLine(HOUSE_FORM, title, URL_OF_ENTRY);
        const shown = asSeen(hidden.slice('<!-- '.length, -' -->'.length));

        expect(hidden).toMatch(/^<!-- - \[/);
        expect(hidden.indexOf('-->')).toBe(hidden.length - '-->'.length);
        expect(hidden).not.toContain('--!>');
        expect(shown.text).toBe(titleAsSeen(cleanTitle(title)));
        expect(shown.links).toEqual([URL_OF_ENTRY]);
      }),
      samples(40, 200),
    );
  });
});

describe('a code span', () => {
  it.each([
    ['uefi', '`uefi`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    [' a ', '`  a  `'],
    ['a\nb', '`a b`'],
    ['<b> & \\', '`<b> & \\`'],
    ['{{ a() }}', '`{`{` a() }}`'],
    ['', ''],
  ])('of %j is %j', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it('shows any text', () => {
    fc.assert(
      fc.property(nastyTitle, (text) => {
        const clean = cleanTitle(text);
        fc.pre(clean !== '');
        expect(asSeen(codeSpan(clean)).text).toBe(clean);
      }),
      samples(40, 200),
    );
  });
});

describe('a list in a sentence', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B, and C'],
    [['A', 'B', 'C', 'D'], 'A, B, C, and D'],
  ])('%j reads %j', (items, expected) => {
    expect(asList(items.map(trusted), ENGLISH)).toBe(expected);
  });
});
