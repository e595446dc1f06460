import { adaptiveQuery } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { type GraphqlAnswer, gapOf } from '../connection/graphql.js';
import { pageSizeOf } from '../connection/page-size.js';
import type { Interval } from './merged-search.js';
import { type MonthRepository, readHistories } from './read-histories.js';
import { type MonthRepositoryNode, REPOSITORIES, type RepositoriesAnswer } from './repositories-query.js';

/** Which repositories are asked for, and which part of their history. */
export interface RepositoriesSearch {
  /** Login of the organization or person. */
  readonly owner: string;
  readonly includePrivate: boolean;
  /** Of commit times. */
  readonly interval: Interval;
}

const REPOSITORIES_A_PAGE = { first: 100, largest: 100, smallest: 5 };

/** The organization's repositories that are no forks and were pushed to since the time began. */
export async function readRepositories(
  client: Client,
  search: RepositoriesSearch,
  log: Log,
  report: (gap: string) => void,
): Promise<readonly MonthRepository[]> {
  const size = pageSizeOf(client, 'Repositories', REPOSITORIES_A_PAGE);
  const nodes: MonthRepositoryNode[] = [];
  let after: string | null = null;
  do {
    const page = { ...variablesFor(search), after };
    const requestFor = (first: number) => ({ document: REPOSITORIES, variables: { ...page, first } });
    const answer: GraphqlAnswer<RepositoriesAnswer> = await adaptiveQuery(client, size, requestFor, log);
    answer.errors.map(gapOf).forEach(report);
    const repositories = answer.data.repositoryOwner?.repositories;
    const listed = (repositories?.nodes ?? []).filter((node) => node !== null);
    nodes.push(...listed.filter((node) => isPushed(node, search)));
    const isOver = listed.some((node) => !isPushed(node, search));
    after = repositories?.pageInfo.hasNextPage === true && !isOver ? repositories.pageInfo.endCursor : null;
  } while (after !== null);
  log.info(`Read ${nodes.length} repositories with their histories.`);
  return readHistories(client, nodes, search.interval, log, report);
}

function variablesFor(search: RepositoriesSearch): Readonly<Record<string, string | null>> {
  return { ...times(search), owner: search.owner, privacy: search.includePrivate ? null : 'PUBLIC' };
}

/** GitHub takes both ends of a history as included. */
function times({ interval: { from, to } }: RepositoriesSearch): Readonly<Record<string, string>> {
  return { since: new Date(from).toISOString(), until: new Date(to).toISOString() };
}

function isPushed({ pushedAt }: MonthRepositoryNode, { interval }: RepositoriesSearch): boolean {
  return pushedAt !== null && Date.parse(pushedAt) >= interval.from;
}
