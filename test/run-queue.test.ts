import { describe, expect, it } from '@jest/globals';
import { RunQueue } from '../src/run-queue.js';

/** A queue whose timer fires, and whose run ends, when the test says so. */
function setUp() {
  const timers = new Set<() => void>();
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  let started = 0;
  let set = 0;
  const queue = new RunQueue({
    quiet: 10,
    timer(callback) {
      set += 1;
      timers.add(callback);
      return () => timers.delete(callback);
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
    fire() {
      const due = [...timers];
      timers.clear();
      for (const callback of due) callback();
    },
    async endRun() {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    pending: () => timers.size,
    set: () => set,
    started: () => started,
    most: () => most,
  };
}

describe('the queue of runs', () => {
  it('makes one run of a burst', () => {
    const { queue, fire, started } = setUp();
    queue.lookAgain();
    queue.lookAgain();
    queue.lookAgain();
    expect(started()).toBe(0);
    fire();
    expect(started()).toBe(1);
  });

  it('never overlaps runs, and follows a run with one more when asked meanwhile', async () => {
    const { queue, fire, endRun, started, most } = setUp();
    queue.runNow();
    queue.lookAgain();
    queue.runNow();
    fire();
    expect(started()).toBe(1);
    await endRun();
    fire();
    expect(started()).toBe(2);
    await endRun();
    fire();
    expect([started(), most()]).toEqual([2, 1]);
  });

  it('does not let an endless burst put off its run', () => {
    const { queue, fire, started, pending, set } = setUp();
    for (let index = 0; index < 50; index += 1) queue.lookAgain();
    expect([set(), pending()]).toEqual([6, 1]);
    fire();
    expect(started()).toBe(1);
  });

  it('stops after the present run and takes no more', async () => {
    const { queue, fire, endRun, started } = setUp();
    queue.runNow();
    queue.lookAgain();
    let stopped = false;
    const stopping = queue.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    await endRun();
    await stopping;
    queue.runNow();
    fire();
    expect(started()).toBe(1);
  });
});
