/** What `score.py --batch --json` prints, as far as it is looked at here; `months` is by `YYYY-MM`. */
export interface Scores {
  readonly months: Readonly<Record<string, MonthScore>>;
}

export interface MonthScore {
  readonly measures: Readonly<Record<Measure, Ratio>>;
  /** What differs, by kind; kinds without a difference are absent. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export type Measure =
  | 'effort'
  | 'effort_plain'
  | 'perfect'
  | 'hide_f1'
  | 'thanks_people'
  | 'thanks_sentence'
  | 'text'
  | 'known_recall'
  | 'real_links';

/** Several months add up `n` and `of`, so that a long edition weighs more. */
export interface Ratio {
  readonly n: number;
  readonly of: number;
}

/** A measure over the months; 0 of 0 where no month has it. */
export function addUp(months: readonly MonthScore[], measure: Measure): Ratio {
  const ratios = months.map(({ measures }) => measures[measure]);
  return { n: sum(ratios.map(({ n }) => n)), of: sum(ratios.map(({ of }) => of)) };
}

/** `0.38`; a dash where there is nothing to measure. */
export function formatRatio({ n, of }: Ratio): string {
  return of === 0 ? '-' : (n / of).toFixed(2);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
