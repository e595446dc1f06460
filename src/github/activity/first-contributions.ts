import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import type { Contributor } from '../../newsletter/activity/contributor.js';
import type { Period } from '../../newsletter/activity/period.js';
import { type BatchQuery, type ItemAnswer, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { remember } from '../connection/graphql.js';

/** Where earlier contributions are looked for. */
export interface EarlierContributions {
  /** A search qualifier: `org:rust-osdev` or `user:somebody`. */
  readonly owner: string;
  /** The period whose pull requests may be somebody's first. */
  readonly period: Period;
  readonly includePrivate: boolean;
}

/** A login goes into a search as it is, so it must not hold what a search understands. */
const LOGIN = /^[A-Za-z0-9_-]+$/;

/**
 * Logins of the authors who did nothing there before the period, in the order given: they had no pull request merged, and
 * no commit of a default branch names them as its author or in a trailer with their address at GitHub. Authors about whom
 * GitHub does not answer are left out, and so are those whose work in the period the search does not find: it finds no
 * account that GitHub hid or that has another name now ("The listed users cannot be searched", GitHub docs, "REST API
 * endpoints for search").
 */
export async function findFirstTimers(
  client: Client,
  place: EarlierContributions,
  authors: readonly Contributor[],
  log: Log,
): Promise<readonly string[]> {
  const logins = authors.map(({ login }) => login).filter((login) => LOGIN.test(login));
  try {
    const merged = await countMerged(client, place, logins, log);
    const without = merged.filter(({ within, before }) => within > 0 && before === 0).slice(0, MOST_ASKED);
    const isNew: string[] = [];
    for (const { login } of without) {
      if (!(await hasCommits(client, place, login))) isNew.push(login);
    }
    return isNew;
  } catch (error) {
    // An edition is complete without this, so no failure here ends a run.
    if (!(error instanceof RequestError || error instanceof GraphqlResponseError)) throw error;
    log.warn('GitHub did not tell who contributed for the first time; nobody is named.');
    return [];
  }
}

/** GitHub answers 30 such searches a minute ("REST API endpoints for search", docs.github.com), two for each person. */
const MOST_ASKED = 12;

/** Whether a commit before the period is the person's, alone or with others. A trailer in another address is not found. */
async function hasCommits(client: Client, place: EarlierContributions, login: string): Promise<boolean> {
  const where = [
    place.owner,
    ...visibilityIn(place),
    `committer-date:<${searchTime(place.period.start)}`,
  ].join(' ');
  const count = async (form: string) =>
    (await client.rest.search.commits({ q: `${form} ${where}`, per_page: 1 })).data.total_count;
  const ask = async () =>
    (await count(`author:${login}`)) > 0 || (await count(`"${login}@users.noreply.github.com"`)) > 0;
  return remember(client, ['commits', login, where], ask, () => true);
}

/** What a person had merged, at some time. */
interface AuthorSearch {
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

/** How many pull requests of a person were merged. */
interface MergedCounts {
  readonly login: string;
  /** In the period, and since. */
  readonly within: number;
  readonly before: number;
}

/** Those about whom GitHub answers both questions; asked again in the next run unless everybody is found. */
async function countMerged(
  client: Client,
  place: EarlierContributions,
  logins: readonly string[],
  log: Log,
): Promise<readonly MergedCounts[]> {
  if (logins.length === 0) return [];
  const searches = ['>=', '<'].flatMap((when) =>
    logins.map((login) => ({
      text: searchText(place, login, `merged:${when}${searchTime(place.period.start)}`),
    })),
  );
  const ask = (): Promise<readonly Counted[]> => queryEach(client, FIRST_CONTRIBUTIONS, searches, log);
  const isWhole = (answers: readonly Counted[]) =>
    answers.every(({ data }, index) => data !== null && (index >= logins.length || data.issueCount > 0));
  const answers = await remember(client, ['first contributions', searches], ask, isWhole);
  return logins.flatMap((login, index) => {
    const [within, before] = [answers[index], answers[logins.length + index]].map((each) => each?.data);
    return within && before ? [{ login, within: within.issueCount, before: before.issueCount }] : [];
  });
}

function searchText(place: EarlierContributions, login: string, merged: string): string {
  return [place.owner, 'is:pr', 'is:merged', ...visibilityIn(place), `author:${login}`, merged].join(' ');
}

/** As a search takes it: a day begins at midnight in UTC. */
function searchTime(instant: Date): string {
  return instant.toISOString().replace(/T00:00:00\.000Z$|\.000(?=Z$)/, '');
}

function visibilityIn({ includePrivate }: EarlierContributions): readonly string[] {
  return includePrivate ? [] : ['is:public'];
}
