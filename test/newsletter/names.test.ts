import { describe, expect, it } from '@jest/globals';
import { isSameBot, isSameName, NameMap, NameSet } from '../../src/newsletter/activity/names.js';

describe('names of accounts and repositories', () => {
  it.each([
    ['Ann', 'ann', true],
    ['ann', 'ann-b', false],
    ['ACME/Widget', 'acme/widget', true],
    ['renovate[bot]', 'renovate', false],
    [null, '', false],
    [undefined, 'ann', false],
  ])('%j and %j: the same %j', (left, right, same) => {
    expect(isSameName(left, right)).toBe(same);
  });

  it.each([
    ['news-bot[bot]', 'news-bot', true],
    ['news-bot', 'News-Bot[bot]', true],
    ['news-bot', 'NEWS-BOT', true],
    ['news-bot[bot]', 'news-bot-2[bot]', false],
    [undefined, '', false],
  ])('%j and %j: the same bot %j', (left, right, same) => {
    expect(isSameBot(left, right)).toBe(same);
  });

  it('are found in any case, and stand in a set once', () => {
    const names = new NameSet(['Bob', 'ann', 'bob']);
    expect([names.has('BOB'), names.has('Ann'), names.has('eve'), names.size]).toEqual([
      true,
      true,
      false,
      2,
    ]);
    expect([...names]).toEqual(['bob', 'ann']);
  });

  it('have their last value', () => {
    const values = new NameMap([
      ['Bob', 1],
      ['ann', 2],
      ['bob', 3],
    ]);
    expect([values.get('BOB'), values.get('Ann'), values.get('eve'), values.has('ANN')]).toEqual([
      3,
      2,
      undefined,
      true,
    ]);
    expect([...values]).toEqual([
      ['bob', 3],
      ['ann', 2],
    ]);
  });
});
