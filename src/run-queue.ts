/** Runs a callback later; the returned function cancels it. */
export type Timer = (callback: () => void, milliseconds: number) => () => void;

/** How a queue behaves. */
export interface RunQueueOptions {
  /** One run. It must not throw: what goes wrong is its own to report. */
  readonly run: () => Promise<void>;
  /** Milliseconds without a request before a run starts. */
  readonly quiet: number;
  readonly timer: Timer;
}

/** A burst that does not end is cut after this many quiet periods, so that it cannot put a run off for ever. */
const LONGEST_BURST = 6;

/**
 * Turns requests to look again into runs: a burst becomes one run, runs never overlap, and a request during a run is
 * followed by one more.
 */
export class RunQueue {
  readonly #options: RunQueueOptions;
  #cancelTimer: (() => void) | null = null;
  #postponed = 0;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(options: RunQueueOptions) {
    this.#options = options;
  }

  /** Asks for a run after the quiet period. */
  lookAgain(): void {
    if (this.#stopped) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    if (this.#cancelTimer !== null && this.#postponed >= LONGEST_BURST) return;
    this.#postponed += 1;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.timer(() => this.runNow(), this.#options.quiet);
  }

  /** Starts a run at once, or has one follow the present one. */
  runNow(): void {
    if (this.#stopped) return;
    this.#clearTimer();
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#running = this.#options.run().finally(() => {
      this.#running = null;
      if (!this.#again) return;
      this.#again = false;
      this.lookAgain();
    });
  }

  /** Takes no more requests; resolves when the present run has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clearTimer();
    await this.#running;
  }

  #clearTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#postponed = 0;
  }
}
