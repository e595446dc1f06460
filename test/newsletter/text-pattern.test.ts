import { describe, expect, it } from '@jest/globals';
import { glob, isGlob, regularExpression } from '../../src/newsletter/activity/text-pattern.js';

describe('a glob', () => {
  it.each([
    ['src/lib.rs', 'src/lib.rs'],
    ['*.nix', 'shell.nix'],
    ['.github/**', '.github/workflows/build.yml'],
    ['**/*.lock', 'Cargo.lock'],
    ['**/*.lock', 'a/b/Cargo.lock'],
    ['a/**/b', 'a/b'],
    ['a/**/b', 'a/x/y/b'],
    ['**', '.any/thing'],
    ['src/?.rs', 'src/a.rs'],
    ['a**b', 'axxb'],
    ['crates/[a]+(b){c}.$^|', 'crates/[a]+(b){c}.$^|'],
    ['weiß/*', 'weiß/ü'],
  ])('%s matches %s', (source, path) => {
    expect(glob(source).matches(path)).toBe(true);
  });

  it.each([
    ['src/lib.rs', 'src/lib_rs'],
    ['src/lib.rs', 'a/src/lib.rs'],
    ['*.nix', 'a/shell.nix'],
    ['.github/**', 'docs/.github/a'],
    ['**/*.lock', 'Cargo.lock/a'],
    ['a**b', 'a/b'],
    ['src/?.rs', 'src/ab.rs'],
    ['src/?.rs', 'src//.rs'],
    ['SRC/*', 'src/a'],
    ['+(*)b', 'ab'],
  ])('%s does not match %s', (source, path) => {
    expect(glob(source).matches(path)).toBe(false);
  });

  it('is told from a plain path by its wildcards', () => {
    expect(['crates/*', 'a?', '**'].every(isGlob)).toBe(true);
    expect(['crates/a', 'a[b]', '!a', '+(a)'].some(isGlob)).toBe(false);
  });
});

// An engine that backtracks would not come to an end with any of these.
describe('a pattern that somebody wrote to keep the bot busy', () => {
  const long = 'a'.repeat(5000);

  it.each([
    '.*.*.*.*.*.*b',
    '(?:a*)(?:a*)(?:a*)(?:a*)(?:a*)(?:a*)(?:a*)b',
    '\\w*\\w*\\w*\\w*\\w*\\w*\\w*!',
    '(a+)+$b',
  ])('comes to an end as a regular expression: %s', (source) => {
    expect(regularExpression(source).matches(long)).toBe(false);
  });

  it.each(['+(*)b', '*a*a*a*a*a*a*a*a*a*a*a*a*b', '**/**/**/**/**/**/**/**/b', '?*?*?*?*?*?*?*?*?*?*?*b'])(
    'comes to an end as a glob: %s',
    (source) => {
      expect(glob(source).matches(long)).toBe(false);
    },
  );
});
