import { describe, expect, it } from '@jest/globals';
import { inProcessQueue, type Job, jobKey, type NewJob } from '../../src/server/job-queue.js';
import { atOnce } from '../../src/server/route-delivery.js';

/** A queue whose time passes, and whose jobs end, when the test says so. */
async function setUp(slots = 4) {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  let now = 0;
  const queue = inProcessQueue({
    now: () => now,
    timer(callback, milliseconds) {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  const started: Job[] = [];
  const ends = new Map<Job, () => void>();
  const work = () =>
    queue.work((job) => {
      started.push(job);
      return new Promise<void>((resolve) => ends.set(job, resolve));
    }, slots);
  await work();
  return {
    queue,
    work,
    pass(milliseconds: number) {
      now += milliseconds;
      for (const timer of [...timers]) if (timer.at <= now && timers.delete(timer)) timer.callback();
    },
    async end(job = started.at(-1)) {
      if (job !== undefined) ends.get(job)?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    started: () => started.map(jobKey),
    jobs: started,
  };
}

const later = (subject: string, delay = 10, more: Partial<NewJob> = {}): NewJob => ({
  ...atOnce('run', subject),
  delay,
  longest: 6 * delay,
  ...more,
});

describe('the queue of a single process', () => {
  it('makes one job of a burst, with the reasons of all', async () => {
    const { queue, pass, started, jobs } = await setUp();
    for (let index = 0; index < 20; index += 1) await queue.add([later('acme/news')]);
    pass(9);
    await queue.add([later('Acme/News', 10, { reasons: [{ kind: 'rerun' }] })]);
    await queue.add([later('acme/news', 10, { reasons: [{ kind: 'rerun' }] })]);
    pass(9);
    expect(started()).toEqual([]);
    pass(1);
    expect(started()).toEqual(['run:acme/news']);
    expect(jobs[0]?.reasons).toEqual([{ kind: 'rerun' }, { kind: 'rerun' }]);
  });

  it('remembers the first webhooks of a long burst for the log, and all that a run has to know', async () => {
    const { queue, pass, jobs } = await setUp();
    for (let index = 0; index < 100; index += 1) {
      const reasons = [{ kind: 'rerun' }, { kind: 'delivery', id: `d${index}` }] as const;
      await queue.add([later('acme/news', 10, { reasons })]);
    }
    pass(10);
    const kinds = (jobs[0]?.reasons ?? []).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'delivery')).toHaveLength(20);
    expect(kinds.filter((kind) => kind === 'rerun')).toHaveLength(100);
    expect(jobs[0]?.reasons[1]).toEqual({ kind: 'delivery', id: 'd0' });
  });

  it('does not let an endless burst put off its job', async () => {
    const { queue, pass, started } = await setUp();
    const counts: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      await queue.add([later('acme/news')]);
      pass(9);
      counts.push(started().length);
    }
    expect(counts).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('never has two jobs of one subject at a time, and follows with the one that was asked for meanwhile', async () => {
    const { queue, pass, end, started, jobs } = await setUp();
    await queue.add([atOnce('run', 'acme/news')]);
    await queue.add([later('acme/news'), atOnce('run', 'acme/other')]);
    pass(10);
    expect(started()).toEqual(['run:acme/news', 'run:acme/other']);
    await end(jobs[1]);
    expect(started()).toHaveLength(2);
    await end(jobs[0]);
    expect(started()).toEqual(['run:acme/news', 'run:acme/other', 'run:acme/news']);
  });

  it('goes on with what is due as soon as a subject is free, the earliest first', async () => {
    const { queue, pass, end, started, jobs } = await setUp();
    await queue.add([atOnce('run', 'acme/news')]);
    await queue.add([later('acme/news', 10), atOnce('acknowledge', 'acme/news')]);
    pass(10);
    await end(jobs[0]);
    expect(started()).toEqual(['run:acme/news', 'acknowledge:acme/news']);
    await end(jobs[1]);
    expect(started()).toEqual(['run:acme/news', 'acknowledge:acme/news', 'run:acme/news']);
  });

  it('has no more jobs at once than it may, and lets none wait for ever', async () => {
    const { queue, end, started, jobs } = await setUp(2);
    await queue.add(['a', 'b', 'c', 'd'].map((name) => atOnce('run', `${name}/news`)));
    expect(started()).toEqual(['run:a/news', 'run:b/news']);
    // Who asks again stands behind those who wait.
    await queue.add([atOnce('run', 'a/news')]);
    await end(jobs[0]);
    await end(jobs[1]);
    expect(started()).toEqual(['run:a/news', 'run:b/news', 'run:c/news', 'run:d/news']);
    await end(jobs[2]);
    expect(started().at(-1)).toBe('run:a/news');
  });

  it('keeps what the schedule asks for apart from what events ask for', async () => {
    const { queue, pass, end, started } = await setUp();
    await queue.add([later('acme/news', 1_000, { slot: 7, longest: 1_000 })]);
    await queue.add([later('acme/news', 10)]);
    pass(10);
    await end();
    expect(started()).toEqual(['run:acme/news']);
    pass(990);
    expect(started()).toEqual(['run:acme/news', 'run:acme/news:7']);
  });

  it('forgets the jobs of a subject that is gone', async () => {
    const { queue, pass, started } = await setUp();
    await queue.add([later('acme/news'), later('acme/other')]);
    await queue.drop(['ACME/news']);
    pass(10);
    expect(started()).toEqual(['run:acme/other']);
  });

  it.each([
    [1, 1],
    [2, 1],
    [4, 2],
    [5, 3],
  ])('of %i jobs at once begins at most %i of one account', async (slots, most) => {
    const { queue, end, started, jobs } = await setUp(slots);
    await queue.add(['acme/a', 'Acme/b', 'acme/c', 'acme/d'].map((name) => atOnce('run', name)));
    expect(started()).toHaveLength(most);
    await queue.add([atOnce('acknowledge', 'acme/e'), atOnce('run', 'zed/a'), atOnce('discover', '7')]);
    expect(started().includes('acknowledge:acme/e')).toBe(false);
    expect(started().includes('run:zed/a')).toBe(slots > most);
    expect(started().includes('discover:7')).toBe(slots > most + 1);
    await end(jobs[0]);
    expect(started().filter((key) => key.startsWith('run:acme/'))).toHaveLength(most + 1);
  });

  it('leaves room for others, however many newsletters of one account have comments to react to', async () => {
    const { queue, started } = await setUp(4);
    await queue.add(['a', 'b', 'c', 'd', 'e'].map((name) => atOnce('acknowledge', `acme/${name}`)));
    await queue.add([atOnce('run', 'zed/a')]);
    expect(started()).toEqual(['acknowledge:acme/a', 'acknowledge:acme/b', 'run:zed/a']);
  });

  it('counts what is due and what runs', async () => {
    const { queue, pass } = await setUp(1);
    await queue.add([atOnce('run', 'acme/a'), atOnce('run', 'acme/b'), later('acme/c', 100)]);
    await queue.add([later('acme/d', 100, { slot: 7 })]);
    pass(30);
    expect(await queue.counts()).toEqual({ waiting: 1, requested: 2, running: 1, oldest: 30 });
  });

  it('stops after the present jobs and starts no more', async () => {
    const { queue, pass, end, started } = await setUp();
    await queue.add([atOnce('run', 'acme/news'), later('acme/other')]);
    let isEnded: boolean | null = null;
    const stopping = queue.stop(60_000).then((ended) => {
      isEnded = ended;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isEnded).toBeNull();
    await end();
    await stopping;
    expect(isEnded).toBe(true);
    pass(10);
    expect(started()).toEqual(['run:acme/news']);
  });

  it('says so when the present jobs do not end in time', async () => {
    const { queue } = await setUp();
    await queue.add([atOnce('run', 'acme/news')]);
    expect(await queue.stop(5)).toBe(false);
  });
});
