import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { AccessMemory } from '../../src/github/connection/client.js';
import { createWriteAccess } from '../../src/github/connection/permissions.js';
import { API, client } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

/** The next look-up of `ann` is answered so. */
function answer(status: number, permission = ''): void {
  nock(API).get('/repos/acme/news/collaborators/ann/permission').reply(status, { permission });
}

function at(minute: number): Date {
  return new Date(Date.UTC(2020, 5, 3, 8, minute));
}

async function ask(memory: AccessMemory, now: Date): Promise<boolean | null> {
  return createWriteAccess(await client(), memory, now)('acme/news', 'ann');
}

describe('the access of a person', () => {
  it.each([
    ['admin', true],
    ['write', true],
    ['read', false],
    ['none', false],
  ])('with the permission "%s" to write is %s', async (permission, mayWrite) => {
    answer(200, permission);
    expect(await ask(new Map(), at(0))).toBe(mayWrite);
  });

  it('is asked for once a run, in whatever letters the names are written', async () => {
    answer(200, 'write');
    const mayWrite = createWriteAccess(await client(), new Map(), at(0));
    expect(await Promise.all([mayWrite('acme/news', 'ann'), mayWrite('Acme/News', 'Ann')])).toEqual([
      true,
      true,
    ]);
  });

  it('is remembered for less than two minutes', async () => {
    const memory: AccessMemory = new Map();
    answer(200, 'write');
    expect(await ask(memory, at(0))).toBe(true);
    expect(await ask(memory, at(1))).toBe(true);
    answer(200, 'read');
    expect(await ask(memory, at(2))).toBe(false);
  });

  it('is not known when the look-up fails, and asked for again by the next run', async () => {
    const memory: AccessMemory = new Map();
    answer(403);
    expect(await ask(memory, at(0))).toBeNull();
    answer(200, 'write');
    expect(await ask(memory, at(0))).toBe(true);
  });
});
