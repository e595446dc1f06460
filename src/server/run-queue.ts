/** Runs a callback later; the returned function cancels it. */
export type Timer = (callback: () => void, milliseconds: number) => () => void;

/** How a queue behaves. */
export interface RunQueueOptions {
  /** One run. It must not throw: what goes wrong is its own to report. */
  readonly run: () => Promise<void>;
  /** Milliseconds without a request before a run starts; `null`: no request starts one, only `runNow` does. */
  readonly quiet: () => number | null;
  readonly timer: Timer;
}

/** A burst that does not end is cut after this many quiet periods, so that it cannot put a run off for ever. */
const LONGEST_BURST = 6;

/**
 * How long the quiet period is when that share of GitHub's rate limit is left, from 0 to 1: so a stranger who makes many events never
 * uses up what the schedule needs. `null`: only the schedule starts runs.
 */
export function quietFor(share: number, quiet: number): number | null {
  if (share < 0.1) return null;
  if (share < 0.25) return 4 * quiet;
  return share < 0.5 ? 2 * quiet : quiet;
}

/**
 * Turns requests into runs: a burst becomes one run, runs never overlap, and a request during a run is
 * followed by one more.
 */
export class RunQueue {
  readonly #options: RunQueueOptions;
  #cancelQuiet: (() => void) | null = null;
  #cancelLongest: (() => void) | null = null;
  #running: Promise<void> | null = null;
  /** How the run that follows the present one was asked for: `now` by `runNow`, which waits for nothing. */
  #next: 'none' | 'after quiet' | 'now' = 'none';
  #stopped = false;

  constructor(options: RunQueueOptions) {
    this.#options = options;
  }

  /** Asks for a run after the quiet period. */
  requestRun(): void {
    if (this.#stopped) return;
    if (this.#running !== null) {
      if (this.#next === 'none') this.#next = 'after quiet';
      return;
    }
    const { timer } = this.#options;
    const quiet = this.#options.quiet();
    if (quiet === null) return;
    this.#cancelQuiet?.();
    this.#cancelQuiet = timer(() => this.runNow(), quiet);
    this.#cancelLongest ??= timer(() => this.runNow(), LONGEST_BURST * quiet);
  }

  /** Starts a run at once, or has one follow the present one. */
  runNow(): void {
    if (this.#stopped) return;
    this.#clearTimers();
    if (this.#running !== null) {
      this.#next = 'now';
      return;
    }
    this.#running = this.#options.run().finally(() => {
      this.#running = null;
      const next = this.#next;
      this.#next = 'none';
      if (next === 'now') this.runNow();
      if (next === 'after quiet') this.requestRun();
    });
  }

  /** Takes no more requests; resolves when the present run has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clearTimers();
    await this.#running;
  }

  #clearTimers(): void {
    this.#cancelQuiet?.();
    this.#cancelQuiet = null;
    this.#cancelLongest?.();
    this.#cancelLongest = null;
  }
}
