import type { Client } from './client.js';

/** How much is asked for at once. GitHub ends a query after about ten seconds, or earlier when it costs too much. */
export interface PageSize {
  readonly now: () => number;
  readonly smallest: number;
  /** GitHub could not answer for so much: ask for half of that. By its resource limits it refuses the same each time. */
  readonly shrink: (asked: number, isRefused?: boolean) => void;
  /** GitHub answered in so many milliseconds: ask for twice as much, once several fast answers came in a row. */
  readonly answered: (milliseconds: number) => void;
}

/** The sizes between which a page may grow and shrink, and the one that it begins with. */
export interface PageSizeLimits {
  readonly first: number;
  readonly largest: number;
  readonly smallest: number;
}

/** Fast answers in a row after which more is asked for. */
const CONFIDENCE = 2;
/** The most that this number grows to, while larger pages keep failing. */
const MOST_CONFIDENCE = 256;
/** Milliseconds. A page of twice the size takes about twice the time, and must stay far from GitHub's limit. */
const FAST = 2500;

/**
 * A size that a page failed with is tried again after twice as many answers each time, since a timeout may be over soon,
 * and hardly ever where GitHub's resource limits refused it: they refuse the same page again and again.
 */
export function createPageSize({ first, largest, smallest }: PageSizeLimits): PageSize {
  let size = Math.min(first, largest);
  let confidence = CONFIDENCE;
  let fastAnswers = 0;
  let failedSize = Number.POSITIVE_INFINITY;
  return {
    now: () => size,
    smallest,
    shrink(asked, isRefused = false) {
      failedSize = asked;
      confidence = isRefused ? MOST_CONFIDENCE : Math.min(MOST_CONFIDENCE, confidence * 2);
      size = Math.max(smallest, Math.ceil(asked / 2));
      fastAnswers = 0;
    },
    answered(milliseconds) {
      if (size >= failedSize) {
        failedSize = Number.POSITIVE_INFINITY;
        confidence = CONFIDENCE;
      }
      fastAnswers = milliseconds <= FAST ? fastAnswers + 1 : 0;
      if (fastAnswers < confidence) return;
      size = Math.min(largest, size * 2);
      fastAnswers = 0;
    },
  };
}

const sizes = new WeakMap<Pick<Client, 'graphql'>, Map<string, PageSize>>();

/**
 * The size of a query's pages, which lives as long as the client: what a server learned in one run holds in the next.
 * `query` is the name of its operation.
 */
export function pageSizeOf(client: Pick<Client, 'graphql'>, query: string, limits: PageSizeLimits): PageSize {
  const known = sizes.get(client) ?? new Map<string, PageSize>();
  sizes.set(client, known);
  const size = known.get(query) ?? createPageSize(limits);
  known.set(query, size);
  return size;
}
