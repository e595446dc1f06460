import nock from 'nock';
import type { PullRequestNode } from '../../src/github/activity/pull-requests.js';
import { API, type Request } from './github-api.js';
import { lastPage, pageUntil, pullRequestNode, searchAnswer } from './pull-request-nodes.js';

/** So many times, `step` milliseconds apart. */
export function timesFrom(start: string, count: number, step: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(start) + index * step).toISOString(),
  );
}

/** How GitHub answers otherwise than it should. */
export interface SearchAnswers {
  readonly onPage?: (variables: Request['variables']) => unknown;
  /** How many, the oldest, are gone after the first page. */
  readonly vanishing?: number;
  /** Whether GitHub counts parts. */
  readonly counts?: boolean;
}

/** Answers all searches for pull requests merged at these times as GitHub does; returns what was asked for, in turn. */
export function answerSearches(
  times: readonly string[],
  { onPage, vanishing = 0, counts = true }: SearchAnswers = {},
): readonly ('page' | 'count')[] {
  const requests: ('page' | 'count')[] = [];
  const merged = times.map((mergedAt, index) => pullRequestNode(index + 1, { mergedAt }));
  nock(API)
    .persist()
    .post('/graphql')
    .reply((_uri, body) => {
      const { variables } = body as unknown as Request;
      const foundBy = (search: unknown) => findIn(merged, String(search));
      if (typeof variables.search !== 'string') {
        requests.push('count');
        const searches = Object.values(variables).map((search, index) => [
          `search${index}`,
          counts ? { issueCount: foundBy(search).length } : null,
        ]);
        const errors = counts ? {} : { errors: [{ type: 'FORBIDDEN', path: ['search0'], message: 'No.' }] };
        return [200, { data: Object.fromEntries(searches), ...errors }];
      }
      requests.push('page');
      const { after = null, search } = variables;
      const found = foundBy(search);
      const start = Number(after ?? 0);
      const end = start + 100;
      const nodes = found.slice(start, end);
      const hasNextPage = end < Math.min(found.length, 1000);
      const answer = searchAnswer(
        hasNextPage ? pageUntil(String(end), nodes) : lastPage(nodes),
        found.length,
      );
      if (requests.length === 1) merged.splice(0, vanishing);
      onPage?.(variables);
      return [200, answer];
    });
  return requests;
}

function findIn(merged: readonly PullRequestNode[], search: string): readonly PullRequestNode[] {
  const [from = 0, to = 0] =
    /merged:(\S+)\.\.(\S+)/
      .exec(search)
      ?.slice(1)
      .map((instant) => Date.parse(instant)) ?? [];
  return merged.filter(({ mergedAt }) => {
    const time = Date.parse(mergedAt ?? '');
    return from <= time && time <= to;
  });
}
