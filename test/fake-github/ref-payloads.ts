import { changedFiles } from './git-diff.js';
import { history } from './git-history.js';
import type { GitCommit, GitStore } from './git-store.js';
import type { RefChange } from './refs.js';
import { commitAuthorShape } from './rest/account-shape.js';
import type { AccountState, RepositoryState } from './state.js';
import { emailOf, type World, webUrl } from './world.js';

const nobody = '0'.repeat(40);

/** What a `push` webhook says. */
export function pushPayload(
  world: World,
  repository: RepositoryState,
  { ref, before, after }: RefChange,
  details: {
    readonly known: ReadonlySet<string>;
    readonly isForced: boolean;
    readonly sender: AccountState;
  },
): Readonly<Record<string, unknown>> {
  const { git, nameWithOwner } = repository;
  const commits = (after === undefined || before === undefined ? [] : history(git, after))
    .filter(({ oid }) => !details.known.has(oid))
    .reverse()
    .map((commit) => ({
      id: commit.oid,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.committer.date,
      url: `${webUrl}/${nameWithOwner}/commit/${commit.oid}`,
      author: commitAuthorShape(world, commit.author),
      committer: commitAuthorShape(world, commit.committer),
      ...changedPaths(git, commit),
    }));
  return {
    ref,
    before: before ?? nobody,
    after: after ?? nobody,
    created: before === undefined,
    deleted: after === undefined,
    forced: details.isForced,
    base_ref: null,
    compare: `${webUrl}/${nameWithOwner}/compare/${before ?? nobody}...${after ?? nobody}`,
    commits,
    head_commit: commits.at(-1) ?? null,
    pusher: { name: details.sender.login, email: emailOf(details.sender) },
  };
}

/** The files that a commit changed since its first parent, as a `push` lists them. */
function changedPaths(git: GitStore, { tree, parents: [parent = ''] }: GitCommit) {
  const changed = changedFiles(git, git.commits.get(parent)?.tree ?? null, tree);
  const paths = (type: (typeof changed)[number]['changeType']) =>
    changed.filter(({ changeType }) => changeType === type).map(({ path }) => path);
  return { added: paths('ADDED'), modified: paths('MODIFIED'), removed: paths('DELETED') };
}

/** What `create` and `delete` webhooks say. */
export function refPayload(repository: RepositoryState, ref: string): Readonly<Record<string, unknown>> {
  return {
    ref: ref.replace(/^refs\/(heads|tags)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    master_branch: repository.defaultBranch,
    description: repository.description,
    pusher_type: 'user',
  };
}
