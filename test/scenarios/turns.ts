/** Somebody who does one step after another, and before each waits for its turn. */
export type Participant<Result> = (turn: () => Promise<void>) => Promise<Result>;

/**
 * Lets all act side by side, but one step at a time: `pick` says whose turn it is among those that wait, given by
 * their numbers. Everybody acts up to their first wait in the order given.
 */
export async function takeTurns<Result>(
  participants: readonly Participant<Result>[],
  pick: (waiting: readonly number[]) => number | undefined,
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
  while (waiting.size > 0) {
    const numbers = [...waiting.keys()].sort();
    const number = pick(numbers) ?? numbers[0] ?? 0;
    const go = waiting.get(number);
    if (go === undefined) throw new Error(`${number} does not wait.`);
    waiting.delete(number);
    await act(number, go);
  }
  return Promise.allSettled(results);
}
