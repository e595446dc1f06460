/** What must not be exceeded. */
export interface Budget {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  readonly unit: string;
}

/** Whether the budget is kept. */
export function isKept({ measured, limit }: Budget): boolean {
  return measured <= limit;
}

/** A line for a person. */
export function budgetLine(budget: Budget): string {
  const { what, measured, limit, unit } = budget;
  return `${isKept(budget) ? 'kept  ' : 'BROKEN'}  ${what}: ${Math.round(measured)} of at most ${limit} ${unit}`;
}
