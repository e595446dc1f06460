import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { entryLine, HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { TEMPLATE_CALL } from '../../src/newsletter/markdown/code-spans.js';
import { escapeLine } from '../../src/newsletter/markdown/markdown.js';
import { blocksFrom, lineFrom, linesFrom } from '../../src/newsletter/markdown/safe-markdown.js';
import { samples } from '../thoroughly.js';
import { asSeen } from './as-seen.js';
import { nastyTitle } from './nasty-title.js';

const zola = new MarkdownIt({ html: true });
const before =
  '## Part\n\n### [`a`](https://github.com/acme/a)\n\n- [One](https://github.com/acme/a/pull/1)\n';
const after =
  '\n- [Two](https://github.com/acme/a/pull/2)\n\nThanks to [@x](https://github.com/x)!\n\n## End\n';
const MARK = 'MARK';

interface Page {
  readonly with: (text: string) => string;
  /** What stands before and after the text, as HTML. */
  readonly frame: readonly string[];
}

/** What the page makes of the text; what stands around it must be untouched. */
function within(page: Page, text: string): string {
  const [head = '', tail = ''] = page.frame;
  const html = zola.render(page.with(text));
  expect(html.slice(0, head.length)).toBe(head);
  expect(html.slice(html.length - tail.length)).toBe(tail);
  return html.slice(head.length, html.length - tail.length);
}

function pageOf(around: (text: string) => string, mark: string): Page {
  return { with: around, frame: zola.render(around(MARK)).split(mark) };
}

const lineInPage = pageOf((line) => `${before}  - ${line}${after}`, MARK);
const blocksInPage = pageOf(
  (blocks) => `${before}\n\nbefore\n\n${blocks}\n\nbehind\n${after}`,
  `<p>${MARK}</p>\n`,
);

function elementsIn(html: string): readonly string[] {
  return [...new Set([...html.matchAll(/<(\w+)/g)].map(([, name = '']) => name))];
}

const LINE_ELEMENTS = ['em', 'strong', 'code', 'a', 'p', 'br', 's'];

/** Each with what a reader sees of it, if that is not what was typed. */
const HOSTILE: readonly (readonly [text: string, seen?: string])[] = [
  ['<b>bold</b>'],
  ['<script>alert(1)</script>'],
  ['<img src=x onerror=alert(1)>'],
  ['<a href="javascript:alert(1)">x</a>'],
  ['<a href="'],
  ['</li></ul><h1>out</h1>'],
  ['<!-- hidden', '<!-- hidden'],
  ['seen <!-- hidden --> too', 'seen  too'],
  ['--> out of a comment'],
  ['<?php echo 1 ?>'],
  ['<![CDATA[ x ]]>'],
  ['<!DOCTYPE html>'],
  ['<style>*{display:none}</style>'],
  ['<textarea>'],
  ['<span class="maintainers">(Section written by @evil)</span>'],
  ['Vec<u8> and HashMap<K, V>'],
  ['\\<b>', '<b>'],
  ['\\\\<b>', '\\<b>'],
  ['&lt;b&gt;', '<b>'],
  ['&#60;b&#62;', '<b>'],
  ['[x](javascript:alert(1))', 'x'],
  ['[x](JaVaScRiPt:alert(1))', 'x'],
  ['[x](&#106;avascript:alert(1))', 'x'],
  ['[x](data:text/html,<b>)'],
  ['[x](data:text/html;base64,PGI+)', 'x'],
  ['[x](vbscript:x)', 'x'],
  ['[x](file:///etc/passwd)', 'x'],
  ['[x](//evil.example)', 'x'],
  ['[x](/relative)', 'x'],
  ['[x](@/this-month/2020-05/index.md)', 'x'],
  ['[x](https://user:word@evil.example)', 'x'],
  ['[x](https://localhost/)', 'x'],
  ['[x](https://a.example/?utm_source=y&b=c)', 'x'],
  ['[x](<https://a.example/ "y)', '[x](<https://a.example/ "y)'],
  ['[](https://a.example)', ''],
  ['[x][y]\n\n[y]: https://a.example', '[x][y] [y]: https://a.example'],
  ['[y]: https://a.example "title"'],
  ['![x](https://a.example/pixel.png)', 'x'],
  ['![x](javascript:alert(1))', 'x'],
  ['![a, <b> \\] "c" \\*d\\*](shot.png)', 'a, <b> ] "c" *d*'],
  ['<javascript:alert(1)>'],
  ['<mailto:a@b>'],
  ['<https://a.example>', 'https://a.example'],
  ['# Heading'],
  ['###### deep'],
  ['> quote'],
  ['- item'],
  ['* item'],
  ['+ item'],
  ['1. item'],
  ['1) item'],
  ['---'],
  ['***'],
  ['==='],
  ['+++'],
  ['```'],
  ['~~~ js'],
  ['```\ncode\n```', 'code'],
  ['a\n\n## Out'],
  ['a\n===', 'a ==='],
  ['[ ] task'],
  ['[x] task'],
  ['[^1]'],
  ['[^1]: footnote'],
  ['{{ youtube(id="x") }}'],
  ['{% raw() %}x{% end %}'],
  ['`{{ youtube(id="x") }}`', '{{ youtube(id="x") }}'],
  ['[x](https://a.example/{{f()}})', 'x'],
  ['`unbalanced'],
  ['*unbalanced'],
  ['trailing \\'],
  ['@ann and @acme/team'],
  ['#12 and GH-12'],
  ['abc\u202Edef\u2066g', 'abcdefg'],
  ['a\u200Bb\u2060c\uFEFFd', 'abcd'],
  ['a\0b\u0007c', 'a b c'],
  ['a\u2028b\u2029c', 'a b c'],
  ['\uD800', '\uFFFD'],
  ['| a | b |'],
  ['<<<<<<< HEAD'],
];

/** Spans of code lose their backticks, and titles of what is no link nothing. */
const seenOf = ([text, seen = text]: readonly [string, string?]) => seen.replace(/\s+/g, ' ');

describe('a line that anybody may have written', () => {
  it.each(HOSTILE.map((row) => [row[0], row] as const))('stays one: %j', (text, row) => {
    const html = within(lineInPage, lineFrom(text));
    expect(elementsIn(html).filter((name) => !LINE_ELEMENTS.includes(name))).toEqual([]);
    const { links } = asSeen(lineFrom(text));
    expect(links.filter((url) => !/^https?:\/\/[^@]*$/.test(url) || url.includes('utm_'))).toEqual([]);
    if (row[0] !== '[](https://a.example)' && row[0] !== '[x](data:text/html,<b>)') {
      expect(
        asSeen(`x${lineFrom(text)}`)
          .text.slice(1)
          .replace(/\s+/g, ' '),
      ).toBe(seenOf(row));
    }
  });

  it.each([
    'Now **much** faster, see [the docs](https://docs.example/a?b=c#d) and `Vec<u8>`.',
    'uses `*mut T`, _really_',
    'é 日本 😀',
  ])('is not touched when it is harmless: %j', (text) => {
    expect(lineFrom(text)).toBe(text);
  });

  it('stays safe whatever it is', () => {
    fc.assert(
      fc.property(nastyTitle, (text) => {
        const line = lineFrom(text);
        fc.pre(line !== '');
        const html = within(lineInPage, line);
        expect(elementsIn(html).filter((name) => !LINE_ELEMENTS.includes(name))).toEqual([]);
        expect(line).not.toMatch(new RegExp(TEMPLATE_CALL.source));
        expect(lineFrom(line)).toBe(line);
      }),
      samples(10, 40),
    );
  });
});

const BLOCK_ELEMENTS = [
  ...LINE_ELEMENTS,
  'img',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'hr',
];

describe('a footnote', () => {
  it.each([
    ['The crate[^1] maps.\n\n[^1]: Fast.', 'The crate (Fast.) maps.'],
    ['It maps. [^1]\n\n[^1]: It is\nfast, see `x`.', 'It maps. (It is fast, see `x`.)'],
    ['A[^a] b[^B].\n\n[^A]: One.\n[^b]: Two.\n\nC.', 'A (One.) b (Two.).\n\nC.'],
    ['A[^n].\n[^n]: See [x](https://a.example).', 'A (See [x](https://a.example).).'],
  ])('stands in parentheses in place of its mark: %j', (text, shown) => {
    expect(blocksFrom(text)).toBe(shown);
    expect(linesFrom(text).join('\n\n')).toBe(shown);
  });

  it.each([
    ['A[^1].', 'A\\[^1\\].'],
    ['A[^1] b[^1].\n\n[^1]: Fast.', 'A\\[^1\\] b\\[^1\\].\n\n\\[^1\\]: Fast.'],
    ['A.\n\n[^1]: Fast.', 'A.\n\n\\[^1\\]: Fast.'],
    ['A[^1].\n\n[^1]: a\n[^1]: b', 'A\\[^1\\].\n\n\\[^1\\]: a\n\\[^1\\]: b'],
    ['A[^1].\n\n[^1]: - a', 'A\\[^1\\].\n\n\\[^1\\]: - a'],
    ['A `x[^1]`.\n\n[^1]: Fast.', 'A `x[^1]`.\n\n\\[^1\\]: Fast.'],
    ['```\nx[^1]\n[^1]: y\n```', '```\nx[^1]\n[^1]: y\n```'],
  ])('is text where it has not one mark, or blocks: %j', (text, shown) => {
    expect(blocksFrom(text)).toBe(shown);
  });
});

describe('blocks that anybody may have written', () => {
  it.each([
    ...HOSTILE.map(([text]) => text),
    '# A\n## B\n### C',
    'Title\n=====',
    'a\n---',
    '```\nopen',
    '~~~~\n~~~\nopen',
    '- ```\n  open',
    '> ```\n> open',
    '<details>\n\n# x\n\n</details>',
    '<!--\n\nswallow',
    '<pre>\n\nswallow',
    '<script>\n\nswallow',
    '- item\n\n  more\n-',
    '[`a`]: https://evil.example\n\ntext',
    '[a]:\n<https://evil.example>\n"title\nmore"',
    'text\n\n    indented',
    '\n\n\n',
  ])('end where they seem to: %j', (text) => {
    const html = within(blocksInPage, blocksFrom(text));
    const unknown = elementsIn(html).filter((name) => !BLOCK_ELEMENTS.includes(name));
    expect(unknown).toEqual([]);
    for (const [, url = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g)) expect(url).toMatch(/^https?:/);
  });

  it('keep their Markdown byte for byte when it is harmless', () => {
    const text =
      'I wrote **a kernel**:\n\n#### Paging\n\n* one\n    * two\n\n1. three\n\n![shot](https://a.example/x.png)\n\n```rust\nlet x: Vec<u8>; // <b> [x](y:z)\n```\n\n> quote';
    expect(blocksFrom(text, ['a.example'])).toBe(text);
  });

  it('have headings below those of sections, in their order', () => {
    expect(blocksFrom('# A\n\n### B *b*\n\nC\nc\n===')).toBe('#### A\n\n###### B *b*\n\n#### C c');
    expect(blocksFrom('#### A\n\n##### B')).toBe('#### A\n\n##### B');
  });

  it('have no references that others could use', () => {
    const text = '[a][b], [b], ![i][b]\n\n[b]: https://a.example/?fbclid=1\n[c]: javascript:x';
    expect(blocksFrom(text, ['a.example'])).toBe(
      '[a](https://a.example/), [b](https://a.example/), ![i](https://a.example/)\n\n\\[c\\]: javascript:x',
    );
  });

  it.each([
    ['[Note]: important', '\\[Note\\]: important'],
    ['> [Note]: important', '> \\[Note\\]: important'],
    ['- [Note]: important', '* \\[Note\\]: important'],
    ['Text.\n\n[Note]:\n  important', 'Text.\n\n\\[Note\\]: important'],
  ])('show what looks like a definition that nothing refers to: %j', (text, shown) => {
    expect(blocksFrom(text)).toBe(shown);
  });

  it('show images over https alone', () => {
    expect(blocksFrom('![a](http://a.example/x.png)', ['a.example'])).toBe('[a](http://a.example/x.png)');
  });

  it('show a table as it was typed', () => {
    expect(blocksFrom('a:\n\n| a | b |\n|---|---|\n| `c` | d |')).toBe(
      'a:\n\n```\n| a | b |\n|---|---|\n| `c` | d |\n```',
    );
  });

  it('have images from the allowed hosts alone; others are links', () => {
    const text = '![a](https://a.example/x.png) ![b](https://b.example/x.png) ![](https://c.example/x.png)';
    expect(blocksFrom(text, ['a.example'])).toBe(
      '![a](https://a.example/x.png) [b](https://b.example/x.png) [link](https://c.example/x.png)',
    );
  });

  it.each([
    ['[x](https://a.example "title")', '[x](https://a.example)'],
    ['# x {#a}', '#### x \\{\\#a\\}'],
    ['```rust,linenos\nx\n```', '```rust\nx\n```'],
    ['```x"><b>\nx\n```', '```\nx\n```'],
    ['Title\n=====', '#### Title'],
    ['    indented', '```\nindented\n```'],
    ['x {.a b=c}', 'x {.a b=c\\}'],
    ['impl Foo { a } and {} in {x}', 'impl Foo { a } and {} in {x}'],
    ['https://a.example/<b>', 'https\\://a.example/\\<b>'],
    [
      'see https://a.example/x_y~z, (www.a.example/a?b=c&d#e).',
      'see https://a.example/x_y~z, (www.a.example/a?b=c&d#e).',
    ],
    ['<b>x</b> *y*', '\\<b>x\\</b> *y*'],
    ['<https://a.example>', '[https://a.example](https://a.example)'],
    ['a `b | c` `<d>`', 'a b \\| c `<d>`'],
    ['- a\n- b', '* a\n* b'],
    ['- a\n- b\n\n<!-- x -->\n\n>', '* a\n* b'],
    ['- a\n- b\n\nc', '- a\n- b\n\nc'],
  ])('%j come to the small language', (text, blocks) => {
    expect(blocksFrom(text)).toBe(blocks);
  });

  it('stay safe whatever they are', () => {
    const nasty = fc
      .array(
        fc.oneof(
          nastyTitle,
          fc.constantFrom(
            '```',
            '~~~',
            '<!--',
            '    ',
            '- ',
            '> ',
            '# ',
            '===',
            '<div>',
            '',
            '[a]: https://a.b',
          ),
        ),
        { maxLength: 6 },
      )
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(nasty, (text) => {
        const blocks = blocksFrom(text);
        const html = within(blocksInPage, blocks);
        const unknown = elementsIn(html).filter((name) => !BLOCK_ELEMENTS.includes(name));
        expect(unknown).toEqual([]);
        expect(blocks).not.toMatch(new RegExp(TEMPLATE_CALL.source));
        expect(blocksFrom(blocks)).toBe(blocks);
      }),
      samples(10, 40),
    );
  });
});

const IMG = '<img src=x onerror=alert(1)>';

describe('a note on several lines', () => {
  it.each([
    ['Fast.\\\nSmall.', ['Fast. Small.']],
    ['Fast.  \nSmall.', ['Fast. Small.']],
    ['- **Fast.**\\\n  Small.\\\n  `New`.', ['**Fast.** Small. `New`.']],
    ['> Fast.\\\n> Small.', ['Fast. Small.']],
    ['`a\\\nb` and c\\\\\nd', ['`a\\ b` and c\\\\ d']],
    ['Fast [here][d].\\\nSmall.\n\n[d]: https://a.example', ['Fast [here](https://a.example). Small.']],
    [
      'See [the docs][d], [D] and [d][].\n\n[d]: https://a.example',
      ['See [the docs](https://a.example), [D](https://a.example) and [d](https://a.example).'],
    ],
  ])('shows no mark of its lines, and keeps its links: %j', (text, lines) => {
    expect(linesFrom(text)).toEqual(lines);
  });
});

describe('what Git leaves in a conflict', () => {
  it.each([
    '>>>>>>> other',
    'a\n\n>>>>>>> other\n\nb',
    '```\n>>>>>>> other\n```',
    '```diff\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n```',
    '<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other',
    '    >>>>>>> other',
    '- x\n>>>>>>> other',
    '~~~\n<<<<<<< HEAD',
  ])('begins no line of the file: %j', (text) => {
    expect(blocksFrom(text)).toMatch(/other|HEAD/);
    expect(blocksFrom(text)).not.toMatch(/^(?:<{7}|>{7})/m);
  });
});

describe('code that begins like an e-mail address, of which some sites make a link without the backtick', () => {
  it.each([
    [`a\`git@c.example ${IMG}\``, `a\`git\`@\`c.example ${IMG}\``],
    [`(a\`\`b\`git@d.example ${IMG}\`\`)`, `(a\`\`b\`git\`\`@\`d.example ${IMG}\`)`],
    [`\`@c.example ${IMG}\``, `@\`c.example ${IMG}\``],
    ['`a@b@c.example [x](javascript:alert(1))`', '`a@b`@`c.example [x](javascript:alert(1))`'],
    ['`git@example.org:a/b.git`', '`git@example.org:a/b.git`'],
    ['`clone git@example.org <b>`', '`clone git@example.org <b>`'],
  ])('%j', (text, expected) => {
    expect(escapeLine(text)).toBe(expected);
    expect(lineFrom(text)).not.toMatch(/`[\w`]*@[\w-]+\.\S* *[<[]/);
    expect(blocksFrom(text)).toBe(lineFrom(text));
    expect(asSeen(lineFrom(text)).text).toBe(asSeen(text).text);
  });
});

describe('an address with a space behind it that only some parsers take for one', () => {
  it.each(['\u00A0', '\u3000', '\u2003'])('ends before a mark: %j', (space) => {
    const address = `https://a.example/${space}`;
    expect(lineFrom(`${address}\\${IMG}`)).toMatch(/^https\\:/);
    expect(lineFrom(`${address}\`${IMG}\``)).not.toMatch(/(?<!\\):\/\//);
    expect(blocksFrom(`www.a.example${space}${IMG}`)).toMatch(/^www\\\./);
    expect(escapeLine(`${address}\`${IMG}\``)).toMatch(/^https\\:/);
  });
});

it.each(['>>>>>>> feature', '>>>>>>>', '>>>>>>>> a\nb'])(
  'no line looks like one of a conflict: %j',
  (text) => {
    expect(blocksFrom(text)).not.toMatch(/^>{7}/m);
  },
);

describe('lines of a note', () => {
  it('are its paragraphs and items', () => {
    const text = 'Intro:\n\n- a\n  - b\n- c **x\n  y**\n\n> q\n> r\n\n```\nlet x;\nlet y;\n```\n\n# H';
    expect(linesFrom(text)).toEqual(['Intro:', 'a', 'b', 'c **x y**', 'q r', '`let x; let y;`', 'H']);
  });

  it('are none when there is nothing to see', () => {
    expect(linesFrom('<!-- nothing -->\n\n---\n')).toEqual([]);
  });
});

describe('the page of the tests', () => {
  it('tells a text that breaks it', () => {
    expect(() => within(blocksInPage, '```')).toThrow();
    expect(() => within(lineInPage, 'a\n\n## Out')).toThrow();
    expect(entryLine(HOUSE_FORM, 'One', 'https://github.com/acme/a/pull/1')).toBe(before.split('\n')[4]);
  });
});
