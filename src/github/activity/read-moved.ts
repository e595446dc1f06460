import { entryKey } from '../../newsletter/activity/work.js';
import type { NamedPullRequest } from '../comments/read-edition-overrides.js';
import type { Client, Log } from '../connection/client.js';
import { isInScope, isWanted, type MergedSearch, movedSearches } from './merged-search.js';
import type { PullRequestNode } from './pull-request-query.js';
import { readNamedPullRequests, readPullRequests } from './read-commits.js';
import { searchIds } from './search-ids.js';

/** What people may have moved to the month's edition, beside what was merged in the month. */
export interface MovedHere {
  /** Those that comments on drafts name. */
  readonly named: readonly NamedPullRequest[];
  /** Those that webhooks announced. */
  readonly announced: readonly PullRequestNode[];
  readonly merged: readonly PullRequestNode[];
}

/** Reads them, each once: what searches find, and what is named and not known from there. */
export async function readMoved(
  client: Client,
  search: MergedSearch,
  { named, announced, merged }: MovedHere,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const { conversations } = search;
  const ids = await findMoved(client, search, merged, report, log);
  const found = await readPullRequests(client, ids, conversations, report, log);
  const known = new Set([...merged, ...announced, ...found].map(keyOf));
  const names = named.filter(({ key }) => !known.has(key));
  const others = await readNamedPullRequests(client, names, conversations, report, log);
  const nodes = new Map([...announced, ...found, ...others].map((node) => [node.id, node]));
  return [...nodes.values()].filter((node) => isInScope(node, search) && !isWanted(node, search));
}

/** Node ids of what a comment may have moved to the edition; nothing where nobody is asked. */
async function findMoved(
  client: Client,
  search: MergedSearch,
  merged: readonly PullRequestNode[],
  report: (gap: string) => void,
  log: Log,
): Promise<readonly string[]> {
  const found = await searchIds(client, movedSearches(search), log);
  found.flatMap(({ gaps }) => gaps).forEach(report);
  const known = new Set(merged.map(({ id }) => id));
  return [...new Set(found.flatMap(({ ids }) => ids))].filter((id) => !known.has(id));
}

/** The key of the pull request's entry. */
export function keyOf({ repository, number }: PullRequestNode): string {
  return entryKey(repository.nameWithOwner, number);
}
