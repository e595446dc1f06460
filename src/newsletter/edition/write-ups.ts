import { isSameName } from '../activity/repository.js';
import { sectionHeading } from '../document/lines.js';
import { signature, withoutSignatures } from '../document/people.js';
import { NOTHING_LEARNED } from '../house-style/section-style.js';
import { trusted } from '../markdown/markdown.js';
import type { Section } from './edition.js';
import type { WriteUpNote } from './edition-notes.js';

/** Sections that people wrote; one about a project that has a section already gives it its text. */
export function withWriteUps(
  sections: readonly Section[],
  writeUps: readonly WriteUpNote[],
  origin: string,
): readonly Section[] {
  const noteOf = (section: Section) =>
    writeUps.find(({ repository }) => section.isWatched && isSame(repository, section.repository));
  const own = sections.map((section) => {
    const note = noteOf(section);
    return note === undefined ? section : withText(section, note, origin);
  });
  const news = writeUps.filter(
    ({ repository }) => !sections.some((section) => isSame(repository, section.repository)),
  );
  return [...own, ...news.map((note) => writeUpSection(note, origin))];
}

function writeUpSection(note: WriteUpNote, origin: string): Section {
  const { repository } = note;
  return {
    repository,
    identity: { repository, crate: null, others: [] },
    isWatched: true,
    heading: sectionHeading(repository, `${origin}/${repository}`),
    gap: '\n',
    maintainersLine: signature(note.login, `${origin}/${note.login}`),
    text: note.text,
    shown: [],
    hidden: [],
    credit: [],
    singleCredit: 'their contribution',
    isFirst: true,
    learnedFrom: NOTHING_LEARNED.from,
  };
}

/** The text of the write-up above the list, under its own signature only. */
function withText(section: Section, note: WriteUpNote, origin: string): Section {
  const rest = withoutSignatures(section.text).trimStart();
  return {
    ...section,
    maintainersLine: signature(note.login, `${origin}/${note.login}`),
    text: trusted(rest === '' ? note.text : `${note.text}\n\n${rest}`),
  };
}

function isSame(left: string, right: string): boolean {
  return isSameName(left, right);
}
