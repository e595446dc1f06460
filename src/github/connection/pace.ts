import Bottleneck from 'bottleneck';
import type { Log } from './client.js';

/** How often the client waits for a rate limit and tries again. */
const PATIENCE = 2;

/**
 * Options for Octokit's throttling. GitHub counts GraphQL queries as reading; the plugin takes every POST for a write
 * and would send one a second. A run makes a handful of writes, one after another, so a short pace is polite enough.
 * All waits are in units of `second` milliseconds.
 */
export function pace(log: Log, second = 1000) {
  const wait =
    (limit: string) => (seconds: number, _request: unknown, _client: unknown, retryCount: number) => {
      if (retryCount >= PATIENCE) return false;
      log.warn(`GitHub's ${limit} is reached; waiting ${seconds} seconds.`);
      return true;
    };
  return {
    write: new Bottleneck.Group({ maxConcurrent: 1, minTime: second / 50 }),
    notifications: new Bottleneck.Group({ maxConcurrent: 1, minTime: second / 10 }),
    onRateLimit: wait('rate limit'),
    onSecondaryRateLimit: wait('secondary rate limit'),
    retryAfterBaseValue: second,
  };
}
