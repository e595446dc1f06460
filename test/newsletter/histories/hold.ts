import { expect } from '@jest/globals';
import fc from 'fast-check';
import { isDeep, type samples, seed } from '../../thoroughly.js';
import { type History, play } from './play.js';
import { problemsIn, problemsOfSecondRun } from './problems.js';
import type { Render } from './render.js';

/*
 * The properties are in problems.ts. Six things cannot be known from three texts and are not asked for:
 *
 * - Whose a line is that a person and the bot came to write alike, word for word: it follows the bot from then on. The
 *   words of people in the histories are therefore their own. (Whether an entry is hidden is remembered in the base.)
 * - Whether a name that a person struck out of a credit may come back, or one that a person added may go, once the bot
 *   dropped it or came to thank it itself: the names of people in the histories are their own too, and only the words
 *   around the names must hold.
 * - Which paragraph a person deleted of a part that the bot dropped whole and has again.
 * - Whether people deleted the line that says that a part is empty, once the part was not empty any more for a while. Where
 *   it is empty again that is news, and the line comes in.
 * - Whether people want an entry hidden who deleted or hid a copy of it, while another was in a comment already: the base
 *   has one of them, which follows the bot.
 * - Where the base is no more than what was last rendered (a caller that does not store `MergedEdition.base`): what
 *   people deleted, hid or had no place for before the bot dropped it, and whose a sentence about a list is that the bot
 *   made to fit. These are the problems left out in the last test.
 */

/** How long all of them may take, in milliseconds. */
export const LONGEST = 60 * 60_000;

/** Plays random lives of a draft, and fails at the first that has a problem. `but`: problems that are left out. */
export function hold(
  render: Render,
  lives: fc.Arbitrary<History>,
  count: ReturnType<typeof samples>,
  but = /^$/,
): void {
  let played = 0;
  fc.assert(
    fc.property(lives, (life) => {
      played++;
      const turns = play(life, render);
      const problems = [...turns.map(problemsIn), ...turns.slice(-1).map(problemsOfSecondRun)].flat();
      expect(problems.filter((problem) => !but.test(problem))).toEqual([]);
    }),
    count,
  );
  if (isDeep) process.stdout.write(`${played} histories, seed ${seed}\n`);
}
