import { describe, expect, it } from '@jest/globals';
import { titlePatternProblem } from '../../src/config/title-pattern.js';

describe('a title pattern', () => {
  it.each([
    '^chore(\\(.+\\))?:',
    'bump .+ from \\d+\\.\\d+ to \\d+',
    '^(ci|docs|chore): ',
    '(?:\\d{2}-){2}',
    '(ab)+c',
    '(a+){1}(b+)?',
    '[(a+)+]',
    '\\(a+\\)+',
    '(?<kind>fix)+!',
    '\\p{Lu}{2,}',
    '^$',
  ])('may be %s', (pattern) => {
    expect(titlePatternProblem(pattern)).toBeNull();
  });

  it.each([
    '(a+)+',
    '(a*)*b',
    '(a+){2}',
    '(?:a+){2,}',
    '(a?){30}',
    '(a{1,9}){1,9}',
    '((a+)b)*',
    '(x(a+)?)+',
    '(?<n>a+)+',
    '(a|a)*b',
    '(a+)+?',
  ])('must not be %s, which can take forever', (pattern) => {
    expect(titlePatternProblem(pattern)).toContain('can take forever');
  });

  it.each([
    ['', 'must not be empty'],
    ['chore|', 'matches every title'],
    ['.*', 'matches every title'],
    ['(', 'is not a regular expression: unterminated group.'],
    ['a**', 'is not a regular expression: nothing to repeat.'],
    ['\\q', 'is not a regular expression: invalid escape.'],
    ['a'.repeat(201), 'at most 200 characters'],
  ])('must not be "%s": %s', (pattern, problem) => {
    expect(titlePatternProblem(pattern)).toContain(problem);
  });

  it('may have 200 characters', () => {
    expect(titlePatternProblem('a'.repeat(200))).toBeNull();
  });
});
