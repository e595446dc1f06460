import { parseEdition, shownSource } from '../merge/edition-text.js';

/** An entry as people may have left it. */
export interface EntryInFile {
  /** As a reader sees it, or would if it were not hidden. */
  readonly source: string;
  readonly isHidden: boolean;
  /** Keys of everything that it tells of. */
  readonly mentions: readonly string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** The entry that tells of the work with the key; `null` when the file has none. */
export function entryInFile(text: string, key: string): EntryInFile | null {
  let offset = 0;
  const { start, pieces } = parseEdition(text);
  offset += start.length;
  for (const piece of pieces) {
    if (piece.kind === 'entry' && piece.mentions.includes(key)) {
      const line = text.slice(0, offset).split('\n').length;
      return { source: shownSource(piece), isHidden: piece.hidden, mentions: piece.mentions, line };
    }
    offset += piece.source.length + piece.gap.length;
  }
  return null;
}
