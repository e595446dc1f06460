import { createHash } from 'node:crypto';
import { nameKey } from '../newsletter/activity/names.js';

/** Tells the present. */
export type Clock = () => Date;

/** A clock that starts at `start` now and runs on with `real`; without a start it is `real` itself. */
export function startClock(start: Date | null, real: Clock): Clock {
  if (start === null) return real;
  const offset = start.getTime() - real().getTime();
  return () => new Date(real().getTime() + offset);
}

/** One of the times at which something is done by schedule. */
export interface Slot {
  /** Counts up; the same in all processes. */
  readonly number: number;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * The next time after `now` at which something is due that is done once in each interval (all in milliseconds). Different names
 * are spread over the interval, so that GitHub and the workers never have all newsletters at once. A slot that is just
 * ahead counts as the present one, since timers come a little early.
 */
export function nextSlot(name: string, interval: number, now: number): Slot {
  const offset = shareOf(name) * interval;
  const number = Math.floor((now + interval / 100 - offset) / interval) + 1;
  return { number, at: number * interval + offset };
}

/** A number from 0 to 1 that depends on the name alone. */
function shareOf(name: string): number {
  return createHash('sha256').update(nameKey(name)).digest().readUInt32BE() / 2 ** 32;
}
