import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobHelpers, Logger, type Runner, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { nameKey } from '../newsletter/activity/names.js';
import { checkDatabase, migrate } from './database.js';
import {
  accountOf,
  type Job,
  type JobKind,
  type JobQueue,
  jobKey,
  jobOf,
  MOST_DELIVERIES,
  mergeJobs,
  type NewJob,
  neededReasons,
  type Reason,
  shareOfAccount,
  within,
} from './job-queue.js';
import type { Lease } from './lease.js';
import type { LineLog } from './line-log.js';

const KINDS: readonly JobKind[] = ['run', 'acknowledge', 'discover', 'introduce'];

/**
 * Adds jobs, or adds the reasons of each to the job of the same key that has not started, which graphile-worker does with
 * payloads that are arrays. It keeps when a job was first asked for, so that a burst cannot put it off for ever. What is there
 * for the log alone is left out once a job has many reasons: each further one would write all of them anew. The jobs that are
 * there are locked in the order of their keys, so that no two processes wait for each other.
 */
const ADD_JOBS = `
  with asked as (
    select * from json_to_recordset($1::json) as asked (
      key text, kind text, queue text, account text, delay float8, "putsOff" boolean, longest float8, reasons json, needed json
    )
  ), before as (
    select key, created_at, run_at, case json_typeof(payload) when 'array' then json_array_length(payload) end as count
    from graphile_worker._private_jobs
    where key in (select key from asked) and locked_at is null
    order by key
    for update
  )
  select count(*) from graphile_worker.add_jobs(array(
    select row(
      kind,
      case when before.count >= ${MOST_DELIVERIES} then needed else reasons end,
      queue,
      least(
        now() + delay * interval '1 millisecond',
        case when "putsOff" then coalesce(created_at, now()) + longest * interval '1 millisecond' else run_at end
      ),
      1000, -- attempts
      key,
      0, -- priority
      case when account is not null then array[account] end -- flags
    )::graphile_worker.job_spec
    from asked left join before using (key)
  ))
`;

const DROP_JOBS = `
  select graphile_worker.remove_job(key) from graphile_worker.jobs
  where locked_at is null and key is not null and queue_name = any($1)
`;

/** graphile-worker keeps the name of a queue for ever; those that are gone are forgotten. */
const DROP_QUEUES = `
  delete from graphile_worker._private_job_queues queues
  where queue_name = any($1) and locked_at is null and not exists (
    select from graphile_worker._private_jobs where job_queue_id = queues.id
  )
`;

/** `$1`: the kinds of jobs that this version does. */
const COUNTS = `
  select
    count(*) filter (where locked_at is null and task_identifier = any($1) and key !~ ':[0-9]+$')::int as requested,
    count(*) filter (where locked_at is null and run_at <= now() and attempts < max_attempts)::int as waiting,
    count(*) filter (where locked_at is not null)::int as running,
    coalesce(
      extract(epoch from now() - min(run_at) filter (where locked_at is null and run_at <= now() and attempts < max_attempts)) * 1000,
      0
    )::float8 as oldest
  from graphile_worker.jobs
`;

/** How often a worker looks for jobs that nobody announced, in milliseconds. */
const LOOK_EVERY = 2_000;

/** How long after its end a worker begins anew, such as when the database was restarted; in milliseconds. */
const AGAIN_AFTER = 1_000;

/** How long a worker without jobs may take to end, in milliseconds. */
const LONGEST_STOPPING = 2_000;

/** Questions for a job that fail one after the other, until the worker begins anew. */
const MOST_FAILURES = 5;

/**
 * The queue that several processes share. graphile-worker keeps the jobs of one subject apart by its named queues, and the lease
 * gives back the jobs of a process that is gone. Throws `ActionNeeded` where the database cannot be reached.
 */
export async function postgresQueue(pool: Pool, lease: Lease, log: LineLog): Promise<JobQueue> {
  const logger = new Logger(() => (level, message) => log.debug(`${level}: ${message}`));
  await migrate(pool, () => runMigrations({ pgPool: pool, logger }));
  const present = new Map<Promise<void>, Job>();
  let isStopped = false;
  let runner: Runner | null = null;

  async function start(perform: (job: Job) => Promise<void>, atOnce: number): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter();
    events.on('worker:create', ({ worker }) => lease.include(worker.workerId));
    const beginAnew = () => void Promise.resolve(runner?.stop()).catch(() => undefined);
    // A worker that could not say that its job is done ends, holds on to the job, and is not replaced.
    events.on('worker:fatalError', ({ worker }) => {
      lease.exclude(worker.workerId);
      beginAnew();
    });
    // A worker whose first question failed keeps that failure for ever.
    let failures = 0;
    events.on('worker:getJob:error', () => {
      failures += 1;
      if (failures === MOST_FAILURES) beginAnew();
    });
    events.on('worker:getJob:empty', () => {
      failures = 0;
    });
    events.on('job:start', () => {
      failures = 0;
    });
    const accountsWithTheirShare = () => {
      const accounts = [...present.values()].flatMap((job) => accountOf(job) ?? []);
      return accounts.filter(
        (account) => accounts.filter((each) => each === account).length >= shareOfAccount(atOnce),
      );
    };
    const task = async (reasons: unknown, { job }: JobHelpers) => {
      // Another version may write something else; a run reads what it needs.
      const known = Array.isArray(reasons) ? (reasons as readonly Reason[]) : [];
      const ours = jobOf(job.key ?? '', known);
      // Slots that looked at the same instant may have taken more of one account; what is too much is given back.
      if (accountsWithTheirShare().includes(accountOf(ours) ?? '')) {
        await keepJobs(pool, [{ ...ours, delay: 0, putsOff: false, longest: 0 }]);
        return;
      }
      const ended = perform(ours);
      present.set(ended, ours);
      await ended.finally(() => present.delete(ended));
    };
    return run({
      pgPool: pool,
      taskList: Object.fromEntries(KINDS.map((kind) => [kind, task])),
      concurrency: atOnce,
      forbiddenFlags: accountsWithTheirShare,
      noHandleSignals: true,
      pollInterval: LOOK_EVERY,
      events,
      logger,
    });
  }

  /** A worker that loses its database gives up. The jobs that it has go on; after them there is a new one. */
  async function keepWorking(perform: (job: Job) => Promise<void>, atOnce: number): Promise<void> {
    while (!isStopped) {
      try {
        runner ??= await start(perform, atOnce);
        await runner.promise;
        if (!isStopped) log.warn('The worker could not ask its database for jobs, and begins anew.');
      } catch (error) {
        log.warn(`The worker lost its database, and begins anew. ${String(error)}`);
      }
      await Promise.allSettled(present.keys());
      runner = null;
      if (isStopped) return;
      lease.renew();
      await sleep(AGAIN_AFTER);
    }
  }

  return {
    add: inBatches((jobs) => keepJobs(pool, jobs)),
    async drop(subjects) {
      if (subjects.length === 0) return;
      const queues = subjects.map(nameKey);
      await pool.query(DROP_JOBS, [queues]);
      await pool.query(DROP_QUEUES, [queues]);
    },
    async work(perform, atOnce) {
      runner = await start(perform, atOnce);
      void keepWorking(perform, atOnce);
    },
    async counts() {
      const { rows } = await pool.query(COUNTS, [KINDS]);
      return rows[0];
    },
    check: () => checkDatabase(pool),
    async stop(grace) {
      isStopped = true;
      const stopping = Promise.resolve(runner?.stop()).catch((error: Error) => log.debug(error.message));
      const isEnded = await within(grace, Promise.allSettled(present.keys()));
      if (isEnded) await within(LONGEST_STOPPING, stopping);
      return isEnded;
    },
  };
}

/** In milliseconds. */
const LONGEST_PAUSE = 10;

/**
 * One statement for all jobs that come while the one before it is under way, and for as long again: the database is never busy
 * with this alone, and a job that is asked for without end can be taken in between.
 */
function inBatches(
  keep: (jobs: readonly NewJob[]) => Promise<void>,
): (jobs: readonly NewJob[]) => Promise<void> {
  let waiting: NewJob[] = [];
  let next: Promise<void> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const start = async () => {
    await last;
    const batch = waiting;
    waiting = [];
    next = null;
    const began = performance.now();
    const kept = keep(batch);
    const pause = () => sleep(Math.min(LONGEST_PAUSE, performance.now() - began));
    last = kept.then(pause, pause);
    await kept;
  };
  return (jobs) => {
    waiting.push(...jobs);
    next ??= start();
    return next;
  };
}

async function keepJobs(pool: Pool, jobs: readonly NewJob[]): Promise<void> {
  const byKey = new Map<string, NewJob>();
  for (const job of jobs) byKey.set(jobKey(job), mergeJobs(byKey.get(jobKey(job)), job));
  const asked = [...byKey].map(([key, job]) => ({
    ...job,
    key,
    queue: nameKey(job.subject),
    account: accountOf(job),
    needed: neededReasons(job.reasons),
  }));
  await pool.query(ADD_JOBS, [JSON.stringify(asked)]);
}
