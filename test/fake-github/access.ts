import { notFound, Refusal } from './refusal.js';
import type {
  AccountState,
  InstallationState,
  IssueState,
  Permission,
  PullRequestState,
  RepositoryState,
} from './state.js';
import { accountOf, findRepository, type World } from './world.js';

/** Who sent a request. */
export type Principal =
  | {
      readonly kind: 'user';
      readonly login: string;
      /** Of a fine-grained token; one that is not may do whatever its person may. */
      readonly narrowed?: TokenGrant;
    }
  | { readonly kind: 'app'; readonly appId: string }
  | {
      readonly kind: 'installation';
      readonly installation: InstallationState;
      /** What the token was narrowed to: a subset of the installation's own. */
      readonly permissions: Readonly<Record<string, string>>;
      readonly repositories: readonly string[] | null;
    };

/** What a fine-grained personal token may do. Public repositories are read with any token. */
export interface TokenGrant {
  readonly permissions: Readonly<Record<string, string>>;
  /** Names with owner. */
  readonly repositories: readonly string[];
}

/** What a write touches, by the names of an App's permissions. */
export type Scope = 'contents' | 'pull_requests' | 'issues' | 'checks';

const ranks: readonly Permission[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

export function permissionOf(account: AccountState, repository: RepositoryState): Permission {
  if (account.login === repository.owner.login) return 'admin';
  const granted = repository.collaborators.get(account.login.toLowerCase()) ?? 'none';
  const byDefault = repository.isPrivate ? 'none' : account.writesEverywhere ? 'write' : 'read';
  return rank(granted) > rank(byDefault) ? granted : byDefault;
}

export function canRead(world: World, principal: Principal, repository: RepositoryState): boolean {
  if (!repository.isPrivate) return true;
  if (principal.kind === 'app') return false;
  if (principal.kind === 'installation') return covers(principal, repository);
  if (principal.narrowed && !isListed(principal.narrowed.repositories, repository)) return false;
  return permissionOf(accountOf(world, principal.login), repository) !== 'none';
}

export function canWrite(
  world: World,
  principal: Principal,
  repository: RepositoryState,
  scope: Scope,
): boolean {
  if (principal.kind === 'app') return false;
  if (principal.kind === 'installation') {
    return covers(principal, repository) && principal.permissions[scope] === 'write';
  }
  if (scope === 'checks') return false;
  const { narrowed } = principal;
  if (narrowed && !(isListed(narrowed.repositories, repository) && narrowed.permissions[scope] === 'write')) {
    return false;
  }
  const permission = permissionOf(accountOf(world, principal.login), repository);
  return rank(permission) >= rank('write');
}

/**
 * Throws the 403 of a token that lacks a permission to read, which GitHub asks for in private repositories. Writing
 * includes reading.
 */
export function requireRead(principal: Principal, repository: RepositoryState, scope: Scope): void {
  if (!repository.isPrivate) return;
  const permissions =
    principal.kind === 'installation' ? principal.permissions : narrowedPermissions(principal);
  if (permissions !== null && permissions[scope] === undefined) throw inaccessible(principal);
}

function narrowedPermissions(principal: Principal): Readonly<Record<string, string>> | null {
  return principal.kind === 'user' ? (principal.narrowed?.permissions ?? null) : null;
}

/** The repository, if the principal may see it; otherwise there is none, as GitHub says. */
export function readableRepository(
  world: World,
  principal: Principal,
  nameWithOwner: string,
  followRenames = true,
): RepositoryState | undefined {
  const repository = findRepository(world, nameWithOwner, followRenames);
  return repository && canRead(world, principal, repository) ? repository : undefined;
}

/** Throws the 404 or 403 that GitHub answers to a write without permission. */
export function requireWrite(
  world: World,
  principal: Principal,
  repository: RepositoryState,
  scope: Scope,
): void {
  if (!canWrite(world, principal, repository, scope)) throw writeRefusal(principal, scope);
  if (repository.isArchived) {
    throw new Refusal(403, 'FORBIDDEN', 'Repository was archived so is read-only.');
  }
}

/**
 * Comments need no more than to see the repository, for people. An App needs `issues`; for a pull request
 * `pull_requests` will do.
 */
export function requireComment(
  world: World,
  principal: Principal,
  { repository, __typename, isLocked }: IssueState | PullRequestState,
): void {
  if (isLocked && !(principal.kind === 'user' && canWrite(world, principal, repository, 'issues'))) {
    throw new Refusal(403, 'FORBIDDEN', 'Unable to create comment because issue is locked.');
  }
  if (principal.kind === 'user' && !principal.narrowed && !repository.isArchived) return;
  const isPullRequest = __typename === 'PullRequest';
  const isEnough = isPullRequest && canWrite(world, principal, repository, 'pull_requests');
  requireWrite(world, principal, repository, isEnough ? 'pull_requests' : 'issues');
}

/** The account that a change is attributed to: the person, or the App's bot. */
export function actorOf(world: World, principal: Principal): AccountState {
  if (principal.kind === 'user') return accountOf(world, principal.login);
  const appId = principal.kind === 'app' ? principal.appId : principal.installation.appId;
  return accountOf(world, `${world.apps.get(appId)?.slug ?? appId}[bot]`);
}

/** Whether the token reaches the repository by its installation. */
export function covers(
  principal: Principal & { kind: 'installation' },
  repository: RepositoryState,
): boolean {
  return isCovered(principal.installation, repository) && isListed(principal.repositories, repository);
}

/** Throws what GitHub answers to the tokens of a suspended installation. */
export function requireActive({ suspendedAt }: InstallationState): void {
  if (suspendedAt !== null) throw new Refusal(403, 'FORBIDDEN', 'This installation has been suspended');
}

/** Whether the App was given the repository. */
export function isCovered(
  { account, repositories }: InstallationState,
  repository: RepositoryState,
): boolean {
  return account.login === repository.owner.login && isListed(repositories, repository);
}

function isListed(names: readonly string[] | null, { nameWithOwner }: RepositoryState): boolean {
  return names === null || names.some((name) => name.toLowerCase() === nameWithOwner.toLowerCase());
}

function writeRefusal(principal: Principal, scope: Scope): Refusal {
  if (principal.kind === 'installation') return inaccessible(principal);
  if (scope === 'checks') return new Refusal(403, 'FORBIDDEN', 'You must authenticate via a GitHub App.');
  if (principal.kind === 'user' && principal.narrowed) return inaccessible(principal);
  return scope === 'contents' ? notFound() : new Refusal(403, 'FORBIDDEN', 'Must have push access');
}

function inaccessible({ kind }: Principal): Refusal {
  const who = kind === 'user' ? 'personal access token' : 'integration';
  return new Refusal(403, 'FORBIDDEN', `Resource not accessible by ${who}`);
}

function rank(permission: Permission): number {
  return ranks.indexOf(permission);
}
