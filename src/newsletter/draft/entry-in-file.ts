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

/**
 * The entry that tells of the work with the key: its own or, where it has none, the first one that links to it; `null`
 * when the file has neither.
 */
export function entryInFile(text: string, key: string): EntryInFile | null {
  let offset = 0;
  let other: EntryInFile | null = null;
  const { start, pieces } = parseEdition(text);
  offset += start.length;
  for (const piece of pieces) {
    if (piece.kind === 'entry' && piece.mentions.includes(key)) {
      const line = text.slice(0, offset).split('\n').length;
      const found = { source: shownSource(piece), isHidden: piece.hidden, mentions: piece.mentions, line };
      if (piece.mentions[0] === key) return found;
      other ??= found;
    }
    offset += piece.source.length + piece.gap.length;
  }
  return other;
}
