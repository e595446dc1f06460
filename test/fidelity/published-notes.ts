import type { Entry, Section } from '../../src/newsletter/edition.js';
import { listedCommits, listedEntries } from '../../src/newsletter/entry-lines.js';
import { workKey } from '../../src/newsletter/work.js';
import type { Verdict } from './criteria.js';

/** A note in a published edition: as which version an entry was published. */
export interface PublishedNote {
  /** `owner/name#1` or `owner/name@0123abc`, lower case. */
  readonly key: string;
  /** `0.10.3`, or with the crate's name, `aml v0.10.0`; without a leading `v`. */
  readonly version: string;
}

/** What became of the notes of one month. */
export interface MonthOfNotes {
  readonly month: string;
  readonly notes: readonly PublishedNote[];
  /** The draft's entries, shown, hidden or left out. */
  readonly entries: readonly Entry[];
}

const LEAST = 0.94;
/** `(published as `v0.10.3`)`, also with a link or together with another pull request. */
const NOTE = /\bpublished\b[^`\n]*?\bas\s+`?((?:[\w-]+ )?v?\d[\w.+-]*)/;

/** The notes of an edition's entries; those in running prose belong to no entry. */
export function publishedNotes(edition: string): readonly PublishedNote[] {
  return edition.split('\n').flatMap((line) => {
    const version = NOTE.exec(line)?.[1]?.replace(/^v/, '').replace(/\.$/, '');
    const [key] = [...listedEntries(line).map((entry) => entry.key), ...listedCommits(line)];
    return version === undefined || key === undefined ? [] : [{ key, version }];
  });
}

export function entriesOf(sections: readonly Section[]): readonly Entry[] {
  return sections.flatMap(({ shown, hidden }) => [...shown, ...hidden]);
}

/** Whether the drafts tell the releases that the editors told; each note that they lack is named with the reason. */
export function judgeNotes(months: readonly MonthOfNotes[]): Verdict {
  const misses = months.flatMap(({ month, notes, entries }) =>
    notes.flatMap(({ key, version }) => {
      const why = reasonOf(
        version,
        entries.find(({ work }) => workKey(work) === key),
      );
      return why === null ? [] : [`${key}, in the edition of ${month} as ${version}: ${why}`];
    }),
  );
  const all = months.reduce((count, { notes }) => count + notes.length, 0);
  const about = `"published as" over ${months.length} editions`;
  if (all === 0)
    return { holds: null, sentence: `${about} needs editions that have such notes.`, details: [] };
  const rate = (all - misses.length) / all;
  return {
    holds: rate >= LEAST,
    sentence: `${about} is ${rate.toFixed(3)} (${all - misses.length} of ${all}); it must be ${LEAST} at least.`,
    details: misses,
  };
}

/** Why the draft lacks the note; `null` when it has it. */
function reasonOf(version: string, entry: Entry | undefined): string | null {
  if (entry === undefined) return 'not in the draft';
  if (entry.publishedAs === null) return 'the draft tells no release';
  return entry.publishedAs.replace(/^v/, '') === version ? null : `the draft says ${entry.publishedAs}`;
}
