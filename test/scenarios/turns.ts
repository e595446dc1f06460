/** Somebody who does one step after another, and before each waits for its turn. */
export type Participant<Result> = (turn: () => Promise<void>) => Promise<Result>;

/**
 * Lets all act side by side, but one step at a time. `order` has whose turn it is, by their numbers; where it is the
 * turn of one who has ended, and at its end, it is that of the first who waits.
 */
export async function takeTurns<Result>(
  participants: readonly Participant<Result>[],
  order: readonly number[],
): Promise<readonly PromiseSettledResult<Result>[]> {
  const waiting = new Map<number, () => void>();
  const rest = new Map<number, () => void>();
  const results: Promise<Result>[] = [];
  /** Resolves when the participant waits again, or has ended. */
  const act = (number: number, go: () => void) =>
    new Promise<void>((resolve) => {
      rest.set(number, resolve);
      go();
    });
  const turnOf = (number: number) => () =>
    new Promise<void>((go) => {
      waiting.set(number, go);
      rest.get(number)?.();
    });
  for (const [number, participant] of participants.entries()) {
    await act(number, () => {
      const result = participant(turnOf(number));
      const end = () => rest.get(number)?.();
      result.then(end, end);
      results.push(result);
    });
  }
  for (let turn = 0; waiting.size > 0; turn += 1) {
    const next = order[turn] ?? -1;
    const number = waiting.has(next) ? next : Math.min(...waiting.keys());
    const go = waiting.get(number);
    waiting.delete(number);
    if (go !== undefined) await act(number, go);
  }
  return Promise.allSettled(results);
}
