import { listedKeys as keysIn } from '../../src/newsletter/activity/entry-lines.js';
import type { Entry } from '../../src/newsletter/edition/edition.js';
import type { Verdict } from './criteria.js';

/** A note in a published edition: as which version an entry was published. */
export interface PublishedNote {
  /** `owner/name#1` or `owner/name@0123abc`, lower case, with the repository's present name. */
  readonly key: string;
  /** `0.10.3`, or with the crate's name, `aml v0.10.0`; without a leading `v`. */
  readonly version: string;
}

/** A note with the entry that the bot drafts of the same work; `undefined` when no draft has it. */
export interface ComparedNote extends PublishedNote {
  readonly month: string;
  readonly entry: Entry | undefined;
}

const LEAST = 0.94;
/** `(published as `v0.10.3`)`, also with a link, or together with another pull request. */
const NOTE = /\bpublished\b[^`\n]*?\bas\s+`?((?:[\w-]+ )?v?\d[\w.+-]*)/;
/** The editions name repositories as they were called. */
const RENAMED: Readonly<Record<string, string>> = {
  'phil-opp/linked-list-allocator': 'rust-osdev/linked-list-allocator',
  'rust-osdev/multiboot2-elf64': 'rust-osdev/multiboot2',
};

/** The notes of an edition's entries; those in running prose belong to no entry. */
export function publishedNotes(edition: string): readonly PublishedNote[] {
  return edition.split('\n').flatMap((line) => {
    const version = NOTE.exec(line)?.[1]?.replace(/^v/, '');
    const [key] = listedKeys(line);
    return version === undefined || key === undefined ? [] : [{ key, version }];
  });
}

/** Whether the edition has an entry of the work. */
export function listsWork(edition: string, key: string): boolean {
  return listedKeys(edition).includes(key);
}

function listedKeys(text: string): readonly string[] {
  return keysIn(text).map(presentName);
}

/** Whether the drafts tell the releases that the editors told; each note that they lack is named with the reason. */
export function judgeNotes(notes: readonly ComparedNote[]): Verdict {
  const about = '"published as" over the editions of 2020 to 2022';
  if (notes.length === 0)
    return { holds: null, sentence: `${about} needs the drafts of these months.`, details: [] };
  const misses = notes.flatMap((note) => reasonOf(note) ?? []);
  const made = notes.length - misses.length;
  return {
    holds: made >= LEAST * notes.length,
    sentence: `${about} is ${(made / notes.length).toFixed(3)} (${made} of ${notes.length}); it must be ${LEAST} at least.`,
    details: misses,
  };
}

/** Why the bot does not make the note; `null` when it does. */
function reasonOf({ key, month, version, entry }: ComparedNote): string | null {
  const told = entry?.publishedAs?.replace(/^v/, '');
  if (told === version) return null;
  const about = `${key} as ${version} in the edition of ${month}`;
  if (entry === undefined) return `${about}: no draft of these months has it`;
  return `${about}: the bot tells ${told === undefined ? 'no release' : told}`;
}

function presentName(key: string): string {
  return key.replace(/^[^#@]+/, (repository) => RENAMED[repository] ?? repository);
}
