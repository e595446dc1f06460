import { type FileEntry, type GitStore, readFiles } from './git-store.js';

export interface ChangedFile {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
  readonly changeType: 'ADDED' | 'DELETED' | 'MODIFIED';
}

/** Files that differ between two trees, by path. A null tree is an empty one. */
export function changedFiles(store: GitStore, before: string | null, after: string): readonly ChangedFile[] {
  if (before === after) return [];
  const old = before === null ? new Map<string, FileEntry>() : readFiles(store, before);
  const current = readFiles(store, after);
  return [...new Set([...old.keys(), ...current.keys()])]
    .sort()
    .filter((path) => old.get(path)?.oid !== current.get(path)?.oid)
    .map((path) => ({
      path,
      changeType: !old.has(path) ? 'ADDED' : current.has(path) ? 'MODIFIED' : 'DELETED',
      ...countLines(textOf(store, old.get(path)), textOf(store, current.get(path))),
    }));
}

/** A file that another one became, by git's reckoning. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * Which deleted files git takes for renamed: first those whose content is the same, then those of which half is
 * (git-scm.com/docs/git-diff, `-M`). GitHub says so of a commit's files (docs.github.com, "Get a commit": `renamed` and
 * `previous_filename`).
 */
export function renamings(store: GitStore, before: string | null, after: string): readonly Renaming[] {
  const changed = changedFiles(store, before, after);
  const [old, current] = [before, after].map((tree) => readFiles(store, tree ?? ''));
  const paths = (type: ChangedFile['changeType']) =>
    changed.filter(({ changeType }) => changeType === type).map(({ path }) => path);
  const pairs = paths('DELETED').flatMap((from) =>
    paths('ADDED').map((to) => ({
      from,
      to,
      likeness: likeness(textOf(store, old?.get(from)), textOf(store, current?.get(to))),
    })),
  );
  const found: Renaming[] = [];
  for (const { from, to, likeness } of pairs.sort((a, b) => b.likeness - a.likeness)) {
    const isTaken = found.some((each) => each.from === from || each.to === to);
    if (likeness >= 0.5 && !isTaken) found.push({ from, to });
  }
  return found;
}

/** The share of the longer text's characters that are in lines of both. */
function likeness(before: string, after: string): number {
  if (before === after) return 1;
  const lines = new Set(before.split('\n'));
  const common = after.split('\n').filter((line) => lines.has(line));
  return common.join('\n').length / Math.max(before.length, after.length);
}

/** Added and deleted lines of the shortest edit (Myers, "An O(ND) Difference Algorithm"). */
export function countLines(before: string, after: string): { additions: number; deletions: number } {
  const old = before.split(/(?<=\n)/).filter((line) => line !== '');
  const current = after.split(/(?<=\n)/).filter((line) => line !== '');
  const edits = shortestEdit(old, current);
  const additions = (edits + current.length - old.length) / 2;
  return { additions, deletions: edits - additions };
}

function shortestEdit(a: readonly string[], b: readonly string[]): number {
  const furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits < a.length + b.length; edits += 1) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = furthest.get(diagonal + 1) ?? -1;
      const left = furthest.get(diagonal - 1) ?? -1;
      let x = diagonal === -edits || (diagonal !== edits && left < below) ? below : left + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return edits;
    }
  }
  return a.length + b.length;
}

function textOf(store: GitStore, entry: FileEntry | undefined): string {
  return (entry && store.blobs.get(entry.oid)?.toString('utf8')) ?? '';
}
