import { describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { createPageSize, type PageSize, pageSizeOf } from '../../src/github/connection/graphql.js';

const FAST = 100;
const SLOW = 5000;

/** The size after each of so many answers. */
function sizesAfter(size: PageSize, answers: number, milliseconds = FAST): readonly number[] {
  return Array.from({ length: answers }, () => {
    size.answered(milliseconds);
    return size.now();
  });
}

describe('how much is asked for at once', () => {
  it('begins where it is safe, and is halved after trouble, down to the smallest size', () => {
    const size = createPageSize({ first: 25, largest: 100, smallest: 5 });
    const sizes = [size.now()];
    for (let trouble = 0; trouble < 4; trouble += 1) {
      size.shrink(size.now());
      sizes.push(size.now());
    }
    expect(sizes).toEqual([25, 13, 7, 5, 5]);
  });

  it('is doubled after two fast answers in a row, up to the largest size', () => {
    const size = createPageSize({ first: 25, largest: 100, smallest: 5 });
    expect(sizesAfter(size, 6)).toEqual([25, 50, 50, 100, 100, 100]);
  });

  it('does not grow while answers are slow', () => {
    const size = createPageSize({ first: 25, largest: 100, smallest: 5 });
    expect(sizesAfter(size, 10, SLOW).at(-1)).toBe(25);
    size.answered(FAST);
    size.answered(SLOW);
    expect(sizesAfter(size, 2)).toEqual([25, 50]);
  });

  it('tries a size that fails again and again less and less often', () => {
    const size = createPageSize({ first: 25, largest: 100, smallest: 5 });
    const answersUntilTried: number[] = [];
    for (let failure = 0; failure < 5; failure += 1) {
      let answers = 0;
      for (; size.now() < 50; answers += 1) size.answered(FAST);
      answersUntilTried.push(answers);
      size.shrink(size.now());
    }
    expect(answersUntilTried).toEqual([2, 4, 8, 16, 32]);
  });

  it('hardly ever tries a size that resource limits refuse', () => {
    const size = createPageSize({ first: 25, largest: 100, smallest: 5 });
    sizesAfter(size, 2);
    size.shrink(50, true);
    expect(sizesAfter(size, 255).at(-1)).toBe(25);
    expect(sizesAfter(size, 1)).toEqual([50]);
  });

  it('grows as fast as before once the size that failed is answered', () => {
    const size = createPageSize({ first: 25, largest: 100, smallest: 5 });
    sizesAfter(size, 2);
    size.shrink(size.now());
    expect(sizesAfter(size, 4)).toEqual([25, 25, 25, 50]);
    expect(sizesAfter(size, 2)).toEqual([50, 100]);
  });
});

describe('what was learned of a query', () => {
  const limits = { first: 25, largest: 100, smallest: 5 };

  it('holds for the next run of the same client, and for no other query or client', async () => {
    const [one, other] = [new Octokit(), new Octokit()];
    pageSizeOf(one, 'Releases', limits).shrink(25);
    expect(pageSizeOf(one, 'Releases', limits).now()).toBe(13);
    expect(pageSizeOf(one, 'Repositories', limits).now()).toBe(25);
    expect(pageSizeOf(other, 'Releases', limits).now()).toBe(25);
  });
});
