import type { Principal } from './access.js';
import type { RateLimit } from './rate-limit.js';
import type { World } from './world.js';

/** What resolvers get beside their object. */
export interface Context {
  readonly world: World;
  readonly principal: Principal;
  readonly rateLimit: RateLimit;
  readonly cost: number;
}

export type Arguments = Readonly<Record<string, unknown>>;

/**
 * How the fields of one GraphQL type are answered. A field that is missing here is read off the object;
 * if the object has no such property either, the query fails loudly.
 */
export type Fields<Source> = Readonly<
  Record<string, (source: Source, args: Arguments, context: Context) => unknown>
>;

export function textArgument(args: Arguments, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberArgument(args: Arguments, name: string): number | undefined {
  const value = args[name];
  return typeof value === 'number' ? value : undefined;
}

export function listArgument(args: Arguments, name: string): readonly string[] | undefined {
  const value = args[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}

export function orderArgument(
  args: Arguments,
): { readonly field: string; readonly isDescending: boolean } | undefined {
  const value = args.orderBy;
  if (typeof value !== 'object' || value === null) return undefined;
  const { field, direction } = value as { field: string; direction: string };
  return { field, isDescending: direction === 'DESC' };
}
