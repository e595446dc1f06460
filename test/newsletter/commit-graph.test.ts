import { describe, expect, it } from '@jest/globals';
import { isContainedIn, landings, mainline } from '../../src/newsletter/commit-graph.js';

/**
 * `a b c d` is the default branch. `x` and `y` were a branch from `a`, merged by `c`; `r` is a release made from `b`. What
 * `a` came after is not known.
 */
const graph = new Map([
  ['d', ['c']],
  ['c', ['b', 'y']],
  ['y', ['x']],
  ['x', ['a']],
  ['r', ['b']],
  ['b', ['a']],
  ['a', ['unknown']],
]);

describe('a history', () => {
  it.each([
    ['b', 'd'],
    ['x', 'c'],
    ['d', 'd'],
    ['a', 'r'],
    ['unknown', 'r'],
  ])('contains %s in %s', (oid, tip) => {
    expect(isContainedIn(graph, oid, tip)).toBe(true);
  });

  it.each([
    ['d', 'c'],
    ['x', 'b'],
    ['c', 'r'],
    ['r', 'd'],
    ['a', 'elsewhere'],
    ['elsewhere', 'elsewhere'],
  ])('does not contain %s in %s', (oid, tip) => {
    expect(isContainedIn(graph, oid, tip)).toBe(false);
  });

  it('of a hundred thousand commits with as many merges is walked once', () => {
    const size = 100_000;
    const ladder = new Map(
      Array.from({ length: size }, (_, index) => [String(index), [String(index + 1), String(index + 2)]]),
    );
    expect(isContainedIn(ladder, 'absent', '0')).toBe(false);
    expect(isContainedIn(ladder, String(size), '0')).toBe(true);
  });
});

describe('a branch', () => {
  it('moved along first parents', () => {
    expect(mainline(graph, 'd')).toEqual(['d', 'c', 'b', 'a']);
  });

  it('has each commit since the merge by which it came', () => {
    expect(landings(graph, 'd')).toEqual(
      new Map([
        ['a', 'a'],
        ['b', 'b'],
        ['c', 'c'],
        ['y', 'c'],
        ['x', 'c'],
        ['d', 'd'],
      ]),
    );
  });
});
