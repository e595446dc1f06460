import { isAncestor, reachable } from './git-history.js';
import { type FileChanges, type GitCommit, writeChanges, writeCommit } from './git-store.js';
import { followBranch } from './pull-request-branches.js';
import { pushPayload, refPayload } from './ref-payloads.js';
import { notFound, unprocessable } from './refusal.js';
import type { AccountState, RepositoryState, Timestamp } from './state.js';
import { emailOf, now, timestamp, type World } from './world.js';

export function branchOid(repository: RepositoryState, branch: string): string | undefined {
  return repository.git.refs.get(`refs/heads/${branch}`);
}

/** What a name means: `HEAD`, a branch, a tag, a full ref, a whole or shortened commit id. */
export function resolveCommit(repository: RepositoryState, name: string): GitCommit | undefined {
  const { refs, commits } = repository.git;
  const oid =
    name === 'HEAD'
      ? branchOid(repository, repository.defaultBranch)
      : [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`].flatMap(
          (ref) => refs.get(ref) ?? [],
        )[0];
  const found = commits.get(oid ?? name);
  if (found || !/^[0-9a-f]{7,39}$/.test(name)) return found;
  return [...commits.values()].find((commit) => commit.oid.startsWith(name));
}

export interface CommitInput {
  readonly branch: string;
  readonly message: string;
  readonly author: AccountState;
  readonly changes: FileChanges;
  readonly isSigned?: boolean;
  readonly at?: Date | string | undefined;
}

/** Commits on top of a branch, or begins the branch, without telling anyone. */
export function writeCommitOnBranch(
  world: World,
  repository: RepositoryState,
  input: CommitInput,
): GitCommit {
  const { git } = repository;
  const head = git.commits.get(branchOid(repository, input.branch) ?? '');
  const date = timestamp(input.at ?? world.clock());
  const signature = { name: input.author.name ?? input.author.login, email: emailOf(input.author), date };
  const commit = writeCommit(
    git,
    {
      tree: writeChanges(git, head?.tree ?? null, input.changes),
      parents: head ? [head.oid] : [],
      message: input.message,
      author: signature,
      committer: input.isSigned ? { name: 'GitHub', email: 'noreply@github.com', date } : signature,
    },
    { isSigned: input.isSigned ?? false },
  );
  setRef(repository, `refs/heads/${input.branch}`, commit.oid, date);
  return commit;
}

/** Commits on a branch as somebody does now: with the webhooks of a push. */
export function commitOnBranch(world: World, repository: RepositoryState, input: CommitInput): GitCommit {
  const ref = `refs/heads/${input.branch}`;
  const before = repository.git.refs.get(ref);
  const commit = writeCommitOnBranch(world, repository, input);
  publishPush(world, repository, { ref, before, after: commit.oid }, input.author);
  return commit;
}

export function createRef(
  world: World,
  repository: RepositoryState,
  ref: string,
  oid: string,
  actor: AccountState,
): void {
  if (!/^refs\/(heads|tags)\/./.test(ref)) {
    throw unprocessable(`Reference name must start with 'refs/' and have at least two slashes: ${ref}`);
  }
  if (repository.git.refs.has(ref)) throw unprocessable('Reference already exists');
  if (!repository.git.commits.has(oid)) throw unprocessable('Object does not exist');
  setRef(repository, ref, oid, now(world));
  world.publish({
    event: 'create',
    repository,
    sender: actor,
    payload: refPayload(repository, ref),
  });
  publishPush(world, repository, { ref, before: undefined, after: oid }, actor);
}

export function updateRef(
  world: World,
  repository: RepositoryState,
  ref: string,
  oid: string,
  actor: AccountState,
  options: { readonly force: boolean },
): void {
  const before = repository.git.refs.get(ref);
  if (before === undefined) throw unprocessable('Reference does not exist');
  if (!repository.git.commits.has(oid)) throw unprocessable('Object does not exist');
  if (!options.force && !isAncestor(repository.git, before, oid)) {
    throw unprocessable('Update is not a fast forward');
  }
  setRef(repository, ref, oid, now(world));
  publishPush(world, repository, { ref, before, after: oid }, actor);
}

export function deleteRef(world: World, repository: RepositoryState, ref: string, actor: AccountState): void {
  const before = repository.git.refs.get(ref);
  if (before === undefined) throw unprocessable('Reference does not exist');
  if (ref === `refs/heads/${repository.defaultBranch}`) {
    throw unprocessable('Cannot delete the default branch');
  }
  repository.git.refs.delete(ref);
  world.publish({
    event: 'delete',
    repository,
    sender: actor,
    payload: refPayload(repository, ref),
  });
  publishPush(world, repository, { ref, before, after: undefined }, actor);
}

export function setRef(repository: RepositoryState, ref: string, oid: string, at: Timestamp): void {
  repository.git.refs.set(ref, oid);
  if (repository.pushedAt === null || repository.pushedAt < at) repository.pushedAt = at;
}

/** The ref of `heads/main` or `refs/heads/main`, or a 404. */
export function refOf(repository: RepositoryState, name: string): { ref: string; oid: string } {
  const ref = name.startsWith('refs/') ? name : `refs/${name}`;
  const oid = repository.git.refs.get(ref);
  if (oid === undefined) throw notFound();
  return { ref, oid };
}

export interface RefChange {
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function publishPush(
  world: World,
  repository: RepositoryState,
  change: RefChange,
  sender: AccountState,
): void {
  const { git } = repository;
  const known = change.before === undefined ? new Set<string>() : reachable(git, change.before);
  const isForced =
    change.before !== undefined &&
    change.after !== undefined &&
    !isAncestor(git, change.before, change.after);
  const payload = pushPayload(world, repository, change, { known, isForced, sender });
  world.publish({ event: 'push', repository, sender, payload });
  if (change.ref.startsWith('refs/heads/')) followBranch(world, repository, change, sender);
}

/** Whether a rule for branches with that pattern is about the branch. */
export function matchesPattern(pattern: string, branch: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(branch);
}
