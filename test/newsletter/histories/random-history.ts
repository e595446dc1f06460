import fc from 'fast-check';
import { NEWS, type News } from './organization.js';
import { EDITS, type History, type HumanEdit, type Round } from './play.js';

const number = fc.nat(999);

const merge: fc.Arbitrary<News> = fc.record({ kind: fc.constant('merge' as const), at: number, to: number });
const news: fc.Arbitrary<News> = fc.record({ kind: fc.constantFrom(...NEWS), at: number, to: number });
const edit: fc.Arbitrary<HumanEdit> = fc.record({ name: fc.constantFrom(...EDITS), at: number, to: number });

/** News between two runs: every third a newly merged pull request. */
export const someNews = fc.array(fc.oneof(merge, news, news), { maxLength: 3 });

const round: fc.Arbitrary<Round> = fc.record({ edits: fc.array(edit, { maxLength: 4 }), news: someNews });

/** What was merged before the first draft. */
export const beginnings = fc.array(merge, { minLength: 1, maxLength: 5 });

/** The life of a draft, of at most so many rounds. */
export function histories(base: History['base'], maxLength: number): fc.Arbitrary<History> {
  return fc.record({
    before: beginnings,
    rounds: fc.array(round, { minLength: 1, maxLength }),
    base: fc.constant(base),
  });
}
