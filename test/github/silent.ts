import type { Log } from '../../src/github/connection/client.js';

/** A log that nobody reads. */
export const silent: Log = { debug: ignore, info: ignore, warn: ignore };

function ignore(): void {
  // Tests look at results; those that care for the log pass their own.
}
