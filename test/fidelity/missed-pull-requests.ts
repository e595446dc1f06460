import { listedKeys } from '../../src/newsletter/activity/entry-lines.js';
import { compareText } from '../../src/newsletter/markdown/order.js';
import type { Scores } from './scores.js';

/** A pull request that the published edition of a month lists and its draft does not, although it was known. */
export interface MissedPullRequest {
  readonly month: string;
  /** `owner/name#number`. */
  readonly name: string;
  /** The earlier edition that lists it, so that the draft rightly leaves it out; `null` when there is none. */
  readonly listedIn: string | null;
}

/** A published edition. */
export interface PublishedEdition {
  readonly month: string;
  readonly text: string;
}

/** The list of `score.py` that holds them. */
const MISSED = 'missed links that the data has';

/** All of them, by month, each with the first earlier edition that has an entry for it. */
export function missedPullRequests(
  scores: Scores,
  editions: readonly PublishedEdition[],
): readonly MissedPullRequest[] {
  const listings = [...editions]
    .sort((left, right) => compareText(left.month, right.month))
    .map(({ month, text }) => ({ month, keys: new Set(listedKeys(text)) }));
  return Object.entries(scores.months)
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([month, { lists }]) => (lists[MISSED] ?? []).map((name) => ({ month, name })))
    .map((missed) => ({ ...missed, listedIn: earlierThan(missed.month, missed.name) }));

  function earlierThan(month: string, name: string): string | null {
    const listing = listings.find((each) => each.month < month && each.keys.has(name.toLowerCase()));
    return listing?.month ?? null;
  }
}
