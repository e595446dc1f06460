/** How much is asked for at once. GitHub gives a query about ten seconds, whatever is asked for. */
export interface PageSize {
  readonly now: () => number;
  readonly smallest: number;
  readonly isSmallest: () => boolean;
  /** After an answer that GitHub could not make: half as much. */
  readonly shrink: () => void;
  /** After an answer: twice as much, once several came in a row. */
  readonly succeeded: () => void;
}

/** Answers in a row after which more is asked for again. */
const CONFIDENCE = 3;

/** Begins with the largest size. */
export function createPageSize(largest: number, smallest: number): PageSize {
  let size = largest;
  let successes = 0;
  return {
    now: () => size,
    smallest,
    isSmallest: () => size === smallest,
    shrink() {
      size = Math.max(smallest, Math.ceil(size / 2));
      successes = 0;
    },
    succeeded() {
      successes += 1;
      if (successes < CONFIDENCE) return;
      size = Math.min(largest, size * 2);
      successes = 0;
    },
  };
}
