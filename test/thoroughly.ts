import { it } from '@jest/globals';

const isThorough = process.env.THOROUGH !== undefined;

/** A test that takes its time; only `npm run test:thorough` runs it. */
export const thoroughly: typeof it.skip = isThorough ? it : it.skip;

/** How many random cases a property is tried with: more of them by `npm run test:thorough`. */
export function cases(usual: number, thorough: number): number {
  return isThorough ? thorough : usual;
}
