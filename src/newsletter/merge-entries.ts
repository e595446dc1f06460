import { type EditionText, type Piece, sameSource, shownSource } from './edition-text.js';

/** How entries fare in a merge. It looks at whole files, since people move entries between sections. */
export interface EntryMerge {
  /** The entry as it shall be, or nothing when it goes. */
  merge(current: Piece): readonly Piece[];
  /** Whether a fresh piece shall be inserted: neither told already nor deleted by a person. */
  isNew(fresh: Piece): boolean;
  /** Keys of entries that stay although the bot has them no longer. */
  keptThoughGone(): readonly string[];
}

export function createEntryMerge(base: EditionText, current: EditionText, fresh: EditionText): EntryMerge {
  const [before, now, next] = [firstByKey(base), firstByKey(current), firstByKey(fresh)];
  const [wereThere, areThere] = [mentionsOf(base), mentionsOf(current)];
  const relocated = new Set<string>();
  const keptThoughGone = new Set<string>();
  return {
    merge(own) {
      const old = before.get(own.key);
      const coming = next.get(own.key);
      // A second copy is the work of a person.
      if (now.get(own.key) !== own || old === undefined) return [own];
      const isTouched = shownSource(own) !== shownSource(old) || own.hidden !== old.hidden;
      if (coming === undefined) {
        if (!isTouched) return [];
        for (const key of own.mentions.slice(0, 1)) keptThoughGone.add(key);
        return [own];
      }
      if (isTouched) return [followWords(own, old, coming)];
      if (coming.hidden === old.hidden) return [sameSource(own, coming) ? own : coming];
      relocated.add(own.key);
      return [];
    },
    isNew(piece) {
      if (relocated.has(piece.key)) return true;
      if (piece.kind !== 'entry') return !before.has(piece.key) && !now.has(piece.key);
      return piece.mentions.every((key) => !wereThere.has(key) && !areThere.has(key));
    },
    keptThoughGone: () => [...keptThoughGone].sort(),
  };
}

/** An entry that a person hid or showed, but did not reword, keeps its state and follows the bot's words. */
function followWords(own: Piece, old: Piece, coming: Piece): Piece {
  const words = shownSource(coming);
  if (shownSource(own) !== shownSource(old) || shownSource(own) === words) return own;
  if (coming.hidden === own.hidden) return coming;
  if (!own.hidden) return { ...own, source: words };
  return words.includes('-->') || words.includes('\n') ? own : { ...own, source: `<!-- ${words} -->` };
}

function firstByKey({ pieces }: EditionText): ReadonlyMap<string, Piece> {
  return new Map([...pieces].reverse().map((piece) => [piece.key, piece]));
}

function mentionsOf({ pieces }: EditionText): ReadonlySet<string> {
  return new Set(pieces.flatMap(({ mentions }) => mentions));
}
