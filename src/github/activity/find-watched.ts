import { isOwnedBy } from '../../newsletter/activity/repository.js';
import type { Client, Log } from '../connection/client.js';
import { findMerged } from './merged-pull-requests.js';
import { isWanted, type MergedSearch, SEARCH_LIMIT, searchText } from './merged-search.js';
import { type PullRequestNode, readPullRequests } from './pull-requests.js';
import { readPresentNames } from './read-present-names.js';
import { type FoundIds, searchIds } from './search-ids.js';

/** Which repositories are watched, and by whom. */
interface WatchedScope {
  /** `nameWithOwner` of repositories outside of the organization. */
  readonly watch: readonly string[];
  readonly organization: string;
}

/** What was merged in the watched repositories. */
export interface WatchedFound {
  readonly nodes: readonly PullRequestNode[];
  /** Those of `watch` in which GitHub finds nothing, or that it does not find. */
  readonly quiet: readonly string[];
}

/** What was merged in the watched repositories; they are public, whatever the newsletter is. */
export async function findWatched(
  client: Client,
  scope: WatchedScope,
  search: MergedSearch,
  report: (gap: string) => void,
  log: Log,
): Promise<WatchedFound> {
  const present = await readPresentNames(client, scope.watch, log);
  sayMissing(scope.watch, present, log);
  const names = [...new Set(present.values())].filter((name) => !isOwnedBy(name, scope.organization));
  const found = await searchEach(client, names, search, log);
  const ids = new Set<string>();
  const nodes: PullRequestNode[] = [];
  for (const each of found.values()) {
    const whole = each.count > SEARCH_LIMIT ? await findMerged(client, each.search, log) : each;
    whole.gaps.forEach(report);
    if ('nodes' in whole) nodes.push(...whole.nodes);
    else for (const id of whole.ids) ids.add(id);
  }
  nodes.push(...(await readPullRequests(client, [...ids], search.conversations, report, log)));
  const isQuiet = (name: string) => {
    const { count, gaps } = found.get(present.get(name.toLowerCase()) ?? '') ?? { count: 0, gaps: [] };
    return count === 0 && gaps.length === 0;
  };
  return {
    nodes: nodes.filter((node) => isWanted(node, { ...search, includePrivate: false })),
    quiet: scope.watch.filter(isQuiet),
  };
}

/** What GitHub finds in each of the repositories, by name; a search of its own for each. */
async function searchEach(
  client: Client,
  names: readonly string[],
  search: MergedSearch,
  log: Log,
): Promise<ReadonlyMap<string, FoundIds & { readonly search: MergedSearch }>> {
  const searches = names.map((name) => ({ ...search, owner: `repo:${name}`, includePrivate: false }));
  const texts = searches.map((each, index) => ({
    text: searchText(each, search.interval),
    about: `merged pull requests of ${names[index]}`,
  }));
  const found = await searchIds(client, texts, log);
  return new Map(
    searches.flatMap((each, index) => {
      const [name, ids] = [names[index], found[index]];
      return name === undefined || ids === undefined ? [] : [[name, { ...ids, search: each }] as const];
    }),
  );
}

function sayMissing(watch: readonly string[], present: ReadonlyMap<string, string>, log: Log): void {
  for (const name of watch.filter((each) => !present.has(each.toLowerCase()))) {
    log.warn(`${name} does not exist, or not everybody may see it. Check the setting "watch".`);
  }
}
