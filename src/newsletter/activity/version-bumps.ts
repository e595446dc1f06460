import { type CommitGraph, landings } from './commit-graph.js';
import type { Release } from './release.js';
import { isPreRelease } from './release-tag.js';

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
