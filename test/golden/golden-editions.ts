import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Month, parseMonth } from '../../src/newsletter/activity/month.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { previewRecordedMonth } from '../fidelity/preview-recorded-month.js';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

/** The folder of the golden editions. */
export const GOLDEN = join(FIXTURES, 'golden');

/** The months of which a record is committed, in order. */
export function recordedMonths(): readonly Month[] {
  return readdirSync(join(FIXTURES, 'recorded'))
    .flatMap((name) => parseMonth(name) ?? [])
    .sort();
}

/** The edition of a committed month, as the bot drafts it at the month's end. */
export async function draftRecorded(month: Month): Promise<string> {
  const { edition } = await previewRecordedMonth(join(FIXTURES, 'recorded', month), month);
  return renderEdition(edition);
}

/** Where the month's golden edition is kept. */
export function goldenFile(month: Month): string {
  return join(GOLDEN, `${month}.md`);
}
