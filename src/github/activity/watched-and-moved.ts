import type { MissingRepository } from '../../newsletter/activity/activity.js';
import { pullRequestKey } from '../../newsletter/activity/entry-lines.js';
import { isOwnedBy, NameSet } from '../../newsletter/activity/names.js';
import { isLastingBranch } from '../../newsletter/edition/branches.js';
import { notAllShown, notSearched, notShown } from '../../replies/gaps.js';
import type { NamedPullRequest } from '../comments/draft-commands.js';
import { type BatchQuery, type ItemAnswer, queryOn } from '../connection/batch-query.js';
import type { Client, Log, Reading } from '../connection/client.js';
import { reasonOf } from '../connection/errors.js';
import type { Page } from '../connection/graphql.js';
import {
  findMerged,
  type IdSearch,
  isInScope,
  isWanted,
  type MergedSearch,
  movedSearches,
  revertSearches,
  SEARCH_LIMIT,
  searchText,
} from './merged-pull-requests.js';
import {
  isNumbered,
  type PullRequestNode,
  readNamedPullRequests,
  readPullRequests,
  splitMessage,
} from './pull-requests.js';
import { readPresentNames } from './read-present-names.js';

/** Which repositories are watched, and by whom. */
interface WatchedScope {
  /** `nameWithOwner`, as set; the organization's own are found with all others. */
  readonly watch: readonly string[];
  /** The same, of repositories that the settings do not name. */
  readonly learnedWatch: readonly string[];
  readonly organization: string;
}

/** What was merged in the watched repositories. */
export interface WatchedFound {
  readonly nodes: readonly PullRequestNode[];
  /** Those in which GitHub finds nothing, or that it does not find. */
  readonly quiet: readonly string[];
  /** Those of `watch` that GitHub does not find. */
  readonly missing: readonly MissingRepository[];
}

/** What was merged in the watched repositories; they are public, whatever the newsletter is. */
export async function findWatched(
  reading: Reading,
  scope: WatchedScope,
  search: MergedSearch,
): Promise<WatchedFound> {
  const { client, report, log } = reading;
  const isSet = new NameSet(scope.watch);
  const watch = [...scope.watch, ...scope.learnedWatch].filter(
    (name) => !isOwnedBy(name, scope.organization),
  );
  if (watch.length === 0) return { nodes: [], quiet: [], missing: [] };
  const present = await readPresentNames(client, watch, log);
  const missing = watch.filter((name) => !present.has(name));
  for (const name of missing) {
    if (isSet.has(name))
      log.warn(`${name} does not exist, or not everybody may see it. Check the setting "watch".`);
    else
      log.info(
        `The last editions have a section about ${name}, which does not exist, or not everybody may see it.`,
      );
  }
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
  nodes.push(...(await readPullRequests(reading, [...ids], search.conversations)));
  const isQuiet = (name: string) => {
    const { count, gaps } = found.get(present.get(name) ?? '') ?? { count: 0, gaps: [] };
    return count === 0 && gaps.length === 0;
  };
  return {
    nodes: nodes.filter((node) =>
      isWanted(node, { ...search, includePrivate: false, watch: new NameSet(names) }),
    ),
    quiet: watch.filter(isQuiet),
    missing: missing
      .filter((name) => isSet.has(name))
      .map((name) => ({ setting: 'watch', place: scope.watch.indexOf(name) + 1, nearest: null })),
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

/** What is known where moved pull requests are looked for. */
interface MovedReading extends Reading {
  /** Those that comments on drafts name. */
  readonly scope: { readonly named: readonly NamedPullRequest[] };
  readonly search: MergedSearch;
}

/**
 * What belongs to other periods and matters to the edition, each once: what people moved to it, as searches find, comments on
 * drafts name, and webhooks announced; and what took something back since.
 */
export async function readMoved(
  reading: MovedReading,
  merged: readonly PullRequestNode[],
  announced: readonly PullRequestNode[],
): Promise<readonly PullRequestNode[]> {
  const { client, scope, search, report, log } = reading;
  const searched = await searchIds(client, [...movedSearches(search), ...revertSearches(search)], log);
  searched.flatMap(({ gaps }) => gaps).forEach(report);
  const mergedIds = new Set(merged.map(({ id }) => id));
  const ids = new Set(searched.flatMap((each) => each.ids).filter((id) => !mergedIds.has(id)));
  const found = await readPullRequests(reading, [...ids], search.conversations);
  const known = [...merged, ...announced, ...found];
  const names = scope.named.filter((each) => !known.some((node) => isNumbered(node, each)));
  const named = await readNamedPullRequests(reading, names, search.conversations);
  const nodes = new Map([...announced, ...found, ...named].map((node) => [node.id, node]));
  return [...nodes.values()].filter((node) => isInScope(node, search) && !isWanted(node, search));
}

/** What a search found. */
export interface FoundIds {
  /** Node ids. */
  readonly ids: readonly string[];
  /** Results that GitHub counted. It shows a thousand of them at most. */
  readonly count: number;
  /** What GitHub did not give, a sentence each. */
  readonly gaps: readonly string[];
}

/** A search with what it found so far. */
interface Search extends IdSearch, FoundIds {
  readonly index: number;
  readonly after: string | null;
}

/** Pages of searches, each of its own. */
export const PULL_REQUEST_IDS: BatchQuery<Search> = {
  operation: 'PullRequestIds',
  alias: 'search',
  field: 'search(type: ISSUE, query: $text, first: 50, after: $after) { ...Ids }',
  types: { text: 'String!', after: 'String' },
  variables: ({ text, after }) => ({ text, after }),
  fragments: `
    fragment Ids on SearchResultItemConnection {
      issueCount
      pageInfo { hasNextPage endCursor }
      nodes { ... on PullRequest { id } }
    }
  `,
  limits: { first: 10, largest: 20, smallest: 1 },
  mayBeRefused: true,
};

type FoundPage = Page<{ readonly id?: string }> & { readonly issueCount: number };

/**
 * Which pull requests each of the searches finds. A search of its own for each place works in any syntax: several places
 * in one text mean any of them today, and all of them in the advanced syntax that GitHub announced to replace today's.
 */
async function searchIds(
  client: Client,
  searches: readonly IdSearch[],
  log: Log,
): Promise<readonly FoundIds[]> {
  const found = searches.map(
    (search, index): Search => ({ ...search, index, ids: [], count: 0, gaps: [], after: null }),
  );
  const take = (answer: ItemAnswer<Search, FoundPage>) => {
    const search = extend(answer);
    found[search.index] = search;
    return search.after === null || search.count > SEARCH_LIMIT ? [] : [search];
  };
  await queryOn<Search, FoundPage>(client, PULL_REQUEST_IDS, found, take, log);
  return found;
}

/** The search with one more page. */
function extend({ item: search, data: page, errors }: ItemAnswer<Search, FoundPage>): Search {
  const { about } = search;
  const gaps = [...search.gaps, ...errors.map((error) => notAllShown(about, reasonOf(error)))];
  if (page === null) {
    return { ...search, gaps: gaps.length > 0 ? gaps : [notSearched(about)], after: null };
  }
  const count = page.issueCount;
  const ids = [...search.ids, ...(page.nodes ?? []).flatMap(({ id }) => id ?? [])];
  const after = page.pageInfo.endCursor;
  const isOver = after === null || count > SEARCH_LIMIT;
  if (isOver && count > ids.length && gaps.length === 0) {
    gaps.push(notShown(about, count, count - ids.length));
  }
  return { ...search, ids, count, gaps, after };
}

/** What GitHub writes at the head of a merge, and at the end of a squashed pull request. */
const NUMBERS = [/^Merge pull request #(\d+) from /u, /\(#(\d+)\)$/u];

/**
 * The pull requests of earlier periods that were merged into a feature branch which one of the period brings: its commits name
 * them. No request where none does.
 */
export async function readBrought(
  reading: Reading,
  merged: readonly PullRequestNode[],
  conversations: boolean,
): Promise<readonly PullRequestNode[]> {
  const bringing = merged.filter((node) => !node.isCrossRepository && !isLastingBranch(node.headRefName));
  const named = new Map(
    bringing.flatMap((node) =>
      numbersIn(node).map((number) => {
        const repository = node.repository.nameWithOwner;
        const key = pullRequestKey(repository, number);
        return [key, { repository, number, key, branch: node.headRefName }] as const;
      }),
    ),
  );
  const asked = [...named.values()].filter((each) => !merged.some((node) => isNumbered(node, each)));
  const nodes = await readNamedPullRequests(reading, asked, conversations);
  return nodes.filter(
    (node) =>
      node.mergedAt !== null &&
      asked.some((each) => isNumbered(node, each) && each.branch === node.baseRefName),
  );
}

function numbersIn({ number, commits }: PullRequestNode): readonly number[] {
  const headlines = (commits.nodes ?? []).map(({ commit }) => splitMessage(commit.message).headline);
  const found = headlines.flatMap((headline) => NUMBERS.flatMap((form) => form.exec(headline)?.[1] ?? []));
  return [...new Set(found.map(Number))].filter((each) => each !== number);
}
