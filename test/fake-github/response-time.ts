/** How long this GitHub takes for an answer, in milliseconds, so that a huge query does not look free. */
export interface ResponseTime {
  readonly perRequest: number;
  /** For each object in the answer that is more than a list or its page info. */
  readonly perNode: number;
  /** A query that takes longer is given up and answered 502; GitHub gives it ten seconds. */
  readonly limit?: number;
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
