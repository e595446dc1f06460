import type { Pool, PoolClient } from 'pg';
import { within } from './job-queue.js';
import type { LineLog } from './line-log.js';

/**
 * Shows other processes that this one lives. graphile-worker gives back the jobs of a worker that was killed after four hours;
 * a session's advisory lock ends with its connection, so others know within seconds who is gone, and free the jobs.
 */
export interface Lease {
  /** Shows that the worker of that id lives, from now on. */
  include(workerId: string): void;
  /** Shows that the worker has ended: what it still has is free for others. */
  exclude(workerId: string): void;
  /** Forgets the workers so far: they have ended. */
  renew(): void;
  /** Whether others can see that this process lives. Who is not seen may have its jobs taken over, so it must not write. */
  isHeld(): boolean;
  release(): Promise<void>;
}

/** How often a process looks for jobs of those that are gone; twice it must miss them. In milliseconds. */
const LOOK_EVERY = 4_000;

/** How soon a lost connection is made anew, in milliseconds. */
const AGAIN_AFTER = 300;

/** How long a process may go on without a connection, in milliseconds: less than it takes others to miss it twice. */
const LONGEST_UNSEEN = 3_000;

/** In milliseconds. */
const LONGEST_ANSWER = 2_000;

/** PostgreSQL finds out that the other end is gone, even if its machine is, within ten seconds. Ignored on a Unix socket. */
const KEEP_ALIVE =
  'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 2';

const HOLD = 'select pg_advisory_lock(hashtextextended(id, 0)) from unnest($1::text[]) id';

/** Workers that have jobs, and whose process holds no lock for them. A lock's 64 bits stand in two columns of 32. */
const MISSING = `
  select distinct locked_by as id from graphile_worker.jobs
  where locked_by is not null and not exists (
    select from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended(locked_by, 0)
  )
`;

export async function holdLease(pool: Pool, log: LineLog): Promise<Lease> {
  let workers: string[] = [];
  let client: PoolClient | null = null;
  let isReleased = false;
  let unseenSince = performance.now();
  let missed = new Set<string>();
  let pending: Promise<void> = Promise.resolve();

  const then = (step: () => Promise<unknown>) => {
    pending = pending.then(step).then(
      () => undefined,
      (error: Error) => lost(error),
    );
    return pending;
  };

  function lost(error: Error): void {
    if (client !== null) unseenSince = performance.now();
    client?.release(true);
    client = null;
    if (isReleased) return;
    log.debug(`The lease is lost: ${error.message}`);
    setTimeout(() => void then(hold), AGAIN_AFTER);
  }

  async function hold(): Promise<void> {
    if (isReleased || client !== null) return;
    const connected = await pool.connect();
    connected.once('error', lost);
    client = connected;
    await connected.query(KEEP_ALIVE);
    await connected.query(HOLD, [workers]);
  }

  /** A lock may be held several times, so all are given up. Nobody is missed in between: that takes two looks. */
  function holdOnly(ids: string[]): void {
    workers = ids;
    void then(async () => {
      await client?.query('select pg_advisory_unlock_all()');
      await client?.query(HOLD, [workers]);
    });
  }

  /** Frees the jobs of workers that are missing for the second time. Whoever gets no answer is not seen by others either. */
  async function freeJobs(): Promise<void> {
    const connected = client;
    if (connected === null) throw new Error('There is no connection.');
    const asked = connected.query<{ readonly id: string }>(MISSING);
    if (!(await within(LONGEST_ANSWER, asked))) {
      lost(new Error('The database does not answer.'));
      return;
    }
    const { rows } = await asked;
    const gone = rows.map(({ id }) => id).filter((id) => missed.has(id));
    missed = new Set(rows.map(({ id }) => id));
    if (gone.length === 0) return;
    log.warn(`A worker is gone (${gone.join(', ')}). Its work begins again.`);
    await pool.query('select graphile_worker.force_unlock_workers($1)', [gone]);
  }

  await hold();
  const timer = setInterval(() => {
    freeJobs().catch((error: Error) => {
      // Nobody is missing as long as nobody can be seen.
      missed = new Set();
      log.debug(error.message);
    });
  }, LOOK_EVERY);
  return {
    include(workerId) {
      workers.push(workerId);
      void then(async () => client?.query(HOLD, [[workerId]]));
    },
    exclude: (workerId) => holdOnly(workers.filter((id) => id !== workerId)),
    renew: () => holdOnly([]),
    isHeld: () => client !== null || performance.now() - unseenSince < LONGEST_UNSEEN,
    async release() {
      isReleased = true;
      clearInterval(timer);
      await pending;
      client?.release(true);
      client = null;
    },
  };
}
