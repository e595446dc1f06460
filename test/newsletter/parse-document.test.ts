import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outlineFrom, printDocument } from '../../src/newsletter/document/document.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { samples, thoroughly } from '../thoroughly.js';
import { nastyText } from './nasty-text.js';

const printed = (text: string) => printDocument(parseDocument(text, HOUSE_FORM));

/** All texts below a folder; none where it is not there. */
function textsIn(folder: string): readonly (readonly [path: string, text: string])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
}

const LINES = [
  '+++',
  'title = "This Month"',
  '## Projects',
  '### [`widget`](https://github.com/acme/widget)',
  '- [Change](https://github.com/acme/widget/pull/1)',
  '<!-- - [Bump](https://github.com/acme/widget/pull/2) -->',
  '  - A note.',
  'Thanks to [@ada](https://github.com/ada) for their contribution!',
  '<!--',
  '-->',
  '```',
  '[1]: https://github.com/acme/widget/pull/3',
  'Words.',
  '    code',
  '',
  '\t',
  '> quoted',
];

const edition = fc
  .array(fc.constantFrom(...LINES), { maxLength: 20 })
  .chain((lines) => fc.constantFrom('\n', '\r\n', '\r').map((lineEnd) => lines.join(lineEnd)));

describe('a document', () => {
  const recorded = join(process.env.RECORDED_DATA ?? '../shared/data', 'posts');

  it.each([...textsIn('fixtures'), ...textsIn(recorded)])('is printed as it was read: %s', (_, text) => {
    expect(printed(text)).toBe(text);
    expect(printed(text.replaceAll('\n', '\r\n'))).toBe(text.replaceAll('\n', '\r\n'));
  });

  thoroughly.each([...textsIn('fixtures'), ...textsIn(recorded)])(
    'is far from too costly to read: %s',
    (_, text) => {
      expect(parseDocument(text, HOUSE_FORM).isCostly).toBe(false);
      expect(parseDocument(text.repeat(5), HOUSE_FORM).isCostly).toBe(false);
    },
  );

  it('is printed as it was read, whatever it is', () => {
    const anything = fc.oneof(edition, nastyText, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anything, fc.constantFrom('', '\uFEFF', '\n\n'), (text, start) => {
        expect(printed(start + text)).toBe(start + text);
      }),
      samples(60, 2_000),
    );
  });

  it('has each of its pieces once, at its place', () => {
    fc.assert(
      fc.property(edition, (text) => {
        const document = parseDocument(text, HOUSE_FORM);
        expect(outlineFrom(document.opening, document.parts)).toMatchObject({
          pieces: document.pieces,
          sections: document.sections,
        });
        for (const { start, source } of document.pieces)
          expect(text.slice(start, start + source.length)).toBe(source);
      }),
      samples(100, 1_000),
    );
  });

  it('is not taken apart where it is too long', () => {
    const text = '## Projects\n\nWords.\n';
    expect(parseDocument(text, HOUSE_FORM, text.length).parts).toHaveLength(1);
    expect(parseDocument(text, HOUSE_FORM, text.length - 1)).toMatchObject({ parts: [], pieces: [] });
    expect(printDocument(parseDocument(text, HOUSE_FORM, 3))).toBe(text);
  });

  it.each([
    ['## A\n\n<!-- open', true],
    ['## A\n\n```\nopen', true],
    ['## A\n\n<!-- closed -->', false],
    ['## A\n\n```\nclosed\n```\n', false],
    ['', false],
  ])('knows whether its end is open: %j', (text, expected) => {
    expect(parseDocument(text, HOUSE_FORM).endsOpen).toBe(expected);
  });
});
