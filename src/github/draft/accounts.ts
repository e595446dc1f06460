import { NameSet, nameKey, splitName } from '../../newsletter/activity/names.js';
import { type NamedPeople, type NameInCommand, useKey } from '../../requests/request.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Clients, Log } from '../connection/client.js';
import { explain, reasonOf } from '../connection/errors.js';
import { query } from '../connection/graphql.js';
import type { NewsletterRepository } from '../newsletter/read-newsletter.js';
import { ARCHIVE_BRANCH } from './archive.js';
import { commitFile, SKIP_CI } from './own-commit.js';

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

/** An account that the archive remembers. */
export interface RememberedAccount extends NamedAccount {
  /** Node id of the comment or pull request whose commands use the name; `null`: the settings do, or an opt-out. */
  readonly usedIn: string | null;
}

/** A named account as it is today. */
export interface PresentAccount {
  /** `null`: there is no account of that name. */
  readonly ids: AccountIds | null;
  /** Today's login; `null`: the account does not exist. */
  readonly login: string | null;
  /** ISO instant; `null`: the account does not exist. */
  readonly createdAt: string | null;
  readonly isOrganization: boolean;
}

const LINE = /^@?([\w-]+(?:\[bot\])?)(?:\s+(\d+)\s+(\S+)(?:\s+(\S+))?)?$/;

/** The accounts in a file of the archive: on each line a login and, if known, the account's ids and what used the name. */
export function accountsIn(text: string): readonly RememberedAccount[] {
  return text.split(/\r?\n/).flatMap(accountOn);
}

function accountOn(line: string): readonly RememberedAccount[] {
  const [, login, databaseId, id, usedIn = null] = LINE.exec(line.replace(/#.*/, '').trim()) ?? [];
  if (login === undefined) return [];
  const ids = databaseId === undefined || id === undefined ? null : { databaseId: Number(databaseId), id };
  return [{ name: nameKey(login), ids, usedIn }];
}

/** Commands of more people are not remembered: the oldest are those of editions long published. */
const MOST_USES = 1_000;

/** The file with these accounts added, and without old commands. The same name may stand for several accounts. */
export function withAccounts(text: string, head: string, accounts: readonly RememberedAccount[]): string {
  const known = new Set(accountsIn(text).map(lineOf));
  const added = [...new Set(accounts.map(lineOf))].filter((line) => !known.has(line)).sort();
  if (added.length === 0) return text;
  const lines = [...(text === '' ? head : text).replace(/\n$/, '').split('\n'), ...added];
  const uses = lines.filter(isUse);
  const old = new Set(uses.slice(0, Math.max(0, uses.length - MOST_USES)));
  return lines
    .filter((line) => !old.has(line))
    .map((line) => `${line}\n`)
    .join('');
}

function isUse(line: string): boolean {
  return accountOn(line).some(({ usedIn }) => usedIn !== null);
}

function lineOf({ usedIn, ...account }: RememberedAccount): string {
  return usedIn === null ? accountKey(account) : `${accountKey(account)} ${usedIn}`;
}

/** One text for each account of each name. */
export function accountKey({ name, ids }: NamedAccount): string {
  return ids === null ? name : `${name} ${ids.databaseId} ${ids.id}`;
}

const ACCOUNT =
  '__typename ... on User { id databaseId login createdAt } ... on Organization { id databaseId login createdAt }';

export const ACCOUNTS: BatchQuery<NamedAccount> = {
  operation: 'Accounts',
  alias: 'account',
  field: ({ ids }) =>
    ids === null ? `repositoryOwner(login: $login) { ${ACCOUNT} }` : `node(id: $id) { ${ACCOUNT} }`,
  types: { login: 'String!', id: 'ID!' },
  variables: ({ name, ids }) => (ids === null ? { login: name } : { id: ids.id }),
  limits: { first: 50, largest: 100, smallest: 1 },
};

type AccountAnswer = Partial<
  AccountIds & { readonly login: string; readonly createdAt: string; readonly __typename: string }
>;

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
  const { id, databaseId, login, createdAt = null } = answer ?? {};
  const gone = { ids, login: null, createdAt: null, isOrganization: false };
  if (id === undefined || databaseId === undefined || login === undefined) return gone;
  const isSame = ids === null || ids.databaseId === databaseId;
  const isOrganization = answer?.__typename === 'Organization';
  return isSame ? { ids: { id, databaseId }, login, createdAt, isOrganization } : gone;
}

/** Whom commands name, and which of these accounts are to be remembered. */
export interface FoundPeople extends NamedPeople {
  readonly newAccounts: readonly RememberedAccount[];
}

/** A name in a command, and what GitHub says of it. */
interface FoundName extends NamedAccount {
  readonly use: NameInCommand;
  readonly account: PresentAccount;
}

/**
 * Whom commands name: the accounts that had these names when the bot first read the command. So a rename changes nothing, and
 * whoever registers the old name is somebody else; also before the bot reads the command, if the account is younger than that.
 */
export async function findNamedPeople(
  client: Client,
  names: readonly NameInCommand[],
  remembered: readonly RememberedAccount[],
  log: Log,
): Promise<FoundPeople> {
  const kept = new Map(
    remembered.flatMap(({ name, ids, usedIn }) => (usedIn === null ? [] : [[useKey({ name, usedIn }), ids]])),
  );
  const uses = names.map((use) => ({ use, name: nameKey(use.name), ids: kept.get(useKey(use)) ?? null }));
  const asked = new Map(uses.map(({ name, ids }) => [accountKey({ name, ids }), { name, ids }]));
  const present = await readPresentAccounts(client, [...asked.values()], log);
  const found = uses.flatMap((each): readonly FoundName[] => {
    const account = present.get(accountKey(each));
    return account === undefined ? [] : [{ ...each, account }];
  });
  const [absent, known] = [found.filter(isAbsent), found.filter((each) => !isAbsent(each))];
  return {
    logins: new Map(known.map((each) => [useKey(each.use), isMeant(each) ? each.account.login : null])),
    absent: new NameSet(absent.map(({ name }) => name)),
    organizations: new NameSet(
      known.flatMap(({ account }) => (account.isOrganization ? (account.login ?? []) : [])),
    ),
    newAccounts: known
      .filter((each) => each.ids === null && isMeant(each))
      .map(({ name, use, account }) => ({ name, ids: account.ids, usedIn: use.usedIn })),
  };
}

function isAbsent({ ids, account }: FoundName): boolean {
  return ids === null && account.login === null;
}

/** Not meant is who took the name over after it was written. */
function isMeant({ ids, use, account }: FoundName): boolean {
  return (
    ids !== null || use.writtenAt === null || account.createdAt === null || account.createdAt <= use.writtenAt
  );
}

/** On the bot's own branch: who asked never to be thanked. */
export const OPT_OUTS_PATH = 'opt-outs.txt';

/** On the bot's own branch: whom the settings and commands name. */
export const ACCOUNTS_PATH = 'accounts.txt';

export const STORED_ACCOUNTS = /* GraphQL */ `
  query StoredAccounts($owner: String!, $name: String!, $ref: String!, $file: String!) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) { target { oid } }
      object(expression: $file) { ... on Blob { text } }
    }
  }
`;

export const STORE_ACCOUNTS = /* GraphQL */ `
  mutation StoreAccounts($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

interface StoredAccounts {
  readonly repository: {
    readonly ref: { readonly target: { readonly oid: string } } | null;
    readonly object: { readonly text?: string | null } | null;
  };
}

/** Logins of today of the people who asked never to be thanked; all that they ever were where GitHub does not tell. */
export async function readOptOuts(
  client: Client,
  nameWithOwner: string,
  log: Log,
): Promise<readonly string[]> {
  const accounts = accountsIn((await readStored(client, nameWithOwner, OPT_OUTS_PATH)).object?.text ?? '');
  const present = await readPresentAccounts(client, accounts, log);
  return accounts.flatMap((account) => [account.name, present.get(accountKey(account))?.login ?? []].flat());
}

/** Remembers for all editions to come that these people do not want to be thanked. */
export async function rememberOptOuts(
  clients: Clients,
  newsletter: NewsletterRepository,
  logins: readonly string[],
  log: Log,
): Promise<void> {
  const asked = logins.map((login): NamedAccount => ({ name: nameKey(login), ids: null }));
  const present = await readPresentAccounts(clients.reader, asked, log);
  const accounts = asked.map(({ name, ids }) => ({ name, ids: present.get(name)?.ids ?? ids, usedIn: null }));
  await storeAccounts(clients, newsletter, accounts, {
    path: OPT_OUTS_PATH,
    head: '# Who asked by "/newsletter uncredit always" never to be thanked: a login and its account on each line.\n',
    headline: `Remember who does not want to be thanked ${SKIP_CI}`,
    body: 'As they asked by `/newsletter uncredit always`.',
  });
}

/** Remembers for all editions to come which accounts the names in settings and commands were when they were first seen. */
export async function rememberAccounts(
  clients: Clients,
  newsletter: NewsletterRepository,
  accounts: readonly RememberedAccount[],
): Promise<void> {
  await storeAccounts(clients, newsletter, accounts, {
    path: ACCOUNTS_PATH,
    head: '# Whom settings and commands name: a login as it was first seen, its account, and the comment of a command.\n',
    headline: `Remember who is meant ${SKIP_CI}`,
    body: 'So that they are the same people when they change their names.',
  });
}

/** A file of accounts in the archive. */
interface AccountsFile {
  readonly path: string;
  /** What a new file begins with. */
  readonly head: string;
  readonly headline: string;
  readonly body: string;
}

async function storeAccounts(
  { reader, writer }: Clients,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  accounts: readonly RememberedAccount[],
  { path, head, headline, body }: AccountsFile,
): Promise<void> {
  const stored = await readStored(reader, nameWithOwner, path);
  const before = stored.object?.text ?? '';
  const text = withAccounts(before, head, accounts);
  if (text === before) return;
  if (stored.ref === null) {
    const { owner, name: repo } = splitName(nameWithOwner);
    const start = { owner, repo, ref: ARCHIVE_REF, sha: defaultBranch.oid, request: { retries: 0 } };
    await writer.rest.git.createRef(start);
  }
  await commitFile(writer, STORE_ACCOUNTS, {
    path,
    text,
    repositoryNameWithOwner: nameWithOwner,
    branchName: ARCHIVE_BRANCH,
    expectedHeadOid: stored.ref?.target.oid ?? defaultBranch.oid,
    headline,
    body,
  });
}

const ARCHIVE_REF = `refs/heads/${ARCHIVE_BRANCH}`;

/** A file of the archive, which may not be there yet. */
async function readStored(
  client: Client,
  nameWithOwner: string,
  path: string,
): Promise<StoredAccounts['repository']> {
  const variables = { ...splitName(nameWithOwner), ref: ARCHIVE_REF, file: `${ARCHIVE_REF}:${path}` };
  return (await query<StoredAccounts>(client, STORED_ACCOUNTS, variables)).repository;
}
