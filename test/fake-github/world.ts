import { createHash } from 'node:crypto';
import type { Principal } from './access.js';
import { createGitStore } from './git-store.js';
import { notFound } from './refusal.js';
import type { ResourceLimits } from './resource-limits.js';
import { createSearchRules, type SearchRules } from './search-query.js';
import type {
  AccountState,
  AppState,
  EditedState,
  InstallationState,
  IssueState,
  ManifestState,
  Permission,
  PullRequestState,
  RepositoryState,
  Timestamp,
} from './state.js';
import type { WebhookEvent } from './webhook-payloads.js';

/** Everything this GitHub knows. Keys of accounts and repositories are in lower case, as names are compared. */
export interface World {
  readonly clock: () => Date;
  /** Most nodes that a page holds, whatever was asked for. */
  readonly pageSize: number;
  /** Where REST answers: `http://127.0.0.1:PORT/api/v3`. */
  apiUrl: string;
  readonly accounts: Map<string, AccountState>;
  readonly repositories: Map<string, RepositoryState>;
  /** Names that repositories had before: GitHub redirects them until another repository takes the name. */
  readonly formerNames: Map<string, RepositoryState>;
  readonly apps: Map<string, AppState>;
  readonly installations: Map<number, InstallationState>;
  readonly tokens: Map<string, Principal>;
  /** By the code that GitHub's registration form answered with. */
  readonly manifests: Map<string, ManifestState>;
  readonly unexpectedRequests: string[];
  /** Whether check runs can stand on the heads of pull requests from forks. */
  takesForkCheckRuns: boolean;
  /** Who is not shown edit histories, and how; `null`: all see them. */
  hiddenHistory: HiddenHistory | null;
  /**
   * Whether the author of a bot's commit has a `user`. GraphQL's type `User` is for people, and the documentation does
   * not say what a bot's is.
   */
  botsAreUsers: boolean;
  /** Which state of issues and pull requests searches know; `null`: the present one. */
  searchIndex: ReadonlyMap<IssueState | PullRequestState, string> | null;
  /** `null`: no query costs too much. */
  resourceLimits: ResourceLimits | null;
  readonly searchRules: SearchRules;
  /** Whether an App may not merge workflow files that are the same on another branch of the repository, either. */
  refusesKnownWorkflows: boolean;
  /** What the `Date` header of answers says; the machine's time, unless said otherwise. */
  headerDate: () => Date;
  /** Called for every change, with what a webhook says of it. */
  publish: (event: WebhookEvent) => void;
  lastId: number;
}

/**
 * GitHub's documentation does not say who may read an edit history: `readers` are those who may not write there. The list
 * is `null`, or the text of each version is.
 */
export interface HiddenHistory {
  readonly from: 'readers' | 'everybody';
  readonly as: 'list' | 'text';
}

/** Web addresses stay those of github.com, whatever the API's address is, as recorded editions link there. */
export const webUrl = 'https://github.com';

export function createWorld(options: Pick<World, 'clock' | 'pageSize'>): World {
  return {
    ...options,
    apiUrl: '',
    accounts: new Map(),
    repositories: new Map(),
    formerNames: new Map(),
    apps: new Map(),
    installations: new Map(),
    tokens: new Map(),
    manifests: new Map(),
    unexpectedRequests: [],
    takesForkCheckRuns: true,
    hiddenHistory: null,
    botsAreUsers: true,
    searchIndex: null,
    resourceLimits: null,
    searchRules: createSearchRules(),
    refusesKnownWorkflows: false,
    headerDate: () => new Date(),
    publish: () => undefined,
    lastId: 1000,
  };
}

export interface AccountInput {
  readonly login: string;
  readonly databaseId?: number | undefined;
  readonly type?: 'User' | 'Bot' | 'Organization';
  readonly name?: string | null;
  readonly writesEverywhere?: boolean;
}

export function addAccount(world: World, input: AccountInput): AccountState {
  const type = input.type ?? (input.login.endsWith('[bot]') ? 'Bot' : 'User');
  const account: AccountState = {
    __typename: type,
    login: input.login,
    databaseId: input.databaseId ?? idOfLogin(input.login),
    name: input.name ?? null,
    createdAt: '2015-01-01T00:00:00Z',
    writesEverywhere: input.writesEverywhere ?? false,
  };
  world.accounts.set(input.login.toLowerCase(), account);
  return account;
}

export function findAccount(world: World, login: string): AccountState | undefined {
  return world.accounts.get(login.toLowerCase());
}

export function accountById(world: World, databaseId: number): AccountState | undefined {
  return [...world.accounts.values()].find((account) => account.databaseId === databaseId);
}

/** The account has another login from now on, wherever it is shown; its old one is free. */
export function renameAccount(world: World, login: string, to: string): void {
  const account = accountOf(world, login);
  world.accounts.delete(login.toLowerCase());
  const from = account.login;
  Object.assign(account, { login: to });
  world.accounts.set(to.toLowerCase(), account);
  for (const { collaborators, numbered } of world.repositories.values()) {
    const permission = collaborators.get(from.toLowerCase());
    collaborators.delete(from.toLowerCase());
    if (permission !== undefined) collaborators.set(to.toLowerCase(), permission);
    for (const text of [...numbered.values()].flatMap(textsOf)) {
      if (text.author === from) Object.assign(text, { author: to });
      for (const version of text.bodyVersions) {
        if (version.editor === from) Object.assign(version, { editor: to });
      }
    }
  }
}

/** What people wrote on an issue or pull request. */
function textsOf(issue: IssueState | PullRequestState): readonly EditedState[] {
  const reviews = issue.__typename === 'PullRequest' ? issue.reviews : [];
  return [issue, ...issue.comments, ...reviews, ...reviews.flatMap(({ comments }) => comments)];
}

/** The account of that name; a person who was not heard of before gets one. */
export function accountOf(world: World, login: string): AccountState {
  return findAccount(world, login) ?? addAccount(world, { login });
}

/** No-reply address, from which GitHub knows whose commit it is. */
export function emailOf({ databaseId, login }: AccountState): string {
  return `${databaseId}+${login}@users.noreply.github.com`;
}

export function accountByEmail(world: World, email: string): AccountState | undefined {
  const [, id, login] = /^(?:(\d+)\+)?(.+)@users\.noreply\.github\.com$/.exec(email) ?? [];
  const named = login === undefined ? undefined : findAccount(world, login);
  if (id === undefined || named?.databaseId === Number(id)) return named;
  return accountById(world, Number(id)) ?? named;
}

export interface RepositoryInput {
  readonly nameWithOwner: string;
  readonly description?: string | null;
  readonly isPrivate?: boolean;
  readonly takesDrafts?: boolean;
  readonly isFork?: boolean;
  readonly isArchived?: boolean;
  readonly defaultBranch?: string;
  readonly createdAt?: string | Date;
  readonly collaborators?: Readonly<Record<string, Permission>>;
}

export function addRepository(world: World, input: RepositoryInput): RepositoryState {
  const [owner = '', name = ''] = input.nameWithOwner.split('/');
  const repository: RepositoryState = {
    __typename: 'Repository',
    databaseId: nextId(world),
    owner: accountOf(world, owner),
    name,
    nameWithOwner: input.nameWithOwner,
    description: input.description ?? null,
    isPrivate: input.isPrivate ?? false,
    takesDrafts: input.takesDrafts ?? true,
    isFork: input.isFork ?? false,
    isArchived: input.isArchived ?? false,
    defaultBranch: input.defaultBranch ?? 'main',
    createdAt: timestamp(input.createdAt ?? world.clock()),
    pushedAt: null,
    git: createGitStore(),
    collaborators: new Map(),
    numbered: new Map(),
    introducedBy: new Map(),
    releases: [],
    checkRuns: [],
    labels: new Set(),
    branchRules: [],
    branchProtections: [],
  };
  for (const [login, permission] of Object.entries(input.collaborators ?? {})) {
    repository.collaborators.set(accountOf(world, login).login.toLowerCase(), permission);
  }
  world.formerNames.delete(input.nameWithOwner.toLowerCase());
  world.repositories.set(input.nameWithOwner.toLowerCase(), repository);
  return repository;
}

/** Renames a repository or, to a name of another owner, transfers it. Everything that it holds comes along. */
export function renameRepository(world: World, repository: RepositoryState, nameWithOwner: string): void {
  const [owner = '', name = ''] = nameWithOwner.split('/');
  const former = repository.nameWithOwner.toLowerCase();
  for (const installation of world.installations.values()) {
    const { account, repositories } = installation;
    const isOwn = account.login === owner;
    installation.repositories =
      repositories?.flatMap((each) => (each.toLowerCase() !== former ? each : isOwn ? nameWithOwner : [])) ??
      null;
  }
  world.repositories.delete(former);
  world.formerNames.set(former, repository);
  world.formerNames.delete(nameWithOwner.toLowerCase());
  world.repositories.set(nameWithOwner.toLowerCase(), repository);
  Object.assign(repository, { owner: accountOf(world, owner), name, nameWithOwner });
}

/** The repository of that name or, as GitHub follows renames unless told otherwise, the one that had it before. */
export function findRepository(
  world: World,
  nameWithOwner: string,
  followRenames = true,
): RepositoryState | undefined {
  const key = nameWithOwner.toLowerCase();
  return world.repositories.get(key) ?? (followRenames ? world.formerNames.get(key) : undefined);
}

export function repositoryOf(world: World, nameWithOwner: string): RepositoryState {
  const repository = findRepository(world, nameWithOwner);
  if (!repository) throw notFound(`The fake GitHub has no repository ${nameWithOwner}.`);
  return repository;
}

export function pullRequestOf(repository: RepositoryState, number: number): PullRequestState {
  const found = repository.numbered.get(number);
  if (found?.__typename !== 'PullRequest') throw notFound();
  return found;
}

export function issueOf(repository: RepositoryState, number: number): IssueState | PullRequestState {
  const found = repository.numbered.get(number);
  if (!found) throw notFound();
  return found;
}

export function pullRequestsOf(repository: RepositoryState): readonly PullRequestState[] {
  return [...repository.numbered.values()].filter((each) => each.__typename === 'PullRequest');
}

export function nextNumber(repository: RepositoryState): number {
  return Math.max(0, ...repository.numbered.keys()) + 1;
}

export function nextId(world: World): number {
  world.lastId += 1;
  return world.lastId;
}

export function now(world: World): Timestamp {
  return timestamp(world.clock());
}

/** To the second, as GitHub says times. */
export function timestamp(date: Date | string): Timestamp {
  return new Date(date).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Large, so that unknown people come after the known ones, and always the same for a login. */
function idOfLogin(login: string): number {
  const hash = createHash('sha1').update(login.toLowerCase()).digest().readUInt32BE();
  return 1_000_000_000 + (hash % 1_000_000_000);
}
