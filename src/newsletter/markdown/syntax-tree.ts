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

/** Deeper than anybody nests; a parser takes minutes for a line that begins thousands of lists in one another. */
const DEEPEST = 12;

const DEEP_LINE = new RegExp(
  `^((?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${DEEPEST}})(.*)$`,
  'gm',
);

/** The text, of the same length, without the marks that nest a line deeper than twelve times; an `x` each instead. */
export function shallow(source: string): string {
  return source.replace(
    DEEP_LINE,
    (_, marks: string, rest: string) => marks + rest.replace(/[>*+\-.)]/g, 'x'),
  );
}
