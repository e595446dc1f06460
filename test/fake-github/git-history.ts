import { entryAt, type GitCommit, type GitStore, readFiles, writeTree } from './git-store.js';

/** The commit and everything it contains, children before their parents, newest first. */
export function history(store: GitStore, oid: string): readonly GitCommit[] {
  const found = [...reachable(store, oid)].flatMap((each) => store.commits.get(each) ?? []);
  return found.sort((a, b) => compare(b.committer.date, a.committer.date));
}

/** Object ids of the commit and all its ancestors, nearest first. */
export function reachable(store: GitStore, oid: string): ReadonlySet<string> {
  const found = new Set([oid]);
  for (const each of found) {
    for (const parent of store.commits.get(each)?.parents ?? []) found.add(parent);
  }
  return found;
}

export function isAncestor(store: GitStore, ancestor: string, descendant: string): boolean {
  return reachable(store, descendant).has(ancestor);
}

/** Newest common ancestor, or undefined for unrelated histories. */
export function mergeBase(store: GitStore, one: string, other: string): string | undefined {
  const ours = reachable(store, one);
  return [...reachable(store, other)].find((oid) => ours.has(oid));
}

/** What `head` has and `base` has not, oldest first. */
export function commitsBetween(store: GitStore, base: string, head: string): readonly GitCommit[] {
  const known = reachable(store, base);
  return history(store, head)
    .filter(({ oid }) => !known.has(oid))
    .reverse();
}

/** Whether the commit changed what is at this path, compared with its first parent. */
export function touches(store: GitStore, commit: GitCommit, path: string): boolean {
  const parent = commit.parents[0] === undefined ? undefined : store.commits.get(commit.parents[0]);
  const before = parent && entryAt(store, parent.tree, path)?.oid;
  return entryAt(store, commit.tree, path)?.oid !== before;
}

/** The tree that merges one commit into another; undefined where they conflict or have no history in common. */
export function mergeCommits(store: GitStore, into: string, other: string): string | undefined {
  const [ours, theirs] = [store.commits.get(into), store.commits.get(other)];
  const original = ours && theirs && store.commits.get(mergeBase(store, into, other) ?? '');
  if (!ours || !theirs || !original) return undefined;
  const merged = mergeTrees(store, original.tree, ours.tree, theirs.tree);
  return 'files' in merged ? writeTree(store, merged.files) : undefined;
}

/** The tree of a three-way merge, file by file, or the paths in conflict. */
function mergeTrees(
  store: GitStore,
  base: string,
  ours: string,
  theirs: string,
): { readonly files: ReturnType<typeof readFiles> } | { readonly conflicts: readonly string[] } {
  const [original, left, right] = [base, ours, theirs].map((tree) => readFiles(store, tree));
  const files = new Map(left);
  const conflicts: string[] = [];
  for (const path of new Set([...(original?.keys() ?? []), ...(right?.keys() ?? [])])) {
    const [was, here, there] = [original, left, right].map((side) => side?.get(path)?.oid);
    if (there === was || there === here) continue;
    if (here !== was) conflicts.push(path);
    const entry = right?.get(path);
    if (entry) files.set(path, entry);
    else files.delete(path);
  }
  return conflicts.length > 0 ? { conflicts } : { files };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
