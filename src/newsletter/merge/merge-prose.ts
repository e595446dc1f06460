import { diff3MergeRegions } from 'node-diff3';
import type { Piece } from '../document/document.js';
import { mergeFrontMatter } from '../document/front-matter.js';
import { replacing } from './join-pieces.js';

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
    current.map(({ words }) => words),
    base.map(({ words }) => words),
    fresh.map(({ words }) => words),
  );
  return regions.flatMap((region) => {
    if (region.stable) return region.bufferContent.map(take);
    const { aContent: own, oContent: before, bContent: next } = region;
    if (before.length === 0) return [...own, ...next.filter((words) => !own.includes(words))].map(take);
    return (besidePeople(own, before, next) ?? own).map(take);
  });
}

/** Merges the bot's versions one after the other, so that what people changed beside a step is no conflict with the next one. */
export function mergeInSteps(
  base: readonly Piece[],
  current: readonly Piece[],
  steps: readonly (readonly Piece[])[],
): readonly Piece[] {
  return steps.reduce((merged, step, index) => mergeProse(steps[index - 1] ?? base, merged, step), current);
}

/**
 * The region where people left alone what the bot changed; `null` where both changed the same. What they have already is not
 * added again.
 */
function besidePeople(
  own: readonly string[],
  before: readonly string[],
  next: readonly string[],
): readonly string[] | null {
  const above = agreeing(before, next);
  const below = agreeing(before.slice(above).reverse(), next.slice(above).reverse());
  const was = before.slice(above, before.length - below);
  const becomes = next.slice(above, next.length - below).filter((words) => !own.includes(words));
  const place = was.length > 0 ? placeOfAll(was, own) : placeBetween(before, above, own);
  return place === null ? null : own.toSpliced(place, was.length, ...becomes);
}

/** How many paragraphs two texts have in common from their beginnings. */
function agreeing(left: readonly string[], right: readonly string[]): number {
  const different = left.findIndex((words, index) => words !== right[index]);
  return different < 0 ? left.length : different;
}

/** Where the paragraphs stand one after the other. */
function placeOfAll(paragraphs: readonly string[], own: readonly string[]): number | null {
  const place = own.findIndex((_, index) => agreeing(paragraphs, own.slice(index)) === paragraphs.length);
  return place < 0 ? null : place;
}

/** Where people have the place between two paragraphs of `before`, if they have one of these; its ends are those of theirs. */
function placeBetween(before: readonly string[], place: number, own: readonly string[]): number | null {
  const [upper, lower] = [before[place - 1], before[place]].map((words) =>
    words === undefined ? -1 : own.indexOf(words),
  );
  if (upper !== undefined && upper >= 0) return upper + 1;
  if (lower !== undefined && lower >= 0) return lower;
  return place === before.length ? own.length : place === 0 ? 0 : null;
}

/** Finds the piece of some words, the people's before the bot's; each is found once. */
function picker(current: Piece[], fresh: Piece[]): (words: string) => Piece {
  return (words) => {
    for (const pieces of [current, fresh]) {
      const index = pieces.findIndex((piece) => piece.words === words);
      const [found] = index < 0 ? [] : pieces.splice(index, 1);
      if (found !== undefined) return found;
    }
    throw new Error('A merge yields only what went into it.');
  };
}

/** Merges what precedes the first part: front matter value by value, the rest as prose. */
export function mergeOpening(
  base: readonly Piece[],
  current: readonly Piece[],
  fresh: readonly Piece[],
): readonly Piece[] {
  const [baseMatter, currentMatter, freshMatter] = [base, current, fresh].map((pieces) =>
    pieces.find(isFrontMatter),
  );
  if (baseMatter === undefined || currentMatter === undefined || freshMatter === undefined)
    return mergeProse(base, current, fresh);
  const [baseProse, currentProse, freshProse] = [base, current, fresh].map((pieces) =>
    pieces.filter((piece) => !isFrontMatter(piece)),
  );
  const prose = mergeProse(baseProse ?? [], currentProse ?? [], freshProse ?? []);
  return [followValues(baseMatter, currentMatter, freshMatter), ...prose];
}

function isFrontMatter({ kind }: Piece): boolean {
  return kind === 'front-matter';
}

function followValues(base: Piece, current: Piece, fresh: Piece): Piece {
  if (base.words === current.words) return replacing(current, fresh);
  const source = mergeFrontMatter(base.words, current.words, fresh.words);
  return replacing(current, { ...current, source, words: source });
}
