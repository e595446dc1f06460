import { describe, expect, it } from '@jest/globals';
import { firstContaining, landings, mainline } from '../../src/newsletter/activity/commit-graph.js';

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
    expect(firstContaining(graph, [tip]).has(oid)).toBe(true);
  });

  it.each([
    ['d', 'c'],
    ['x', 'b'],
    ['c', 'r'],
    ['r', 'd'],
    ['a', 'elsewhere'],
    ['elsewhere', 'elsewhere'],
  ])('does not contain %s in %s', (oid, tip) => {
    expect(firstContaining(graph, [tip]).has(oid)).toBe(false);
  });

  it('is that of the first of several tips', () => {
    const first = firstContaining(graph, ['b', 'r', 'elsewhere', 'd']);
    expect(['a', 'b', 'r', 'x', 'c'].map((oid) => first.get(oid))).toEqual(['b', 'b', 'r', 'd', 'd']);
  });

  it('of ten thousand merges with as many tips is walked once', () => {
    const oids = Array.from({ length: 10_000 }, (_, index) => String(index));
    const ladder = new Map(oids.map((oid, index) => [oid, [String(index + 1), String(index + 2)]]));
    expect(firstContaining(ladder, [...oids].reverse()).get('0')).toBe('0');
    expect(firstContaining(ladder, oids).get('9999')).toBe('0');
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
        ['unknown', 'a'],
      ]),
    );
  });
});
