import type { Outcome } from './answer.js';
import type { Judged } from './judge.js';

/** Nobody without a say offers more in a month that is worth an editor's time. */
const MOST_WAITING = 10;

const TOO_MANY: Outcome = {
  kind: 'refused',
  because: `Ten suggestions of yours wait already.`,
};

/** Of each person the first ten suggestions wait, in the order of `judged`; further ones are refused. */
export function limitRequests(judged: readonly Judged[]): readonly Judged[] {
  const waiting = new Map<string, number>();
  return judged.map((one) => {
    if (one.outcome.kind !== 'waits') return one;
    const login = one.outcome.suggestion.login.toLowerCase();
    const count = (waiting.get(login) ?? 0) + 1;
    waiting.set(login, count);
    return count > MOST_WAITING ? { ...one, outcome: TOO_MANY } : one;
  });
}
