import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { draftRecorded, GOLDEN, goldenFile, recordedMonths } from './golden-editions.js';

describe('the golden editions', () => {
  it('are kept for each recorded month', () => {
    const kept = readdirSync(GOLDEN).flatMap((name) => MONTHS.parse(name.replace(/\.md$/, ''))?.key ?? []);

    expect(kept.length).toBeGreaterThan(0);
    expect(kept.sort()).toEqual(recordedMonths());
  });

  // `npm run golden` writes them anew; the difference belongs into the same commit as its cause.
  it.each(recordedMonths())('%s is drafted byte for byte', async (month) => {
    expect(await draftRecorded(month)).toBe(readFileSync(goldenFile(month), 'utf8'));
  });
});
