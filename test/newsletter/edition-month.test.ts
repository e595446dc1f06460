import { describe, expect, it } from '@jest/globals';
import { collectFrom } from '../../src/newsletter/edition/edition-month.js';
import { earlierEdition, month } from './builders.js';

const may = month('2020-05');

/** The edition of April, published on a day. */
function april(date: string) {
  const edition = earlierEdition('2020-04', '');
  return { ...edition, frontMatter: (edition.frontMatter ?? '').replace('2020-05-03', date) };
}

describe('what is left for an edition', () => {
  it.each([
    ['begins with its month after an edition that was published later', [april('2020-05-03')], '2020-05-01'],
    ['begins with its month after an edition of that day', [april('2020-05-01')], '2020-05-01'],
    ['begins on the day of an edition that came too early', [april('2020-04-28')], '2020-04-28'],
    ['begins with its month after a date that is none', [april('soon')], '2020-05-01'],
    ['begins with its month after a date long before', [april('2019-04-28')], '2020-05-01'],
    [
      'begins with its month where the edition before is missing',
      [earlierEdition('2020-03', '')],
      '2020-05-01',
    ],
    ['begins with its month where there is no edition', [], '2020-05-01'],
  ])('%s', (_, earlier, day) => {
    expect(collectFrom(earlier, may)).toEqual(new Date(`${day}T00:00:00Z`));
  });
});
