import { nameKey } from '../../newsletter/activity/names.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { explain, reasonOf } from '../connection/errors.js';

/** An account as GitHub knows it, whatever it is called. */
export interface AccountIds {
  readonly databaseId: number;
  /** Node id, by which GitHub tells what the account is called today. */
  readonly id: string;
}

/** An account by the login that somebody wrote. */
export interface NamedAccount {
  /** The login's key, see `nameKey`. */
  readonly name: string;
  /** `null`: nobody has looked it up yet. */
  readonly ids: AccountIds | null;
}

/** A named account as it is today. */
export interface PresentAccount {
  /** `null`: there is no account of that name. */
  readonly ids: AccountIds | null;
  /** Today's login; `null`: the account does not exist. */
  readonly login: string | null;
}

const LINE = /^@?([\w-]+(?:\[bot\])?)(?:\s+(\d+)\s+(\S+))?$/;

/** The accounts of a file of the archive: on each line a login and, where it is known, the account's ids. */
export function accountsIn(text: string): readonly NamedAccount[] {
  return text.split(/\r?\n/).flatMap((line): readonly NamedAccount[] => {
    const [, login, databaseId, id] = LINE.exec(line.replace(/#.*/, '').trim()) ?? [];
    if (login === undefined) return [];
    const ids = databaseId === undefined || id === undefined ? null : { databaseId: Number(databaseId), id };
    return [{ name: nameKey(login), ids }];
  });
}

/** The file with these accounts, too; what stands there stays. The same name may stand for several accounts. */
export function withAccounts(text: string, head: string, accounts: readonly NamedAccount[]): string {
  const known = new Set(accountsIn(text).map(accountKey));
  const added = [...new Set(accounts.map(accountKey))].filter((line) => !known.has(line)).sort();
  const before = text === '' ? head : text.replace(/\n?$/, '\n');
  return before + added.map((line) => `${line}\n`).join('');
}

/** One text for each account of each name: the line of a file. */
export function accountKey({ name, ids }: NamedAccount): string {
  return ids === null ? name : `${name} ${ids.databaseId} ${ids.id}`;
}

export const ACCOUNTS: BatchQuery<NamedAccount> = {
  operation: 'Accounts',
  alias: 'account',
  field: ({ ids }) =>
    ids === null
      ? 'user(login: $login) { id databaseId login }'
      : 'node(id: $id) { ... on User { id databaseId login } }',
  types: { login: 'String!', id: 'ID!' },
  variables: ({ name, ids }) => (ids === null ? { login: name } : { id: ids.id }),
  limits: { first: 50, largest: 100, smallest: 1 },
};

type AccountAnswer = Partial<AccountIds & { readonly login: string }>;

/**
 * What the accounts are called today, by `accountKey`: known ones by their ids, so that whoever takes over a name is somebody
 * else. Those that GitHub does not tell are left out. Never throws: without the answer, names count as they were written.
 */
export async function readPresentAccounts(
  client: Client,
  accounts: readonly NamedAccount[],
  log: Log,
): Promise<ReadonlyMap<string, PresentAccount>> {
  const present = new Map<string, PresentAccount>();
  try {
    const answers = await queryEach<NamedAccount, AccountAnswer>(client, ACCOUNTS, accounts, log);
    for (const { item, data, errors } of answers) {
      const trouble = errors.find(({ type }) => type !== 'NOT_FOUND');
      if (trouble === undefined) present.set(accountKey(item), toPresent(item, data));
      else log.warn(`GitHub did not tell who ${item.name} is: ${reasonOf(trouble)}.`);
    }
  } catch (error) {
    log.warn(`The bot could not find out what people are called today. ${explain(error)}`);
  }
  return present;
}

function toPresent({ ids }: NamedAccount, answer: AccountAnswer | null): PresentAccount {
  const { id, databaseId, login } = answer ?? {};
  if (id === undefined || databaseId === undefined || login === undefined) return { ids, login: null };
  const isSame = ids === null || ids.databaseId === databaseId;
  return isSame ? { ids: { id, databaseId }, login } : { ids, login: null };
}
