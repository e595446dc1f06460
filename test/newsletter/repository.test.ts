import { describe, expect, it } from '@jest/globals';
import { isSameName, NameSet } from '../../src/newsletter/activity/names.js';

describe('names', () => {
  it('are the same in any case of letters', () => {
    expect(isSameName('Rust-OSDev/x86_64', 'rust-osdev/X86_64')).toBe(true);
    expect(isSameName('acme/widget', 'acme/widgets')).toBe(false);
    expect(isSameName(null, 'acme')).toBe(false);
  });

  it('are found in a set in any case of letters', () => {
    const names = new NameSet(['Ann']);
    expect(['ann', 'ANN', 'anna', ''].map((name) => names.has(name))).toEqual([true, true, false, false]);
  });
});
