import { entryKey } from '../../newsletter/activity/entry-lines.js';
import type { NamedPullRequest } from '../comments/read-moves.js';
import type { Client, Log } from '../connection/client.js';
import { isInScope, isWanted, type MergedSearch } from './merged-search.js';
import type { PullRequestNode } from './pull-request-query.js';
import { readNamedPullRequests, readPullRequests } from './read-commits.js';

/** What people may have moved to the month's edition, beside what was merged in the month. */
export interface MovedHere {
  /** Node ids of those that a search found. */
  readonly ids: readonly string[];
  /** Those that comments on drafts name. */
  readonly named: readonly NamedPullRequest[];
  /** Those of which webhooks told. */
  readonly told: readonly PullRequestNode[];
  readonly merged: readonly PullRequestNode[];
}

/** Reads them, each once: one request for what a search found, one for what is named and not known from there. */
export async function readMoved(
  client: Client,
  search: MergedSearch,
  { ids, named, told, merged }: MovedHere,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const { conversations } = search;
  const found = ids.length === 0 ? [] : await readPullRequests(client, ids, conversations, report, log);
  const known = new Set([...merged, ...told, ...found].map(keyOf));
  const names = named.filter(({ key }) => !known.has(key));
  const others =
    names.length === 0 ? [] : await readNamedPullRequests(client, names, conversations, report, log);
  const nodes = new Map([...told, ...found, ...others].map((node) => [node.id, node]));
  return [...nodes.values()].filter((node) => isInScope(node, search) && !isWanted(node, search));
}

/** The key of the pull request's entry. */
export function keyOf({ repository, number }: PullRequestNode): string {
  return entryKey(repository.nameWithOwner, number);
}
