import type { Client } from './client.js';

/** Answers that are kept for a client, the oldest of them given up first. */
const MOST_ANSWERS = 50;

const memories = new WeakMap<Client, Map<string, unknown>>();

/**
 * Asks GitHub once, as long as the client lives, for what can change no more: files by commit, the commits of a merged
 * pull request, what was merged in the past. `question` tells all that the answer depends on. An answer that is not
 * `isWhole` is asked for again.
 */
export async function remember<Answer>(
  client: Client,
  question: readonly unknown[],
  ask: () => Promise<Answer>,
  isWhole: (answer: Answer) => boolean = () => true,
): Promise<Answer> {
  const memory = memories.get(client) ?? new Map<string, unknown>();
  memories.set(client, memory);
  const key = JSON.stringify(question);
  if (memory.has(key)) return memory.get(key) as Answer;
  const answer = await ask();
  if (isWhole(answer)) memory.set(key, answer);
  for (const oldest of [...memory.keys()].slice(0, -MOST_ANSWERS)) memory.delete(oldest);
  return answer;
}
