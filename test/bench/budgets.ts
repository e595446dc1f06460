/** What must be kept: a limit, or a goal. */
export interface Budget {
  readonly what: string;
  readonly measured: number;
  /** At most this much. With `isGoal`: at least. */
  readonly limit: number;
  readonly isGoal?: boolean;
  readonly unit: string;
}

/** Whether the budget is kept. */
export function isKept({ measured, limit, isGoal = false }: Budget): boolean {
  return isGoal ? measured >= limit : measured <= limit;
}

/** A line for a person. */
export function budgetLine(budget: Budget): string {
  const { what, measured, limit, isGoal = false, unit } = budget;
  const digits = limit < 10 ? 2 : 0;
  return `${isKept(budget) ? 'kept  ' : 'BROKEN'}  ${what}: ${measured.toFixed(digits)} of at ${isGoal ? 'least' : 'most'} ${limit} ${unit}`;
}
