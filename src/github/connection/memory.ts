import type { Client } from './client.js';

/*
 * What is remembered from one run to the next, as long as the client lives: at most fifty answers that can change no more,
 * people's access for two minutes (`createWriteAccess`), and a page size for each query. Every run comes to the same
 * result without it.
 */

/** Answers that are kept, the oldest of them given up first. */
const MOST_ANSWERS = 50;

const memories = new WeakMap<Pick<Client, 'graphql'>, Map<string, unknown>>();

/** What is known under this name; it is made the first time. */
export function recall<Value>(client: Pick<Client, 'graphql'>, name: string, make: () => Value): Value {
  const memory = memories.get(client) ?? new Map<string, unknown>();
  memories.set(client, memory);
  if (!memory.has(name)) memory.set(name, make());
  return memory.get(name) as Value;
}

/**
 * Asks GitHub once, as long as the client lives, for what can change no more: files by commit, the commits of a merged
 * pull request, what was merged in the past. `question` has all that the answer depends on. An answer that is not
 * `isWhole` is asked for again.
 */
export async function remember<Answer>(
  client: Client,
  question: readonly unknown[],
  ask: () => Promise<Answer>,
  isWhole: (answer: Answer) => boolean = () => true,
): Promise<Answer> {
  const answers = recall(client, 'answers', () => new Map<string, unknown>());
  const key = JSON.stringify(question);
  if (answers.has(key)) return answers.get(key) as Answer;
  const answer = await ask();
  if (isWhole(answer)) answers.set(key, answer);
  for (const oldest of [...answers.keys()].slice(0, -MOST_ANSWERS)) answers.delete(oldest);
  return answer;
}
