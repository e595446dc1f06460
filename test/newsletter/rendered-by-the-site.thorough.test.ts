import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ATTACKS } from './attacks.js';
import { nastyText, wordsToFind } from './nasty-text.js';
import { problemsOnPages } from './page-with-texts.js';
import { renderers } from './rendered-by-the-site.js';

const TEXTS = fc
  .sample(nastyText, { numRuns: Number(process.env.TEXTS ?? 5_000), seed: Number(process.env.SEED ?? 2026) })
  .map((text) => ({ text, words: wordsToFind(text) }));

describe.each(renderers().map((renderer) => [renderer.name, renderer] as const))('%s', (_, renderer) => {
  it.each(Object.entries(ATTACKS))('renders attacks by %s, and they come to nothing', (_family, texts) => {
    expect(
      problemsOnPages(
        texts.map((text) => ({ text, words: [] })),
        renderer,
      ),
    ).toEqual([]);
  });

  it(`renders ${TEXTS.length} texts, and nothing comes onto the page but what people may write`, () => {
    expect(problemsOnPages(TEXTS, renderer)).toEqual([]);
  }, 900_000);
});
