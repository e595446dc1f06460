import { parse } from 'smol-toml';
import { glob, isGlob } from './text-pattern.js';
import type { ChangedFile } from './work.js';

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

/** What a `Cargo.toml` says of packages and workspaces. */
export interface Manifest {
  readonly package: ({ readonly name: string } & Inheritable<Described>) | null;
  readonly workspace: {
    readonly members: readonly string[];
    readonly exclude: readonly string[];
    /** What members may inherit. */
    readonly package: Described;
  } | null;
}

interface Described {
  readonly description: string | null;
  /** Whether it may be published. */
  readonly publish: boolean;
}

/** The value of a field that stands in the workspace's manifest instead (Cargo book, "The `package` table"). */
const INHERITED = Symbol('inherited');

type Inheritable<Fields> = { readonly [Name in keyof Fields]: Fields[Name] | typeof INHERITED };

/** Reads a `Cargo.toml`; `null` when it is not TOML. Fields of another type than Cargo's count as absent. */
export function parseManifest(text: string): Manifest | null {
  const table = tomlOf(text);
  if (table === null) return null;
  const described = asTable(table.package) ?? {};
  const workspace = asTable(table.workspace);
  const { name } = described;
  const own = describedIn(described);
  const isInherited = (field: keyof Described) => asTable(described[field])?.workspace === true;
  return {
    package:
      typeof name === 'string' && name !== ''
        ? {
            name,
            description: isInherited('description') ? INHERITED : own.description,
            publish: isInherited('publish') ? INHERITED : own.publish,
          }
        : null,
    workspace: workspace && {
      members: asFolders(workspace.members),
      exclude: asFolders(workspace.exclude),
      package: describedIn(asTable(workspace.package) ?? {}),
    },
  };
}

/** The crate of a manifest in the folder; `null` when it is that of a workspace only. `root`: the repository's manifest. */
export function crateOf(manifest: Manifest, folder: string, root: Manifest | null): Crate | null {
  if (manifest.package === null) return null;
  const { name, ...own } = manifest.package;
  const workspace = root?.workspace?.package ?? { description: null, publish: true };
  const description = own.description === INHERITED ? workspace.description : own.description;
  const publish = own.publish === INHERITED ? workspace.publish : own.publish;
  return { name, folder, description, isPublished: publish && description !== null };
}

/** `publish` is false, or a list of the registries that may have it. */
function describedIn({ description, publish }: TomlTable): Described {
  const isNowhere = publish === false || (Array.isArray(publish) && publish.length === 0);
  return { description: asText(description), publish: !isNowhere };
}

/**
 * The folders among `folders` that are members of the workspace, sorted. Members may be globs; `exclude` wins, for
 * a folder and for all that lies in it (Cargo book, "Workspaces").
 */
export function memberFolders(manifest: Manifest, folders: readonly string[]): string[] {
  const { members, exclude } = manifest.workspace ?? { members: [], exclude: [] };
  const literal = new Set(literalMembers(manifest));
  const globs = members.filter(isGlob).map(glob);
  return folders
    .filter(
      (folder) => folder !== '' && (literal.has(folder) || globs.some(({ matches }) => matches(folder))),
    )
    .filter((folder) => !exclude.some((prefix) => folder === prefix || folder.startsWith(`${prefix}/`)))
    .sort();
}

/** The deepest folders whose listing is needed to expand the members' globs, sorted: `crates/*` needs `crates`. */
export function foldersToList(manifest: Manifest): string[] {
  const globs = (manifest.workspace?.members ?? []).filter(isGlob);
  return [...new Set(globs.map(folderAbove))].sort();
}

/** Members that are written out, without globs. */
export function literalMembers(manifest: Manifest): string[] {
  return (manifest.workspace?.members ?? []).filter((member) => !isGlob(member));
}

/** What stands before the first part with a wildcard. */
function folderAbove(member: string): string {
  return /^((?:[^*?/]+\/)*)/.exec(member)?.[0].replace(/\/$/, '') ?? '';
}

/** A workspace may name its own root, `.`, among the members. */
function tidyFolder(path: string): string {
  return path.replace(/^\.(?:\/|$)/, '').replace(/\/+$/, '');
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Anybody may have written the manifest: what no workspace has is left out. */
const MOST_GLOBS = 30;
const LONGEST_FOLDER = 100;

function asFolders(value: unknown): string[] {
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const folders = texts.map(tidyFolder).filter((folder) => folder.length <= LONGEST_FOLDER);
  const globs = new Set(folders.filter(isGlob).slice(0, MOST_GLOBS));
  return folders.filter((folder) => !isGlob(folder) || globs.has(folder));
}

/** Cargo takes `-` and `_` in names for the same. */
export function isSameCrate(left: string, right: string): boolean {
  return left.replaceAll('_', '-').toLowerCase() === right.replaceAll('_', '-').toLowerCase();
}

/** A table of a TOML document. */
export type TomlTable = Readonly<Record<string, unknown>>;

/** Reads TOML; `null` for a text that is none: which mistake it has is for others to say. */
export function tomlOf(text: string): TomlTable | null {
  try {
    return parse(text);
  } catch {
    // Every caller does without what it cannot read.
    return null;
  }
}

/** The table within a table; `null` where there is another value, or none. */
export function tableIn(table: TomlTable | null, key: string): TomlTable | null {
  return asTable(table?.[key]);
}

/** The value, if it is a table. */
export function asTable(value: unknown): TomlTable | null {
  const isTable =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isTable ? (value as TomlTable) : null;
}
