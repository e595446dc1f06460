import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NameMap } from '../../src/newsletter/activity/names.js';
import type { FormerNames } from '../../src/newsletter/activity/repository.js';
import { samples } from '../thoroughly.js';
import { repository } from './builders.js';
import { play } from './histories/play.js';
import { histories } from './histories/random-history.js';
import { renderPlainly, renderReally } from './histories/render.js';
import { draftByPresentNames, mergeEdition, offeredByPresentNames } from './on-texts.js';

const formerNames: FormerNames = new NameMap([['acme/v', { ...repository('acme/v-2'), isWatched: false }]]);

const renamed = (text: string) => draftByPresentNames(text, formerNames);
const renamedOffered = (text: string) => offeredByPresentNames(text, formerNames);

describe('a draft whose repository is renamed', () => {
  it.each([
    ['plain editions', renderPlainly, 150],
    ['editions as the bot makes them', renderReally, 50],
  ])('is merged as it would be had the repository always been called so, on %s', (_, render, numRuns) => {
    fc.assert(
      fc.property(histories('offered', 3), (history) => {
        for (const { base, current, fresh, merged } of play(history, render)) {
          const followed = mergeEdition(renamedOffered(base), renamed(current), renamed(fresh));
          expect(followed.text).toBe(renamed(merged.text));
          expect(followed.base).toBe(merged.base === null ? null : renamedOffered(merged.base));
        }
      }),
      samples(numRuns),
    );
  });
});
