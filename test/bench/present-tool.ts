import type { Client } from '../../src/github/connection/client.js';
import { isWithin, type Period } from '../../src/newsletter/activity/period.js';

/**
 * Counts a month's merged pull requests with the requests that the organization's present tool sends, one after the
 * other: the list of repositories; then, for each, its closed pull requests, those updated last first, page by page
 * until one page ends before the month.
 */
export async function countAsPresentTool(
  { rest }: Client,
  org: string,
  period: Period,
  exclude: readonly string[],
): Promise<number> {
  let merged = 0;
  for (const repository of await listRepositories(rest, org)) {
    if (repository.isFork || exclude.includes(repository.name)) continue;
    for (let page = 1; ; page += 1) {
      const { data } = await rest.pulls.list({
        owner: org,
        repo: repository.name,
        state: 'closed',
        sort: 'updated',
        direction: 'desc',
        per_page: 100,
        page,
      });
      merged += data.filter(({ merged_at }) => merged_at !== null && isWithin(period, merged_at)).length;
      const oldest = data.at(-1)?.updated_at;
      if (data.length < 100 || oldest === undefined || new Date(oldest) < period.start) break;
    }
  }
  return merged;
}

async function listRepositories(rest: Client['rest'], org: string) {
  const repositories: { readonly name: string; readonly isFork: boolean }[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await rest.repos.listForOrg({ org, per_page: 100, page });
    repositories.push(...data.map(({ name, fork }) => ({ name, isFork: fork })));
    if (data.length < 100) return repositories;
  }
}
