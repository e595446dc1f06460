import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { printData } from '../../src/newsletter/edition/edition-data.js';
import { explainEdition } from '../../src/newsletter/edition/explain-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { previewRecordedMonth } from './preview-recorded-month.js';

const RECORDED = join(import.meta.dirname, '../../../fixtures/recorded');

/** Prints a month's edition from recorded data, as `preview` does from GitHub. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      month: { type: 'string' },
      data: { type: 'string' },
      settings: { type: 'string' },
      explain: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { month = '' } = values;
  if (MONTHS.parse(month) === null) throw new Error('--month takes a month, YYYY-MM.');
  const data = values.data ?? join(RECORDED, month);
  if (!existsSync(join(data, 'repos.json')))
    throw new Error(`There is no recorded data of ${month} in ${data}. --data names another folder.`);
  const config = values.settings === undefined ? undefined : readFileSync(values.settings, 'utf8');
  const { sources, edition } = await previewRecordedMonth(data, month, undefined, config);
  process.stdout.write(values.json ? printData(edition) : renderEdition(edition));
  if (values.explain) process.stderr.write(explainEdition(sources, edition));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
