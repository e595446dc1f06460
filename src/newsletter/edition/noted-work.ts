import type { Contributor } from '../activity/contributor.js';
import type { Month } from '../activity/month.js';
import { type Work, workKey } from '../activity/work.js';
import { type EditionNotes, type EntryNotes, NO_ENTRY_NOTES } from './edition-notes.js';

/** The work of a month, sorted by what was asked for it. */
export interface SortedWorks {
  /** Those that have an entry of their own. */
  readonly told: readonly Work[];
  /** Those that another edition shall tell of. */
  readonly postponed: readonly Work[];
  /** The further works of an entry, by its key. */
  readonly joined: ReadonlyMap<string, readonly Work[]>;
}

/** What was asked for a work. */
export function notesOf(work: Work, notes: EditionNotes): EntryNotes {
  return notes.entries.get(workKey(work)) ?? NO_ENTRY_NOTES;
}

/** Takes out what another edition tells of, and puts together what shall be one entry. */
export function sortWorks(works: readonly Work[], notes: EditionNotes, month: Month): SortedWorks {
  const isPostponed = (work: Work) => {
    const { edition } = notesOf(work, notes);
    return edition !== null && edition !== 'now' && edition > month;
  };
  const here = works.filter((work) => !isPostponed(work));
  const byKey = new Map(here.map((work) => [workKey(work), work]));
  const joined = new Map(
    here.map((work) => [workKey(work), notesOf(work, notes).with.flatMap((key) => byKey.get(key) ?? [])]),
  );
  const absorbed = new Set([...joined.values()].flat());
  return { told: here.filter((work) => !absorbed.has(work)), postponed: works.filter(isPostponed), joined };
}

/** The work with the people whom the notes add, and without those whom they leave out, as far as the credit goes. */
export function creditedWork<Kind extends Work>(
  work: Kind,
  { credited, uncredited }: EntryNotes,
  contributorOf: (login: string) => Contributor,
): Kind {
  const isThanked = ({ login }: Contributor) => !uncredited.includes(login.toLowerCase());
  const { author, coAuthors } = work;
  return {
    ...work,
    author: author !== null && isThanked(author) ? author : null,
    coAuthors: [...coAuthors.filter(isThanked), ...credited.map(contributorOf)],
  };
}

/** Finds the contributors of works by login; of others no more is known than where their page is. */
export function contributorsIn(works: readonly Work[], origin: string): (login: string) => Contributor {
  const people = works.flatMap(({ author, coAuthors }) => [
    ...(author === null ? [] : [author]),
    ...coAuthors,
  ]);
  const known = new Map(people.map((person) => [person.login.toLowerCase(), person]));
  return (login) =>
    known.get(login.toLowerCase()) ?? { login, databaseId: null, type: 'User', url: `${origin}/${login}` };
}
