import { describe, expect, it } from '@jest/globals';
import { misspeltIn, parseTyposFile } from '../../src/newsletter/spelling/spelling.js';
import { knownMisspellings } from '../../src/run/check-runs.js';
import { NO_TITLES, recordedTitles } from './recorded-titles.js';

/** What the list takes for typos although nobody here would: an abbreviation of the UEFI specification, and "BARs". */
const NO_TYPOS = ['ba', 'thru'];

const titles = recordedTitles();

if (titles.length > 0) describe('the recorded titles', testTypos);
else describe.skip(`the recorded titles (${NO_TITLES})`, testTypos);

function testTypos(): void {
  it('have the typos that readers found in print, and hardly a word is taken for one in error', async () => {
    const spelling = { misspellings: await knownMisspellings(), own: parseTyposFile(null) };
    const found = titles.flatMap((title) =>
      misspeltIn([title], spelling)
        .flat()
        .map(({ word }) => word.toLowerCase()),
    );
    const wrong = found.filter((word) => NO_TYPOS.includes(word));

    expect(found).toEqual(
      expect.arrayContaining(['stategy', 'relase', 'ploting', 'alginment', 'continguous']),
    );
    expect(found.length / titles.length).toBeLessThan(0.01);
    expect(wrong.length / titles.length).toBeLessThan(0.003);
  });
}
