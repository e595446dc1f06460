import { diff3MergeRegions } from 'node-diff3';
import { isOfPerson, type Piece } from '../document/document.js';
import type { Form } from '../document/form.js';
import { mergeFrontMatter } from '../document/front-matter.js';
import { replacing } from './join-pieces.js';
import { changeBeside, followWords, mergeWords, type Region } from './merge-words.js';

/**
 * Merges prose, paragraph by paragraph. What only one side changed follows that side; what both changed stays as
 * people have it, but for other words of the same paragraph, where the form merges words. Paragraphs that both added at one
 * place are all kept, the people's first.
 */
function mergeProse(
  base: readonly Piece[],
  current: readonly Piece[],
  fresh: readonly Piece[],
  form: Form,
): readonly Piece[] {
  const take = picker([...current], [...fresh]);
  const regions: readonly Region[] = diff3MergeRegions(
    current.map(tokenOf),
    base.map(tokenOf),
    fresh.map(tokenOf),
  );
  return regions.flatMap((region) => {
    if (region.stable) return region.bufferContent.map(take);
    const { aContent: own, oContent: before, bContent: next } = region;
    if (before.length === 0) return [...own, ...next.filter((words) => !own.includes(words))].map(take);
    const followed = form.mergesWords ? followWords(own, before, next) : null;
    if (followed === null) return (besidePeople(own, before, next) ?? own).map(take);
    return own.map((words, index) => inOtherWords(take(words), followed[index] ?? words));
  });
}

/** The item of a person is the same whatever it says. */
function tokenOf(piece: Piece): string {
  return isOfPerson(piece) ? piece.key : piece.words;
}

/** Words are merged in what reads as a text. */
function inOtherWords(piece: Piece, words: string): Piece {
  const isText = ['paragraph', 'heading', 'list'].includes(piece.block.kind) && !isOfPerson(piece);
  return isText && words !== piece.words ? replacing(piece, { ...piece, source: words, words }) : piece;
}

/** A heading as people have it, which follows the bot in what they left alone. */
export function mergeHeading(
  base: Piece | undefined,
  current: Piece,
  fresh: Piece | undefined,
  form: Form,
): Piece {
  if (base === undefined || fresh === undefined) return current;
  if (base.words === current.words) return replacing(current, fresh);
  return form.mergesWords
    ? inOtherWords(current, mergeWords(base.words, current.words, fresh.words))
    : current;
}

/** Merges the bot's versions one after the other, so that what people changed beside a step is no conflict with the next one. */
export function mergeInSteps(
  base: readonly Piece[],
  current: readonly Piece[],
  steps: readonly (readonly Piece[])[],
  form: Form,
): readonly Piece[] {
  return steps.reduce(
    (merged, step, index) => mergeProse(steps[index - 1] ?? base, merged, step, form),
    current,
  );
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
  const change = changeBeside(own, before, next);
  if (change === null) return null;
  const { place, was, becomes } = change;
  return own.toSpliced(place, was.length, ...becomes.filter((words) => !own.includes(words)));
}

/** Finds the piece of some words, the people's before the bot's; each is found once. */
function picker(current: Piece[], fresh: Piece[]): (words: string) => Piece {
  return (words) => {
    for (const pieces of [current, fresh]) {
      const index = pieces.findIndex((piece) => tokenOf(piece) === words);
      const [found] = index < 0 ? [] : pieces.splice(index, 1);
      if (found !== undefined) return found;
    }
    throw new Error('A merge yields only what went into it.');
  };
}

/** Front matter merged value by value; `null` where one of the versions has none. */
export function mergeFrontMatters(
  base: readonly Piece[],
  current: readonly Piece[],
  fresh: readonly Piece[],
): Piece | null {
  const [before, own, next] = [base, current, fresh].map((pieces) => pieces.find(isFrontMatter));
  if (before === undefined || own === undefined || next === undefined) return null;
  return followValues(before, own, next);
}

export function isFrontMatter({ kind }: Piece): boolean {
  return kind === 'front-matter';
}

function followValues(base: Piece, current: Piece, fresh: Piece): Piece {
  if (base.words === current.words) return replacing(current, fresh);
  const source = mergeFrontMatter(base.words, current.words, fresh.words);
  return replacing(current, { ...current, source, words: source });
}
