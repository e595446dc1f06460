import { expect } from '@jest/globals';
import type { Story } from './story.js';
import { runWatched, type Watcher } from './watched-run.js';

/** Where a process ends: around its run's write of this number, counted from 0. */
export interface Death {
  readonly write: number;
  readonly moment: 'before' | 'after';
}

/**
 * Every way to end among so many writes. GitHub cannot tell an end before a write from one after the write before it,
 * so only the first has both.
 */
export function deathsAmong(writes: number): readonly Death[] {
  const after = Array.from({ length: writes }, (_, write): Death => ({ write, moment: 'after' }));
  return [{ write: 0, moment: 'before' }, ...after];
}

/** Runs until the process ends there; it sends nothing afterwards. Fails when the run comes to its own end. */
export async function runUntil(story: Story, death: Death): Promise<void> {
  await expect(runWatched(story, killedAt(death))).rejects.toThrow(Killed);
}

class Killed extends Error {}

function killedAt({ write, moment }: Death): Watcher {
  let writes = 0;
  let isDead = false;
  return async (step, go) => {
    if (isDead) throw new Killed();
    if (!step.isWrite || writes++ < write) return go();
    isDead = true;
    if (moment === 'after') await go();
    throw new Killed();
  };
}
