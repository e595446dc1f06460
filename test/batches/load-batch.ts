import { readdirSync } from 'node:fs';
import { jest } from '@jest/globals';
import { type Kind, testsOf } from './test-files.js';

const HERE = new URL('./', import.meta.url);

/**
 * Loads one of a few equal parts of all tests of a kind as a single file of tests: Jest loads all modules anew for each file,
 * which takes longer than most tests. `index` counts from zero.
 */
export async function loadBatch(kind: Kind, index: number): Promise<void> {
  const count = readdirSync(HERE).filter((file) => new RegExp(`^${kind}-\\d+\\.js$`).test(file)).length;
  const files = testsOf(kind).filter((_, place) => place % count === index);
  for (const path of files) await import(`../${path}`);
  // The limit of the last file would hold for all of them.
  if (kind !== 'fast') jest.setTimeout(600_000);
}
