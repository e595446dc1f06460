import { it } from '@jest/globals';

const isThorough = process.env.THOROUGH !== undefined;

/** Whether `npm run test:deep` looks for what the other tests have not found yet. */
export const isDeep = process.env.DEEP !== undefined;

/**
 * Where random cases begin. Tests that gate a change try the same ones each time, so that nobody's change fails by chance;
 * `SEED` sets others, as CI does each week, and `npm run test:deep` takes new ones by itself.
 */
export const seed = Number(process.env.SEED ?? (isDeep ? Date.now() % 2 ** 31 : 20200501));

/** A test that takes its time; only `npm run test:thorough` runs it. */
export const thoroughly: typeof it.skip = isThorough ? it : it.skip;

/** With which random cases fast-check tries a property: more of them by `npm run test:thorough`, and by `npm run test:deep`. */
export function samples(
  usual: number,
  thorough = usual,
  deep = thorough,
): { readonly seed: number; readonly numRuns: number } {
  if (isDeep) return { seed, numRuns: deep };
  return { seed, numRuns: isThorough ? thorough : usual };
}
