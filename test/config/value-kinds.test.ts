import { describe, expect, it } from '@jest/globals';
import { titlePatternProblem } from '../../src/config/value-problems.js';

describe('a title pattern', () => {
  it.each([
    '^chore(\\(.+\\))?:',
    'bump .+ from \\d+\\.\\d+ to \\d+',
    '^(ci|docs|chore): ',
    '(?:\\d{2}-){2}',
    '(ab)+c',
    '[(a+)+]',
    '(a+)+',
    '(?<kind>fix)+!',
    '\\p{Lu}{2,}',
    '^$',
  ])('may be %s', (pattern) => {
    expect(titlePatternProblem(pattern)).toBeNull();
  });

  it.each([
    ['', 'must not be empty'],
    ['chore|', 'matches every title'],
    ['.*', 'matches every title'],
    ['(', 'is not a regular expression: missing closing )'],
    ['a**', 'is not a regular expression: invalid nested repetition operator'],
    ['\\q', 'is not a regular expression: invalid escape sequence'],
    ['(?=a)b', 'Look-around and back-references are not supported.'],
    ['(a)\\1', 'Look-around and back-references are not supported.'],
    ['a'.repeat(201), 'at most 200 characters'],
    ['x{0,1000}x{0,1000}', 'more than 50 repetitions'],
    ['(x{51,}y)', 'more than 50 repetitions'],
    ['((a{50}){50}){50}', 'is not a regular expression: invalid repeat count'],
  ])('must not be "%s": %s', (pattern, problem) => {
    expect(titlePatternProblem(pattern)).toContain(problem);
  });

  it('may have 200 characters', () => {
    expect(titlePatternProblem('a'.repeat(200))).toBeNull();
  });
});
