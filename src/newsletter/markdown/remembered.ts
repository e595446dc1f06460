/**
 * The function, with its newest answers kept. `ask` must be pure; `most` bounds the sum of the lengths of the questions
 * whose answers are kept.
 */
export function remembered<Answer>(
  ask: (question: string) => Answer,
  most: number,
): (question: string) => Answer {
  const answers = new Map<string, Answer>();
  let length = 0;
  return (question) => {
    if (answers.has(question)) return answers.get(question) as Answer;
    const answer = ask(question);
    answers.set(question, answer);
    length += question.length;
    for (const oldest of answers.keys()) {
      if (length <= most) break;
      answers.delete(oldest);
      length -= oldest.length;
    }
    return answer;
  };
}
