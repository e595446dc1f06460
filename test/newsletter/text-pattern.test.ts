import { describe, expect, it } from '@jest/globals';
import {
  escaped,
  filledIn,
  glob,
  isGlob,
  regularExpression,
} from '../../src/newsletter/activity/text-pattern.js';

describe('a text as a pattern', () => {
  it.each(['', 'u', 'gimu'])('finds itself alone, with the flags "%s"', (flags) => {
    const text = String.raw`!"#$%&'()*+,-./:;<=>?@[\]^_{|}~a1ü`;
    expect(text.match(new RegExp(`^${escaped(text)}$`, flags))).not.toBeNull();
    for (const [index, sign] of [...text].entries()) {
      const other = `${text.slice(0, index)}${sign === 'x' ? 'y' : 'x'}${text.slice(index + sign.length)}`;
      expect(other.match(new RegExp(`^${escaped(text)}$`, flags))).toBeNull();
    }
  });

  it.each([
    ['Thanks, {people}!', 'Thanks, Ann and Bob!', 'Thanks, Ann?'],
    [' {count} changes (all)\n', '12  changes\n(all)', '12 changes all'],
    ['{a}', '', null],
    ['a.{b}+', 'a.+', 'ab+'],
  ])('finds what became of %j', (text, filled, other) => {
    const pattern = new RegExp(`^${filledIn(text)}$`);
    expect(filled).toMatch(pattern);
    if (other !== null) expect(other).not.toMatch(pattern);
  });
});

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
