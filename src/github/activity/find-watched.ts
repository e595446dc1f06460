import { isOwnedBy } from '../../newsletter/activity/name-with-owner.js';
import type { Client, Log } from '../connection/client.js';
import { findMerged, type MergedFound } from './merged-pull-requests.js';
import type { MergedSearch } from './merged-search.js';
import { readPresentNames } from './read-present-names.js';

/** Which repositories are watched, and by whom. */
interface WatchedScope {
  /** `nameWithOwner` of repositories outside of the organization. */
  readonly watch: readonly string[];
  readonly organization: string;
}

/** What was merged in the watched repositories; they are public, whatever the newsletter is. */
export async function findWatched(
  client: Client,
  scope: WatchedScope,
  search: MergedSearch,
  log: Log,
): Promise<MergedFound> {
  const names = await readWatched(client, scope, log);
  if (names.length === 0) return { nodes: [], moved: [], gaps: [] };
  const owner = names.map((name) => `repo:${name}`).join(' ');
  const elsewhere = { ...search, owner, includePrivate: false, movedTo: null };
  return findMerged(client, elsewhere, log);
}

/** What the watched repositories are called today, since GitHub's search does not follow renames; those of others. */
async function readWatched(
  client: Client,
  { watch, organization }: WatchedScope,
  log: Log,
): Promise<readonly string[]> {
  const present = await readPresentNames(client, watch, log);
  const missing = watch.filter((name) => !present.has(name.toLowerCase()));
  for (const name of missing) {
    log.warn(`${name} does not exist, or not everybody may see it. Check the setting "watch".`);
  }
  return [...new Set(present.values())].filter((nameWithOwner) => !isOwnedBy(nameWithOwner, organization));
}
