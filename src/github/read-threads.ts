import { RequestError } from '@octokit/request-error';
import type { Client, Log } from './client.js';
import { type GraphqlAnswer, partialQuery, reasonOf } from './graphql.js';
import { type ThreadCommit, type ThreadsAnswer, threadsQuery } from './release-threads-query.js';

/** A history that is followed since some day. */
export interface Thread {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** `HEAD` or an object id. */
  readonly at: string;
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

/** Histories asked for in one request; half as many where GitHub cannot answer in time. */
const LARGEST_BATCH = 40;
const SMALLEST_BATCH = 5;
const MOST_PAGES = 10;

/**
 * The histories since that day, as many in a request as GitHub can answer. One that GitHub does not give whole, or that is
 * very long, is missing in the answer, and the log says so.
 */
export async function readThreads(
  client: Client,
  threads: readonly Thread[],
  since: Date,
  log: Log,
): Promise<ReadonlyMap<Thread, ThreadHistory>> {
  const whole = new Map<Thread, ThreadHistory>();
  let size = LARGEST_BATCH;
  let open: readonly Reading[] = threads.map(begin);
  while (open.length > 0) {
    const batch = open.slice(0, size);
    const answer = await ask(client, batch, since, size > SMALLEST_BATCH);
    if (answer !== null) {
      const read = batch.map((reading, index) => continued(reading, answer, index));
      for (const { thread, tip, commits, after } of read.filter(isReading)) {
        if (after === null) whole.set(thread, { tip, commits });
      }
      for (const problem of read.filter((each) => typeof each === 'string')) log.warn(problem);
      open = [...read.filter(isReading).filter(({ after }) => after !== null), ...open.slice(batch.length)];
    } else if (size > SMALLEST_BATCH) {
      size = Math.ceil(size / 2);
    } else {
      log.warn('GitHub could not tell in time what was released.');
      return whole;
    }
  }
  return whole;
}

function begin(thread: Thread): Reading {
  return { thread, tip: thread.at, commits: [], after: null, pages: 0 };
}

/** `null` when GitHub could not make the answer in time. */
async function ask(
  client: Client,
  batch: readonly Reading[],
  since: Date,
  mayBeSplit: boolean,
): Promise<GraphqlAnswer<ThreadsAnswer> | null> {
  const document = threadsQuery(
    batch.map(({ thread }) => (thread.manifest === null ? 'commits' : 'manifest')),
  );
  const request = mayBeSplit ? { retries: 0 } : {};
  try {
    return await partialQuery<ThreadsAnswer>(client, document, {
      ...variablesFor(batch),
      since: since.toISOString(),
      request,
    });
  } catch (error) {
    if (error instanceof RequestError && error.status >= 500) return null;
    throw error;
  }
}

function variablesFor(batch: readonly Reading[]): Record<string, string | null> {
  return Object.fromEntries(
    batch.flatMap(({ thread, tip, after }, index) => {
      const [owner = '', name = ''] = thread.repository.split('/');
      return [
        [`owner${index}`, owner],
        [`name${index}`, name],
        [`at${index}`, tip],
        [`after${index}`, after],
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

function isReading(read: Reading | string): read is Reading {
  return typeof read !== 'string';
}
