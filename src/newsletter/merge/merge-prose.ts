import { diff3MergeRegions } from 'node-diff3';
import { unixLines } from '../markdown/unix-lines.js';
import type { Piece } from './edition-text.js';

/** One stretch of a three-way merge: agreed, or changed on both sides. */
type Region =
  | { readonly stable: true; readonly bufferContent: readonly string[] }
  | {
      readonly stable: false;
      readonly aContent: readonly string[];
      readonly oContent: readonly string[];
      readonly bContent: readonly string[];
    };

/**
 * Merges prose, paragraph by paragraph. What only one side changed follows that side; what both changed stays as
 * people have it. Paragraphs that both added at one place are all kept, the people's first.
 */
export function mergeProse(
  base: readonly Piece[],
  current: readonly Piece[],
  fresh: readonly Piece[],
): readonly Piece[] {
  const take = picker([...current], [...fresh]);
  const regions: readonly Region[] = diff3MergeRegions(
    current.map(wordsOf),
    base.map(wordsOf),
    fresh.map(wordsOf),
  );
  return regions.flatMap((region) => {
    if (region.stable) return region.bufferContent.map(take);
    const added =
      region.oContent.length === 0 ? region.bContent.filter((words) => !region.aContent.includes(words)) : [];
    return [...region.aContent, ...added].map(take);
  });
}

function wordsOf({ source }: Piece): string {
  return unixLines(source);
}

/** Finds the piece of some words, the people's before the bot's; each is found once. */
function picker(current: Piece[], fresh: Piece[]): (words: string) => Piece {
  return (words) => {
    for (const pieces of [current, fresh]) {
      const index = pieces.findIndex((piece) => wordsOf(piece) === words);
      const [found] = index < 0 ? [] : pieces.splice(index, 1);
      if (found !== undefined) return found;
    }
    throw new Error('A merge yields only what went into it.');
  };
}
