import { parse } from 'smol-toml';

/**
 * The version that a crate's `Cargo.toml` gives it, also where it is the workspace's (`version.workspace = true`), which
 * stands in the root manifest (Cargo book, "Workspaces"). `null` when there is none, or no readable manifest.
 */
export function manifestVersion(manifest: string | null, root: string | null): string | null {
  const version = tableIn(tableOf(manifest), 'package')?.version;
  if (!isTable(version) || version.workspace !== true) return asVersion(version);
  return asVersion(tableIn(tableIn(tableOf(root), 'workspace'), 'package')?.version);
}

/** Cargo takes nothing else for a version. */
function asVersion(value: unknown): string | null {
  return typeof value === 'string' && /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(value) ? value : null;
}

type Table = Readonly<Record<string, unknown>>;

function tableOf(text: string | null): Table | null {
  if (text === null) return null;
  try {
    return parse(text);
  } catch {
    // A manifest that is no TOML at some commit was never published.
    return null;
  }
}

function tableIn(table: Table | null, key: string): Table | null {
  const value = table?.[key];
  return isTable(value) ? value : null;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
