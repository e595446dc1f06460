import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { cleanTitle, inertText } from '../../src/newsletter/markdown/markdown.js';
import { samples } from '../thoroughly.js';
import { asSeen, titleAsSeen } from './as-seen.js';
import { nastyTitle } from './nasty-title.js';

// Makes links of bare addresses, as GitHub does: not of those without a scheme.
const linkifying = new MarkdownIt({ html: true, linkify: true });
linkifying.linkify.set({ fuzzyLink: false }).add('//', null);

describe('inert text', () => {
  it.each([
    ['Fix the `@name` and `#12` of x86_64', 'Fix the `@name` and `#12` of x86_64'],
    ['thanks @phil-opp', 'thanks @<!-- -->phil-opp'],
    ['cc @rust-osdev/team', 'cc @<!-- -->rust-osdev/team'],
    ['fixes #12', 'fixes #<!-- -->12'],
    ['rust-lang/rust#38281', 'rust-lang/rust#<!-- -->38281'],
    ['GH-12 gh-13', 'GH-<!-- -->12 gh-<!-- -->13'],
    ['https://github.com/a/b/pull/1', 'https:<!-- -->//github.com/a/b/pull/1'],
    ['_https://example.org', '\\_https:<!-- -->//example.org'],
    ['www.example.org', 'www<!-- -->.example.org'],
    ['since deadbeef1', 'since dead<!-- -->beef1'],
    [
      'a/b@0123456789abcdef0123456789abcdef01234567',
      'a/b@<!-- -->0123<!-- -->456789abcdef0123456789abcdef01234567',
    ],
    ['123456 feedbag', '123456 feedbag'],
    ['use #[inline] in C#', 'use #[inline] in C#'],
    ['*mut T, _x, ~y', '\\*mut T, \\_x, \\~y'],
    ['[x] done', '\\[x] done'],
    ['[!NOTE]', '\\[!NOTE]'],
    ['# heading', '\\# heading'],
    ['==', '\\=\\='],
    ['$a$', '<span>$</span>a<span>$</span>'],
    ['for $5', 'for $5'],
    ['look!', 'look\\!'],
    ['a [b](//c.example', 'a [b\\](//c.example'],
    ['[b](', '[b\\]('],
    ['Foo[T](x) and Foo[T](', 'Foo\\[T\\](x) and Foo[T\\]('],
    ['a\nb', 'a b'],
  ])('%s', (text, expected) => {
    expect(inertText(text)).toBe(expected);
  });

  it('reads like the text, at the beginning of a line and within one, and holds no link', () => {
    fc.assert(
      fc.property(nastyTitle, (text) => {
        const inert = inertText(text);
        const expected = titleAsSeen(cleanTitle(text));

        expect(asSeen(inert).text).toBe(expected);
        expect(asSeen(`- a ${inert}, ${inert} b`).text).toBe(`a ${expected}, ${expected} b`);
        expect(linkifying.render(inert)).not.toContain('<a ');
      }),
      samples(40, 200),
    );
  });

  it('leaves no name, number or address whole outside code', () => {
    fc.assert(
      fc.property(
        nastyTitle,
        fc.constantFrom('@name', '#12', 'GH-12', 'https://github.com/a'),
        (text, loud) => {
          const outsideCode = inertText(`${loud} ${text.replaceAll('`', '')} ${loud}`);

          expect(outsideCode).not.toContain(loud);
        },
      ),
      samples(40, 200),
    );
  });
});
