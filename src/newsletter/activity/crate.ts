import type { ChangedFile } from './pull-request.js';

/** A Cargo package of a repository. */
export interface Crate {
  readonly name: string;
  /** Folder of its manifest within the repository; `''` is the root. */
  readonly folder: string;
  readonly description: string | null;
  /** Whether readers find it on crates.io: its manifest does not rule that out, and describes it, as crates.io demands. */
  readonly isPublished: boolean;
}

/**
 * The crates that the files belong to, most changed files first, then by folder. A file belongs to the crate with
 * the deepest folder around it.
 */
export function cratesTouched(files: readonly ChangedFile[], crates: readonly Crate[]): Crate[] {
  const deepestFirst = [...crates].sort(
    (left, right) => right.folder.length - left.folder.length || (left.folder < right.folder ? -1 : 1),
  );
  const counts = new Map<Crate, number>();
  for (const { path } of files) {
    const owner = deepestFirst.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
    if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts]
    .sort(([left, most], [right, next]) => next - most || (left.folder < right.folder ? -1 : 1))
    .map(([crate]) => crate);
}
