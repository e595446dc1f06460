import { describe, expect, it } from '@jest/globals';
import { findFirstTimers } from '../../src/github/activity/first-contributions.js';
import { contributor, month } from '../newsletter/builders.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const place = { owner: 'org:acme', month: month('2020-05'), includePrivate: false };

function count(...counts: readonly (number | null)[]): Answer {
  const entries = counts.map((issueCount, index) => [
    `search${index}`,
    issueCount === null ? null : { issueCount },
  ]);
  return { data: Object.fromEntries(entries) };
}

async function find(logins: readonly string[], ...answers: readonly Answer[]) {
  const asked = answerGraphql(...answers);
  const warnings: string[] = [];
  const log = { ...silent, warn: (message: string) => warnings.push(message) };
  const authors = logins.map((login) => contributor(login));
  return { found: await findFirstTimers(await client(log), place, authors, log), asked, warnings };
}

describe('first-time contributors', () => {
  it('are those without a merged pull request in the organization before the month', async () => {
    const { found, asked } = await find(['ann', 'bob', 'carl'], count(1, 1, 2), count(0, 3, 0));
    expect(found).toEqual(['ann', 'carl']);
    const texts = (merged: string) => ({
      text0: `org:acme is:pr is:merged is:public author:ann merged:${merged}`,
      text1: `org:acme is:pr is:merged is:public author:bob merged:${merged}`,
      text2: `org:acme is:pr is:merged is:public author:carl merged:${merged}`,
    });
    expect(asked.map(({ variables }) => variables)).toEqual([texts('>=2020-05-01'), texts('<2020-05-01')]);
    expect(asked[0]?.query).not.toMatch(/ann|bob|carl/);
  });

  it('are not accounts that GitHub leaves out of searches: what they did in the month is not found either', async () => {
    expect((await find(['hidden', 'ann'], count(0, 1), count(0))).found).toEqual(['ann']);
    const refusal = { type: 'INVALID', path: ['search0'], message: 'The listed users cannot be searched.' };
    const refused = { ...count(null, 1), errors: [refusal] };
    expect((await find(['hidden', 'ann'], refused, count(0))).found).toEqual(['ann']);
    expect((await find(['hidden'], count(0))).found).toEqual([]);
  });

  it('cost no request where there is nobody to ask for', async () => {
    const { found, asked } = await find(['no login at all', 'x author:y']);
    expect(found).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('are asked for by twenty-five, and by fewer where GitHub cannot answer', async () => {
    const logins = Array.from({ length: 26 }, (_, index) => `user${index}`);
    const ones = (many: number) => count(...Array(many).fill(1));
    const whole = await find(logins, ones(25), ones(1), ones(25), count(0));
    expect(whole.asked.map(({ variables }) => Object.keys(variables).length)).toEqual([25, 1, 25, 1]);
    expect(whole.found).toEqual(['user25']);
    const tooMuch = {
      data: null,
      errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' }],
    };
    const cut = await find(logins, tooMuch, ones(13), ones(13), ones(13), count(...Array(12).fill(1), 0));
    expect(cut.asked.map(({ variables }) => Object.keys(variables).length)).toEqual([25, 13, 13, 13, 13]);
    expect(cut.found).toEqual(['user25']);
    expect(cut.warnings).toEqual([]);
  });

  it('are not claimed where GitHub gives no answer', async () => {
    const errors = [{ type: 'INTERNAL', path: ['search0'], message: 'Timeout.' }];
    const partial = await find(['ann', 'bob'], count(1, 1), {
      data: { search0: null, search1: { issueCount: 0 } },
      errors,
    });
    expect(partial.found).toEqual(['bob']);
    const none = await find(['ann'], { data: null, errors });
    expect(none.found).toEqual([]);
    expect(none.warnings).toContain(
      'GitHub did not tell who contributed for the first time; nobody is named.',
    );
    const failed = await find(['ann'], { status: 403, body: { message: 'Forbidden' } });
    expect(failed.found).toEqual([]);
  });
});
