import { describe, expect, it } from '@jest/globals';
import { identifiersOf } from '../../src/newsletter/spelling/spelling.js';
import { thoroughly } from '../thoroughly.js';

const words = (line: string) => identifiersOf(line).flatMap((identifier) => identifier.words);

describe('the words of a line', () => {
  it.each([
    ['Fix the `memory_map` of HTTPServer', ['Fix', 'the', 'memory', 'map', 'of', 'HTTP', 'Server']],
    ['camelCase, PascalCase, SCREAMING_CASE', ['camel', 'Case', 'Pascal', 'Case', 'SCREAMING', 'CASE']],
    ['page4Table and utf8', ['page', 'Table', 'and', 'utf']],
    ['- [NonZero\\<u8>](https://example.org/recieve)', ['Non', 'Zero', 'u']],
    ["don't", ['don', 't']],
    ['Größe, “naïve” 日本', ['Größe', 'naïve']],
    ['', []],
  ])('%s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each([
    'https://example.org/recieve?a=recieve#recieve',
    'rust-osdev/recieve',
    'recieve@example.org',
    '0123456789abcdef0123456789abcdef01234567',
    '0xDEAD_BEEF',
    '1_000',
    '21st',
    '#teh',
    '\\recieve',
    '%recieve',
    '01234567-89ab-cdef-0123-456789abcdef',
  ])('are none of %s, whatever stands around it', (literal) => {
    expect(words(`at (${literal}) end`).filter((word) => !/^(?:at|end)$/.test(word))).toEqual(
      literal === '#teh' ? ['teh'] : [],
    );
  });

  it('belong to their identifiers', () => {
    expect(identifiersOf('the EXT_SCSI_PASS_THRU one')[1]).toEqual({
      text: 'EXT_SCSI_PASS_THRU',
      words: ['EXT', 'SCSI', 'PASS', 'THRU'],
    });
  });

  thoroughly('of a very long line are found in no time', () => {
    const line = '(a-b.'.repeat(20_000);
    expect(words(line)).toHaveLength(40_000);
  });
});
