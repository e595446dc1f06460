import {
  type Crate,
  crateOf,
  foldersToList,
  literalMembers,
  type Manifest,
  memberFolders,
  parseManifest,
} from '../../newsletter/activity/crate.js';
import { compareText } from '../../newsletter/markdown/order.js';
import type { Client, Log } from '../connection/client.js';
import { type GitObject, type Place, type RepositoryId, readObjects } from './git-objects.js';

/** A repository, with the text of its root manifest: `null` when it has none, `undefined` when that is not known yet. */
export interface RepositoryWithManifest extends RepositoryId {
  readonly manifest: string | null | undefined;
  /** Whether the crates below its root matter. */
  readonly wantsMembers: boolean;
}

/** A manifest and the folder it stands in. */
interface ManifestAt extends Place {
  readonly manifest: Manifest;
}

/**
 * The crates of each repository, by its node id, from the Cargo manifests on the default branch: the root's package
 * and, where they are wanted, the workspace's members. At most three rounds of requests, each for all repositories
 * together; none where the root's manifest is known and nothing else is wanted.
 */
export async function readCrates(
  client: Client,
  repositories: readonly RepositoryWithManifest[],
  report: (gap: string) => void,
  log: Log,
): Promise<ReadonlyMap<string, readonly Crate[]>> {
  const manifestsIn = (folders: readonly Place[]) => readManifests(client, folders, report, log);
  const unread = repositories.filter(({ manifest }) => manifest === undefined);
  const roots = [
    ...repositories.flatMap((repository) => manifestAt({ repository, path: '' }, repository.manifest)),
    ...(await manifestsIn(unread.map((repository) => ({ repository, path: '' })))),
  ];
  const wanting = new Set(repositories.filter(({ wantsMembers }) => wantsMembers).map(({ id }) => id));
  const workspaces = roots.filter(({ repository }) => wanting.has(repository.id));
  const listings = await readObjects(client, workspaces.flatMap(placesToList), report, log);
  const members = await manifestsIn(workspaces.flatMap((root) => memberPlaces(root, listings)));
  const manifests = [...roots, ...members];
  return new Map(
    repositories.map((repository) => [
      repository.id,
      cratesOf(manifests.filter((manifest) => manifest.repository === repository)),
    ]),
  );
}

async function readManifests(
  client: Client,
  folders: readonly Place[],
  report: (gap: string) => void,
  log: Log,
): Promise<readonly ManifestAt[]> {
  const files = folders.map(({ repository, path }) => ({ repository, path: inFolder(path, 'Cargo.toml') }));
  const objects = await readObjects(client, files, report, log);
  return objects.flatMap(({ place: { repository, path }, text }) =>
    manifestAt({ repository, path: path.replace(/\/?Cargo\.toml$/, '') }, text),
  );
}

function manifestAt(folder: Place, text: string | null | undefined): readonly ManifestAt[] {
  const manifest = typeof text === 'string' ? parseManifest(text) : null;
  return manifest === null ? [] : [{ ...folder, manifest }];
}

function placesToList({ repository, manifest }: ManifestAt): readonly Place[] {
  return foldersToList(manifest).map((path) => ({ repository, path }));
}

/** Where the workspace's members have their manifests; its root is known already. */
function memberPlaces(
  { repository, manifest }: ManifestAt,
  listings: readonly GitObject[],
): readonly Place[] {
  const listed = listings
    .filter(({ place }) => place.repository === repository)
    .flatMap(({ place, entries = [] }) =>
      entries.filter(({ type }) => type === 'tree').map(({ name }) => inFolder(place.path, name)),
    );
  const folders = new Set([...literalMembers(manifest), ...listed]);
  folders.delete('');
  return memberFolders(manifest, [...folders]).map((path) => ({ repository, path }));
}

function cratesOf(manifests: readonly ManifestAt[]): readonly Crate[] {
  const root = manifests.find(({ path }) => path === '')?.manifest ?? null;
  return manifests
    .flatMap(({ path, manifest }) => crateOf(manifest, path, root) ?? [])
    .sort((left, right) => compareText(left.folder, right.folder));
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
