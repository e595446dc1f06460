import { FakeGitHub } from '../fake-github/fake-github.js';
import type { LoggedRequest } from '../fake-github/http-server.js';
import { webhookPayload } from '../fake-github/webhook-payloads.js';
import {
  crateOf,
  DRAFT_BRANCH,
  DRAFT_FILE,
  type FleetSize,
  fleetClock,
  generateFleet,
  newslettersOf,
} from './generated-fleet.js';

/** Which fleet there is, and how long an answer takes. */
export interface FleetWorldArgument {
  readonly size: FleetSize;
  readonly responseTime: number;
  readonly startedAt: number;
}

export interface FleetWorldReady {
  readonly baseUrl: string;
  readonly privateKey: string;
}

/**
 * `merge`: a pull request is merged in each of the first so many installations; answered with the bodies of the webhooks.
 * `look`: how far the drafts are. `report`: what was asked since the start.
 */
export type FleetWorldMessage =
  | { readonly kind: 'merge'; readonly installations: number }
  | { readonly kind: 'slow down'; readonly responseTime: number }
  | { readonly kind: 'look' }
  | { readonly kind: 'report' };

/** How many newsletters there are, how many of their drafts have all that was merged, and what happened so far. */
export interface FleetLook {
  readonly newsletters: number;
  readonly current: number;
  readonly requests: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

/** From a run's first request to the end of the last one that names its newsletter, in milliseconds since 1970. */
export interface ObservedRun {
  readonly newsletter: string;
  /** User agent of the process. */
  readonly by: string;
  readonly began: number;
  readonly ended: number;
}

export interface FleetReport {
  readonly runs: readonly ObservedRun[];
  /** Newsletters whose draft has not each merged pull request once. */
  readonly wrong: readonly string[];
  readonly unexpected: readonly string[];
}

const { size, responseTime, startedAt }: FleetWorldArgument = JSON.parse(process.argv[2] ?? '{}');
const state = { perRequest: responseTime, perNode: 0 };
const github = await FakeGitHub.start({ clock: fleetClock(startedAt), responseTime: state });
const privateKey = generateFleet(github, size);
const all = newslettersOf(size.installations, size);
/** What the drafts of each installation list. */
const merged = new Map(Array.from({ length: size.installations }, (_, index) => [`org-${index}`, [1]]));
let behind = new Set(all);

process.on('message', (message: FleetWorldMessage) => process.send?.(answer(message)));
process.once('disconnect', () => process.exit());
process.send?.({ baseUrl: `${github.baseUrl}/api/v3`, privateKey } satisfies FleetWorldReady);

function answer(message: FleetWorldMessage): readonly string[] | FleetLook | FleetReport | null {
  switch (message.kind) {
    case 'merge':
      return merge(message.installations);
    case 'slow down':
      state.perRequest = message.responseTime;
      return null;
    case 'look':
      return look();
    case 'report':
      return report();
  }
}

function merge(installations: number): readonly string[] {
  const bodies: string[] = [];
  github.world.publish = (event) => {
    if (event.event === 'pull_request' && event.payload.action === 'closed')
      bodies.push(JSON.stringify(webhookPayload(github.world, event)));
  };
  for (let index = 0; index < installations; index += 1) {
    const number = github
      .as('person-1')
      .mergePullRequest(crateOf(index), { title: 'Turn another lever', files: [] });
    merged.get(`org-${index}`)?.push(number);
  }
  github.world.publish = () => undefined;
  behind = new Set([...behind, ...newslettersOf(installations, size)]);
  return bodies;
}

/** `null`: there is no draft. */
function draftOf(newsletter: string): string | null {
  return github.readFile(newsletter, DRAFT_BRANCH, DRAFT_FILE);
}

function isRight(newsletter: string): boolean {
  const [owner = ''] = newsletter.split('/');
  const linked = [...(draftOf(newsletter) ?? '').matchAll(/\/crate\/pull\/(\d+)\)/g)].map(([, number]) =>
    Number(number),
  );
  return linked.sort((a, b) => a - b).join() === merged.get(owner)?.join();
}

function look(): FleetLook {
  for (const newsletter of behind) if (isRight(newsletter)) behind.delete(newsletter);
  const { user, system } = process.cpuUsage();
  return {
    newsletters: all.length,
    current: all.length - behind.size,
    requests: github.requests.length,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.memoryUsage().rss / 2 ** 20,
  };
}

function report(): FleetReport {
  return {
    runs: runsOf(github.requests),
    wrong: all.filter((newsletter) => !isRight(newsletter)),
    unexpected: github.unexpectedRequests,
  };
}

/** A run begins with the query for the newsletter; its process tells its name, and what it writes with has that newsletter alone. */
function runsOf(requests: readonly LoggedRequest[]): readonly ObservedRun[] {
  const runs: { -readonly [Key in keyof ObservedRun]: ObservedRun[Key] }[] = [];
  const present = new Map<string, (typeof runs)[number]>();
  for (const request of [...requests].sort((a, b) => a.began - b.began)) {
    const { operation, userAgent: by, began, ended } = request;
    const newsletter = newsletterOf(request);
    if (newsletter === undefined) continue;
    const key = `${by} ${newsletter}`;
    let run = present.get(key);
    if (operation === 'Newsletter' || run === undefined) {
      run = { newsletter, by, began, ended };
      present.set(key, run);
      runs.push(run);
    }
    run.ended = Math.max(run.ended, ended);
  }
  return runs;
}

/** Which newsletter the request names, or may write to. */
function newsletterOf({ operation, variables, path, sentBy }: LoggedRequest): string | undefined {
  if (operation === 'Newsletter') return `${variables?.owner}/${variables?.name}`;
  const [, inPath] = /^\/repos\/(org-\d+\/news-\d+)\/(?!installation$)/.exec(path) ?? [];
  return inPath ?? (sentBy?.kind === 'installation' ? sentBy.repositories?.[0] : undefined);
}
