import { readdirSync } from 'node:fs';

const TESTS = new URL('../', import.meta.url);
const HERE = new URL('./', import.meta.url);

/**
 * Loads one of a few equal parts of all tests, but for the thorough ones, as a single file of tests: Jest loads all modules
 * anew for each file, which takes longer than most tests. `index` counts from zero.
 */
export async function loadBatch(index: number): Promise<void> {
  const count = readdirSync(HERE).filter((file) => /^batch-\d+\.js$/.test(file)).length;
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js') && !file.endsWith('.thorough.test.js'))
    .sort();
  for (const file of files.filter((_, place) => place % count === index)) await import(`../${file}`);
}
