import { asTable, tableIn, tomlOf } from '../markdown/toml.js';

/**
 * The version that a crate's `Cargo.toml` gives it, also where it is the workspace's (`version.workspace = true`), which
 * stands in the root manifest (Cargo book, "Workspaces"). `null` when there is none, or no readable manifest.
 */
export function manifestVersion(manifest: string | null, root: string | null): string | null {
  const version = tableIn(tomlOf(manifest ?? ''), 'package')?.version;
  if (asTable(version)?.workspace !== true) return asVersion(version);
  return asVersion(tableIn(tableIn(tomlOf(root ?? ''), 'workspace'), 'package')?.version);
}

/** Cargo takes nothing else for a version. */
function asVersion(value: unknown): string | null {
  return typeof value === 'string' && /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(value) ? value : null;
}
