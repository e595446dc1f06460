import { dirname } from 'node:path/posix';
import type { RecordedBump, RecordedPackage, RecordedRepository } from './recorded-files.js';

/** What `Cargo.toml` files say, by path: the version bumps tell where a crate lives and its version. */
export type Crates = ReadonlyMap<string, { readonly crate: string; readonly version: string }>;

/** After the bump. A crate that is bumped at a new path has moved there. */
export function bumped(crates: Crates, { crate, version, path }: RecordedBump): Crates {
  const others = [...crates].filter(([other, entry]) => other !== path && entry.crate !== crate);
  return new Map([...others, [path, { crate, version }]]);
}

/**
 * The manifests of a repository with these crates; the root one lists the others as workspace members. Where nothing is
 * known of the packages, the main one has the repository's description.
 */
export function manifests(
  crates: Crates,
  { name, description, packages }: Pick<RecordedRepository, 'name' | 'description' | 'packages'>,
): Readonly<Record<string, string>> {
  const paths = [...crates.keys()].sort();
  const main = mainManifest(crates, name);
  const factsOf = (path: string): RecordedPackage => {
    const known = packages?.[crates.get(path)?.crate ?? ''];
    return known ?? (path === main && description ? { description } : {});
  };
  const members = paths
    .filter((path) => factsOf(path).isMember !== false)
    .map((path) => dirname(path))
    .filter((folder) => folder !== '.')
    .sort();
  const workspace =
    members.length > 0
      ? ['[workspace]', 'members = [', ...members.map((folder) => `    ${quoted(folder)},`), ']']
      : [];
  const files = paths.map((path) => {
    const root = path === 'Cargo.toml' && workspace.length > 0 ? ['', ...workspace] : [];
    return [path, `${[...packageLines(crates.get(path), factsOf(path)), ...root].join('\n')}\n`] as const;
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
  { description, publish }: RecordedPackage,
): readonly string[] {
  return [
    '[package]',
    `name = ${quoted(entry?.crate ?? '')}`,
    `version = ${quoted(entry?.version ?? '')}`,
    ...(description ? [`description = ${quoted(description)}`] : []),
    ...(publish === undefined ? [] : [`publish = ${publish}`]),
  ];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '-').replace(/-rs$/, '');
}

/** A basic string of TOML; JSON escapes the same characters. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
