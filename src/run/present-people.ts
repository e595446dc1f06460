import { type NewsletterConfig, peopleSet, withPeople } from '../config/newsletter-config.js';
import { accountKey, type NamedAccount, readPresentAccounts } from '../github/draft/accounts.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { isSameName, NameMap, NameSet, nameKey } from '../newsletter/activity/names.js';
import type { RenamedPerson } from '../newsletter/edition/edition.js';
import { compareText } from '../newsletter/markdown/order.js';
import type { ReadingContext } from './run-context.js';

/** The settings and the draft with people's names of today, and what is to be remembered and said of them. */
export interface PresentPeople {
  readonly config: NewsletterConfig;
  readonly draft: ReadDraft;
  /** Accounts that were looked up for the first time. */
  readonly newAccounts: readonly NamedAccount[];
  /** Names of the settings that are nobody's any more. */
  readonly renamed: readonly RenamedPerson[];
}

/**
 * Whoever the settings name, and whoever asked not to be thanked, is a person, not a name: the archive keeps the id of each
 * account from when the name was first seen. So consent outlives a rename, and who registers the old name is somebody else.
 */
export async function findPresentPeople(
  { clients, config, log }: ReadingContext,
  draft: ReadDraft,
): Promise<PresentPeople> {
  const kept = new NameMap(draft.accounts.map((account) => [account.name, account]));
  const known = ({ name, ids }: NamedAccount): NamedAccount =>
    ids === null ? (kept.get(name) ?? { name, ids }) : { name, ids };
  // GitHub has no user for a bot.
  const names = peopleSet(config).filter((name) => !name.endsWith('[bot]'));
  const named = names.map((name) => known({ name: nameKey(name), ids: null }));
  const optOuts = draft.optOutAccounts.map(known);
  const asked = [...new Map([...named, ...optOuts].map((each) => [accountKey(each), each])).values()];
  const present = await readPresentAccounts(clients.reader, asked, log);
  const loginOf = (account: NamedAccount) => {
    const found = present.get(accountKey(account));
    // Without an account, the name is still what somebody wrote; without its account, it is nobody's.
    return found === undefined || found.ids === null ? account.name : found.login;
  };
  // An App may be meant by its bare name, which is no user's.
  const bare = new NameSet([...config.hide.authors, ...config.bots, ...config.people]);
  const isMeant = ({ name, ids }: NamedAccount) => ids !== null || !bare.has(name);
  const changed = named.filter((each) => {
    const found = present.get(accountKey(each));
    return found !== undefined && !isSameName(found.login, each.name) && isMeant(each);
  });
  return {
    config: withPeople(config, (name) => {
      const login = loginOf(known({ name: nameKey(name), ids: null }));
      return isSameName(login, name) ? name : login;
    }),
    draft: { ...draft, optOuts: optOuts.flatMap((each) => loginOf(each) ?? []).map(nameKey) },
    newAccounts: asked.flatMap((each) => {
      const ids = present.get(accountKey(each))?.ids ?? null;
      return each.ids === null && ids !== null ? [{ name: each.name, ids }] : [];
    }),
    renamed: [...new Map(changed.map((each) => [each.name, each])).values()]
      .map((each) => ({ name: each.name, login: present.get(accountKey(each))?.login ?? null }))
      .sort((left, right) => compareText(left.name, right.name)),
  };
}
