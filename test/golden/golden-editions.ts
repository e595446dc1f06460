import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { previewRecordedMonth } from '../fidelity/preview-recorded-month.js';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

/** The folder of the golden editions. */
export const GOLDEN = join(FIXTURES, 'golden');

/** The months of which a record is committed, in order. */
export function recordedMonths(): readonly string[] {
  return readdirSync(join(FIXTURES, 'recorded'))
    .flatMap((name) => MONTHS.parse(name)?.key ?? [])
    .sort();
}

/** The edition of a committed month, as the bot drafts it at the month's end. */
export async function draftRecorded(month: string): Promise<string> {
  const { edition } = await previewRecordedMonth(join(FIXTURES, 'recorded', month), month);
  return renderEdition(edition);
}

/** Where the month's golden edition is kept. */
export function goldenFile(month: string): string {
  return join(GOLDEN, `${month}.md`);
}

/** Drafts of newsletters in other forms than the house's: a folder of `fixtures/other`, and a month. */
export const OTHER_NEWSLETTERS = [
  ['hax', '2026-06'],
  ['prestashop', '2022-11'],
] as const;

/** Such a draft, at the month's end. */
export async function draftOther(name: string, month: string): Promise<string> {
  const { edition } = await previewRecordedMonth(join(FIXTURES, 'other', name), month);
  return renderEdition(edition);
}

/** Where it is kept. */
export function otherFile(name: string, month: string): string {
  return join(FIXTURES, 'other', name, `${month}.md`);
}
