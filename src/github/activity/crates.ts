import {
  type Crate,
  crateOf,
  foldersToList,
  literalMembers,
  type Manifest,
  memberFolders,
  parseManifest,
} from '../../newsletter/activity/crate.js';
import type { NewRepository, Repository } from '../../newsletter/activity/repository.js';
import type { OtherWork } from '../../newsletter/activity/work.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { fileNotGiven } from '../../replies/gaps.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Reading } from '../connection/client.js';
import { type GraphqlError, gapOf, reasonOf } from '../connection/errors.js';
import { type Interval, isInInterval } from './merged-pull-requests.js';
import type { PullRequestNode, RepositoryNode } from './pull-requests.js';
import type { ActiveRepository } from './read-repositories.js';

/** What was done, and where something was pushed at all. */
interface Done {
  readonly pushed: readonly ActiveRepository[];
  readonly merged: readonly PullRequestNode[];
  readonly others: readonly OtherWork[];
}

interface ActiveReading extends Reading {
  /** Whether the crates below a repository's root are needed, by `nameWithOwner`. */
  readonly scope: { memberCrates(repository: string): boolean };
}

/** The repositories in which something was done, with their crates. */
export async function readActive(
  reading: ActiveReading,
  { pushed, merged, others }: Done,
): Promise<readonly Repository[]> {
  const listed = new Map(pushed.map(({ node }) => [node.nameWithOwner, node]));
  const worked = others.flatMap(({ repository }) => listed.get(repository) ?? []);
  const nodes: readonly RepositoryNode[] = [...merged.map(({ repository }) => repository), ...worked];
  const active = [...new Map(nodes.map((node) => [node.id, node])).values()];
  const manifestOf = ({ nameWithOwner }: RepositoryNode) => {
    const node = listed.get(nameWithOwner);
    return node === undefined ? undefined : (node.manifest?.text ?? null);
  };
  const crates = await readCrates(
    reading,
    active.map((node) => ({
      id: node.id,
      nameWithOwner: node.nameWithOwner,
      manifest: manifestOf(node),
      wantsMembers: reading.scope.memberCrates(node.nameWithOwner),
    })),
  );
  return active.map((node) => ({ ...toRepository(node), crates: crates.get(node.id) ?? [] })).sort(byName);
}

/** The repositories that were made in the time, in the order of their names. */
export function newRepositories(
  repositories: readonly ActiveRepository[],
  interval: Interval,
): readonly NewRepository[] {
  return repositories
    .filter(({ node }) => isInInterval(node.createdAt, interval))
    .map(({ node }) => toRepository(node))
    .sort(byName);
}

/** A repository without its crates. */
function toRepository({ defaultBranchRef, ...node }: RepositoryNode): NewRepository {
  const { name, nameWithOwner, url, description, isPrivate } = node;
  return { name, nameWithOwner, url, description, isPrivate, defaultBranch: defaultBranchRef?.name ?? null };
}

function byName(left: NewRepository, right: NewRepository): number {
  return compareText(left.nameWithOwner, right.nameWithOwner);
}

/** A repository for GitHub and for people. */
interface RepositoryId {
  /** Node id. */
  readonly id: string;
  readonly nameWithOwner: string;
}

/** A path on a repository's default branch. */
interface RepositoryPath {
  readonly repository: RepositoryId;
  /** `''` is the root. */
  readonly path: string;
}

/** What stands at a place: a file's text (`null` when it is binary) or a folder's entries. */
interface GitObject {
  readonly place: RepositoryPath;
  readonly text?: string | null;
  readonly entries?: readonly { readonly name: string; readonly type: string }[];
}

/** A repository, with the text of its root manifest: `null` when it has none, `undefined` when that is not known yet. */
export interface RepositoryWithManifest extends RepositoryId {
  readonly manifest: string | null | undefined;
  /** Whether the crates below its root matter. */
  readonly wantsMembers: boolean;
}

/** A manifest and the folder it stands in. */
interface ManifestAt extends RepositoryPath {
  readonly manifest: Manifest;
}

/**
 * The crates of each repository, by its node id, from the Cargo manifests on the default branch: the root's package
 * and, where they are wanted, the workspace's members. At most three rounds of requests, each for all repositories
 * together; none where the root's manifest is known and nothing else is wanted.
 */
async function readCrates(
  reading: Reading,
  repositories: readonly RepositoryWithManifest[],
): Promise<ReadonlyMap<string, readonly Crate[]>> {
  const unread = repositories.filter(({ manifest }) => manifest === undefined);
  const roots = [
    ...repositories.flatMap((repository) => manifestAt({ repository, path: '' }, repository.manifest)),
    ...(await readManifests(
      reading,
      unread.map((repository) => ({ repository, path: '' })),
    )),
  ];
  const wanting = new Set(repositories.filter(({ wantsMembers }) => wantsMembers).map(({ id }) => id));
  const workspaces = roots.filter(({ repository }) => wanting.has(repository.id));
  const listings = await readObjects(reading, workspaces.flatMap(placesToList));
  const places = workspaces.flatMap((root) => memberPlaces(root, listings));
  const members = await readManifests(reading, places);
  const manifests = [...roots, ...members];
  return new Map(
    repositories.map((repository) => [
      repository.id,
      cratesOf(manifests.filter((manifest) => manifest.repository === repository)),
    ]),
  );
}

async function readManifests(
  reading: Reading,
  folders: readonly RepositoryPath[],
): Promise<readonly ManifestAt[]> {
  const files = folders.map(({ repository, path }) => ({ repository, path: inFolder(path, 'Cargo.toml') }));
  const objects = await readObjects(reading, files);
  return objects.flatMap(({ place: { repository, path }, text }) =>
    manifestAt({ repository, path: path.replace(/\/?Cargo\.toml$/, '') }, text),
  );
}

function manifestAt(folder: RepositoryPath, text: string | null | undefined): readonly ManifestAt[] {
  const manifest = typeof text === 'string' ? parseManifest(text) : null;
  return manifest === null ? [] : [{ ...folder, manifest }];
}

function placesToList({ repository, manifest }: ManifestAt): readonly RepositoryPath[] {
  return foldersToList(manifest).map((path) => ({ repository, path }));
}

/** Where the workspace's members have their manifests; its root is known already. */
function memberPlaces(
  { repository, manifest }: ManifestAt,
  listings: readonly GitObject[],
): readonly RepositoryPath[] {
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

/** The Git objects at the places, on the default branches. */
export const GIT_OBJECTS: BatchQuery<RepositoryPath> = {
  operation: 'GitObjects',
  alias: 'object',
  field: 'node(id: $id) { ... on Repository { object(expression: $at) { ...Content } } }',
  types: { id: 'ID!', at: 'String!' },
  variables: ({ repository, path }) => ({ id: repository.id, at: `HEAD:${path}` }),
  fragments: 'fragment Content on GitObject { ... on Blob { text } ... on Tree { entries { name type } } }',
  limits: { first: 100, largest: 100, smallest: 1 },
};

/** The Git objects at those of the places that exist. What GitHub could not answer is reported, a sentence each. */
async function readObjects(
  { client, report, log }: Reading,
  places: readonly RepositoryPath[],
): Promise<readonly GitObject[]> {
  if (places.length === 0) return [];
  const answers = await queryEach<RepositoryPath, { readonly object: Omit<GitObject, 'place'> | null }>(
    client,
    GIT_OBJECTS,
    places,
    log,
  );
  return answers.flatMap(({ item: place, data, errors }) => {
    for (const error of errors) report(gapAt(place, error));
    return data?.object == null ? [] : [{ ...data.object, place }];
  });
}

function gapAt({ repository, path }: RepositoryPath, error: GraphqlError): string {
  if (error.path === undefined) return gapOf(error);
  return fileNotGiven(path, repository.nameWithOwner, reasonOf(error));
}
