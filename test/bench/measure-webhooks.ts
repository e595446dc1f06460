import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Postgres } from '../postgres/start-postgres.js';
import type { Budget } from './budgets.js';
import { type Child, startChild } from './child.js';
import type {
  FleetLook,
  FleetWorldArgument,
  FleetWorldMessage,
  FleetWorldReady,
} from './fleet-world-process.js';
import { newsletterOf } from './generated-fleet.js';
import type { BotArgument, ProcessReport, ReceiverArgument, ReceiverReady } from './receiver-process.js';
import { table } from './tables.js';

/** How one program took webhooks; medians of the rounds. */
export interface WebhookRate {
  readonly by: string;
  readonly perSecond: number;
  /** Beside the bare app in the same round. */
  readonly ratio: number;
  /** Microseconds of a processor for each; unlike the rate, not disturbed by whatever else the machine does. */
  readonly processor: number;
  /** Of the deliveries at a fixed pace, 99 of 100 were answered within so many milliseconds. */
  readonly p99: number;
}

export const SECRET = 'the secret of the benchmark';
export const CONNECTIONS = 20;
const DELIVERIES = 1500;
const ROUNDS = 5;
/** Deliveries a second, for so many seconds, at which it is measured how long answers take. */
export const PACE = 500;
const PACED_SECONDS = 4;

const BARE = 'bare Probot app';

/** Delivers the same signed webhook over and over to all programs in turns. */
export async function measureWebhooks(postgres: Postgres): Promise<readonly WebhookRate[]> {
  const startedAt = Date.now();
  const world = await startChild<FleetWorldReady, FleetLook>('fleet-world-process', {
    size: { installations: 1, newslettersEach: 1 },
    responseTime: 0,
    startedAt,
  } satisfies FleetWorldArgument);
  const bot: BotArgument = {
    kind: 'bot',
    secret: SECRET,
    role: 'all',
    newsletter: newsletterOf(0, 0),
    ...world.ready,
    databaseUrl: null,
    // Deliveries that come now wait for an hour of quiet.
    quietSeconds: 3600,
    runsAtOnce: 4,
    startedAt,
    waitUnit: 1,
  };
  const programs: readonly (readonly [string, ReceiverArgument])[] = [
    [BARE, { kind: BARE, secret: SECRET }],
    ['bot', bot],
    ['bot, PostgreSQL', { ...bot, databaseUrl: await postgres.createDatabase() }],
  ];
  const children: Child<ProcessReport>[] = [];
  try {
    const receivers = [];
    for (const [by, argument] of programs) {
      const { ready, child } = await startChild<ReceiverReady, ProcessReport>('receiver-process', argument);
      children.push(child);
      const measured = { rates: [] as number[], processor: [] as number[], p99s: [] as number[] };
      receivers.push({ by, url: ready.url, child, ...measured });
    }
    await untilCurrent(world.child, 1);
    const body = examplePayload();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { url, child, rates, processor } of receivers) {
        const before = await child.ask({});
        rates.push(await rateOf(url, body));
        const { cpuSeconds } = await child.ask({});
        processor.push((1e6 * (cpuSeconds - before.cpuSeconds)) / DELIVERIES);
      }
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { url, p99s } of receivers) p99s.push(await p99Of(url, body));
    const bare = receivers[0]?.rates ?? [];
    return receivers.map(({ by, rates, processor, p99s }) => ({
      by,
      perSecond: median(rates),
      ratio: median(rates.map((rate, round) => rate / (bare[round] ?? 0))),
      processor: median(processor),
      p99: median(p99s),
    }));
  } finally {
    for (const child of children) await child.stop();
    await world.child.stop();
  }
}

export function webhookTable(rates: readonly WebhookRate[]): string {
  const rows = rates.map(({ by, perSecond, ratio, processor, p99 }) => [
    by,
    perSecond.toFixed(0),
    `${ratio.toFixed(2)} x`,
    processor.toFixed(0),
    p99.toFixed(0),
  ]);
  const heading = ['', 'a second', 'ratio', 'µs of a processor each', `p99 ms at ${PACE} a second`];
  return `Webhooks, signed, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds in turns\n${table([heading, ...rows])}`;
}

/** In milliseconds. */
const LONGEST_P99 = 50;

export function webhookBudgets(rates: readonly WebhookRate[]): readonly Budget[] {
  const [bare, inProcess, shared] = rates;
  if (bare === undefined || inProcess === undefined || shared === undefined)
    throw new Error('The webhooks were not measured.');
  return [
    ...[inProcess, shared].map(({ by, p99 }) => ({
      what: `webhooks at ${PACE} a second, ${by}, p99`,
      measured: p99,
      limit: LONGEST_P99,
      unit: 'ms',
    })),
    {
      what: 'webhooks beside a bare Probot app',
      measured: inProcess.ratio,
      limit: 0.95,
      isGoal: true,
      unit: 'x',
    },
    {
      what: 'webhooks beside a bare Probot app, with PostgreSQL',
      measured: shared.ratio,
      limit: 0.8,
      isGoal: true,
      unit: 'x',
    },
  ];
}

/** In milliseconds. */
const LONGEST_STANDSTILL = 120_000;

/** Waits until so many drafts have all that was merged. Fails when for a long time no further one has. */
export async function untilCurrent(world: Child<FleetLook>, count: number): Promise<void> {
  let [best, since] = [-1, Date.now()];
  for (;;) {
    const { current } = await world.ask({ kind: 'look' } satisfies FleetWorldMessage);
    if (current >= count) return;
    if (current > best) [best, since] = [current, Date.now()];
    if (Date.now() - since > LONGEST_STANDSTILL)
      throw new Error(`${current} of ${count} drafts are current, and no further one becomes so.`);
    await sleep(250);
  }
}

/** Deliveries a second over twenty connections, each of which waits for its answer. */
async function rateOf(url: string, body: string): Promise<number> {
  const { seconds } = await deliverAll(
    url,
    Array.from({ length: DELIVERIES }, () => body),
  );
  return DELIVERIES / seconds;
}

/** What it took to have these taken, and the milliseconds until each answer. */
export async function deliverAll(
  url: string,
  bodies: readonly string[],
): Promise<{ readonly seconds: number; readonly latencies: readonly number[] }> {
  const deliver = createSender(url);
  const latencies: number[] = [];
  const left = bodies.values();
  const work = async () => {
    for (const body of left) latencies.push(await deliver(body));
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  const seconds = (performance.now() - begin) / 1000;
  deliver.end();
  return { seconds, latencies };
}

/** At a fixed pace, whatever the answers take. */
async function p99Of(url: string, body: string): Promise<number> {
  const deliver = createSender(url);
  const begin = performance.now();
  const answers: Promise<number>[] = [];
  for (let sent = 0; sent < PACE * PACED_SECONDS; ) {
    const due = Math.floor(((performance.now() - begin) / 1000) * PACE);
    for (; sent < Math.min(due, PACE * PACED_SECONDS); sent += 1) answers.push(deliver(body));
    await sleep(1);
  }
  const latencies = await Promise.all(answers);
  deliver.end();
  return percentile(latencies, 0.99);
}

interface Sender {
  /** Resolves with the milliseconds that the answer took. */
  (body: string): Promise<number>;
  end(): void;
}

function createSender(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const signatures = new Map<string, string>();
  const deliver = (body: string) => {
    const signature = signatures.get(body) ?? createHmac('sha256', SECRET).update(body).digest('hex');
    signatures.set(body, signature);
    const begin = performance.now();
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    };
    return new Promise<number>((resolve, reject) => {
      const delivery = request(url, { method: 'POST', headers, agent }, (answer) => {
        answer.resume();
        answer.once('end', () =>
          answer.statusCode === 200
            ? resolve(performance.now() - begin)
            : reject(new Error(`A webhook was answered ${answer.statusCode}.`)),
        );
      });
      delivery.once('error', reject);
      delivery.end(body);
    });
  };
  return Object.assign(deliver, { end: () => agent.destroy() });
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which this share of the values is. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** GitHub's example of a closed pull request, as one that was merged. */
function examplePayload(): string {
  const file = import.meta.resolve('@octokit/webhooks-examples');
  const events: readonly {
    readonly name: string;
    readonly examples: readonly { readonly action?: string }[];
  }[] = JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
  const examples = events.find(({ name }) => name === 'pull_request')?.examples ?? [];
  const closed = examples.find(({ action }) => action === 'closed');
  if (closed === undefined) throw new Error('There is no example of a closed pull request.');
  const { pull_request: pullRequest, ...rest } = closed as Readonly<Record<string, object>>;
  return JSON.stringify({ ...rest, pull_request: { ...pullRequest, merged: true } });
}
