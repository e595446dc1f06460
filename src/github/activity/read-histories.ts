import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { gapOf } from '../connection/graphql.js';
import { pageSizeOf } from '../connection/page-size.js';
import { divide, type Interval } from './merged-search.js';
import {
  type HistoriesAnswer,
  type HistoryNode,
  type HistoryPage,
  historiesQuery,
  type MonthRepositoryNode,
} from './repositories-query.js';

/** A repository to which something was pushed since the time began. */
export interface MonthRepository {
  readonly node: MonthRepositoryNode;
  /** Of the default branch, within the time. */
  readonly history: readonly HistoryNode[];
}

/** A page of a repository's history of some time. */
interface Part {
  /** Node id of the repository. */
  readonly id: string;
  readonly interval: Interval;
  readonly after: string | null;
}

/** Pages that are asked for together, of whichever repositories. */
const PARTS_A_REQUEST = { first: 50, largest: 100, smallest: 1 };
/** Commits beyond which a history is read in parts of its time, and how many these have on average. */
const LONG = 200;
const COMMITS_OF_PART = 50;

/**
 * Each repository's whole history of the time, from the pages that are there already. What a long one has besides is
 * read in parts of the time, many in a request: page by page, a busy repository alone would take a request for each
 * hundred commits.
 */
export async function readHistories(
  client: Client,
  nodes: readonly MonthRepositoryNode[],
  interval: Interval,
  log: Log,
  report: (gap: string) => void,
): Promise<readonly MonthRepository[]> {
  const found = new Map(nodes.map((node) => [node.id, new Map<string, HistoryNode>()]));
  const add = (id: string, page: HistoryPage | undefined) => {
    for (const commit of page?.nodes ?? []) if (commit !== null) found.get(id)?.set(commit.oid, commit);
  };
  const size = pageSizeOf(client, 'Histories', PARTS_A_REQUEST);
  const read = async (parts: readonly Part[]) => {
    let unread = parts;
    while (unread.length > 0) {
      const batches = await queryInBatches<Part, HistoriesAnswer>(client, unread, size, requestFor, log);
      unread = batches.flatMap(({ items, data, errors }) => {
        errors.map(gapOf).forEach(report);
        return items.flatMap((part, index) => {
          const page = historyOf(data[`history${index}`]);
          add(part.id, page);
          return rest(part, page);
        });
      });
    }
  };
  for (const node of nodes) add(node.id, historyOf(node));
  const [long, short] = [nodes.filter(isLong), nodes.filter((node) => !isLong(node))];
  const pages = ({ id }: MonthRepositoryNode, page: HistoryPage | undefined) => rest({ id, interval }, page);
  await read([
    ...short.flatMap((node) => pages(node, historyOf(node))),
    ...long.flatMap((node) => partsOf(node, interval)),
  ]);
  // Commits with times out of order may be in no part; then the pages are followed after all.
  const cut = long.filter(({ id, ...node }) => (found.get(id)?.size ?? 0) < countOf(node));
  await read(cut.flatMap((node) => pages(node, historyOf(node))));
  return nodes.map((node) => ({ node, history: [...(found.get(node.id)?.values() ?? [])] }));
}

function isLong(node: MonthRepositoryNode): boolean {
  return countOf(node) > LONG;
}

function countOf(node: Pick<MonthRepositoryNode, 'defaultBranchRef'>): number {
  return historyOf(node)?.totalCount ?? 0;
}

function partsOf(node: MonthRepositoryNode, interval: Interval): readonly Part[] {
  const parts = divide(interval, Math.ceil(countOf(node) / COMMITS_OF_PART));
  return parts.map((part) => ({ id: node.id, interval: part, after: null }));
}

/** What follows the page. */
function rest({ id, interval }: Omit<Part, 'after'>, page: HistoryPage | undefined): readonly Part[] {
  return page?.pageInfo.hasNextPage === true ? [{ id, interval, after: page.pageInfo.endCursor }] : [];
}

function historyOf(
  node: Pick<MonthRepositoryNode, 'defaultBranchRef'> | null | undefined,
): HistoryPage | undefined {
  return node?.defaultBranchRef?.target?.history;
}

function requestFor(parts: readonly Part[]) {
  const variables = parts.flatMap(({ id, interval, after }, index) => [
    [`id${index}`, id],
    [`since${index}`, new Date(interval.from).toISOString()],
    [`until${index}`, new Date(interval.to).toISOString()],
    [`after${index}`, after],
  ]);
  return { document: historiesQuery(parts.length), variables: Object.fromEntries(variables) };
}
