import type { RestEndpointMethodTypes } from '@octokit/rest';
import { nodeId } from '../node-ids.js';
import type { Permission, RepositoryState } from '../state.js';
import { type World, webUrl } from '../world.js';
import { accountShape } from './account-shape.js';
import type { Shape } from './shape.js';

type Repository = Shape<RestEndpointMethodTypes['repos']['get']['response']['data']>;

/** `viewer`: of a person who asks, GitHub tells what they may do there. */
export function repositoryShape(world: World, repository: RepositoryState, viewer?: Permission): Repository {
  const { nameWithOwner, isPrivate } = repository;
  return {
    id: repository.databaseId,
    node_id: nodeId('Repository', nameWithOwner),
    name: repository.name,
    full_name: nameWithOwner,
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    owner: accountShape(world, repository.owner),
    html_url: `${webUrl}/${nameWithOwner}`,
    url: `${world.apiUrl}/repos/${nameWithOwner}`,
    description: repository.description,
    fork: repository.isFork,
    archived: repository.isArchived,
    disabled: false,
    default_branch: repository.defaultBranch,
    created_at: repository.createdAt,
    updated_at: repository.pushedAt ?? repository.createdAt,
    pushed_at: repository.pushedAt ?? repository.createdAt,
    size: repository.git.commits.size,
    ...(viewer !== undefined && {
      permissions: {
        admin: viewer === 'admin',
        push: ['admin', 'maintain', 'write'].includes(viewer),
        pull: viewer !== 'none',
      },
    }),
  };
}

/** A permission as the older APIs knew it: triage counts as read, maintain as write. */
export function legacyPermission(permission: Permission): 'admin' | 'write' | 'read' | 'none' {
  if (permission === 'maintain') return 'write';
  return permission === 'triage' ? 'read' : permission;
}
