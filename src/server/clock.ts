/** Tells the present. */
export type Clock = () => Date;

/** A clock that starts at `start` now and runs on with `real`; without a start it is `real` itself. */
export function startClock(start: Date | null, real: Clock): Clock {
  if (start === null) return real;
  const offset = start.getTime() - real().getTime();
  return () => new Date(real().getTime() + offset);
}
