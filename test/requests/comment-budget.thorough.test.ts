import { describe, expect, it, jest } from '@jest/globals';
import { answerLines } from '../../src/replies/comments/answer-lines.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { FAMILIES, type Family, LONGEST_COMMENT, ORDINARY, SHAPES } from '../commands/costly-texts.js';
import { comment, noted, requestSources } from './builders.js';

// The processor may be shared.
jest.setTimeout(300_000);

/** How much more processor time than prose of the same length the worst comment may take. */
const MOST_TIMES = 4;

const MOST_ROUNDS = 12;

let turn = 0;

type Shape = (typeof SHAPES)[number];

/** Milliseconds of processor time from the comment to its answer. Each time it is another comment. */
function costOf([, text]: Family, [, place, write]: Shape): number {
  turn += 1;
  const body = write(text, turn).slice(0, LONGEST_COMMENT);
  const written = comment(place === 'draft' ? 'eve' : 'zoe', body);
  const sources =
    place === 'draft'
      ? requestSources({ draft: [written] })
      : requestSources({ pullRequests: [noted(7, { authors: ['zoe'], comments: [written] })] });
  const before = process.cpuUsage();
  answerLines(resolveRequests(sources).answers);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A way to put prose into a comment, with the milliseconds that it takes. */
type Ordinary = readonly [Shape, number];

/** Of all ways to put prose into a comment, the dearest. */
function dearestOrdinary(): Ordinary {
  const costs = SHAPES.map(
    (shape): Ordinary => [shape, Math.min(...[1, 2, 3].map(() => costOf(ORDINARY, shape)))],
  );
  return costs.reduce((dearest, each) => (each[1] > dearest[1] ? each : dearest));
}

/**
 * How much dearer the family is than prose. Others who use the processor only add to what is measured, so of both the
 * least counts, measured by turns; more often as long as the family looks dear. What is cheap at the first look stays so.
 */
function timesOrdinary(family: Family, shape: Shape, [ordinary, known]: Ordinary): number {
  let [own, usual] = [costOf(family, shape), Number.POSITIVE_INFINITY];
  if (own < known * MOST_TIMES * 0.8) return own / known;
  for (let round = 0; round < MOST_ROUNDS && !(own < usual * MOST_TIMES * 0.8); round += 1) {
    usual = Math.min(usual, costOf(ORDINARY, ordinary));
    own = Math.min(own, costOf(family, shape));
  }
  return own / usual;
}

describe('the worst comment that GitHub accepts', () => {
  it('is looked for in many families', () => {
    expect(FAMILIES.length).toBeGreaterThan(60);
  });

  it.each(SHAPES)('costs about as much as prose of its length: %s', (...shape) => {
    const ordinary = dearestOrdinary();
    const dear = FAMILIES.map(([name, text]) => ({
      name,
      times: timesOrdinary([name, text], shape, ordinary),
    })).filter(({ times }) => times > MOST_TIMES);
    expect(dear).toEqual([]);
  });
});
