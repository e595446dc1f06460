import { branchOid, createRef } from './refs.js';
import { releaseShape } from './rest/release-shape.js';
import type { AccountState, ReleaseState, RepositoryState } from './state.js';
import { nextId, now, type World } from './world.js';

/** Publishes a release; its tag is made on the default branch if there is none. */
export function publishRelease(
  world: World,
  repository: RepositoryState,
  tag: string,
  actor: AccountState,
): ReleaseState {
  const ref = `refs/tags/${tag}`;
  const head = branchOid(repository, repository.defaultBranch);
  if (!repository.git.refs.has(ref) && head !== undefined) createRef(world, repository, ref, head, actor);
  const release: ReleaseState = {
    __typename: 'Release',
    databaseId: nextId(world),
    tagName: tag,
    name: tag,
    author: actor.login,
    publishedAt: now(world),
  };
  repository.releases.push(release);
  world.publish({
    event: 'release',
    repository,
    sender: actor,
    payload: { action: 'published', release: releaseShape(world, repository, release) },
  });
  return release;
}
