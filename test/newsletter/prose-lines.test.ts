import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Paragraph, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { proseLines } from '../../src/newsletter/markdown/prose-lines.js';
import { samples } from '../thoroughly.js';

const WORD = 'word';

const text = fc
  .array(
    fc.constantFrom(
      ...[
        '\n',
        '\n',
        '\n\n',
        '\r\n',
        `\n${WORD}`,
        `\n${WORD}\n`,
        `${WORD} b\n`,
        ' ',
        '  ',
        '    ',
        '\t',
        '\\',
      ],
      ...[
        '> ',
        '>',
        '- ',
        '* ',
        '+\n',
        '1. ',
        '2) ',
        '- - ',
        '# ',
        '---\n',
        '===\n',
        '***\n',
        '```',
        '```\n',
        '~~~\n',
      ],
      ...[
        '`',
        '``',
        '<!--',
        '-->',
        '<div>',
        '</div>',
        '<?',
        '?>',
        '<![CDATA[',
        ']]>',
        '<!A ',
        '<a b="',
        '">',
        '<b>',
      ],
      ...[
        '<script>\n',
        '</script>',
        '<x\n',
        '[a](',
        '[',
        '](https://a.example)',
        ')',
        '![',
        '<a@b.example>',
        '&amp;',
      ],
    ),
    { maxLength: 9 },
  )
  .map((parts) => parts.join(''));

/** As a Markdown parser sees them: which of the lines that begin with the word are words. */
function parsed(source: string): readonly number[] {
  const { children } = fromMarkdown(source, {
    extensions: [{ disable: { null: ['attention', 'hardBreakEscape'] } }],
  });
  const starts = children.flatMap((block) => startsIn(block, source, false));
  return starts.filter((start) => source.startsWith(WORD, start));
}

function startsIn(block: RootContent, source: string, isInList: boolean): readonly number[] {
  if (block.type === 'list' || block.type === 'listItem') {
    return block.children.flatMap((child) => startsIn(child, source, true));
  }
  const start = block.position?.start.offset ?? 0;
  if (block.type !== 'paragraph' && (block.type !== 'heading' || source.charAt(start) === '#')) return [];
  const lines = source
    .slice(start, block.position?.end.offset)
    .matchAll(isInList ? /^(?=\S)/gm : /^ {0,3}(?=\S)/gm);
  return [...lines].flatMap(({ index, 0: indentation }) => {
    const offset = start + index + indentation.length;
    return (isInList && index === 0) || !isText(block, offset) ? [] : offset;
  });
}

function isText({ children }: Pick<Paragraph, 'children'>, offset: number): boolean {
  return children.some(({ type, position }) => {
    const [start = 0, end = 0] = [position?.start.offset, position?.end.offset];
    return start <= offset && offset < end && type === 'text';
  });
}

it('goes on with a paragraph below a list item or a quote, which a lone tag does not end', () => {
  for (const source of ['* a\n<b>\nword', '* <x\n<b>\nword', '- a\n</b>\nword']) {
    expect(proseLines(source).map(({ start }) => start)).toContain(source.indexOf(WORD));
  }
});

// The parser differs from CommonMark in a few places, such as a lone tag right below a list item, and an empty item within
// a quote that ends a paragraph. So the texts are always the same ones.
it('finds the lines that begin as words where a Markdown parser does', () => {
  fc.assert(
    fc.property(text, (source) => {
      const found = proseLines(source).map(({ start }) => start);
      expect(found.filter((start) => source.startsWith(WORD, start))).toEqual(parsed(source));
    }),
    samples(150, 3_000),
  );
});
