import { LRUCache } from 'lru-cache';

/**
 * The function, with the answers kept that were used last. `ask` must be pure; `most` bounds the sum of the lengths of the
 * questions whose answers are kept.
 */
export function remembered<Answer extends NonNullable<unknown>>(
  ask: (question: string) => Answer,
  most: number,
): (question: string) => Answer {
  const answers = new LRUCache<string, Answer>({
    maxSize: most,
    sizeCalculation: (_, question) => question.length + 1,
  });
  return (question) => {
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = ask(question);
    answers.set(question, answer);
    return answer;
  };
}
