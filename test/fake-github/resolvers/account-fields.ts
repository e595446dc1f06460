import { canRead } from '../access.js';
import { connectionOf } from '../connections.js';
import { type Arguments, type Context, type Fields, orderArgument, textArgument } from '../fields.js';
import { nodeId } from '../node-ids.js';
import { accountUrl } from '../rest/account-shape.js';
import type { AccountState, RepositoryState } from '../state.js';

const ownFields: Fields<AccountState> = {
  id: ({ databaseId }) => nodeId('Account', String(databaseId)),
  url: (account) => accountUrl(account),
  avatarUrl: ({ databaseId }) => `https://avatars.githubusercontent.com/u/${databaseId}?v=4`,
};

const ownerFields: Fields<AccountState> = {
  ...ownFields,
  repositories: (account, args, context) =>
    connectionOf(repositoriesOf(account, args, context), args, context),
};

export const userFields: Fields<AccountState> = ownerFields;

export const organizationFields: Fields<AccountState> = ownerFields;

/** GraphQL says the login of a bot without the suffix that REST and commits have. */
export const botFields: Fields<AccountState> = {
  ...ownFields,
  login: ({ login }) => login.replace(/\[bot\]$/, ''),
};

function repositoriesOf(
  account: AccountState,
  args: Arguments,
  { world, principal }: Context,
): readonly RepositoryState[] {
  const isWanted = (argument: string, actual: boolean) =>
    typeof args[argument] !== 'boolean' || args[argument] === actual;
  const visibility = textArgument(args, 'privacy') ?? textArgument(args, 'visibility');
  const found = [...world.repositories.values()].filter(
    (each) =>
      each.owner.login === account.login &&
      canRead(world, principal, each) &&
      isWanted('isFork', each.isFork) &&
      isWanted('isArchived', each.isArchived) &&
      (visibility === undefined || (visibility === 'PRIVATE') === each.isPrivate),
  );
  const order = orderArgument(args) ?? { field: 'DATABASE_ID', isDescending: false };
  const sorted = found.sort((a, b) => compare(sortKey(a, order.field), sortKey(b, order.field)));
  return order.isDescending ? sorted.reverse() : sorted;
}

function sortKey(repository: RepositoryState, field: string): string {
  if (field === 'NAME') return repository.name.toLowerCase();
  if (field === 'CREATED_AT') return repository.createdAt;
  if (field === 'PUSHED_AT' || field === 'UPDATED_AT') return repository.pushedAt ?? repository.createdAt;
  return String(repository.databaseId).padStart(12, '0');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
