import { splitName } from '../../newsletter/activity/repository.js';
import type { Client } from './client.js';
import { recall } from './memory.js';

/** Whether the person may write to the repository; `null` when GitHub does not say, so that nobody is given more. */
export type WriteAccess = (nameWithOwner: string, login: string) => Promise<boolean | null>;

/** What GitHub said of a person's access, and until when (in milliseconds) that holds. */
interface KnownAccess {
  readonly mayWrite: boolean;
  readonly until: number;
}

/** How long an answer is kept: a burst of runs asks once, and somebody who was given access need not wait long. */
const KEPT = 2 * 60_000;

/** Looks each person up once a run, and once in two minutes of the same client. `now`: the time of the run. */
export function createWriteAccess(client: Client, now: Date): WriteAccess {
  const memory = recall(client, 'access', () => new Map<string, KnownAccess>());
  const asked = new Map<string, Promise<boolean | null>>();
  const time = now.getTime();
  for (const [key, { until }] of memory) if (until <= time) memory.delete(key);
  const ask = async (key: string, nameWithOwner: string, login: string) => {
    const known = memory.get(key);
    if (known !== undefined) return known.mayWrite;
    const mayWrite = await lookUp(client, nameWithOwner, login);
    if (mayWrite !== null) memory.set(key, { mayWrite, until: time + KEPT });
    return mayWrite;
  };
  return (nameWithOwner, login) => {
    const key = `${nameWithOwner} ${login}`.toLowerCase();
    const answer = asked.get(key) ?? ask(key, nameWithOwner, login);
    asked.set(key, answer);
    return answer;
  };
}

async function lookUp(client: Client, nameWithOwner: string, login: string): Promise<boolean | null> {
  const { owner, name: repo } = splitName(nameWithOwner);
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
    return data.permission === 'admin' || data.permission === 'write';
  } catch {
    // Most often a token that may not look: nobody is given more than what GitHub confirms.
    return null;
  }
}
