import { describe, expect, it } from '@jest/globals';
import { shallow } from '../../src/newsletter/markdown/syntax-tree.js';

describe('a text for a parser', () => {
  it.each(['- a\n  - b\n    - c', '> > > quoted', '1. a\n2. b', '---', '1.5.0 - 1.6.0', '> - 1) x'])(
    'stays: %j',
    (text) => {
      expect(shallow(text)).toBe(text);
    },
  );

  it.each(['1) ', '- ', '>', '> ', '* 1. '])('is not nested without end by %j', (mark) => {
    const deep = `a\n${mark.repeat(100)}b`;
    expect(shallow(deep)).toHaveLength(deep.length);
    expect(shallow(deep)).toContain('x');
    expect((shallow(deep).match(/[>*.)-]/g) ?? []).length).toBeLessThanOrEqual(12);
  });
});
