import { describe, expect, it, jest } from '@jest/globals';
import { answerLines } from '../../src/replies/comments/answer-lines.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { FAMILIES, type Family, LONGEST_COMMENT, ORDINARY, SHAPES } from '../commands/costly-texts.js';
import { comment, noted, noteSources } from './builders.js';

// The processor may be shared.
jest.setTimeout(300_000);

/** How much more processor time than prose of the same length the worst comment may take. */
const MOST_TIMES = 5;

let turn = 0;

type Shape = (typeof SHAPES)[number];

/** Milliseconds of processor time from the comment to its answer. Each time it is another comment. */
function costOf([, text]: Family, [, place, write]: Shape): number {
  turn += 1;
  const body = write(text, turn).slice(0, LONGEST_COMMENT);
  const written = comment(place === 'draft' ? 'eve' : 'zoe', body);
  const sources =
    place === 'draft'
      ? noteSources({ draft: [written] })
      : noteSources({ pullRequests: [noted(7, { authors: ['zoe'], comments: [written] })] });
  const before = process.cpuUsage();
  answerLines(resolveRequests(sources).answers);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function middleCost(family: Family, shape: Shape): number {
  return [1, 2, 3].map(() => costOf(family, shape)).toSorted((left, right) => left - right)[1] ?? 0;
}

/** The most that prose costs, however it is put into a comment. */
function ordinaryCost(): number {
  return Math.max(...SHAPES.map((shape) => middleCost(ORDINARY, shape)));
}

describe('the worst comment that GitHub accepts', () => {
  it('is looked for in many families', () => {
    expect(FAMILIES.length).toBeGreaterThan(60);
  });

  it.each(SHAPES)('costs about as much as prose of its length: %s', (...shape) => {
    const most = ordinaryCost() * MOST_TIMES;
    const dear = FAMILIES.filter(
      (family) => costOf(family, shape) > most && middleCost(family, shape) > most,
    );
    expect(dear.map(([name]) => name)).toEqual([]);
  });
});
