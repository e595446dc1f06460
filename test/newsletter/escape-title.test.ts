import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { entryLine, HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { cleanTitle, escapeLine, escapeTitle } from '../../src/newsletter/markdown/markdown.js';
import { samples } from '../thoroughly.js';
import { asSeen, titleAsSeen } from './as-seen.js';
import { nastyTitle } from './nasty-title.js';

const URL_OF_ENTRY = 'https://github.com/rust-osdev/uefi-rs/pull/1';

describe('a title that needs no escaping', () => {
  it.each([
    '[v0.9] Silence dead code warning',
    '[Translation][Korean] post-03 (edition-2)',
    '[WIP] Begin parsing AML',
    'docs: add aliases for `in{,b,w,l}` and `out{,b,w,l}`',
    'Use `#[inline]` everywhere',
    'Use #[inline] everywhere.',
    'Support `#[repr(align(N))]` and #[repr(align(N))]',
    'Fix #41',
    '#37 Run `cargo fix --edition` & `cargo fmt`',
    'Add @Quqqu to Korean translators',
    'uefi: `system::with_*` now take mutably closure',
    'uefi: Add TryFrom<&[u8]> for Time',
    'feat: added TryFrom<[u32; 4]> to TRB structs',
    'Make `Option<Handle>` FFI-safe',
    '* Return u64 from MemoryArea::size',
    'return *mut u8',
    'snake_case_names and __start',
    'llvm_asm! -> asm!',
    'arcane --> archaic',
    'gate HandlerFunc behind target_arch = "x86{_64}"',
    'format!("{}") and { braces } and 5 %}',
    '1 < 2 && 3 > 2 || R&D &unknown;',
    '~5 to ~6, see ~/.cargo',
    'C:\\path',
    ':tada: party',
    '| a | b |',
    'Family 👩‍👩‍👧 and a\u{A0}no-break space',
    '`` ` `` in code, tags too: `<b>`',
  ])('%s stays as it is', (title) => {
    expect(escapeTitle(title)).toBe(title);
  });
});

describe('a title that would read as something else', () => {
  it.each([
    [
      'uefi: Change try_exists to return FileSystemResult<bool>',
      'uefi: Change try_exists to return FileSystemResult\\<bool>',
    ],
    [
      'allocate_pool now returns NonZero<u8> instead of *mut u8',
      'allocate_pool now returns NonZero\\<u8> instead of *mut u8',
    ],
    ['RacyCell<T>: Data race allowed on T', 'RacyCell\\<T>: Data race allowed on T'],
    ['`Vec<T>` is Vec<T>', '`Vec<T>` is Vec\\<T>'],
    ['_x_ in snake_case', '\\_x\\_ in snake_case'],
    ['__init__', '\\_\\_init\\_\\_'],
    ['**x**', '\\*\\*x\\*\\*'],
    ['***x***', '\\*\\*\\*x\\*\\*\\*'],
    ['€**a{*', '€*\\*a{\\*'],
    ['a*😀*b', 'a\\*😀\\*b'],
    ['2*3*4', '2\\*3\\*4'],
    ['~~x~~', '\\~\\~x\\~\\~'],
    ['~x~', '\\~x\\~'],
    ['[^1]', '\\[^1\\]'],
    ['^1', '\\^1'],
    ['an odd ` backtick', 'an odd \\` backtick'],
    ['``', '\\`\\`'],
    ['\\`a`', '\\\\`a`'],
    ['\\_ and \\d', '\\\\_ and \\d'],
    ['ends in a backslash\\', 'ends in a backslash\\\\'],
    ['half [open \\€', 'half \\[open \\€'],
    ['half [open', 'half \\[open'],
    ['half] closed', 'half\\] closed'],
    ['][', '\\]\\['],
    ['[a](b)', '\\[a\\](b)'],
    ['![a](b)', '!\\[a\\](b)'],
    ['a](https://example.org)', 'a\\](https://example.org)'],
    ['[`rust-osdev`] again', '\\[`rust-osdev`\\] again'],
    ['&amp; &#35; &copy;', '\\&amp; \\&#35; \\&copy;'],
    ['<https://example.org>', '\\<https://example.org>'],
    ['<!-- x', '\\<!-- x'],
    ['<a href="', '\\<a href="'],
    ['{{ x() }}', '{\\{ x() }}'],
    ['{% x(a=1) %}', '{\\% x(a=1) %}'],
    ['{{/* x() */}}', '{\\{/* x() */}}'],
    ['`{{ x() }}`', '`{`{` x() }}`'],
  ])('%s is escaped where it must be', (title, expected) => {
    const seen = asSeen(`- [${escapeTitle(title)}](${URL_OF_ENTRY})`);

    expect(escapeTitle(title)).toBe(expected);
    expect(seen).toMatchObject({ text: titleAsSeen(title), links: [URL_OF_ENTRY] });
  });

  it('stays in its link whatever stands after it in the line', () => {
    const titles = [
      'a ` b',
      'a \\` b',
      '<a href="',
      "<a href='",
      '<a b=',
      '<https:',
      '<!--',
      '<?',
      '<![CDATA[',
      '&amp',
      '*a',
      '_a',
      '~~a',
    ];
    const after = `" ' > --> ?> ]]> \` * _ ~~ ;`;
    for (const title of titles) {
      const seen = asSeen(`${entryLine(HOUSE_FORM, title, URL_OF_ENTRY)}${after}`);
      expect(seen).toEqual({ text: `${title}${after}`, elements: ['a', 'li', 'ul'], links: [URL_OF_ENTRY] });
    }
  });

  it('is seen as it was written, in one link, with nothing but code in it', () => {
    fc.assert(
      fc.property(nastyTitle, (title) => {
        const { text, elements, links } = asSeen(entryLine(HOUSE_FORM, title, URL_OF_ENTRY));

        expect(text).toBe(titleAsSeen(cleanTitle(title)));
        expect(elements.filter((name) => name !== 'code')).toEqual(['a', 'li', 'ul']);
        expect(links).toEqual([URL_OF_ENTRY]);
      }),
      samples(40, 200),
    );
  });

  it('calls no Zola shortcode, in code either', () => {
    fc.assert(
      fc.property(nastyTitle, nastyTitle, (before, after) => {
        expect(entryLine(HOUSE_FORM, `${before}{{ a() }}${after}`, URL_OF_ENTRY)).not.toMatch(
          /\{[{%]\s*\w+\s*\(/,
        );
      }),
      samples(40, 200),
    );
  });
});

describe('code whose end kramdown finds within a longer run of backticks', () => {
  it.each([
    ['`a``` <b> `', '````a``` <b> ````'],
    ['``a``` <b>``', '````a``` <b>````'],
    ['`a``b` `<b>`', '```a``b``` `<b>`'],
    ['` `` `', '``` `` ```'],
    ['`` ` `` `<b>`', '`` ` `` `<b>`'],
    ['``a`b``', '``a`b``'],
  ])('%s has a longer fence', (title, expected) => {
    expect(escapeTitle(title)).toBe(expected);
    expect(asSeen(expected).text).toBe(asSeen(title).text);
  });
});

describe('a tag with white space that CommonMark does not take, and markdown-it does', () => {
  it.each([
    ['a <b\u{A0}> c', 'a \\<b\u{A0}> c'],
    ['a </b \u{2003}> c', 'a \\</b \u{2003}> c'],
    ['<br\u{3000}/>', '\\<br\u{3000}/>'],
  ])('%s is text', (title, expected) => {
    expect(escapeTitle(title)).toBe(expected);
    expect(new MarkdownIt({ html: true }).renderInline(expected)).toBe(
      title.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
  });
});

describe('cleaning a title', () => {
  it.each([
    ['a\nb', 'a b'],
    ['a \r\n\t b', 'a b'],
    ['a\0b\u{85}c\u{2028}d', 'a b c d'],
    ['  a  b  ', 'a  b'],
    ['a\u{202E}b\u{202C}\u{2066}c\u{2069}\u{200E}\u{200F}\u{61C}', 'abc'],
    ['a\u{200B}b\u{2060}c\u{FEFF}', 'abc'],
    ['👩\u{200D}👧', '👩\u{200D}👧'],
    ['half \u{D83D} pair', 'half \u{FFFD} pair'],
    [' \n\u{200B} ', ''],
    ['', ''],
    ['x'.repeat(256), 'x'.repeat(256)],
    ['x'.repeat(257), `${'x'.repeat(255)}…`],
    ['😀'.repeat(256), '😀'.repeat(256)],
    ['😀'.repeat(10_000), `${'😀'.repeat(255)}…`],
  ])('%j becomes %j', (title, expected) => {
    expect(escapeTitle(title)).toBe(expected);
  });

  it('escapes what cutting left open', () => {
    expect(escapeTitle(`\`${'x'.repeat(300)}\``)).toBe(`\\\`${'x'.repeat(254)}…`);
  });
});

describe('text that begins a line', () => {
  it.each([
    ['A crate for *mut T', 'A crate for *mut T'],
    ['# heading', '\\# heading'],
    ['#[derive] macros', '#[derive] macros'],
    ['- item', '\\- item'],
    ['* item', '\\* item'],
    ['1. item', '1\\. item'],
    ['> quote', '\\> quote'],
    ['---', '\\---'],
    ['[a]: https://example.org', '\\[a\\]: https://example.org'],
    ['<div>', '\\<div>'],
    ['~~~', '\\~~~'],
  ])('%s makes no block', (text, expected) => {
    expect(escapeLine(text)).toBe(expected);
    expect(asSeen(escapeLine(text))).toEqual({ text, elements: ['p'], links: [] });
  });
});
