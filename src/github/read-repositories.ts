import { adaptiveQuery, queryInBatches } from './adaptive-query.js';
import type { Client, Log } from './client.js';
import { type GraphqlAnswer, gapOf } from './graphql.js';
import type { Interval } from './merged-search.js';
import { createPageSize } from './page-size.js';
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
  /** Of commit times. */
  readonly interval: Interval;
}

/** A repository to which something was pushed since the time began. */
export interface MonthRepository {
  readonly node: MonthRepositoryNode;
  /** Of the default branch, within the time. */
  readonly history: readonly HistoryNode[];
}

const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 25;
/** Repositories whose histories go on are asked for together, so many at once. */
const MOST_HISTORIES = 20;
const FEWEST_HISTORIES = 5;

/** The organization's repositories that are no forks and were pushed to since the time began. */
export async function readRepositories(
  client: Client,
  search: RepositoriesSearch,
  log: Log,
  report: (gap: string) => void,
): Promise<readonly MonthRepository[]> {
  const size = createPageSize(LARGEST_PAGE, SMALLEST_PAGE);
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
  return readHistories(client, nodes, search, log, report);
}

/** Each repository's whole history of the time, from the pages that are there already. */
async function readHistories(
  client: Client,
  nodes: readonly MonthRepositoryNode[],
  search: RepositoriesSearch,
  log: Log,
  report: (gap: string) => void,
): Promise<readonly MonthRepository[]> {
  const histories = new Map(nodes.map((node) => [node.id, [...commitsIn(historyOf(node))]]));
  const size = createPageSize(MOST_HISTORIES, FEWEST_HISTORIES);
  let unread = nodes.flatMap((node) => cursorOf(node.id, historyOf(node)));
  while (unread.length > 0) {
    const requestFor = (cursors: readonly Cursor[]) => historiesRequest(cursors, search);
    const batches = await queryInBatches<Cursor, HistoriesAnswer>(client, unread, size, requestFor, log);
    unread = batches.flatMap(({ items, data, errors }) => {
      errors.map(gapOf).forEach(report);
      return items.flatMap(({ id }, index) => {
        const page = historyOf(data[`history${index}`]);
        histories.get(id)?.push(...commitsIn(page));
        return cursorOf(id, page);
      });
    });
  }
  return nodes.map((node) => ({ node, history: histories.get(node.id) ?? [] }));
}

interface Cursor {
  readonly id: string;
  readonly after: string | null;
}

function historiesRequest(cursors: readonly Cursor[], search: RepositoriesSearch) {
  const places = cursors.flatMap(({ id, after }, index) => [
    [`id${index}`, id],
    [`after${index}`, after],
  ]);
  return {
    document: historiesQuery(cursors.length),
    variables: { ...times(search), ...Object.fromEntries(places) },
  };
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
