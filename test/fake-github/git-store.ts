import {
  type CommitContent,
  encodeCommit,
  encodeTree,
  hashObject,
  type Signature,
  sortEntries,
  type TreeEntry,
} from './git-objects.js';

export interface GitCommit extends CommitContent {
  readonly oid: string;
  /** GitHub signed it: it was made through the API or a button. */
  readonly isSigned: boolean;
  /** Authors of a recorded commit, where its message no longer has their addresses. */
  readonly recordedAuthors?: readonly Pick<Signature, 'name' | 'email'>[];
}

/** The objects and refs (`refs/heads/main`) of one repository. */
export interface GitStore {
  readonly blobs: Map<string, Buffer>;
  readonly trees: Map<string, readonly TreeEntry[]>;
  readonly commits: Map<string, GitCommit>;
  readonly refs: Map<string, string>;
}

export type FileEntry = Pick<TreeEntry, 'mode' | 'oid'>;

/** Paths and their entries; folders are implied. */
export type Files = ReadonlyMap<string, FileEntry>;

/** Path → new text, or null to delete. */
export type FileChanges = Readonly<Record<string, string | Buffer | null>>;

export function createGitStore(): GitStore {
  return { blobs: new Map(), trees: new Map(), commits: new Map(), refs: new Map() };
}

export function writeBlob(store: GitStore, content: string | Buffer): string {
  const bytes = Buffer.from(content);
  const oid = hashObject('blob', bytes);
  store.blobs.set(oid, bytes);
  return oid;
}

export function writeTreeEntries(store: GitStore, entries: readonly TreeEntry[]): string {
  const oid = hashObject('tree', encodeTree(entries));
  store.trees.set(oid, sortEntries(entries));
  return oid;
}

export function writeTree(store: GitStore, files: Files): string {
  const entries: TreeEntry[] = [];
  const folders = new Map<string, Map<string, FileEntry>>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) entries.push({ name: path, ...file });
    else {
      const folder = path.slice(0, slash);
      const inside = folders.get(folder) ?? new Map<string, FileEntry>();
      folders.set(folder, inside.set(path.slice(slash + 1), file));
    }
  }
  for (const [name, inside] of folders) {
    entries.push({ name, mode: '040000', oid: writeTree(store, inside) });
  }
  return writeTreeEntries(store, entries);
}

/** The tree with these files changed. A null tree is an empty one. */
export function writeChanges(store: GitStore, tree: string | null, changes: FileChanges): string {
  const files = new Map(tree === null ? [] : readFiles(store, tree));
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else {
      files.set(path, { mode: files.get(path)?.mode ?? '100644', oid: writeBlob(store, content) });
    }
  }
  return writeTree(store, files);
}

export function writeCommit(
  store: GitStore,
  content: CommitContent,
  options: { readonly isSigned?: boolean } = {},
): GitCommit {
  const oid = hashObject('commit', encodeCommit(content));
  const commit = { ...content, oid, isSigned: options.isSigned ?? false };
  store.commits.set(oid, commit);
  return commit;
}

/** All files below a tree, by full path, in tree order. */
export function readFiles(store: GitStore, tree: string, prefix = ''): Files {
  const files = new Map<string, FileEntry>();
  for (const { name, mode, oid } of store.trees.get(tree) ?? []) {
    if (mode !== '040000') files.set(prefix + name, { mode, oid });
    else for (const [path, file] of readFiles(store, oid, `${prefix}${name}/`)) files.set(path, file);
  }
  return files;
}

/** The entry at a path; the root itself for an empty path. */
export function entryAt(store: GitStore, tree: string, path: string): TreeEntry | undefined {
  let entry: TreeEntry | undefined = { name: '', mode: '040000', oid: tree };
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (entry?.mode !== '040000') return undefined;
    entry = store.trees.get(entry.oid)?.find((candidate) => candidate.name === name);
  }
  return entry;
}

/** The text of a file in a commit, or null. */
export function readText(store: GitStore, commitOid: string, path: string): string | null {
  const commit = store.commits.get(commitOid);
  const entry = commit && entryAt(store, commit.tree, path);
  return (entry && store.blobs.get(entry.oid)?.toString('utf8')) ?? null;
}
