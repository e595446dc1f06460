import { verbOf } from '../commands/verbs.js';
import type { Document } from '../newsletter/document/document.js';
import { entryInFile } from '../newsletter/draft/locate-entries.js';
import type { EditionAmendments } from '../newsletter/edition/amendments.js';
import { type Edition, findEntry } from '../newsletter/edition/edition.js';
import { inDialect } from '../newsletter/markdown/dialect.js';
import { trusted } from '../newsletter/markdown/markdown.js';
import { EDITED_BY_HAND, HIDDEN_WITH_ENTRY } from '../replies/refusals.js';
import type { Answer } from './answer.js';

/** What was asked for, what the bot would render of it, and the file as it is with people's edits. */
export interface EditedFile {
  readonly amendments: EditionAmendments;
  readonly edition: Edition;
  readonly fresh: string;
  readonly document: Document;
}

/** The answers, in which people's edits of the file count more than commands: what is not in the file was not done. */
export function withHandEdits(answers: readonly Answer[], file: EditedFile): readonly Answer[] {
  return answers.map((answer) => {
    if (answer.outcome.kind !== 'applied') return answer;
    const because = isNoteOfHidden(answer, file)
      ? HIDDEN_WITH_ENTRY
      : isTakenBack(answer, file)
        ? EDITED_BY_HAND
        : null;
    return because === null ? answer : { ...answer, outcome: { kind: 'superseded', because } };
  });
}

/** A hidden entry is one line: its notes come back when it is shown. What does more than add lines is done all the same. */
function isNoteOfHidden({ about, command }: Answer, { edition, document }: EditedFile): boolean {
  const verb = command === null ? null : verbOf(command);
  if (about === null || command === null || verb?.about !== 'entry' || !verb.needsEntry) return false;
  const entry = findEntry(about, edition);
  if (entry === undefined || entry.hiddenBecause === null) return false;
  if (entryInFile(document, about)?.isHidden === false) return false;
  const thanks = {
    thanked: verb.shownLogins(command),
    origin: new URL(entry.work.url).origin,
    language: document.form.language,
  };
  return verb.lines(command, thanks).length > 0;
}

/** Whether a person took out of the file what the command put there. */
function isTakenBack(
  { about, command }: Answer,
  { amendments, edition, fresh, document }: EditedFile,
): boolean {
  if (command === null) return false;
  const verb = verbOf(command);
  if (verb.about === 'edition') {
    return verb
      .textsOf(command, amendments)
      .map((part) => inDialect(trusted(part), document.form.dialect, 'blocks'))
      .some((part) => fresh.includes(part) && !document.source.includes(part));
  }
  const entry = about === null ? undefined : findEntry(about, edition);
  if (verb.about !== 'entry' || about === null || entry === undefined) return false;
  const found = entryInFile(document, about);
  if (found !== null) return verb.isTakenBack(command, entry, found, edition);
  const isTakenOut = entry.hiddenBecause === null && entryInFile(document, entry.work.key) === null;
  return verb.needsEntry && isTakenOut;
}
