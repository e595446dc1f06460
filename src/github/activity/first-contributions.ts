import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import type { Contributor } from '../../newsletter/activity/contributor.js';
import type { Month } from '../../newsletter/activity/month.js';
import type { Client, Log } from '../connection/client.js';
import { type GraphqlAnswer, partialQuery } from '../connection/graphql.js';
import { remember } from '../connection/remember.js';

/** Where earlier contributions are looked for. */
export interface EarlierContributions {
  /** A search qualifier: `org:rust-osdev` or `user:somebody`. */
  readonly owner: string;
  /** The month whose pull requests may be somebody's first. */
  readonly month: Month;
  readonly includePrivate: boolean;
}

/** Searches in one request. */
const BATCH = 50;
/** A login goes into a search as it is, so it must not hold what a search understands. */
const LOGIN = /^[A-Za-z0-9_-]+$/;

type Answer = Readonly<Record<string, { readonly issueCount: number } | null | undefined>>;

/**
 * Logins of those of the authors who had no merged pull request there before the month, in the order given. For whom
 * GitHub gives no answer nothing is claimed. One request for each fifty authors, none for nobody.
 */
export async function findFirstTimers(
  client: Client,
  place: EarlierContributions,
  authors: readonly Contributor[],
  log: Log,
): Promise<readonly string[]> {
  const logins = authors.map(({ login }) => login).filter((login) => LOGIN.test(login));
  const firstTimers: string[] = [];
  for (let start = 0; start < logins.length; start += BATCH) {
    const batch = logins.slice(start, start + BATCH);
    const answer = await countEarlier(client, place, batch, log);
    firstTimers.push(...batch.filter((_, index) => answer[`search${index}`]?.issueCount === 0));
  }
  return firstTimers;
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

/** An edition is complete without this, so no failure here ends a run. */
async function countEarlier(
  client: Client,
  place: EarlierContributions,
  logins: readonly string[],
  log: Log,
): Promise<Answer> {
  const variables = Object.fromEntries(
    logins.map((login, index) => [`text${index}`, searchText(place, login)]),
  );
  try {
    const ask = () => partialQuery<Answer>(client, firstContributionsQuery(logins.length), variables);
    const isWhole = ({ errors }: GraphqlAnswer<Answer>) => errors.length === 0;
    const { data } = await remember(client, ['first contributions', variables], ask, isWhole);
    return data;
  } catch (error) {
    if (!(error instanceof RequestError || error instanceof GraphqlResponseError)) throw error;
    log.warn('GitHub did not tell who contributed for the first time; nobody is named.');
    return {};
  }
}

function searchText({ owner, month, includePrivate }: EarlierContributions, login: string): string {
  const visibility = includePrivate ? [] : ['is:public'];
  return [owner, 'is:pr', 'is:merged', ...visibility, `author:${login}`, `merged:<${month}-01`].join(' ');
}
