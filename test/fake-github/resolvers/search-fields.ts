import { connectionOf } from '../connections.js';
import { type Arguments, type Context, textArgument } from '../fields.js';
import { Refusal } from '../refusal.js';
import { searchIssues, searchRepositories } from '../search.js';

/** GitHub counts all that it finds, but hands out no more than this. */
const maximumResults = 1000;

export function search(args: Arguments, context: Context): unknown {
  const { world, principal } = context;
  const query = textArgument(args, 'query') ?? '';
  const type = textArgument(args, 'type');
  if (type === 'REPOSITORY') {
    const found = searchRepositories(world, principal, query);
    return {
      ...connectionOf(found, args, context, maximumResults),
      repositoryCount: found.length,
      issueCount: 0,
    };
  }
  if (type === 'ISSUE') {
    const found = searchIssues(world, principal, query);
    return {
      ...connectionOf(found, args, context, maximumResults),
      issueCount: found.length,
      repositoryCount: 0,
    };
  }
  throw new Refusal(501, 'NOT_IMPLEMENTED', `The fake GitHub does not search for ${type} yet.`);
}
