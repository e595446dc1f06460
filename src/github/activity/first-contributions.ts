import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import type { Month } from '../../newsletter/activity/month.js';
import type { Contributor } from '../../newsletter/activity/work.js';
import { type BatchQuery, type ItemAnswer, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { remember } from '../connection/graphql.js';

/** Where earlier contributions are looked for. */
export interface EarlierContributions {
  /** A search qualifier: `org:rust-osdev` or `user:somebody`. */
  readonly owner: string;
  /** The month whose pull requests may be somebody's first. */
  readonly month: Month;
  readonly includePrivate: boolean;
}

/** A login goes into a search as it is, so it must not hold what a search understands. */
const LOGIN = /^[A-Za-z0-9_-]+$/;

/**
 * Logins of those of the authors who had no merged pull request there before the month, in the order given. For whom
 * GitHub gives no answer nothing is claimed, nor for whom the search does not even find what they did in the month: an
 * account that GitHub hid or that has another name now is not found ("The listed users cannot be searched", GitHub docs,
 * "REST API endpoints for search").
 */
export async function findFirstTimers(
  client: Client,
  place: EarlierContributions,
  authors: readonly Contributor[],
  log: Log,
): Promise<readonly string[]> {
  const logins = authors.map(({ login }) => login).filter((login) => LOGIN.test(login));
  try {
    const since = `merged:>=${place.month}-01`;
    const own = await countMerged(client, place, since, logins, (count) => count > 0, log);
    const searchable = logins.filter((login) => (own.get(login) ?? 0) > 0);
    const before = `merged:<${place.month}-01`;
    const earlier = await countMerged(client, place, before, searchable, () => true, log);
    return searchable.filter((login) => earlier.get(login) === 0);
  } catch (error) {
    // An edition is complete without this, so no failure here ends a run.
    if (!(error instanceof RequestError || error instanceof GraphqlResponseError)) throw error;
    log.warn('GitHub did not tell who contributed for the first time; nobody is named.');
    return [];
  }
}

/** What a person had merged. */
interface AuthorSearch {
  readonly login: string;
  readonly text: string;
}

/** How many results each search has. */
export const FIRST_CONTRIBUTIONS: BatchQuery<AuthorSearch> = {
  operation: 'FirstContributions',
  alias: 'search',
  field: 'search(query: $text, type: ISSUE) { issueCount }',
  types: { text: 'String!' },
  variables: ({ text }) => ({ text }),
  limits: { first: 25, largest: 50, smallest: 1 },
};

type Counted = ItemAnswer<AuthorSearch, { readonly issueCount: number }>;

/** How many pull requests of each were merged then, by login; asked again in the next run unless all are `isFinal`. */
async function countMerged(
  client: Client,
  place: EarlierContributions,
  merged: string,
  logins: readonly string[],
  isFinal: (count: number) => boolean,
  log: Log,
): Promise<ReadonlyMap<string, number>> {
  if (logins.length === 0) return new Map();
  const searches = logins.map((login) => ({ login, text: searchText(place, login, merged) }));
  const ask = (): Promise<readonly Counted[]> => queryEach(client, FIRST_CONTRIBUTIONS, searches, log);
  const isWhole = (answers: readonly Counted[]) =>
    answers.every(({ data }) => data !== null && isFinal(data.issueCount));
  const answers = await remember(client, ['first contributions', searches], ask, isWhole);
  return new Map(
    answers.flatMap(({ item, data }) => (data === null ? [] : [[item.login, data.issueCount] as const])),
  );
}

function searchText({ owner, includePrivate }: EarlierContributions, login: string, merged: string): string {
  const visibility = includePrivate ? [] : ['is:public'];
  return [owner, 'is:pr', 'is:merged', ...visibility, `author:${login}`, merged].join(' ');
}
