import type { Command } from '../commands/command.js';
import { workKey } from '../newsletter/activity/work.js';
import { entryInFile } from '../newsletter/draft/locate-entries.js';
import { type Edition, type Entry, findEntry } from '../newsletter/edition/edition.js';
import type { EditionNotes } from '../newsletter/edition/edition-notes.js';
import { linkDestination } from '../newsletter/markdown/link-destination.js';
import { blocksFrom, entryLine } from '../newsletter/markdown/markdown.js';
import { linkKey } from '../newsletter/markdown/web-address.js';
import type { Answer } from './answer.js';

/** What was asked for, what the bot would render of it, and the file as it is with people's edits. */
export interface EditedFile {
  readonly notes: EditionNotes;
  readonly edition: Edition;
  readonly fresh: string;
  readonly text: string;
}

const EDITED = 'Somebody edited this by hand in the draft, and that counts more than a command.';
const HIDDEN = 'The entry is hidden, and what stands below it with it.';

/** The answers, in which people's edits of the file beat commands: what is not in the file was not done. */
export function withHandEdits(answers: readonly Answer[], file: EditedFile): readonly Answer[] {
  return answers.map((answer) => {
    if (answer.outcome.kind !== 'applied') return answer;
    const because = isNoteOfHidden(answer, file) ? HIDDEN : isUndone(answer, file) ? EDITED : null;
    return because === null ? answer : { ...answer, outcome: { kind: 'superseded', because } };
  });
}

/** A hidden entry is one line: its notes come back when it is shown. */
function isNoteOfHidden({ about, command }: Answer, { edition, text }: EditedFile): boolean {
  if (about === null || command?.verb !== 'note') return false;
  const isHidden = entryInFile(text, about)?.isHidden !== false;
  return isHidden && (findEntry(about, edition)?.hiddenBecause ?? null) !== null;
}

function isUndone({ about, command }: Answer, file: EditedFile): boolean {
  if (command === null) return false;
  const texts = textsOf(command, file.notes);
  if (texts.some((text) => file.fresh.includes(text) && !file.text.includes(text))) return true;
  const entry = about === null ? undefined : findEntry(about, file.edition);
  return entry !== undefined && about !== null && isEdited(command, entry, file.text, about);
}

/** Whether the file's entry has not what the bot's own has of the command. */
function isEdited(command: Command, entry: Entry, text: string, key: string): boolean {
  const found = entryInFile(text, key);
  if (found === null) return NEEDS_ENTRY.has(command.verb) && isTakenOut(entry, text);
  switch (command.verb) {
    case 'title':
      return !found.source.includes(entryLine(entry.title, entry.work.url));
    case 'note':
      return entry.notes.some((line) => !found.source.includes(line));
    case 'hide':
    case 'show':
      return found.isHidden !== (entry.hiddenBecause !== null);
    case 'with':
      return entry.with.some((work) => !found.mentions.includes(workKey(work)));
    default:
      return false;
  }
}

/** Of an entry that a person took out there is nothing to be seen. */
const NEEDS_ENTRY: ReadonlySet<string> = new Set(['title', 'note', 'show', 'highlight', 'with']);

function isTakenOut({ work, hiddenBecause }: Entry, text: string): boolean {
  return hiddenBecause === null && entryInFile(text, workKey(work)) === null;
}

/** What the command puts into the file beyond entries. */
function textsOf(command: Command, { writeUps, links, introductions }: EditionNotes): readonly string[] {
  switch (command.verb) {
    case 'section':
      return writeUps
        .filter(({ repository }) => repository.toLowerCase() === command.repository.toLowerCase())
        .map(({ text }) => text);
    case 'link':
      return links
        .filter(({ url }) => linkKey(url) === linkKey(command.url))
        .map(({ url }) => `](${linkDestination(url)})`);
    case 'intro':
      return introductions.map(({ text }) => text).filter((text) => text === blocksFrom(command.text));
    default:
      return [];
  }
}
