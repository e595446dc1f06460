import { type Month, monthOf, monthsNamed } from '../newsletter/activity/month.js';
import type { Standing } from './standing.js';

/** What is known of a pull request. */
export interface StandingFacts {
  readonly key: string;
  readonly title: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  /** ISO instant; `null`: it is not merged. */
  readonly mergedAt: string | null;
  /** Whether its repository is one of the edition's. */
  readonly isCollected: boolean;
  /** Whether it is in the newsletter's repository. */
  readonly isOwn: boolean;
}

/** What is known of editions. */
export interface EditionsAround {
  /** Of the edition that is being drafted. */
  readonly month: Month;
  /** Months whose editions are published. */
  readonly published: ReadonlySet<Month>;
  /** What published editions list, by key, each with the edition. */
  readonly listed: ReadonlyMap<string, Month>;
}

/** Why the edition has nothing of it; `null`: another draft of the newsletter that is at work. */
export function standingOf(facts: StandingFacts, editions: EditionsAround): Standing | null {
  const { key, title, state, mergedAt, isCollected, isOwn } = facts;
  if (isOwn) {
    const [month] = monthsNamed(title);
    if (month === undefined) return { kind: 'own' };
    if (state === 'MERGED' && editions.published.has(month))
      return { kind: 'published', month, isDraft: true };
    return state === 'OPEN' ? null : { kind: 'own' };
  }
  if (!isCollected) return { kind: 'uncollected' };
  if (mergedAt === null) return { kind: state === 'OPEN' ? 'open' : 'unmerged' };
  const listedIn = editions.listed.get(key);
  if (listedIn !== undefined) return { kind: 'published', month: listedIn, isDraft: false };
  const month = monthOf(new Date(mergedAt));
  return { kind: month > editions.month ? 'early' : 'missed', month };
}
