import { type Child, startChild } from './child.js';
import type {
  FleetLook,
  FleetWorldArgument,
  FleetWorldMessage,
  FleetWorldReady,
} from './fleet-world-process.js';
import type { FleetSize } from './generated-fleet.js';
import { deliverAll, SECRET, untilCurrent } from './measure-webhooks.js';
import type { BotArgument, ProcessReport, ReceiverReady } from './receiver-process.js';
import { table } from './tables.js';

const SIZES: readonly FleetSize[] = [
  { installations: 1, newslettersEach: 1 },
  { installations: 20, newslettersEach: 5 },
  { installations: 200, newslettersEach: 5 },
];
const WEBHOOKS = 1500;
/** Milliseconds of an answer by GitHub. */
const RESPONSE_TIME = 50;

/** What one process without a database took for so many newsletters. */
interface Carried {
  readonly newsletters: number;
  /** In MB: with the server up, when all drafts are there, and the most so far. */
  readonly memory: { readonly atStart: number; readonly after: number; readonly peak: number };
  readonly runsPerMinute: number;
  readonly webhooksPerSecond: number;
}

/** Measures what one process carries, with ever more newsletters, and returns the table of docs/operating.md. */
export async function measureProcess(): Promise<string> {
  const rows: string[][] = [];
  for (const size of SIZES) {
    const { newsletters, memory, runsPerMinute, webhooksPerSecond } = await measure(size);
    const figures = [memory.atStart, memory.after, memory.peak, runsPerMinute, webhooksPerSecond];
    rows.push([String(newsletters), ...figures.map((figure) => figure.toFixed(0))]);
  }
  const heading = ['newsletters', 'MB at start', 'MB after a run of each', 'peak MB', 'runs a minute'];
  const title = `One process without a database; each answer of GitHub takes ${RESPONSE_TIME} ms, no write waits for the one before`;
  return `${title}\n${table([[...heading, 'webhooks a second'], ...rows])}`;
}

async function measure(size: FleetSize): Promise<Carried> {
  const newsletters = size.installations * size.newslettersEach;
  const startedAt = Date.now();
  const world = await startChild<FleetWorldReady, FleetLook>('fleet-world-process', {
    size,
    responseTime: RESPONSE_TIME,
    startedAt,
  } satisfies FleetWorldArgument);
  const bot = await startChild<ReceiverReady, ProcessReport>('receiver-process', {
    kind: 'bot',
    secret: SECRET,
    role: 'all',
    newsletter: null,
    ...world.ready,
    databaseUrl: null,
    // What the webhooks ask for waits for an hour of quiet.
    quietSeconds: 3600,
    runsAtOnce: 4,
    startedAt,
    waitUnit: 1,
  } satisfies BotArgument);
  const began = performance.now();
  const { megabytes: atStart } = await bot.child.ask({});
  await untilCurrent(world.child, newsletters);
  const minutes = (performance.now() - began) / 60_000;
  const { megabytes: after, peakMegabytes: peak } = await bot.child.ask({});
  const { seconds } = await deliverAll(bot.ready.url, await webhooks(world.child, size));
  await bot.child.stop();
  await world.child.stop();
  const memory = { atStart, after, peak };
  return { newsletters, memory, runsPerMinute: newsletters / minutes, webhooksPerSecond: WEBHOOKS / seconds };
}

/** That a pull request was merged in each installation, again and again. */
async function webhooks(world: Child<unknown>, { installations }: FleetSize): Promise<readonly string[]> {
  const message: FleetWorldMessage = { kind: 'merge', installations };
  const bodies = (await world.ask(message)) as readonly string[];
  return Array.from({ length: WEBHOOKS }, (_, index) => bodies[index % bodies.length] ?? '');
}
