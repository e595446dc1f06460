import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { draftEdition } from '../../src/run/draft-edition.js';
import { FakeGitHub } from '../fake-github/fake-github.js';
import { generateOrganization, NEWSLETTER, type OrganizationSize } from './generated-organization.js';

/** What a run asked of GitHub: names of GraphQL operations, and REST routes. */
export interface Refresh {
  readonly requests: readonly string[];
  /** Of the GraphQL rate limit. */
  readonly points: number;
}

/** The requests before the first write; each write is one of its own, with what is looked at after it. */
export function readingOf({ requests }: Refresh): readonly string[] {
  const first = requests.indexOf('StoreRendered');
  return first < 0 ? requests : requests.slice(0, first);
}

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** What runs of the bot cost. */
export interface RunCosts {
  /** Over a month in which nothing was merged, by a process that began with it. */
  readonly emptyMonth: Refresh;
  /** Where a draft of 26 repositories and 60 pull requests is there already. */
  readonly nothingNew: Refresh;
  /** The run that follows one webhook. */
  readonly oneMerged: Refresh;
}

/** Runs the bot over an empty month and, with a draft that is there, after a webhook. */
export async function measureRuns(): Promise<RunCosts> {
  const emptyMonth = await withOrganization({ repositories: 26, pullRequests: 0 }, ({ run }) => run());
  return withOrganization({ repositories: 26, pullRequests: 60 }, async ({ github, run, setTime }) => {
    await run();
    await run();
    const nothingNew = await run();
    setTime('2020-05-31T13:00:00Z');
    github.as('person-1').mergePullRequest('acme/crate-0001', { title: 'One more' });
    await sleep(0);
    return { emptyMonth, nothingNew, oneMerged: await run() };
  });
}

interface Bench {
  readonly github: FakeGitHub;
  run(): Promise<Refresh>;
  setTime(instant: string): void;
}

async function withOrganization<Result>(
  size: OrganizationSize,
  story: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  let now = new Date('2020-05-31T12:00:00Z');
  const github = await FakeGitHub.start({ clock: () => now });
  try {
    generateOrganization(github, size);
    const clients = await createClients(
      { kind: 'token', token: github.token },
      `${github.baseUrl}/api/v3`,
      NEWSLETTER,
      silent,
      1,
    );
    return await story({
      github,
      setTime(instant) {
        now = new Date(instant);
      },
      async run() {
        github.resetRequests();
        await draftEdition(clients, { newsletter: NEWSLETTER, organization: null }, null, () => now, silent);
        return toRefresh(github);
      },
    });
  } finally {
    await github.stop();
  }
}

function toRefresh({ requests }: FakeGitHub): Refresh {
  return {
    requests: requests.map(({ method, path, operation }) => operation ?? `${method} ${path}`),
    points: requests.reduce((sum, { path, cost }) => sum + (path === '/graphql' ? cost : 0), 0),
  };
}
