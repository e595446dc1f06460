import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Postgres } from '../postgres/start-postgres.js';
import { type Child, startChild } from './child.js';
import type {
  FleetLook,
  FleetReport,
  FleetWorldArgument,
  FleetWorldMessage,
  FleetWorldReady,
  ObservedRun,
} from './fleet-world-process.js';
import type { FleetSize } from './generated-fleet.js';
import { deliverAll, percentile, SECRET, untilCurrent } from './measure-webhooks.js';
import type { BotArgument, ProcessReport, ReceiverReady } from './receiver-process.js';

/** What the fleet is measured with. */
export interface FleetOptions {
  readonly size: FleetSize;
  /** In so many installations something happens. */
  readonly stormy: number;
  readonly webhooks: number;
  /** Of each worker. */
  readonly runsAtOnce: number;
  /** Milliseconds of an answer by GitHub: when the fleet starts, and after the storm. */
  readonly responseTime: number;
  readonly slowResponseTime: number;
}

/** The size that is asked for, or a part of it. */
export function fleetOptions(scale: number): FleetOptions {
  return {
    size: { installations: Math.ceil(200 * scale), newslettersEach: 5 },
    stormy: Math.ceil(100 * scale),
    webhooks: Math.ceil(20_000 * scale),
    runsAtOnce: 4,
    responseTime: 50,
    slowResponseTime: 400,
  };
}

/** What so many workers did, while all of them had work. */
export interface FleetStage {
  readonly workers: number;
  readonly runsPerMinute: number;
  /** Processors that each took, of those of the machine. */
  readonly cores: { readonly workers: number; readonly fake: number; readonly database: number };
}

export interface FleetFigures {
  readonly options: FleetOptions;
  /** Taken by one web process. */
  readonly webhooksPerSecond: number;
  readonly p99: number;
  /** The first runs of all, with answers of `responseTime`. */
  readonly first: readonly FleetStage[];
  /** Those after the storm, with answers of `slowResponseTime`, so that the workers wait for GitHub, not for a processor. */
  readonly stages: readonly FleetStage[];
  /** From the end of the storm until all drafts had everything, in seconds. */
  readonly untilCurrent: number;
  readonly requestsPerRun: number;
  /** Requests of a newsletter a minute to which nothing happens. */
  readonly idlePerMinute: number;
  /** Seconds until the last run of a killed worker began anew, and how many it had. */
  readonly restartedAfter: number;
  readonly interrupted: number;
  readonly overlaps: readonly string[];
  readonly wrong: readonly string[];
  /** Jobs that are due when all drafts are current, and are never done. */
  readonly left: number;
  /** Peaks, in MB. */
  readonly memory: { readonly web: number; readonly workers: readonly number[] };
}

/** Shares of the runs that are done by one worker, then by two, then by four. */
type Shares = readonly (readonly [workers: number, share: number])[];
const OF_FIRST_RUNS: Shares = [
  [1, 0.05],
  [2, 0.1],
  [4, 0.15],
];
const OF_STORM: Shares = [
  [1, 0.08],
  [2, 0.15],
  [4, 0.3],
];

/** Longer than a storm, so that all runs wait when it is over. */
const QUIET_SECONDS = 20;

/** Scheduled runs without anything new. */
const IDLE_RUNS = 20;

type World = Child<never>;
type Server = Child<ProcessReport>;

/** Measures a fleet on PostgreSQL: a start, an idle hour, and a storm with ever more workers, of which one is killed. */
export async function measureFleet(
  postgres: Postgres,
  options: FleetOptions,
  say: (sentence: string) => void,
): Promise<FleetFigures> {
  const { size, responseTime } = options;
  const startedAt = Date.now();
  const all = size.installations * size.newslettersEach;
  const { ready, child: world } = await startChild<FleetWorldReady, never>('fleet-world-process', {
    size,
    responseTime,
    startedAt,
  } satisfies FleetWorldArgument);
  const databaseUrl = await postgres.createDatabase();
  const start = (role: BotArgument['role']) =>
    startChild<ReceiverReady, ProcessReport>('receiver-process', {
      kind: 'bot',
      secret: SECRET,
      role,
      newsletter: null,
      ...ready,
      databaseUrl,
      quietSeconds: QUIET_SECONDS,
      runsAtOnce: options.runsAtOnce,
      startedAt,
      waitUnit: 1,
    } satisfies BotArgument);
  const web = await start('web');
  const workers: Server[] = [];
  const grow = async (count: number) => {
    while (workers.length < count) workers.push((await start('worker')).child);
  };
  const measureStages = async (shares: Shares, runs: number) => {
    const stages: FleetStage[] = [];
    for (const [count, share] of shares) {
      await grow(count);
      const stage = await measureStage(world, workers, databaseUrl, Math.ceil(share * runs));
      say(`${count} worker${count === 1 ? '' : 's'}: ${stage.runsPerMinute.toFixed(0)} runs a minute.`);
      stages.push(stage);
    }
    return stages;
  };
  try {
    const first = await measureStages(OF_FIRST_RUNS, all);
    await untilCurrent(world, all);
    say(`The fleet of ${all} newsletters has its drafts.`);
    const idlePerMinute = await measureIdle(world, databaseUrl, all);
    say(`An idle newsletter asks ${idlePerMinute.toFixed(2)} times a minute.`);
    for (const worker of workers.splice(0)) await worker.stop();

    const before = { ...(await look(world)), ...(await askWorld<FleetReport>(world, { kind: 'report' })) };
    const bodies = await askWorld<readonly string[]>(world, { kind: 'merge', installations: options.stormy });
    await askWorld(world, { kind: 'slow down', responseTime: options.slowResponseTime });
    const storm = Array.from({ length: options.webhooks }, (_, index) => bodies[index % bodies.length] ?? '');
    const taken = await deliverAll(web.ready.url, storm);
    const stormEnd = Date.now();
    say(`The storm of ${options.webhooks} webhooks was taken in ${taken.seconds.toFixed(0)} s.`);
    const stages = await measureStages(OF_STORM, options.stormy * size.newslettersEach);
    const interrupted = await kill(workers, databaseUrl);
    const killedAt = Date.now();
    await untilBegun(world, interrupted, killedAt);
    say(`A worker was killed in the middle of ${interrupted.length} runs; these began again.`);
    if (!process.env.DATABASE_URL) await postgres.restart(2_000);
    await untilCurrent(world, all);
    const end = Date.now();
    const left = await untilNothingIsDue(databaseUrl);
    const after = await askWorld<FleetReport>(world, { kind: 'report' });
    const requests = (await look(world)).requests - before.requests;
    return {
      options,
      webhooksPerSecond: options.webhooks / taken.seconds,
      p99: percentile(taken.latencies, 0.99),
      first,
      stages,
      untilCurrent: (end - stormEnd) / 1000,
      requestsPerRun: requests / (after.runs.length - before.runs.length),
      idlePerMinute,
      restartedAfter: Math.max(
        0,
        ...interrupted.map((newsletter) => (beginAfter(after.runs, newsletter, killedAt) - killedAt) / 1000),
      ),
      interrupted: interrupted.length,
      overlaps: overlapsOf(after.runs),
      wrong: after.wrong,
      left,
      memory: {
        web: (await web.child.ask({})).peakMegabytes,
        workers: await Promise.all(workers.map(async (worker) => (await worker.ask({})).peakMegabytes)),
      },
    };
  } finally {
    for (const each of [web.child, ...workers, world]) await each.stop();
  }
}

function askWorld<Answer>(world: World, message: FleetWorldMessage): Promise<Answer> {
  return world.ask(message);
}

const look = (world: World) => askWorld<FleetLook>(world, { kind: 'look' });

async function inDatabase<Row>(url: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

const DUE = `
  select count(*)::int as count from graphile_worker.jobs where run_at <= now() or locked_at is not null
`;

/** How many jobs wait or run still, when nothing changes any more. */
async function untilNothingIsDue(url: string): Promise<number> {
  let count = 1;
  for (let tries = 0; tries < 120 && count > 0; tries += 1) {
    await sleep(500);
    [{ count }] = (await inDatabase<{ readonly count: number }>(url, DUE)) as [{ readonly count: number }];
  }
  return count;
}

/** Brings forward some scheduled runs and the look at all installations, and counts what an hour would ask. */
async function measureIdle(world: World, url: string, all: number): Promise<number> {
  await untilNothingIsDue(url);
  const requestsOf = async (text: string) => {
    const { requests } = await look(world);
    await inDatabase(url, text);
    await untilNothingIsDue(url);
    return (await look(world)).requests - requests;
  };
  const runs = await requestsOf(`
    update graphile_worker._private_jobs set run_at = now() where id in (
      select id from graphile_worker.jobs where key ~ '^run:.*:' order by key limit ${IDLE_RUNS})`);
  const discovery = await requestsOf(
    "update graphile_worker._private_jobs set run_at = now() where key like 'discover:all:%'",
  );
  return (runs / IDLE_RUNS + discovery / all) / 60;
}

/** Until so many more drafts are current. The first seconds of a new worker do not count. */
async function measureStage(
  world: World,
  workers: readonly Server[],
  url: string,
  runs: number,
): Promise<FleetStage> {
  const cpu = async () => ({
    workers: (await Promise.all(workers.map((worker) => worker.ask({}))))
      .map(({ cpuSeconds }) => cpuSeconds)
      .reduce((sum, each) => sum + each, 0),
    database: await databaseSeconds(url),
  });
  const { current: idle, newsletters } = await look(world);
  await untilCurrent(world, Math.min(newsletters, idle + 2 * workers.length));
  const [from, before, began] = [await look(world), await cpu(), performance.now()];
  await untilCurrent(world, Math.min(newsletters, from.current + runs));
  const [to, after] = [await look(world), await cpu()];
  const seconds = (performance.now() - began) / 1000;
  return {
    workers: workers.length,
    runsPerMinute: (60 * (to.current - from.current)) / seconds,
    cores: {
      workers: (after.workers - before.workers) / seconds,
      fake: (to.cpuSeconds - from.cpuSeconds) / seconds,
      database: (after.database - before.database) / seconds,
    },
  };
}

/** Jobs whose worker has no lock, and so is gone; see `lease.ts`. */
const ORPHANS = `
  select key from graphile_worker.jobs where locked_by is not null and key like 'run:%' and
    hashtextextended(locked_by, 0) not in (
      select (classid::bigint << 32) | objid::bigint from pg_locks
      where locktype = 'advisory' and objsubid = 1 and granted
    )
`;

/** Kills the last worker in the middle of its runs; the newsletters of these. */
async function kill(workers: Server[], url: string): Promise<readonly string[]> {
  await workers.pop()?.stop('SIGKILL');
  await sleep(200);
  const orphans = await inDatabase<{ readonly key: string }>(url, ORPHANS);
  return orphans.map(({ key }) => key.split(':')[1] ?? '');
}

async function untilBegun(world: World, newsletters: readonly string[], since: number): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { runs } = await askWorld<FleetReport>(world, { kind: 'report' });
    if (newsletters.every((each) => beginAfter(runs, each, since) < Number.POSITIVE_INFINITY)) return;
    await sleep(500);
  }
}

function beginAfter(runs: readonly ObservedRun[], newsletter: string, since: number): number {
  return Math.min(
    ...runs.filter((run) => run.newsletter === newsletter && run.began > since).map(({ began }) => began),
    Number.POSITIVE_INFINITY,
  );
}

/** Newsletters of which two processes had runs at the same time. */
export function overlapsOf(runs: readonly ObservedRun[]): readonly string[] {
  const last = new Map<string, ObservedRun>();
  const overlaps: string[] = [];
  for (const run of [...runs].sort((a, b) => a.began - b.began)) {
    const before = last.get(run.newsletter);
    if (before !== undefined && before.ended > run.began) overlaps.push(run.newsletter);
    if (before === undefined || before.ended < run.ended) last.set(run.newsletter, run);
  }
  return overlaps;
}

/** Processor seconds that PostgreSQL took, with the processes of its connections; 0 where the machine does not say. */
async function databaseSeconds(url: string): Promise<number> {
  const [{ folder }] = (await inDatabase(url, "select current_setting('data_directory') as folder")) as [
    { readonly folder: string },
  ];
  try {
    const [server = ''] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ name, fields: statOf(name) }))
      .filter(({ name, fields }) => name === server || fields[1] === server)
      .flatMap(({ fields }) => fields.slice(11, 15))
      .reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
  } catch {
    return 0;
  }
}

/** From the third field on ("proc_pid_stat(5)"): state, parent, …, and from the 12th of these on the ticks of the processor. */
function statOf(id: string): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}
