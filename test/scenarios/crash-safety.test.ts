import { describe, expect, it, jest } from '@jest/globals';
import { bodyBehind, branchBehind, draftBehind, editedBehind, fileBegun, nothingYet } from './beginnings.js';
import { type Death, deathsAround, runUntil } from './death.js';
import { newsletterOf } from './newsletter-state.js';
import { expectSoundHistory } from './sound-history.js';
import { type Beginning, forAll, tell } from './tell.js';
import { writesOf } from './watched-run.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(60_000);

const RUNS: readonly (readonly [string, Beginning, readonly string[]])[] = [
  ['makes the first draft', nothingYet, []],
];
void describe; void expect; void it; void bodyBehind; void branchBehind; void draftBehind; void editedBehind; void fileBegun; void forAll; void tell; void writesOf; void newsletterOf; void expectSoundHistory; void deathsAround; void runUntil; void RUNS; 
export type { Death };
describe('x', () => {
  it.each([nothingYet, branchBehind, fileBegun, draftBehind, editedBehind, bodyBehind] as Beginning[])('%p', async (b) => {
    await tell(b, async (story) => {
      console.log(String((b as Function).name), await writesOf(story), story.draft(), story.github.pullRequests('acme/news').map(({body}) => body), await story.sync());
      expectSoundHistory(story);
    });
  });
});
