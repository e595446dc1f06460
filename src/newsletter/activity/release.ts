import { compareText } from '../markdown/order.js';
import { asTable, type Crate, isSameCrate, tableIn, tomlOf } from './crate.js';
import { splitName } from './names.js';
import { isWithin, type Period } from './period.js';
import type { Repository } from './repository.js';

/** A version, and the commit that it was made from. */
export interface Release {
  /** `null`: the repository as a whole. */
  readonly crate: string | null;
  /** Without a leading `v`. */
  readonly version: string;
  readonly oid: string;
  /** ISO instant, UTC. */
  readonly releasedAt: string;
}

/** What was released of a repository since some day, and the commits since then. */
export interface ReleaseHistory {
  readonly graph: CommitGraph;
  readonly releases: readonly Release[];
}

/** A repository of which must be known what was released since the period began. */
export interface ReleaseQuestion {
  readonly repository: Repository;
  /** Those that the shown entries are changes of, by folder. */
  readonly crates: readonly Crate[];
  /** The repository's tags since the period began. */
  readonly tags: readonly Tag[];
  /** ISO instant: a while before the first of the entries. */
  readonly since: string;
}

/** The release that the tag stands for; `null` when its name names no version. */
export function releaseOf({ name, oid, taggedAt }: Tag): Release | null {
  const tagged = readTag(name);
  return tagged && { ...tagged, oid, releasedAt: taggedAt };
}

/** A tag on a commit. */
export interface Tag {
  /** `nameWithOwner`. */
  readonly repository: string;
  readonly name: string;
  /** Of the commit. */
  readonly oid: string;
  /** ISO instant, UTC: when the tag was made or, of one without a message, when its commit was. */
  readonly taggedAt: string;
}

/** A release as readers see it. */
export interface NamedRelease {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** The tag's, or what a manifest says: `v1.2.3`, with the name of a crate that is called otherwise than the repository. */
  readonly name: string;
  /** ISO instant, UTC. */
  readonly releasedAt: string;
}

/**
 * The period's releases, by repository, then by time: its tags that name a version, and the versions of manifests that have no
 * tag, as far as `histories` tell them.
 */
export function releasesIn(
  period: Period,
  tags: readonly Tag[],
  histories: ReadonlyMap<string, ReleaseHistory>,
): readonly NamedRelease[] {
  const tagged = tags.flatMap(({ repository, name, taggedAt }) =>
    readTag(name) === null ? [] : [{ repository, name, releasedAt: taggedAt }],
  );
  const untagged = [...histories].flatMap(([repository, { releases }]) => {
    const own = tags.filter((tag) => tag.repository === repository).flatMap((tag) => releaseOf(tag) ?? []);
    return releases
      .filter((release) => !own.some((tag) => isSameRelease(tag, release)))
      .map(({ crate, version, releasedAt }) => ({
        repository,
        name:
          crate === null || isSameCrate(crate, splitName(repository).name)
            ? `v${version}`
            : `${crate} v${version}`,
        releasedAt,
      }));
  });
  return [...tagged, ...untagged]
    .filter(({ releasedAt }) => isWithin(period, releasedAt))
    .sort(
      (left, right) =>
        compareText(left.repository, right.repository) ||
        compareText(left.releasedAt, right.releasedAt) ||
        compareText(left.name, right.name),
    );
}

/** Whether a tag stands for the release; one without the name of a crate stands for all crates of that version. */
function isSameRelease(tag: Release, { crate, version }: Release): boolean {
  const isSame = tag.crate === null || (crate !== null && isSameCrate(tag.crate, crate));
  return isSame && inFull(tag.version) === inFull(version);
}

/** A manifest has three numbers ("SemVer"); people write `v0.11` for `0.11.0`. */
function inFull(version: string): string {
  return version.replace(
    /^(\d+(?:\.\d+)?)(?![\d.])/,
    (short) => `${short}${short.includes('.') ? '.0' : '.0.0'}`,
  );
}

/** What the name of a tag says of a release. */
export interface TaggedVersion {
  /** `null` where the name has a version only: a release of the repository as a whole. */
  readonly crate: string | null;
  /** Without a leading `v`: one to four numbers, and what SemVer allows after them. */
  readonly version: string;
}

const FULL = String.raw`\d+(?:\.\d+){1,3}(?:[-.]?[a-z][0-9a-z.-]*|-\d[0-9a-z.-]*)?(?:\+[0-9a-z.-]+)?`;
/** A single number is a version only after a `v`. */
const TAG = new RegExp(String.raw`^(?:([a-z][\w.@/-]*?)[-/@_])?(?:v(\d+|${FULL})|(${FULL}))$`, 'i');
/** Prefixes that name no crate. */
const WORDS = /^(?:release|releases|version|ver|rel|tag)$/i;

/**
 * Reads `v1.2.3`, `1.2.3`, `v1`, `crate-v1.2.3`, `crate-1.2`, `crate/v1.0`, `crate@1.0`, also with a pre-release or build
 * metadata after them; `null` for anything else.
 */
export function readTag(name: string): TaggedVersion | null {
  const [, prefix, marked, plain] = TAG.exec(name) ?? [];
  const version = marked ?? plain;
  if (version === undefined) return null;
  return { crate: prefix === undefined || WORDS.test(prefix) ? null : prefix, version };
}

/** Whether the version is a pre-release, such as `1.0.0-rc.1`. */
export function isPreRelease(version: string): boolean {
  return /^[\d.]*[-.]?[a-z]|^[\d.]*-/i.test(version.replace(/\+.*$/, ''));
}

/** A commit that touched a crate's manifest, and the version before and after it. */
export interface ManifestChange {
  readonly oid: string;
  /** `null` where there is no version. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A default branch as far as it is known. */
export interface BranchHistory {
  /** Newest commits first. */
  readonly graph: CommitGraph;
  readonly tip: string;
  /** ISO instants, by object id. */
  readonly committedDates: ReadonlyMap<string, string>;
}

/**
 * The releases that the changes of a crate's manifest tell of. A change counts from the commit by which it came into the
 * branch, and with the version as it then was. A first version tells nothing, nor does a pre-release: people also write
 * one to mark that work goes on.
 */
export function versionBumps(
  crate: string,
  changes: readonly ManifestChange[],
  { graph, tip, committedDates }: BranchHistory,
): readonly Release[] {
  const landed = landings(graph, tip);
  const changed = new Map(changes.map((change) => [change.oid, change]));
  const spans = new Map<string, Omit<ManifestChange, 'oid'>>();
  for (const oid of graph.keys()) {
    const [change, landing] = [changed.get(oid), landed.get(oid)];
    if (change === undefined || landing === undefined) continue;
    const { before, after } = change;
    spans.set(landing, { before, after: spans.get(landing)?.after ?? after });
  }
  return [...spans].flatMap(([oid, { before, after }]) => {
    const releasedAt = committedDates.get(oid);
    const isBump = before !== null && after !== null && before !== after && !isPreRelease(after);
    return isBump && releasedAt !== undefined ? [{ crate, version: after, oid, releasedAt }] : [];
  });
}

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

/** The parents of each known commit, by object id; the parents themselves need not be known. */
export type CommitGraph = ReadonlyMap<string, readonly string[]>;

/**
 * For each commit that is in the history of one of the tips, the first of them. A known tip's history contains itself and
 * ends with the first commits that are not known. Takes each commit once, however many tips there are.
 */
export function firstContaining(graph: CommitGraph, tips: readonly string[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const tip of tips) {
    const pending = graph.has(tip) ? [tip] : [];
    for (let oid = pending.pop(); oid !== undefined; oid = pending.pop()) {
      if (first.has(oid)) continue;
      first.set(oid, tip);
      pending.push(...(graph.get(oid) ?? []));
    }
  }
  return first;
}

/** For each commit of a branch, the one of its mainline by which it came in. */
export function landings(graph: CommitGraph, tip: string): ReadonlyMap<string, string> {
  return firstContaining(graph, [...mainline(graph, tip)].reverse());
}

/** The tip and its first parents, latest first: how the branch itself moved. */
export function mainline(graph: CommitGraph, tip: string): readonly string[] {
  const line = new Set<string>();
  let oid: string | undefined = tip;
  while (oid !== undefined && graph.has(oid) && !line.has(oid)) {
    line.add(oid);
    oid = graph.get(oid)?.[0];
  }
  return [...line];
}
