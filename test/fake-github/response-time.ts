import { setTimeout as sleep } from 'node:timers/promises';
import { failureAnswer } from './failures.js';
import { type GraphqlRequest, isMutation } from './graphql-server.js';
import type { RestAnswer } from './rest/router.js';

/** How long this GitHub takes for an answer, in milliseconds, so that a huge query does not look free. */
export interface ResponseTime {
  readonly perRequest: number;
  /** For each object in the answer that is more than a list or its page info. */
  readonly perNode: number;
  /** A query that takes longer is given up and answered 502; GitHub gives it ten seconds. */
  readonly limit?: number;
}

/** The answer after its time, or that to a query which takes too long, and the milliseconds that were charged. */
export async function answerInTime(
  responseTime: ResponseTime | null,
  graphql: GraphqlRequest | undefined,
  answer: RestAnswer,
): Promise<{ readonly answer: RestAnswer; readonly milliseconds?: number }> {
  if (responseTime === null) return { answer };
  const time = timeOf(responseTime, graphql !== undefined, answer.body);
  const limit = graphql && !isMutation(graphql) ? responseTime.limit : undefined;
  const milliseconds = Math.min(time, limit ?? time);
  await sleep(milliseconds);
  return { answer: milliseconds < time ? failureAnswer({ status: 502 }) : answer, milliseconds };
}

/** What an answer costs, before any limit. Of REST, what is within an item of a list comes for nothing. */
export function timeOf({ perRequest, perNode }: ResponseTime, isGraphql: boolean, body: unknown): number {
  const nodes = isGraphql ? nodesIn(dataOf(body)) : Array.isArray(body) ? body.length : 1;
  return perRequest + perNode * nodes;
}

/** Objects in the values, but for the lists and page infos that hold them. */
function nodesIn(values: readonly unknown[]): number {
  return values.reduce((total: number, value) => {
    if (typeof value !== 'object' || value === null) return total;
    const isWrapper = Array.isArray(value) || 'nodes' in value || 'hasNextPage' in value;
    return total + (isWrapper ? 0 : 1) + nodesIn(Object.values(value));
  }, 0);
}

function dataOf(body: unknown): readonly unknown[] {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : null;
  return Object.values(data ?? {});
}
