import { type Document, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { KeyPath } from './find-setting.js';

/** Where a key, or an element of a list, stands in a YAML text. */
export interface Position {
  readonly path: KeyPath;
  /** Characters from the beginning of the text. */
  readonly offset: number;
}

/** All positions, from top to bottom; what an alias repeats is not among them. */
export function positionsOf(document: Document): readonly Position[] {
  return walk(document.contents, []);
}

/** Finds the offset of the last position with a path, which gives a doubled key its value, or else of the nearest above. */
export function offsetFinder(positions: readonly Position[]): (path: KeyPath) => number {
  const offsets = new Map(positions.map(({ path, offset }) => [JSON.stringify(path), offset]));
  return function offsetOf(path: KeyPath): number {
    const offset = offsets.get(JSON.stringify(path));
    if (offset !== undefined) return offset;
    return path.length === 0 ? (positions[0]?.offset ?? 0) : offsetOf(path.slice(0, -1));
  };
}

function walk(node: unknown, path: KeyPath): readonly Position[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => at(item, [...path, index], item));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) =>
    isScalar(key) ? at(key, [...path, String(key.value)], value) : [],
  );
}

function at(node: unknown, path: KeyPath, value: unknown): readonly Position[] {
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  return [{ path, offset }, ...walk(value, path)];
}
