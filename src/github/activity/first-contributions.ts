import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import type { Contributor } from '../../newsletter/activity/contributor.js';
import type { Month } from '../../newsletter/activity/month.js';
import { type Batch, queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { pageSizeOf } from '../connection/page-size.js';
import { remember } from '../connection/remember.js';

/** Where earlier contributions are looked for. */
export interface EarlierContributions {
  /** A search qualifier: `org:rust-osdev` or `user:somebody`. */
  readonly owner: string;
  /** The month whose pull requests may be somebody's first. */
  readonly month: Month;
  readonly includePrivate: boolean;
}

const SEARCHES_A_REQUEST = { first: 25, largest: 50, smallest: 1 };
/** A login goes into a search as it is, so it must not hold what a search understands. */
const LOGIN = /^[A-Za-z0-9_-]+$/;

type Answer = Readonly<Record<string, { readonly issueCount: number } | null | undefined>>;

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

/** A query with an alias for each search; what is searched for are variables, never text of the query. */
export function firstContributionsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$text${index}: String!`).join(', ');
  const searches = indices.map(
    (index) => `search${index}: search(query: $text${index}, type: ISSUE) { issueCount }`,
  );
  return `query FirstContributions(${variables}) { ${searches.join(' ')} }`;
}

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
  const size = pageSizeOf(client, 'FirstContributions', SEARCHES_A_REQUEST);
  const requestFor = (asked: readonly string[]) => ({
    document: firstContributionsQuery(asked.length),
    variables: Object.fromEntries(
      asked.map((login, index) => [`text${index}`, searchText(place, login, merged)]),
    ),
  });
  const ask = () => queryInBatches<string, Answer>(client, logins, size, requestFor, log);
  const countsIn = (batches: readonly Batch<string, Answer>[]) =>
    batches.flatMap(({ items, data }) =>
      items.flatMap((login, index): readonly (readonly [string, number])[] => {
        const count = data[`search${index}`]?.issueCount;
        return count === undefined ? [] : [[login, count]];
      }),
    );
  const isWhole = (batches: readonly Batch<string, Answer>[]) => {
    const counts = countsIn(batches);
    return counts.length === logins.length && counts.every(([, count]) => isFinal(count));
  };
  const question = ['first contributions', place, merged, logins];
  return new Map(countsIn(await remember(client, question, ask, isWhole)));
}

function searchText({ owner, includePrivate }: EarlierContributions, login: string, merged: string): string {
  const visibility = includePrivate ? [] : ['is:public'];
  return [owner, 'is:pr', 'is:merged', ...visibility, `author:${login}`, merged].join(' ');
}
