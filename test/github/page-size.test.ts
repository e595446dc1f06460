import { describe, expect, it } from '@jest/globals';
import { createPageSize } from '../../src/github/connection/page-size.js';

describe('how much is asked for at once', () => {
  it('is halved after trouble, down to the smallest size', () => {
    const size = createPageSize(100, 30);
    const sizes = [size.now()];
    for (let trouble = 0; trouble < 3; trouble += 1) {
      size.shrink();
      sizes.push(size.now());
    }
    expect(sizes).toEqual([100, 50, 30, 30]);
    expect(size.isSmallest()).toBe(true);
  });

  it('is doubled after three answers in a row, up to the largest size', () => {
    const size = createPageSize(100, 25);
    size.shrink();
    size.succeeded();
    size.succeeded();
    size.shrink();
    const sizes: number[] = [];
    for (let answer = 0; answer < 9; answer += 1) {
      size.succeeded();
      sizes.push(size.now());
    }
    expect(sizes).toEqual([25, 25, 50, 50, 50, 100, 100, 100, 100]);
  });
});
