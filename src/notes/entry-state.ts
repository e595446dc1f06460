import { workKey } from '../newsletter/activity/work.js';
import { entryInFile } from '../newsletter/draft/locate-entries.js';
import { type Edition, findEntry } from '../newsletter/edition/edition.js';
import { renderEntry } from '../newsletter/edition/render-edition.js';
import type { Answer } from './answer.js';
import type { EntryState } from './render-entry-comment.js';

/** Where an edition's file is read, and what stands in it now. */
export interface ShownFile {
  readonly edition: Edition;
  readonly text: string;
  /** Of the file, as source. */
  readonly url: string;
}

/** What the bot tells on a pull request about its entry. */
export function entryState(
  key: string,
  { edition, text, url }: ShownFile,
  answers: readonly Answer[],
): EntryState {
  const found = entryInFile(text, key);
  const entry = findEntry(key, edition);
  const hiddenBecause = found?.isHidden === false ? null : (entry?.hiddenBecause ?? null);
  const isLeftOut = found === null && entry !== undefined && entry.hiddenBecause !== null;
  const isHiddenByHand = found?.isHidden === true && hiddenBecause === null;
  const isMoved = edition.postponed.some((work) => workKey(work) === key);
  const isDeleted = found === null && entry !== undefined && !isLeftOut;
  return {
    month: edition.month,
    text: found?.source ?? (isLeftOut ? renderEntry(entry) : null),
    absentBecause: isMoved
      ? 'it was moved to a later edition'
      : isDeleted
        ? 'it was taken out by hand'
        : null,
    hiddenBecause: isHiddenByHand ? 'by hand' : hiddenBecause,
    highlightedBecause: found?.isHidden === false ? (entry?.highlightedBecause ?? null) : null,
    draftUrl: found === null ? url : `${url}#L${found.line}`,
    answers,
  };
}
