/** How the items of two sequences become one. */
export interface SequenceMerge<Item> {
  /** The people's items, in their order, already as they shall be. */
  readonly kept: readonly Item[];
  readonly fresh: readonly Item[];
  keyOf(item: Item): string | number;
  /** Whether a fresh item shall be inserted. */
  isNew(item: Item): boolean;
  /** Where a new item goes when none of its neighbours is there: an index into `kept`. */
  readonly fallback: number;
}

/** Inserts each new item after the nearest one before it, else before the nearest one after it, in the fresh order. */
export function mergeSequence<Item>({
  kept,
  fresh,
  keyOf,
  isNew,
  fallback,
}: SequenceMerge<Item>): readonly Item[] {
  const merged = [...kept];
  const present = new Set(kept.map(keyOf));
  const isPresent = (item: Item) => present.has(keyOf(item));
  const placeOf = (item: Item) => merged.findLastIndex((other) => keyOf(other) === keyOf(item));
  fresh.forEach((item, index) => {
    if (!isNew(item)) return;
    const before = fresh.slice(0, index).findLast(isPresent);
    const after = fresh.slice(index + 1).find(isPresent);
    const place =
      before !== undefined ? placeOf(before) + 1 : after !== undefined ? placeOf(after) : fallback;
    merged.splice(place, 0, item);
    present.add(keyOf(item));
  });
  return merged;
}
