import type { Client } from './client.js';

/** How much is asked for at once. GitHub ends a query after about ten seconds, or earlier when it costs too much. */
export interface PageSize {
  readonly now: () => number;
  readonly smallest: number;
  readonly isSmallest: () => boolean;
  /** GitHub could not answer: ask for half as much. */
  readonly shrink: () => void;
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
const MOST_CONFIDENCE = 64;
/** Milliseconds. A page of twice the size takes about twice the time, and must stay far from GitHub's limit. */
const FAST = 2500;

/**
 * A size that a page failed with is tried again after twice as many answers each time: GitHub's resource limits refuse
 * the same page again and again, while a timeout may be over soon.
 */
export function createPageSize({ first, largest, smallest }: PageSizeLimits): PageSize {
  let size = Math.min(first, largest);
  let confidence = CONFIDENCE;
  let fastAnswers = 0;
  let failedSize = Number.POSITIVE_INFINITY;
  return {
    now: () => size,
    smallest,
    isSmallest: () => size <= smallest,
    shrink() {
      failedSize = size;
      confidence = Math.min(MOST_CONFIDENCE, confidence * 2);
      size = Math.max(smallest, Math.ceil(size / 2));
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

const sizes = new WeakMap<Client, Map<string, PageSize>>();

/**
 * The size of a query's pages, which lives as long as the client: what a server learned in one run holds in the next.
 * `query` is the name of its operation.
 */
export function pageSizeOf(client: Client, query: string, limits: PageSizeLimits): PageSize {
  const known = sizes.get(client) ?? new Map<string, PageSize>();
  sizes.set(client, known);
  const size = known.get(query) ?? createPageSize(limits);
  known.set(query, size);
  return size;
}
