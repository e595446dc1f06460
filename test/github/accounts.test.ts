import { describe, expect, it } from '@jest/globals';
import { accountsIn, type RememberedAccount, withAccounts } from '../../src/github/draft/accounts.js';

const HEAD = '# Who\n';

/** dora's account, as the settings or a command use her name. */
const dora = (usedIn: string | null, databaseId = 7): RememberedAccount => ({
  name: 'dora',
  ids: { databaseId, id: `U_${databaseId}` },
  usedIn,
});

describe('the file of accounts', () => {
  it('is read as it was written, with what people wrote between', () => {
    const text = withAccounts('# Us\n@Dora # by mail', HEAD, [dora('IC_1'), dora(null)]);
    expect(text).toBe('# Us\n@Dora # by mail\ndora 7 U_7\ndora 7 U_7 IC_1\n');
    expect(accountsIn(text)).toEqual([{ name: 'dora', ids: null, usedIn: null }, dora(null), dora('IC_1')]);
  });

  it('stays byte for byte if it has all of them', () => {
    const text = 'dora 7 U_7 IC_1';
    expect(withAccounts(text, HEAD, [dora('IC_1')])).toBe(text);
    expect(withAccounts(text, HEAD, [])).toBe(text);
  });

  it('forgets the oldest of more than a thousand commands, and nobody else', () => {
    const many = Array.from({ length: 1000 }, (_, index) => dora(`IC_${1000 + index}`));
    const text = withAccounts(withAccounts('', HEAD, [dora(null), dora(null, 8)]), HEAD, many);
    const more = withAccounts(text, HEAD, [dora('PR_1')]);
    expect(accountsIn(more)).toEqual([
      ...accountsIn(text).filter(({ usedIn }) => usedIn !== 'IC_1000'),
      dora('PR_1'),
    ]);
    expect(more.startsWith('# Who\ndora 7 U_7\ndora 8 U_8\ndora 7 U_7 IC_1001\n')).toBe(true);
  });
});
