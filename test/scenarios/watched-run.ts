import { Octokit } from '@octokit/rest';
import type { Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { type DraftResult, draftEdition } from '../../src/run/draft-edition.js';
import { NEWS, type Story } from './story.js';

/** A request that a run makes. */
export interface Step {
  /** The GraphQL operation's name, or method and route: `POST /repos/{owner}/{repo}/pulls`. */
  readonly name: string;
  readonly isWrite: boolean;
}

/** Stands around each request of a run, which is sent when `go` is called. */
export type Watcher = <Answer>(step: Step, go: () => Promise<Answer>) => Promise<Answer>;

const ignore = () => undefined;
const silent: Log = { debug: ignore, info: ignore, warn: ignore };

/** What a process of its own does that is started beside those of the story: one run. */
export async function runWatched({ github }: Story, watch: Watcher): Promise<DraftResult> {
  const credentials = { kind: 'token', token: github.token } as const;
  const clients = await createClients(credentials, `${github.baseUrl}/api/v3`, NEWS, silent, 1);
  // With a token, what reads is also what writes.
  const client = clients.reader;
  if (!(client instanceof Octokit)) throw new Error('The client has no hooks.');
  client.hook.wrap('request', (request, options) => watch(stepOf(options), async () => request(options)));
  return draftEdition(clients, { newsletter: NEWS, organization: null }, null, github.world.clock, silent);
}

/** Writes of a run, in their order. */
export async function writesOf(story: Story): Promise<readonly string[]> {
  const writes: string[] = [];
  await runWatched(story, (step, go) => {
    if (step.isWrite) writes.push(step.name);
    return go();
  });
  return writes;
}

/** Lets something happen once, just before a run's write of this number, counted from 0. */
export function beforeWrite(number: number, act: () => void): Watcher {
  let writes = 0;
  return (step, go) => {
    if (step.isWrite && writes++ === number) act();
    return go();
  };
}

function stepOf(options: { readonly method: string; readonly url: string; readonly query?: unknown }): Step {
  const { method, url, query } = options;
  const [, kind, name] = /^\s*(query|mutation)\s+(\w+)/.exec(typeof query === 'string' ? query : '') ?? [];
  if (name === undefined) return { name: `${method} ${url}`, isWrite: method !== 'GET' };
  return { name, isWrite: kind === 'mutation' };
}
