import type { CommitGraph } from './commit-graph.js';
import { readTag } from './release-tag.js';
import type { Tag } from './tag.js';

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

/** The release that the tag stands for; `null` when its name names no version. */
export function releaseOf({ name, oid, taggedAt }: Tag): Release | null {
  const tagged = readTag(name);
  return tagged && { ...tagged, oid, releasedAt: taggedAt };
}
