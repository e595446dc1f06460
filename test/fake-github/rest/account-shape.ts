import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Signature } from '../git-objects.js';
import { nodeId } from '../node-ids.js';
import type { AccountState } from '../state.js';
import { accountByEmail, findAccount, type World, webUrl } from '../world.js';
import type { Shape } from './shape.js';

type Account = Shape<RestEndpointMethodTypes['users']['getByUsername']['response']['data']>;

export function accountShape(world: World, account: AccountState): Account {
  const { login, databaseId } = account;
  return {
    login,
    id: databaseId,
    node_id: nodeId('Account', String(databaseId)),
    type: account.__typename,
    site_admin: false,
    avatar_url: `${webUrl}/identicons/${encodeURIComponent(login)}.png`,
    url: `${world.apiUrl}/users/${encodeURIComponent(login)}`,
    html_url: accountUrl(account),
  };
}

/** The account by its login. REST shows a deleted one as the user `ghost`, where GraphQL says null. */
export function authorShape(world: World, login: string | null): Account {
  return accountShape(world, (login === null ? undefined : findAccount(world, login)) ?? ghost);
}

const ghost: AccountState = {
  __typename: 'User',
  login: 'ghost',
  databaseId: 10137,
  name: 'Deleted user',
  createdAt: '2008-05-13T06:14:25Z',
  writesEverywhere: false,
};

export function accountUrl({ __typename, login }: AccountState): string {
  return __typename === 'Bot' ? `${webUrl}/apps/${login.replace(/\[bot\]$/, '')}` : `${webUrl}/${login}`;
}

/** The author or committer in a webhook's commit. */
export function commitAuthorShape(
  world: World,
  { name, email }: Signature,
): { readonly name: string; readonly email: string; readonly username?: string } {
  const login = accountByEmail(world, email)?.login;
  return { name, email, ...(login !== undefined && { username: login }) };
}
