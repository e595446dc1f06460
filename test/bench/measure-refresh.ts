import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { draftEdition } from '../../src/use-cases/draft-edition.js';
import { FakeGitHub } from '../fake-github/fake-github.js';
import { generateOrganization, NEWSLETTER } from './generated-organization.js';

/** What a run asked of GitHub: names of GraphQL operations, and REST routes. */
export interface Refresh {
  readonly requests: readonly string[];
}

/** The requests before the first write; each write is one of its own, with what is looked at after it. */
export function readingOf({ requests }: Refresh): readonly string[] {
  const first = requests.indexOf('StoreRendered');
  return first < 0 ? requests : requests.slice(0, first);
}

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** The run that follows one webhook, where a draft of 26 repositories and 60 pull requests is there already. */
export async function measureRefresh(): Promise<{
  readonly nothingNew: Refresh;
  readonly oneMerged: Refresh;
}> {
  let now = new Date('2020-05-31T12:00:00Z');
  const github = await FakeGitHub.start({ clock: () => now });
  try {
    generateOrganization(github, { repositories: 26, pullRequests: 60 });
    const clients = await createClients(
      { kind: 'token', token: github.token },
      `${github.baseUrl}/api/v3`,
      NEWSLETTER,
      silent,
      1,
    );
    const run = async (): Promise<Refresh> => {
      github.resetRequests();
      await draftEdition(clients, { newsletter: NEWSLETTER, organization: null }, null, () => now, silent);
      return {
        requests: github.requests.map(({ method, path, operation }) => operation ?? `${method} ${path}`),
      };
    };
    await run();
    await run();
    const nothingNew = await run();
    now = new Date('2020-05-31T13:00:00Z');
    github.as('person-1').mergePullRequest('acme/crate-0001', { title: 'One more' });
    await sleep(0);
    return { nothingNew, oneMerged: await run() };
  } finally {
    await github.stop();
  }
}
