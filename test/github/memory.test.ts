import { describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { remember } from '../../src/github/connection/graphql.js';

/** Answers one number after another, and counts how often it is asked. */
function counter() {
  let asked = 0;
  return () => Promise.resolve(++asked);
}

describe('what can change no more', () => {
  it('is asked once for each question and client', async () => {
    const [one, other] = [new Octokit(), new Octokit()];
    const ask = counter();
    expect(await remember(one, ['a', { of: 1 }], ask)).toBe(1);
    expect(await remember(one, ['a', { of: 1 }], ask)).toBe(1);
    expect(await remember(one, ['a', { of: 2 }], ask)).toBe(2);
    expect(await remember(other, ['a', { of: 1 }], ask)).toBe(3);
  });

  it('is asked again when the answer was not whole, or none', async () => {
    const reader = new Octokit();
    const ask = counter();
    expect(await remember(reader, ['b'], ask, (answer) => answer > 1)).toBe(1);
    expect(await remember(reader, ['b'], ask, (answer) => answer > 1)).toBe(2);
    expect(await remember(reader, ['b'], ask, (answer) => answer > 1)).toBe(2);
    const failing = () => Promise.reject(new Error('gone'));
    await expect(remember(reader, ['c'], failing)).rejects.toThrow('gone');
    expect(await remember(reader, ['c'], ask)).toBe(3);
  });

  it('is given up, the oldest first, before it is too much', async () => {
    const reader = new Octokit();
    const ask = counter();
    for (let question = 0; question < 60; question += 1) await remember(reader, [question], ask);
    expect(await remember(reader, [59], ask)).toBe(60);
    expect(await remember(reader, [0], ask)).toBe(61);
  });
});
