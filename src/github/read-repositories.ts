import { createPager } from './adaptive-page.js';
import type { Client, Log } from './client.js';
import { type GraphqlAnswer, gapOf, partialQuery } from './graphql.js';
import type { Page } from './pull-request-query.js';
import {
  type HistoriesAnswer,
  type HistoryNode,
  historiesQuery,
  type MonthRepositoryNode,
  REPOSITORIES,
  type RepositoriesAnswer,
} from './repositories-query.js';

/** Which repositories are asked for, and which part of their history. */
export interface RepositoriesSearch {
  /** Login of the organization or person. */
  readonly owner: string;
  readonly includePrivate: boolean;
  /** Commit times, the second one excluded. */
  readonly from: Date;
  readonly to: Date;
}

/** A repository to which something was pushed since the time began. */
export interface MonthRepository {
  readonly node: MonthRepositoryNode;
  /** Of the default branch, within the time. */
  readonly history: readonly HistoryNode[];
}

/** Repositories whose histories go on are asked for together, so many at once. */
const HISTORIES = 20;

/** The organization's repositories that are no forks and were pushed to since the time began. */
export async function readRepositories(
  client: Client,
  search: RepositoriesSearch,
  log: Log,
  report: (gap: string) => void,
): Promise<readonly MonthRepository[]> {
  const ask = createPager(client, 'repositories', log);
  const nodes: MonthRepositoryNode[] = [];
  let after: string | null = null;
  do {
    const answer: GraphqlAnswer<RepositoriesAnswer> = await ask(REPOSITORIES, {
      ...times(search),
      owner: search.owner,
      privacy: search.includePrivate ? null : 'PUBLIC',
      after,
    });
    answer.errors.map(gapOf).forEach(report);
    const page = answer.data.repositoryOwner?.repositories;
    const listed = (page?.nodes ?? []).filter((node) => node !== null);
    nodes.push(...listed.filter((node) => isPushed(node, search)));
    const isOver = listed.some((node) => !isPushed(node, search));
    after = page?.pageInfo.hasNextPage === true && !isOver ? page.pageInfo.endCursor : null;
  } while (after !== null);
  log.info(`Read ${nodes.length} repositories with their histories.`);
  return readHistories(client, nodes, search, report);
}

/** Each repository's whole history of the time, from the pages that are there already. */
async function readHistories(
  client: Client,
  nodes: readonly MonthRepositoryNode[],
  search: RepositoriesSearch,
  report: (gap: string) => void,
): Promise<readonly MonthRepository[]> {
  const histories = new Map(nodes.map((node) => [node.id, [...commitsIn(historyOf(node))]]));
  let unread = nodes.flatMap((node) => cursorOf(node.id, historyOf(node)));
  while (unread.length > 0) {
    const batch = unread.splice(0, HISTORIES);
    const variables = Object.fromEntries(
      batch.flatMap(({ id, after }, index) => [
        [`id${index}`, id],
        [`after${index}`, after],
      ]),
    );
    const document = historiesQuery(batch.length);
    const { data, errors } = await partialQuery<HistoriesAnswer>(client, document, {
      ...times(search),
      ...variables,
    });
    errors.map(gapOf).forEach(report);
    const pages = batch.map(({ id }, index) => ({ id, page: historyOf(data[`history${index}`]) }));
    for (const { id, page } of pages) histories.get(id)?.push(...commitsIn(page));
    unread = [...unread, ...pages.flatMap(({ id, page }) => cursorOf(id, page))];
  }
  return nodes.map((node) => ({ node, history: histories.get(node.id) ?? [] }));
}

interface Cursor {
  readonly id: string;
  readonly after: string | null;
}

function cursorOf(id: string, page: Page<HistoryNode> | undefined): readonly Cursor[] {
  return page?.pageInfo.hasNextPage === true ? [{ id, after: page.pageInfo.endCursor }] : [];
}

function historyOf(
  node: Pick<MonthRepositoryNode, 'defaultBranchRef'> | null | undefined,
): Page<HistoryNode> | undefined {
  return node?.defaultBranchRef?.target?.history;
}

function commitsIn(page: Page<HistoryNode> | undefined): readonly HistoryNode[] {
  return (page?.nodes ?? []).filter((commit) => commit !== null);
}

/** GitHub takes both ends of a history as included. */
function times({ from, to }: RepositoriesSearch): Readonly<Record<string, string>> {
  return { since: from.toISOString(), until: new Date(to.getTime() - 1000).toISOString() };
}

function isPushed({ pushedAt }: MonthRepositoryNode, { from }: RepositoriesSearch): boolean {
  return pushedAt !== null && Date.parse(pushedAt) >= from.getTime();
}
