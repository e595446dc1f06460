import { splitName } from '../../newsletter/activity/repository.js';
import { type Batch, type GraphqlRequest, queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { isTooMuch } from '../connection/errors.js';
import { type GraphqlAnswer, reasonOf } from '../connection/graphql.js';
import { type PageSize, pageSizeOf } from '../connection/page-size.js';
import { type ThreadCommit, type ThreadsAnswer, threadsQuery } from './release-threads-query.js';

/** A history that is followed back to some day. */
export interface Thread {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** `HEAD` or an object id. */
  readonly at: string;
  /** ISO instant; older commits are not asked for. */
  readonly since: string;
  /** The manifest that is followed, and that of the crate whose version it may tell; `null`: all commits. */
  readonly manifest: { readonly path: string; readonly crate: string } | null;
}

/** A whole history, newest commits first. */
export interface ThreadHistory {
  /** Object id of the commit that it begins with. */
  readonly tip: string;
  readonly commits: readonly ThreadCommit[];
}

/** What is read of a thread so far. */
interface Reading {
  readonly thread: Thread;
  /** Object id of the commit that it begins with; before the first page the thread's own name of it. */
  readonly tip: string;
  readonly commits: readonly ThreadCommit[];
  readonly after: string | null;
  readonly pages: number;
}

/** Histories asked for in one request. */
const THREADS_A_REQUEST = { first: 10, largest: 40, smallest: 1 };
const MOST_PAGES = 20;

/**
 * The histories, as many in a request as GitHub can answer. `next` names the threads to follow once one is read to its end.
 * One that GitHub does not give whole, or that is very long, is missing in the answer, and the log says so.
 */
export async function readThreads(
  client: Client,
  threads: readonly Thread[],
  next: (thread: Thread, history: ThreadHistory) => readonly Thread[],
  log: Log,
): Promise<ReadonlyMap<Thread, ThreadHistory>> {
  const whole = new Map<Thread, ThreadHistory>();
  const size = pageSizeOf(client, 'Releases', THREADS_A_REQUEST);
  let open: readonly Reading[] = threads.map(begin);
  while (open.length > 0) {
    const batches = await queryOrGiveUp(client, open, size, log);
    const read = batches.flatMap((batch) =>
      batch.items.map((reading, index) => continued(reading, batch, index)),
    );
    for (const problem of new Set(read.filter((each) => typeof each === 'string'))) log.warn(problem);
    open = read
      .filter((each) => typeof each !== 'string')
      .flatMap((reading) => {
        const { thread, tip, commits, after } = reading;
        if (after !== null) return [reading];
        whole.set(thread, { tip, commits });
        return next(thread, { tip, commits }).map(begin);
      });
  }
  return whole;
}

/** Nothing but notes depends on the answer, so a run does not end for the want of it. */
async function queryOrGiveUp(
  client: Client,
  readings: readonly Reading[],
  size: PageSize,
  log: Log,
): Promise<readonly Batch<Reading, ThreadsAnswer>[]> {
  try {
    return await queryInBatches<Reading, ThreadsAnswer>(client, readings, size, threadsRequest, log);
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    log.warn('GitHub could not tell what was released; entries have no notes of publication in this run.');
    return [];
  }
}

function begin(thread: Thread): Reading {
  return { thread, tip: thread.at, commits: [], after: null, pages: 0 };
}

function threadsRequest(readings: readonly Reading[]): GraphqlRequest {
  return {
    document: threadsQuery(readings.map(({ thread }) => (thread.manifest === null ? 'commits' : 'manifest'))),
    variables: variablesFor(readings),
  };
}

function variablesFor(batch: readonly Reading[]): Record<string, string | null> {
  return Object.fromEntries(
    batch.flatMap(({ thread, tip, after }, index) => {
      const { owner, name } = splitName(thread.repository);
      return [
        [`owner${index}`, owner],
        [`name${index}`, name],
        [`at${index}`, tip],
        [`after${index}`, after],
        [`since${index}`, thread.since],
        ...(thread.manifest === null
          ? []
          : [
              [`path${index}`, thread.manifest.path],
              [`manifest${index}`, thread.manifest.crate],
            ]),
      ];
    }),
  );
}

/** The reading with one more page, or a sentence that says why it does not go on. */
function continued(
  { thread, commits, pages }: Reading,
  { data, errors }: GraphqlAnswer<ThreadsAnswer>,
  index: number,
): Reading | string {
  const unknown = (reason: string) => `It is not known what was released of ${thread.repository}: ${reason}.`;
  const error = errors.find(({ path }) => path === undefined || path[0] === `thread${index}`);
  if (error !== undefined) return unknown(reasonOf(error));
  const object = data[`thread${index}`]?.object;
  if (object?.oid === undefined || object.history === undefined) return unknown(`${thread.at} is no commit`);
  const { nodes, pageInfo } = object.history;
  const after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  if (after !== null && pages + 1 >= MOST_PAGES) return unknown('too many commits came since');
  const found = (nodes ?? []).filter((commit) => commit !== null);
  return { thread, tip: object.oid, commits: [...commits, ...found], after, pages: pages + 1 };
}
