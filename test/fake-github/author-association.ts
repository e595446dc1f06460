import { permissionOf } from './access.js';
import type { RepositoryState } from './state.js';
import { findAccount, pullRequestsOf, type World } from './world.js';

/** How the author is related to the repository. */
export function authorAssociation(
  world: World,
  repository: RepositoryState,
  login: string | null,
): 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE' {
  const account = login === null ? undefined : findAccount(world, login);
  if (!account) return 'NONE';
  if (account.login === repository.owner.login) return 'OWNER';
  if (['write', 'maintain', 'admin'].includes(permissionOf(account, repository))) {
    return repository.owner.__typename === 'Organization' ? 'MEMBER' : 'COLLABORATOR';
  }
  const isMergedByThem = pullRequestsOf(repository).some(
    ({ state, author }) => state === 'MERGED' && author === account.login,
  );
  return isMergedByThem ? 'CONTRIBUTOR' : 'NONE';
}
