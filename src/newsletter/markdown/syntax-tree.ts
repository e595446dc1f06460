import type { Nodes } from 'mdast';

/** A node's place in the source; UTF-16 offsets, `end` is exclusive. */
export function placeOf({ position }: Nodes): { readonly start: number; readonly end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}

/** A node as it stands in the source. */
export function sourceOf(node: Nodes, source: string): string {
  const { start, end } = placeOf(node);
  return source.slice(start, end);
}

/** All nodes below one, and itself, outermost first. */
export function descendants(node: Nodes): readonly Nodes[] {
  const all: Nodes[] = [];
  const visit = (inner: Nodes): void => {
    all.push(inner);
    if ('children' in inner) inner.children.forEach(visit);
  };
  visit(node);
  return all;
}
