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
    const { found, asked } = await find(['ann', 'bob', 'carl'], count(0, 3, 0));
    expect(found).toEqual(['ann', 'carl']);
    expect(asked.map(({ variables }) => variables)).toEqual([
      {
        text0: 'org:acme is:pr is:merged is:public author:ann merged:<2020-05-01',
        text1: 'org:acme is:pr is:merged is:public author:bob merged:<2020-05-01',
        text2: 'org:acme is:pr is:merged is:public author:carl merged:<2020-05-01',
      },
    ]);
    expect(asked[0]?.query).not.toMatch(/ann|bob|carl/);
  });

  it('cost no request where there is nobody to ask for', async () => {
    const { found, asked } = await find(['no login at all', 'x author:y']);
    expect(found).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('are asked for by fifty', async () => {
    const logins = Array.from({ length: 51 }, (_, index) => `user${index}`);
    const { found, asked } = await find(logins, count(...Array(50).fill(1)), count(0));
    expect(asked.map(({ variables }) => Object.keys(variables).length)).toEqual([50, 1]);
    expect(found).toEqual(['user50']);
  });

  it('are not claimed where GitHub gives no answer', async () => {
    const errors = [{ type: 'INTERNAL', path: ['search0'], message: 'Timeout.' }];
    const partial = await find(['ann', 'bob'], {
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
