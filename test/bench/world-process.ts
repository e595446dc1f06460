import { FakeGitHub } from '../fake-github/fake-github.js';
import { loadRecordedData } from '../fake-github/recorded-data.js';
import type { ResourceLimits } from '../fake-github/resource-limits.js';
import type { ResponseTime } from '../fake-github/response-time.js';
import { generateOrganization, type OrganizationSize } from './generated-organization.js';

/** Which world is served, and how fast. */
export interface WorldArgument {
  readonly now: string;
  readonly responseTime: ResponseTime;
  /** A folder of recorded data, or a size to generate. */
  readonly content: { readonly recorded: string; readonly newsletter: string } | OrganizationSize;
}

export interface WorldReady {
  readonly baseUrl: string;
  readonly token: string;
}

/** From where on this GitHub ends queries, and what its answers lack then. */
export interface Limits {
  /** Pull requests of a page of the month's search. */
  readonly pullRequests: number;
  /** Nodes that any query may bring. */
  readonly nodes: number;
  readonly missing: ResourceLimits['missing'];
}

/** Sets the world's limits for what follows; the answer is the traffic before. */
export interface WorldMessage {
  readonly limits: Limits | null;
}

/** What the world was asked since it was last asked for this. */
export interface Traffic {
  readonly requests: number;
  readonly failed: number;
  /** Of the GraphQL rate limit. */
  readonly graphqlPoints: number;
  /** That the fake took by its response time. */
  readonly seconds: number;
  /** By operation or route kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly unexpected: readonly string[];
}

const argument: WorldArgument = JSON.parse(process.argv[2] ?? '{}');
const now = new Date(argument.now);
const github = await FakeGitHub.start({ clock: () => now, responseTime: argument.responseTime });
if ('recorded' in argument.content) {
  const { recorded, newsletter } = argument.content;
  loadRecordedData(github, recorded, { asOf: now, newsletter });
} else generateOrganization(github, argument.content);

// The first query makes the fake build GitHub's schema, which is nobody's time.
await fetch(`${github.baseUrl}/api/graphql`, {
  method: 'POST',
  headers: { authorization: `token ${github.token}` },
  body: JSON.stringify({ query: '{ viewer { login } }' }),
});
github.resetRequests();

process.on('message', ({ limits }: WorldMessage) => {
  process.send?.(trafficOf(github));
  github.resetRequests();
  github.limitResources(limits === null ? null : resourceLimits(limits));
});
process.once('disconnect', () => process.exit());
process.send?.({ baseUrl: github.baseUrl, token: github.token } satisfies WorldReady);

function resourceLimits({ pullRequests, nodes: most, missing }: Limits): ResourceLimits {
  return {
    missing,
    areExceededBy: ({ operation, items, nodes }) =>
      nodes > most || (operation === 'MergedPullRequests' && items > pullRequests),
  };
}

function trafficOf({ requests, unexpectedRequests }: FakeGitHub): Traffic {
  const kinds: Record<string, number> = {};
  for (const { method, path, operation } of requests) {
    const kind = operation ?? `${method} ${path.replace(/\/repos\/[^/]+\/[^/]+/, '/repos/*/*')}`;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const points = requests.map(({ path, cost }) => (path === '/graphql' ? cost : 0));
  return {
    requests: requests.length,
    failed: requests.filter(({ status }) => status >= 400 || status === 0).length,
    graphqlPoints: points.reduce((sum, each) => sum + each, 0),
    seconds: requests.reduce((sum, { milliseconds = 0 }) => sum + milliseconds / 1000, 0),
    kinds,
    unexpected: unexpectedRequests,
  };
}
