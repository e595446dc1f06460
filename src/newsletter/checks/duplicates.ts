import { type Month, monthName } from '../activity/month.js';
import { allEntries } from '../house-style/earlier-edition.js';
import type { CheckedDraft, Place, Rule } from './rule.js';

export const listedTwice: Rule = {
  title: 'Listed twice',
  level: 'warning',
  finds: 'a second entry for the same pull request or commit, shown or hidden',
  find(draft) {
    const first = new Map<string, number>();
    return entriesOf(draft).flatMap(({ key, line }): Place[] => {
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, line);
        return [];
      }
      return [{ line, message: `${key} has an entry in line ${before} already. Delete one of the two.` }];
    });
  },
};

export const listedBefore: Rule = {
  title: 'Listed before',
  level: 'warning',
  finds: 'an entry for a pull request that an earlier edition lists, with its month',
  find(draft) {
    const months = new Map<string, Month>(
      draft.earlier.flatMap((edition) =>
        edition.month === draft.edition.month
          ? []
          : allEntries(edition).map(({ key }) => [key, edition.month] as const),
      ),
    );
    return entriesOf(draft).flatMap(({ key, line }): Place[] => {
      const month = months.get(key);
      if (month === undefined) return [];
      const message = `The edition of ${monthName(month)} lists ${key} already. Delete this entry, unless it shall stand in both.`;
      return [{ line, message }];
    });
  },
};

/** What each entry is about; a list below an entry may refer to other ones. */
function entriesOf({ page }: CheckedDraft) {
  return page.pieces.flatMap((piece) => {
    const [key] = piece.mentions;
    return piece.kind === 'entry' && key !== undefined ? [{ key, line: page.lineOf(piece) }] : [];
  });
}
