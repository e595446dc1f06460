import picomatch from 'picomatch';
import { parse } from 'smol-toml';
import type { ChangedFile } from './pull-request.js';

/** A Cargo package of a repository. */
export interface Crate {
  readonly name: string;
  /** Folder of its manifest within the repository; `''` is the root. */
  readonly folder: string;
  readonly description: string | null;
}

/** What a `Cargo.toml` says of packages and workspaces. */
export interface Manifest {
  readonly package: { readonly name: string; readonly description: string | null } | null;
  readonly workspace: { readonly members: readonly string[]; readonly exclude: readonly string[] } | null;
}

/** Reads a `Cargo.toml`; `null` when it is not TOML. Fields of another type than Cargo's count as absent. */
export function parseManifest(text: string): Manifest | null {
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch {
    // A manifest under construction is the repository's business; its section falls back to the repository.
    return null;
  }
  const described = asTable(table.package);
  const workspace = asTable(table.workspace);
  const name = described?.name;
  return {
    package:
      typeof name === 'string' && name !== '' ? { name, description: asText(described?.description) } : null,
    workspace: workspace && { members: asTexts(workspace.members), exclude: asTexts(workspace.exclude) },
  };
}

/**
 * The folders among `folders` that are members of the workspace, sorted. Members may be globs; `exclude` wins, for
 * a folder and for all that lies in it (Cargo book, "Workspaces").
 */
export function memberFolders(manifest: Manifest, folders: readonly string[]): string[] {
  const { members, exclude } = manifest.workspace ?? { members: [], exclude: [] };
  const patterns = members.map(tidyFolder).filter((pattern) => pattern !== '');
  const isMember = patterns.map((pattern) => picomatch(pattern));
  const excluded = exclude.map(tidyFolder);
  return folders
    .filter((folder) => isMember.some((matches) => matches(folder)))
    .filter((folder) => !excluded.some((prefix) => folder === prefix || folder.startsWith(`${prefix}/`)))
    .sort();
}

/** The deepest folders whose listing is needed to expand the members' globs, sorted: `crates/*` needs `crates`. */
export function foldersToList(manifest: Manifest): string[] {
  const globs = (manifest.workspace?.members ?? []).map(tidyFolder).filter(isGlob);
  return [...new Set(globs.map((glob) => picomatch.scan(glob).base.replace(/^\.$/, '')))].sort();
}

/** Members that are written out, without globs. */
export function literalMembers(manifest: Manifest): string[] {
  return (manifest.workspace?.members ?? []).map(tidyFolder).filter((member) => !isGlob(member));
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

function isGlob(member: string): boolean {
  return picomatch.scan(member).isGlob;
}

/** A workspace may name its own root, `.`, among the members. */
function tidyFolder(path: string): string {
  return path.replace(/^\.(?:\/|$)/, '').replace(/\/+$/, '');
}

function asTable(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
