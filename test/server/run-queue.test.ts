import { describe, expect, it } from '@jest/globals';
import { quietFor, RunQueue } from '../../src/server/run-queue.js';

/** A queue whose time passes, and whose run ends, when the test says so. */
function setUp(quiet: () => number | null = () => 10) {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  let now = 0;
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  let started = 0;
  const queue = new RunQueue({
    quiet,
    timer(callback, milliseconds) {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    run: async () => {
      started += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    },
  });
  return {
    queue,
    pass(milliseconds: number) {
      now += milliseconds;
      for (const timer of [...timers]) {
        if (timer.at <= now && timers.delete(timer)) timer.callback();
      }
    },
    async endRun() {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    started: () => started,
    most: () => most,
  };
}

describe('the queue of runs', () => {
  it('makes one run of a burst', () => {
    const { queue, pass, started } = setUp();
    for (let index = 0; index < 20; index += 1) queue.requestRun();
    pass(9);
    queue.requestRun();
    pass(9);
    expect(started()).toBe(0);
    pass(1);
    expect(started()).toBe(1);
  });

  it('never overlaps runs, and follows a run with one more when asked meanwhile', async () => {
    const { queue, pass, endRun, started, most } = setUp();
    queue.runNow();
    queue.requestRun();
    queue.runNow();
    pass(10);
    expect(started()).toBe(1);
    await endRun();
    pass(10);
    expect(started()).toBe(2);
    await endRun();
    pass(10);
    expect([started(), most()]).toEqual([2, 1]);
  });

  it('does not let an endless burst put off its run', () => {
    const { queue, pass, started } = setUp();
    const startedAfter = Array.from({ length: 8 }, () => {
      queue.requestRun();
      pass(9);
      return started();
    });
    expect(startedAfter).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('waits longer where little of the rate limit is left, and for the schedule where hardly any is', async () => {
    let quiet: number | null = 20;
    const { queue, pass, endRun, started } = setUp(() => quiet);
    queue.requestRun();
    pass(19);
    expect(started()).toBe(0);
    pass(1);
    expect(started()).toBe(1);
    quiet = null;
    queue.requestRun();
    await endRun();
    queue.requestRun();
    pass(1_000);
    expect(started()).toBe(1);
    queue.runNow();
    expect(started()).toBe(2);
  });

  it('follows a run with the one that the schedule asked for meanwhile, however little of the rate limit is left', async () => {
    const { queue, endRun, started, most } = setUp(() => null);
    queue.runNow();
    queue.runNow();
    queue.requestRun();
    await endRun();
    expect([started(), most()]).toEqual([2, 1]);
    await endRun();
    expect(started()).toBe(2);
  });

  it('stops after the present run and takes no more', async () => {
    const { queue, pass, endRun, started } = setUp();
    queue.runNow();
    queue.requestRun();
    let stopped = false;
    const stopping = queue.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    await endRun();
    await stopping;
    queue.runNow();
    pass(10);
    expect(started()).toBe(1);
  });
});

describe('the quiet period', () => {
  it.each([
    [1, 10],
    [0.5, 10],
    [0.49, 20],
    [0.25, 20],
    [0.24, 40],
    [0.1, 40],
    [0.09, null],
    [0, null],
  ])('with %d of the rate limit left is %s', (share, expected) => {
    expect(quietFor(share, 10)).toBe(expected);
  });
});
