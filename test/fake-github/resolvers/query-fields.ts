import { actorOf, readableRepository } from '../access.js';
import { type Arguments, type Context, type Fields, listArgument, textArgument } from '../fields.js';
import { hourlyLimit } from '../rate-limit.js';
import { notFound, Refusal } from '../refusal.js';
import type { AccountState } from '../state.js';
import { findAccount, timestamp } from '../world.js';
import { nodeOf } from './nodes.js';
import { search } from './search-fields.js';

export const queryFields: Fields<unknown> = {
  viewer: (_, __, { world, principal }) => actorOf(world, principal),
  rateLimit: (_, __, { rateLimit, cost }) => ({
    limit: hourlyLimit,
    cost,
    used: rateLimit.used.graphql,
    remaining: Math.max(0, hourlyLimit - rateLimit.used.graphql),
    resetAt: timestamp(new Date(rateLimit.reset * 1000)),
    nodeCount: 0,
  }),
  repositoryOwner: (_, args, { world }) => {
    const account = findAccount(world, textArgument(args, 'login') ?? '');
    return account && account.__typename !== 'Bot' ? account : null;
  },
  organization: (_, args, context) => accountOfType('Organization', args, context),
  user: (_, args, context) => accountOfType('User', args, context),
  repository: (_, args, { world, principal }) => {
    const nameWithOwner = `${textArgument(args, 'owner')}/${textArgument(args, 'name')}`;
    const repository = readableRepository(world, principal, nameWithOwner, args.followRenames !== false);
    if (repository) return repository;
    throw notFound(`Could not resolve to a Repository with the name '${nameWithOwner}'.`);
  },
  node: (_, args, context) => requireNode(textArgument(args, 'id') ?? '', context),
  nodes: (_, args, context) => {
    const ids = listArgument(args, 'ids') ?? [];
    if (ids.length > 100) {
      const message = `You may not provide more than 100 node ids; you provided ${ids.length}.`;
      throw new Refusal(200, 'ARGUMENT_LIMIT', message);
    }
    // An error in a list is that of its place alone.
    return ids.map((id) => nodeOf(id, context) ?? missingNode(id));
  },
  search: (_, args, context) => search(args, context),
};

function accountOfType(type: 'User' | 'Organization', args: Arguments, { world }: Context): AccountState {
  const login = textArgument(args, 'login') ?? '';
  const account = findAccount(world, login);
  if (account?.__typename === type) return account;
  const article = type === 'User' ? 'a' : 'an';
  throw notFound(`Could not resolve to ${article} ${type} with the login of '${login}'.`);
}

function requireNode(id: string, context: Context): unknown {
  const node = nodeOf(id, context);
  if (node) return node;
  throw missingNode(id);
}

function missingNode(id: string): Refusal {
  return notFound(`Could not resolve to a node with the global id of '${id}'`);
}
