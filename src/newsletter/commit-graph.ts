/** The parents of each known commit, by object id; the parents themselves need not be known. */
export type CommitGraph = ReadonlyMap<string, readonly string[]>;

/** Whether the history of `tip`, as far as it is known, contains the commit; each known commit contains itself. */
export function isContainedIn(graph: CommitGraph, oid: string, tip: string): boolean {
  const pending = graph.has(tip) ? [tip] : [];
  const seen = new Set(pending);
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    if (each === oid) return true;
    for (const parent of graph.get(each) ?? []) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      pending.push(parent);
    }
  }
  return false;
}

/** The tip and its first parents, latest first: how the branch itself moved. */
export function mainline(graph: CommitGraph, tip: string): readonly string[] {
  const line: string[] = [];
  const seen = new Set<string>();
  let oid: string | undefined = tip;
  while (oid !== undefined && graph.has(oid) && !seen.has(oid)) {
    seen.add(oid);
    line.push(oid);
    oid = graph.get(oid)?.[0];
  }
  return line;
}

/** For each known commit of the branch, the commit of its mainline by which it came in. */
export function landings(graph: CommitGraph, tip: string): ReadonlyMap<string, string> {
  const landed = new Map<string, string>();
  for (const landing of [...mainline(graph, tip)].reverse()) {
    const pending = [landing];
    for (let oid = pending.pop(); oid !== undefined; oid = pending.pop()) {
      if (landed.has(oid) || !graph.has(oid)) continue;
      landed.set(oid, landing);
      pending.push(...(graph.get(oid) ?? []));
    }
  }
  return landed;
}
