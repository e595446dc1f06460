import { isCovered } from './access.js';
import { accountShape } from './rest/account-shape.js';
import { repositoryShape } from './rest/repository-shape.js';
import type { AccountState, InstallationState, RepositoryState } from './state.js';
import { now, renameRepository, type World } from './world.js';

/** What an installation's webhooks say of each repository. */
function listed(world: World, repositories: readonly RepositoryState[]) {
  return repositories.map((repository) => {
    const { id, node_id, name, full_name, private: isPrivate } = repositoryShape(world, repository);
    return { id, node_id, name, full_name, private: isPrivate };
  });
}

function coveredBy(world: World, installation: InstallationState): readonly RepositoryState[] {
  return [...world.repositories.values()].filter((each) => isCovered(installation, each));
}

function installationOf(world: World, id: number): InstallationState {
  const installation = world.installations.get(id);
  if (installation === undefined) throw new Error(`There is no installation ${id}.`);
  return installation;
}

/** The webhook `installation`. */
export function publishInstallation(
  world: World,
  id: number,
  action: 'created' | 'deleted' | 'suspend' | 'unsuspend',
  sender: AccountState,
): void {
  const installation = installationOf(world, id);
  const repositories = listed(world, coveredBy(world, installation));
  const payload = { action, repositories, requester: null };
  world.publish({ event: 'installation', repository: null, installation, sender, payload });
}

/** Takes an App from an account: its tokens are good for nothing from now on. */
export function uninstallApp(world: World, id: number, sender: AccountState): void {
  publishInstallation(world, id, 'deleted', sender);
  world.installations.delete(id);
  for (const [token, principal] of world.tokens) {
    if (principal.kind === 'installation' && principal.installation.installationId === id) {
      world.tokens.delete(token);
    }
  }
}

export function suspendApp(world: World, id: number, isSuspended: boolean, sender: AccountState): void {
  installationOf(world, id).suspendedAt = isSuspended ? now(world) : null;
  publishInstallation(world, id, isSuspended ? 'suspend' : 'unsuspend', sender);
}

/** Changes which repositories the App was given; `null`: all. */
export function selectRepositories(
  world: World,
  id: number,
  names: readonly string[] | null,
  sender: AccountState,
): void {
  const installation = installationOf(world, id);
  const before = coveredBy(world, installation);
  installation.repositories = names;
  const after = coveredBy(world, installation);
  const change = {
    added: after.filter((each) => !before.includes(each)),
    removed: before.filter((each) => !after.includes(each)),
  };
  for (const action of ['added', 'removed'] as const) {
    if (change[action].length === 0) continue;
    const payload = {
      action,
      repository_selection: names === null ? 'all' : 'selected',
      repositories_added: action === 'added' ? listed(world, change.added) : [],
      repositories_removed: action === 'removed' ? listed(world, change.removed) : [],
      requester: null,
    };
    world.publish({ event: 'installation_repositories', repository: null, installation, sender, payload });
  }
}

/** Renames or transfers a repository, which the App of its new owner hears of. */
export function moveRepository(
  world: World,
  repository: RepositoryState,
  to: string,
  sender: AccountState,
): void {
  const { owner, name } = repository;
  renameRepository(world, repository, to);
  const kind = owner.__typename === 'Organization' ? 'organization' : 'user';
  const payload =
    owner === repository.owner
      ? { action: 'renamed', changes: { repository: { name: { from: name } } } }
      : { action: 'transferred', changes: { owner: { from: { [kind]: accountShape(world, owner) } } } };
  world.publish({ event: 'repository', repository, sender, payload });
}
