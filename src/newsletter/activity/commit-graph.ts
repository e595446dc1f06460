/** The parents of each known commit, by object id; the parents themselves need not be known. */
export type CommitGraph = ReadonlyMap<string, readonly string[]>;

/**
 * For each commit that is in the history of one of the tips, the first of them. A known tip's history contains itself and
 * ends with the first commits that are not known. Takes each commit once, however many tips there are.
 */
export function firstContaining(graph: CommitGraph, tips: readonly string[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const tip of tips) {
    const pending = graph.has(tip) ? [tip] : [];
    for (let oid = pending.pop(); oid !== undefined; oid = pending.pop()) {
      if (first.has(oid)) continue;
      first.set(oid, tip);
      pending.push(...(graph.get(oid) ?? []));
    }
  }
  return first;
}

/** For each commit of a branch, the one of its mainline by which it came in. */
export function landings(graph: CommitGraph, tip: string): ReadonlyMap<string, string> {
  return firstContaining(graph, [...mainline(graph, tip)].reverse());
}

/** The tip and its first parents, latest first: how the branch itself moved. */
export function mainline(graph: CommitGraph, tip: string): readonly string[] {
  const line = new Set<string>();
  let oid: string | undefined = tip;
  while (oid !== undefined && graph.has(oid) && !line.has(oid)) {
    line.add(oid);
    oid = graph.get(oid)?.[0];
  }
  return [...line];
}
