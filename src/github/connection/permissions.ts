import { splitName } from '../../newsletter/activity/repository.js';
import type { AccessMemory, Client } from './client.js';

/** Whether the person may write to the repository; `null` when GitHub does not say, so that nobody is given more. */
export type WriteAccess = (nameWithOwner: string, login: string) => Promise<boolean | null>;

/** How long an answer is kept: a burst of runs asks once, and somebody who was given access need not wait long. */
const KEPT = 2 * 60_000;

/** Looks everybody up once a run, and less often where the memory outlives the run. `now`: the time of the run. */
export function createWriteAccess(client: Client, memory: AccessMemory, now: Date): WriteAccess {
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
