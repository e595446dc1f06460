import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { ReleaseState, RepositoryState } from '../state.js';
import { type World, webUrl } from '../world.js';
import { authorShape } from './account-shape.js';
import type { Shape } from './shape.js';

type Release = Shape<RestEndpointMethodTypes['repos']['getRelease']['response']['data']>;

export function releaseShape(world: World, repository: RepositoryState, release: ReleaseState): Release {
  return {
    id: release.databaseId,
    tag_name: release.tagName,
    name: release.name,
    target_commitish: repository.defaultBranch,
    draft: false,
    prerelease: false,
    author: authorShape(world, release.author),
    created_at: release.publishedAt,
    published_at: release.publishedAt,
    html_url: `${webUrl}/${repository.nameWithOwner}/releases/tag/${release.tagName}`,
    url: `${world.apiUrl}/repos/${repository.nameWithOwner}/releases/${release.databaseId}`,
    body: '',
  };
}
