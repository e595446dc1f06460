import { dirname } from 'node:path/posix';
import type { RecordedBump } from './recorded-files.js';

/** What `Cargo.toml` files say, by path: the version bumps tell where a crate lives and its version. */
export type Crates = ReadonlyMap<string, { readonly crate: string; readonly version: string }>;

/** After the bump. A crate that is bumped at a new path has moved there. */
export function bumped(crates: Crates, { crate, version, path }: RecordedBump): Crates {
  const others = [...crates].filter(([other, entry]) => other !== path && entry.crate !== crate);
  return new Map([...others, [path, { crate, version }]]);
}

/** The manifests of a repository with these crates; the root one lists the others as workspace members. */
export function manifests(
  crates: Crates,
  repository: { readonly name: string; readonly description?: string | null | undefined },
): Readonly<Record<string, string>> {
  const paths = [...crates.keys()].sort();
  const main = mainManifest(crates, repository.name);
  const members = paths
    .map((path) => dirname(path))
    .filter((folder) => folder !== '.')
    .sort();
  const workspace =
    members.length > 0
      ? ['[workspace]', 'members = [', ...members.map((folder) => `    ${quoted(folder)},`), ']']
      : [];
  const files = paths.map((path) => {
    const description = path === main ? repository.description : undefined;
    const root = path === 'Cargo.toml' && workspace.length > 0 ? ['', ...workspace] : [];
    return [path, `${[...packageLines(crates.get(path), description), ...root].join('\n')}\n`] as const;
  });
  const isVirtual = paths.length > 0 && !crates.has('Cargo.toml');
  return Object.fromEntries([
    ...files,
    ...(isVirtual ? [['Cargo.toml', `${workspace.join('\n')}\n`] as const] : []),
  ]);
}

/** The crate named like the repository, else the one at the root, else the first. */
function mainManifest(crates: Crates, repository: string): string | undefined {
  const paths = [...crates.keys()].sort();
  const wanted = plain(repository);
  const named = paths.find((path) => plain(crates.get(path)?.crate ?? '') === wanted);
  return named ?? (crates.has('Cargo.toml') ? 'Cargo.toml' : paths[0]);
}

function packageLines(
  entry: { readonly crate: string; readonly version: string } | undefined,
  description: string | null | undefined,
): readonly string[] {
  return [
    '[package]',
    `name = ${quoted(entry?.crate ?? '')}`,
    `version = ${quoted(entry?.version ?? '')}`,
    ...(description ? [`description = ${quoted(description)}`] : []),
  ];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '-').replace(/-rs$/, '');
}

/** A basic string of TOML; JSON escapes the same characters. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
