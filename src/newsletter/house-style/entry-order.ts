import { byNumber, byTime, type Work } from '../activity/work.js';
import type { SectionText } from './earlier-edition.js';
import { byDefault, type Learned } from './learned.js';

/** In which order a section lists its entries. */
export type EntryOrder = 'merge-time' | 'number';

/** So many neighbours in order are no chance: merged in order of time, one pair of seven stands the other way round. */
const ENOUGH_PAIRS = 16;
const MOST_REVERSED = 0.05;

/**
 * The order of shown entries: as the repository's own last sections have it, else as all sections of the last editions
 * do, latest first each. Only numbers can be seen in an edition: lists that follow them throughout are sorted by number,
 * any others are taken to be in order of merging.
 */
export function learnEntryOrder(
  own: readonly SectionText[],
  all: readonly SectionText[],
): Learned<EntryOrder> {
  return (
    orderOf(own, 'its') ??
    orderOf(all, 'the') ??
    byDefault('merge-time', 'too few entries in the last editions')
  );
}

function orderOf(sections: readonly SectionText[], whose: string): Learned<EntryOrder> | null {
  let [pairs, reversed] = [0, 0];
  for (const section of sections) {
    for (const numbers of listsIn(section)) {
      pairs += Math.max(numbers.length - 1, 0);
      reversed += numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length;
    }
    if (pairs >= ENOUGH_PAIRS) {
      const value = reversed <= MOST_REVERSED * pairs ? 'number' : 'merge-time';
      return {
        value,
        evidence: `${reversed} of ${pairs} neighbours in ${whose} last sections, back to ${section.month}, are out of order by number`,
      };
    }
  }
  return null;
}

/** The numbers that each list of a section shows, in order: where editors made groups, each has an order of its own. */
function listsIn({ blocks }: SectionText): readonly (readonly number[])[] {
  return blocks.map(({ works }) =>
    works.filter(({ kind, hidden }) => kind === 'pull request' && !hidden).map(({ number }) => number),
  );
}

/** Compares two works for a list in this order. */
export function compareIn(order: EntryOrder): (left: Work, right: Work) => number {
  return order === 'number' ? byNumber : byTime;
}
