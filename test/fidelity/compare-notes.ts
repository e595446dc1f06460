import { subSeconds } from 'date-fns/subSeconds';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import type { Edition, Entry } from '../../src/newsletter/edition/edition.js';
import { type RecordedEdition, readRecordedFiles } from '../fake-github/recorded-files.js';
import { month as periodOf } from '../newsletter/builders.js';
import { previewRecordedMonth } from './preview-recorded-month.js';
import { type ComparedNote, listsWork, publishedNotes } from './published-notes.js';
import type { Span } from './yardstick.js';

/** Since August 2022 a script lists the entries; it makes no notes. */
const LAST = '2022-12';
/** The first month of which an edition is drafted; the edition before has notes too. */
const FIRST = '2020-05';

/** What release an entry is told of, not whether the editors tell it just then, is compared. */
const TELL_ALL = 'publishedAs: always\ndirectCommits: hide\n';

/**
 * The notes of publication of the editions, with what the bot drafts of the same work just before the edition appeared.
 * Editors listed some work twice; the bot does so once.
 */
export async function compareNotes(data: string, { from, to }: Span): Promise<readonly ComparedNote[]> {
  if (from > FIRST || to < LAST) return [];
  const compared: ComparedNote[] = [];
  const { editions } = readRecordedFiles(data);
  for (const edition of editions) {
    const { month } = edition;
    const told = editions.filter((earlier) => earlier.month < edition.month).map(({ text }) => text);
    const notes = publishedNotes(edition.text).filter(
      ({ key }) => !told.some((text) => listsWork(text, key)),
    );
    if (month > LAST || notes.length === 0) continue;
    const entries = await draftedEntries(data, edition, month, new Set(notes.map(({ key }) => key)));
    compared.push(...notes.map((note) => ({ ...note, month, entry: entries.get(note.key) })));
  }
  return compared;
}

/** Entries by key, as far as no earlier edition lists them. An edition may also tell of the month before it, or of the days after it. */
async function draftedEntries(
  data: string,
  { publishedAt }: RecordedEdition,
  month: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Entry>> {
  const asOf = subSeconds(new Date(publishedAt), 1);
  const entries = new Map<string, Entry>();
  const period = periodOf(month);
  for (const each of [period, MONTHS.shift(period, 1), MONTHS.shift(period, -1)]) {
    if (each.start > asOf || [...wanted].every((key) => entries.has(key))) continue;
    const { edition } = await previewRecordedMonth(data, each.key, asOf, TELL_ALL);
    for (const entry of entriesOf(edition)) entries.set(entry.work.key, entry);
  }
  return entries;
}

function entriesOf({ sections, leftOut }: Edition): readonly Entry[] {
  return [...sections, ...leftOut].flatMap(({ shown, hidden }) => [...shown, ...hidden]);
}
