import { describe, expect, it } from '@jest/globals';
import { misspeltIn, parseTyposFile, withAllowed } from '../../src/newsletter/spelling/spelling.js';

const misspellings = new Map([
  ['recieve', 'receive'],
  ['thru', 'through'],
  ['ba', 'by, be'],
  ['teh', 'the'],
]);

function found(line: string, { file = '', allowed = [] as readonly string[] } = {}): readonly string[] {
  const own = withAllowed(parseTyposFile(file), allowed);
  return misspeltIn([line], { misspellings, own })
    .flat()
    .map(({ word, corrections }) => [word, ...corrections].join(' '));
}

describe('the misspelt words of a line', () => {
  it('are known misspellings, with corrections in the same letter case', () => {
    expect(found('Recieve teh THRU unknwon words')).toEqual(['Recieve Receive', 'teh the', 'THRU THROUGH']);
    expect(found('`recieve_buffer` of tehBuffer')).toEqual(['recieve receive', 'teh the']);
  });

  it('are told once, with all that they may mean', () => {
    expect(found('BARs, more BARs')).toEqual(['BA BY BE']);
  });

  it('are none of the names of people', () => {
    expect(found('Thanks to [@teh-cmc](https://github.com/teh-cmc) and @recieve!')).toEqual([]);
  });

  it('are none where the settings allow them', () => {
    expect(found('PASS_THRU, thru', { allowed: ['Thru'] })).toEqual([]);
    expect(found('BARs and ba', { allowed: ['BARs'] })).toEqual(['ba by be']);
  });
});

describe('settings of the typos tool', () => {
  it('allow words and identifiers', () => {
    const file =
      '[default.extend-words]\nteh = "teh"\n\n[default.extend-identifiers]\nPASS_THRU = "PASS_THRU"\n';
    expect(found('Teh PASS_THRU and pass_thru', { file })).toEqual(['thru through']);
  });

  it('correct others', () => {
    const file =
      '[default]\nextend-words = { osdev = "OSDev", foo = "" }\nextend-identifiers = { uefi_rs = "uefi" }\n';
    expect(found('Osdev foo uefi_rs teh', { file })).toEqual([
      'Osdev OSDev',
      'foo',
      'uefi_rs uefi',
      'teh the',
    ]);
  });

  it.each([
    'not = [toml',
    '[default]\nextend-words = 1\n',
    '[default.extend-words]\nteh = 1\n',
    '',
    'default = []',
  ])('say nothing where they are %j', (file) => {
    expect(found('teh', { file })).toEqual(['teh the']);
  });

  it('count less than those of the newsletter', () => {
    const file = '[default.extend-words]\nthru = "via"\n';
    expect(found('thru', { file })).toEqual(['thru via']);
    expect(found('thru', { file, allowed: ['thru'] })).toEqual([]);
  });
});
