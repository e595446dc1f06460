import type { Calendar, Period } from '../newsletter/activity/period.js';

/** Why the edition at hand has nothing of a pull request. */
export type Eligibility =
  /** It may be merged yet. */
  | { readonly kind: 'open' }
  /** It belongs to a later edition. */
  | { readonly kind: 'early'; readonly period: Period }
  | { readonly kind: 'unmerged' }
  /** An edition lists it, or is what it drafted. */
  | { readonly kind: 'published'; readonly period: Period; readonly isDraft: boolean }
  /** Merged in a period that is over; no edition lists it. */
  | { readonly kind: 'missed'; readonly period: Period }
  /** Of a fork, or of a repository that the settings leave out. */
  | { readonly kind: 'uncollected' }
  /** Of the newsletter's own repository, which is not collected, and no draft. */
  | { readonly kind: 'own' };

/** What is known of a pull request. */
export interface PullRequestFacts {
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
  readonly calendar: Calendar;
  /** Of the edition that is being drafted. */
  readonly period: Period;
  /** Keys of the periods whose editions are published. */
  readonly published: ReadonlySet<string>;
  /** What published editions list, by key, each with the edition. */
  readonly listed: ReadonlyMap<string, Period>;
}

/** Why the edition at hand has nothing of a pull request that was not merged in its time. */
export function eligibilityOf(facts: PullRequestFacts, editions: EditionsAround): Eligibility {
  const { key, title, state, mergedAt, isCollected, isOwn } = facts;
  if (isOwn) {
    const [period] = editions.calendar.named(title);
    const isPublished = period !== undefined && state === 'MERGED' && editions.published.has(period.key);
    if (isPublished) return { kind: 'published', period, isDraft: true };
    if (!isCollected) return { kind: 'own' };
  }
  if (!isCollected) return { kind: 'uncollected' };
  if (mergedAt === null) return { kind: state === 'OPEN' ? 'open' : 'unmerged' };
  const listedIn = editions.listed.get(key);
  if (listedIn !== undefined) return { kind: 'published', period: listedIn, isDraft: false };
  const period = editions.calendar.of(new Date(mergedAt));
  return { kind: period.key > editions.period.key ? 'early' : 'missed', period };
}

/** Whether what was asked there will be done at another time. */
export function comesLater({ kind }: Eligibility): boolean {
  return kind === 'open' || kind === 'early';
}
