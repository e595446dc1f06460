import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openDatabase } from '../../src/server/database.js';
import { inProcessQueue, type Job, type JobQueue, jobKey, type NewJob } from '../../src/server/job-queue.js';
import { holdLease, type Lease } from '../../src/server/lease.js';
import { inMemoryStore, NO_STATE, type ServedNewsletter } from '../../src/server/newsletter-store.js';
import { postgresQueue } from '../../src/server/postgres-queue.js';
import { postgresStore } from '../../src/server/postgres-store.js';
import { atOnce } from '../../src/server/route-delivery.js';
import { type Postgres, startPostgres } from '../postgres/start-postgres.js';
import { sleep, until } from '../scenarios/server-story.js';

jest.setTimeout(120_000);

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let postgres: Postgres;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  await postgres.stop();
});

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** One process with the queue; several may share a database. */
async function join(url: string): Promise<JobQueue & { readonly lease: Lease; leave(): Promise<void> }> {
  const pool = openDatabase(url, silent);
  const lease = await holdLease(pool, silent);
  const queue = await postgresQueue(pool, lease, silent);
  let isGone = false;
  const leave = async () => {
    if (isGone) return;
    isGone = true;
    await queue.stop(0);
    await lease.release();
    await pool.end();
  };
  ends.push(leave);
  return { ...queue, lease, leave };
}

/** Jobs that last until they are told to end. */
function recorder() {
  const log: string[] = [];
  const jobs: Job[] = [];
  const waiting: (() => void)[] = [];
  return {
    log,
    jobs,
    async perform(job: Job) {
      jobs.push(job);
      log.push(`+${jobKey(job)}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
      log.push(`-${jobKey(job)}`);
    },
    endOne: () => waiting.shift()?.(),
    endAll: () => {
      for (const end of waiting.splice(0)) end();
    },
  };
}

const later = (subject: string, delay: number, more: Partial<NewJob> = {}): NewJob => ({
  ...atOnce('run', subject),
  delay,
  longest: 6 * delay,
  ...more,
});

const makes = [
  ['in process', async () => inProcessQueue()],
  ['in PostgreSQL', async () => join(await postgres.createDatabase())],
] as const;

describe.each(makes)('a queue %s', (_, open) => {
  it('makes one job of a burst, with the reasons of all, once it is over', async () => {
    const [queue, done] = [await open(), recorder()];
    await queue.work(done.perform, 4);
    for (let index = 0; index < 5; index += 1) {
      await queue.add([later('acme/news', 1_500, { reasons: [{ kind: 'rerun' }] })]);
      await sleep(10);
    }
    expect(done.log).toEqual([]);
    await until('the job', () => done.log.length > 0);
    expect(done.log).toEqual(['+run:acme/news']);
    expect(done.jobs[0]?.reasons).toHaveLength(5);
    done.endAll();
    await queue.stop(5_000);
  });

  it('does not let an endless burst put off its job', async () => {
    const [queue, done] = [await open(), recorder()];
    await queue.work(done.perform, 4);
    for (let index = 0; index < 100 && done.log.length === 0; index += 1) {
      await queue.add([later('acme/news', 200, { longest: 600 })]);
      await sleep(50);
    }
    expect(done.log).toEqual(['+run:acme/news']);
    done.endAll();
    await queue.stop(5_000);
  });

  it('is not put off by whoever can wait longer', async () => {
    const [queue, done] = [await open(), recorder()];
    await queue.work(done.perform, 4);
    await queue.add([later('acme/news', 1_500)]);
    await queue.add([later('acme/news', 60_000, { putsOff: false, reasons: [{ kind: 'rerun' }] })]);
    await queue.add([later('zed/paper', 60_000, { putsOff: false })]);
    await queue.add([later('zed/paper', 1_500, { reasons: [{ kind: 'rerun' }] })]);
    await until('both jobs', () => done.log.length === 2);
    expect(done.jobs.map(({ reasons }) => reasons.length)).toEqual([1, 1]);
    done.endAll();
    await queue.stop(5_000);
  });

  it('has one job of a subject at a time, others beside it, and follows with what was asked for meanwhile', async () => {
    const [queue, done] = [await open(), recorder()];
    await queue.work(done.perform, 4);
    await queue.add([atOnce('run', 'acme/news')]);
    await until('the first job', () => done.log.length === 1);
    await queue.add([
      atOnce('run', 'ACME/news'),
      atOnce('acknowledge', 'acme/news'),
      atOnce('run', 'zed/paper'),
    ]);
    await until('the other subject', () => done.log.length === 2);
    await sleep(300);
    expect(done.log).toEqual(['+run:acme/news', '+run:zed/paper']);
    const ending = setInterval(done.endOne, 20);
    await until('all', () => done.log.length === 8);
    clearInterval(ending);
    expect([...done.log].sort()).toEqual([
      '+acknowledge:acme/news',
      '+run:acme/news',
      '+run:acme/news',
      '+run:zed/paper',
      '-acknowledge:acme/news',
      '-run:acme/news',
      '-run:acme/news',
      '-run:zed/paper',
    ]);
    await queue.stop(5_000);
  });

  it.each(['run', 'acknowledge'] as const)(
    'leaves room for the jobs of other accounts (%s)',
    async (kind) => {
      const [queue, done] = [await open(), recorder()];
      await queue.work(done.perform, 4);
      await queue.add(['a', 'b', 'c', 'd', 'e'].map((name) => atOnce(kind, `acme/${name}`)));
      await until('the share', () => done.log.length === 2);
      await queue.add([atOnce('run', 'zed/a')]);
      await until('the other account', () => done.log.includes('+run:zed/a'));
      await sleep(200);
      expect(done.log).toHaveLength(3);
      done.endOne();
      await until('the next one', () => done.log.length === 5);
      expect(done.log.at(-1)).toMatch(new RegExp(`^\\+${kind}:acme`));
      const ending = setInterval(done.endAll, 20);
      await until('all', () => done.log.length === 12);
      clearInterval(ending);
      await queue.stop(5_000);
    },
  );

  it('forgets the jobs of a subject that is gone, and counts the others', async () => {
    const [queue, done] = [await open(), recorder()];
    await queue.add([later('acme/news', 10), atOnce('run', 'zed/paper'), later('zed/late', 60_000)]);
    await queue.add([later('zed/paper', 60_000, { slot: 7 })]);
    await queue.drop(['ACME/news']);
    await sleep(50);
    const { waiting, requested, running, oldest } = await queue.counts();
    expect([waiting, requested, running]).toEqual([1, 2, 0]);
    expect(oldest).toBeGreaterThan(10);
    await queue.work(done.perform, 4);
    await until('the other', () => done.log.length === 1);
    expect(done.log).toEqual(['+run:zed/paper']);
    done.endAll();
    await queue.stop(5_000);
  });
});

const stores = [
  ['in process', async () => inMemoryStore()],
  [
    'in PostgreSQL',
    async () => {
      const pool = openDatabase(await postgres.createDatabase(), silent);
      const store = await postgresStore(pool, silent);
      ends.push(async () => {
        await store.stop();
        await pool.end();
      });
      return store;
    },
  ],
] as const;

describe.each(stores)('the list of newsletters %s', (_, open) => {
  const newsletter = (nameWithOwner: string, installationId: number): ServedNewsletter => ({
    nameWithOwner,
    installationId,
    isPrivate: false,
    collects: { organization: 'acme', watch: [] },
  });

  it('remembers what it knows of those that stay, and nothing of those that went', async () => {
    const store = await open();
    const both = [newsletter('acme/news', 1), newsletter('acme/digest', 1)];
    expect(await store.replace(1, both)).toEqual({ added: both, removed: [] });
    for (const { nameWithOwner } of both) await store.remember(nameWithOwner, { failures: 3 });
    expect(await store.replace(1, [newsletter('ACME/news', 1)])).toEqual({
      added: [],
      removed: ['acme/digest'],
    });
    expect(await store.read('acme/news')).toMatchObject({ state: { failures: 3 } });
    await store.replace(1, both);
    expect(await store.read('acme/digest')).toMatchObject({ state: { failures: 0 } });
    await store.replace(2, [newsletter('zed/paper', 2)]);
    expect(await store.keepOnly([2])).toHaveLength(2);
    expect(store.all().map((each) => each.newsletter.nameWithOwner)).toEqual(['zed/paper']);
  });

  it('knows nothing of a name’s former owner', async () => {
    const store = await open();
    await store.replace(1, [newsletter('acme/news', 1)]);
    const trouble = { message: 'Secret of 1', isForEditors: true, setting: null, mistakes: [] };
    await store.remember('acme/news', { trouble, failures: 3 });
    const taken = newsletter('acme/news', 2);
    expect(await store.replace(2, [taken])).toEqual({ added: [taken], removed: ['acme/news'] });
    expect(await store.read('acme/news')).toEqual({ newsletter: taken, state: NO_STATE });
    // The former installation is looked at later.
    expect(await store.replace(1, [])).toEqual({ added: [], removed: [] });
    expect(await store.read('acme/news')).not.toBeNull();
  });
});

describe('processes that share a database', () => {
  it('do not let an endless burst make its job larger and larger, and lose nothing that a run has to know', async () => {
    const [queue, done] = [await join(await postgres.createDatabase()), recorder()];
    for (let index = 0; index < 60; index += 1) {
      const reasons = [{ kind: 'rerun' }, { kind: 'delivery', id: `d${index}` }] as const;
      await queue.add([later('acme/news', 500, { reasons })]);
    }
    await queue.work(done.perform, 1);
    await until('the job', () => done.jobs.length === 1);
    const kinds = (done.jobs[0]?.reasons ?? []).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'rerun')).toHaveLength(60);
    expect(kinds.filter((kind) => kind === 'delivery').length).toBeLessThan(30);
    done.endAll();
  });

  it('keep few deliveries of a job, however many come at once', async () => {
    const [queue, done] = [await join(await postgres.createDatabase()), recorder()];
    const deliver = (id: string) =>
      queue.add([later('acme/news', 500, { reasons: [{ kind: 'delivery', id }] })]);
    for (let index = 0; index < 15; index += 1) {
      await Promise.all(Array.from({ length: 20 }, (_, each) => deliver(`d${index}-${each}`)));
    }
    await queue.work(done.perform, 1);
    await until('the job', () => done.jobs.length === 1);
    expect(done.jobs[0]?.reasons.length).toBeGreaterThanOrEqual(20);
    expect(done.jobs[0]?.reasons.length).toBeLessThan(45);
    done.endAll();
  });

  it('ask for the same jobs at the same time in any order, and lose none of their reasons', async () => {
    const url = await postgres.createDatabase();
    const [first, second] = [await join(url), await join(url)];
    const done = recorder();
    const names = Array.from({ length: 60 }, (_, index) => `${index}/news`);
    const jobs = names.map((name) => later(name, 60_000, { reasons: [{ kind: 'rerun' }] }));
    const backwards = [...jobs].reverse();
    for (let index = 0; index < 20; index += 1) await Promise.all([first.add(jobs), second.add(backwards)]);
    await first.add(names.map((name) => atOnce('run', name)));
    await first.work(done.perform, 60);
    await until('all jobs', () => done.jobs.length === names.length);
    expect(new Set(done.jobs.map(({ reasons }) => reasons.length))).toEqual(new Set([40]));
    done.endAll();
  });

  it('do each job once, whichever of them takes it', async () => {
    const url = await postgres.createDatabase();
    const processes = await Promise.all([join(url), join(url), join(url)]);
    const done = recorder();
    for (const queue of processes) await queue.work(done.perform, 2);
    const names = Array.from({ length: 30 }, (_, index) => `acme/${index}`);
    await Promise.all(
      names.map((name, index) => processes[index % 3]?.add([atOnce('run', name), atOnce('run', name)])),
    );
    const ending = setInterval(done.endOne, 5);
    await until('all jobs', () => done.log.length === 60);
    clearInterval(ending);
    expect(done.log.filter((line) => line.startsWith('+')).sort()).toEqual(
      names.map((name) => `+run:${name}`).sort(),
    );
  });

  it('take over what a process had that is gone, within seconds, and not a moment before', async () => {
    const url = await postgres.createDatabase();
    const [first, second] = [await join(url), await join(url)];
    const [ofFirst, ofSecond] = [recorder(), recorder()];
    await first.work(ofFirst.perform, 2);
    await first.add([atOnce('run', 'acme/news')]);
    await until('the job', () => ofFirst.log.length === 1);
    await second.work(ofSecond.perform, 2);
    await sleep(10_000);
    expect(ofSecond.log).toEqual([]);
    // As the kernel does it for a process that is killed.
    await first.lease.release();
    const began = Date.now();
    await until('the job again', () => ofSecond.log.length === 1);
    expect(Date.now() - began).toBeLessThan(15_000);
    ofFirst.endAll();
    ofSecond.endAll();
  });

  const own = process.env.DATABASE_URL ? it.skip : it;

  own('outlive a restart of the database: what runs goes on, alone, and what comes is done', async () => {
    const server = await startPostgres();
    try {
      const url = await server.createDatabase();
      const [first, second] = [await join(url), await join(url)];
      const done = recorder();
      await first.work(done.perform, 1);
      await second.work(done.perform, 1);
      await first.add([atOnce('run', 'acme/news')]);
      await until('the job', () => done.log.length === 1);
      await server.restart(2_000);
      const add = async (): Promise<void> => {
        try {
          await second.add([atOnce('run', 'zed/paper')]);
        } catch {
          await sleep(200);
          await add();
        }
      };
      await add();
      await until('the job after the restart', () => done.log.includes('+run:zed/paper'));
      expect(done.log.filter((line) => line === '+run:acme/news')).toHaveLength(1);
      const ending = setInterval(done.endOne, 20);
      await until('the end', () => done.log.includes('-run:acme/news'));
      await first.add([atOnce('run', 'acme/after')]);
      await until('another job', () => done.log.includes('-run:acme/after'));
      clearInterval(ending);
      for (const end of ends.splice(0).reverse()) await end();
    } finally {
      await server.stop();
    }
  });

  own('do again what ended while the database was away, with all hands', async () => {
    const server = await startPostgres();
    try {
      const url = await server.createDatabase();
      const [first, second] = [await join(url), await join(url)];
      const done = recorder();
      await first.work(done.perform, 2);
      await first.add([atOnce('run', 'acme/one'), atOnce('run', 'zed/two')]);
      await until('both jobs', () => done.log.length === 2);
      const again = () => done.log.filter((line) => line === done.log[0]).length === 2;
      const restarted = server.restart(4_000);
      await sleep(2_000);
      done.endOne();
      await restarted;
      // The other one goes on meanwhile.
      await second.work(done.perform, 1);
      await until('the job again', again);
      const ending = setInterval(done.endOne, 20);
      await until('the end of both', () => done.log.length === 6);
      clearInterval(ending);
      await second.add(['acme/three', 'zed/four', 'bare/five'].map((name) => atOnce('run', name)));
      await until('three at once', () => done.log.slice(6).length === 3);
      done.endAll();
      for (const end of ends.splice(0).reverse()) await end();
    } finally {
      await server.stop();
    }
  });
});
