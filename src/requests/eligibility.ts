import { type Month, monthOf, monthsNamed } from '../newsletter/activity/month.js';

/** Why the edition at hand has nothing of a pull request. */
export type Eligibility =
  /** It may be merged yet. */
  | { readonly kind: 'open' }
  /** It belongs to a later edition. */
  | { readonly kind: 'early'; readonly month: Month }
  | { readonly kind: 'unmerged' }
  /** An edition lists it, or is what it drafted. */
  | { readonly kind: 'published'; readonly month: Month; readonly isDraft: boolean }
  /** Merged in a month that is over; no edition lists it. */
  | { readonly kind: 'missed'; readonly month: Month }
  /** Of a fork, or of a repository that the settings leave out. */
  | { readonly kind: 'uncollected' }
  /** Of the newsletter's own repository, and no draft. */
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
  /** Of the edition that is being drafted. */
  readonly month: Month;
  /** Months whose editions are published. */
  readonly published: ReadonlySet<Month>;
  /** What published editions list, by key, each with the edition. */
  readonly listed: ReadonlyMap<string, Month>;
}

/** Why the edition at hand has nothing of a pull request that was not merged in its time. */
export function eligibilityOf(facts: PullRequestFacts, editions: EditionsAround): Eligibility {
  const { key, title, state, mergedAt, isCollected, isOwn } = facts;
  if (isOwn) {
    const [month] = monthsNamed(title);
    const isPublished = month !== undefined && state === 'MERGED' && editions.published.has(month);
    return isPublished ? { kind: 'published', month, isDraft: true } : { kind: 'own' };
  }
  if (!isCollected) return { kind: 'uncollected' };
  if (mergedAt === null) return { kind: state === 'OPEN' ? 'open' : 'unmerged' };
  const listedIn = editions.listed.get(key);
  if (listedIn !== undefined) return { kind: 'published', month: listedIn, isDraft: false };
  const month = monthOf(new Date(mergedAt));
  return { kind: month > editions.month ? 'early' : 'missed', month };
}

/** Whether what was asked there will be done at another time. */
export function comesLater({ kind }: Eligibility): boolean {
  return kind === 'open' || kind === 'early';
}
