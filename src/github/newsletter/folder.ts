/** An entry of a Git tree as a query answers it, with the entries of the folders one level below. */
export interface FolderEntry {
  readonly name: string;
  /** Git object id, where it was asked for. */
  readonly oid?: string;
  readonly object?: {
    readonly text?: string | null;
    readonly isTruncated?: boolean;
    readonly entries?: readonly FolderEntry[] | null;
  } | null;
}

/** A file below a folder, by its path in the repository. */
export interface FolderFile {
  readonly path: string;
  /** Git blob id; `null` when it was not asked for. */
  readonly oid: string | null;
  /** `null` when it is binary or was not asked for. */
  readonly text: string | null;
  readonly isTruncated: boolean;
}

/** All files of the entries of `folder` (`''` is the root), as deep as they were asked for. */
export function filesIn(
  folder: string,
  entries: readonly FolderEntry[] | null | undefined,
): readonly FolderFile[] {
  return (entries ?? []).flatMap(({ name, oid, object }) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (object?.entries != null) return filesIn(path, object.entries);
    return [
      { path, oid: oid ?? null, text: object?.text ?? null, isTruncated: object?.isTruncated ?? false },
    ];
  });
}
