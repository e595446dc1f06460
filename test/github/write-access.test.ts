import { describe, expect, it } from '@jest/globals';
import { createWriteAccess } from '../../src/github/comments/draft-commands.js';
import { NEWS } from '../scenarios/story.js';
import { tell } from '../scenarios/tell.js';

function at(minute: number): Date {
  return new Date(Date.UTC(2020, 5, 3, 8, minute));
}

describe('the access of a person', () => {
  it.each([
    ['admin', true],
    ['write', true],
    ['read', false],
    ['none', false],
  ] as const)('with the permission "%s" to write is %s', async (permission, mayWrite) => {
    await tell({}, async ({ github, client }) => {
      github.addUser({ login: 'ann' });
      github.grant(NEWS, 'ann', permission);
      expect(await createWriteAccess(client, at(0))(NEWS, 'ann')).toBe(mayWrite);
    });
  });

  it('is the same all through a run, in whatever letters the names are written', async () => {
    await tell({}, async ({ github, client }) => {
      github.addUser({ login: 'ann' });
      github.grant(NEWS, 'ann', 'write');
      const mayWrite = createWriteAccess(client, at(0));
      expect(await mayWrite(NEWS, 'ann')).toBe(true);
      github.grant(NEWS, 'ann', 'read');
      expect(await mayWrite('Acme/News', 'Ann')).toBe(true);
    });
  });

  it('is remembered from run to run for less than two minutes', async () => {
    await tell({}, async ({ github, client }) => {
      const ask = (now: Date) => createWriteAccess(client, now)(NEWS, 'ann');
      github.addUser({ login: 'ann' });
      github.grant(NEWS, 'ann', 'write');
      expect(await ask(at(0))).toBe(true);
      github.grant(NEWS, 'ann', 'read');
      expect(await ask(at(1))).toBe(true);
      expect(await ask(at(2))).toBe(false);
    });
  });

  it('is unknown when the look-up fails, and the next run asks again', async () => {
    await tell({}, async ({ github, client }) => {
      const ask = () => createWriteAccess(client, at(0))(NEWS, 'ann');
      github.addUser({ login: 'ann' });
      github.grant(NEWS, 'ann', 'write');
      github.failNext({ status: 403 });
      expect(await ask()).toBeNull();
      expect(await ask()).toBe(true);
    });
  });
});
