import { canRead } from '../access.js';
import { connectionOf } from '../connections.js';
import { type Arguments, type Context, type Fields, textArgument } from '../fields.js';
import { changedFiles } from '../git-diff.js';
import { commitsBetween, history, touches } from '../git-history.js';
import type { Signature, TreeEntry } from '../git-objects.js';
import { entryAt, type GitCommit } from '../git-store.js';
import { nodeId } from '../node-ids.js';
import { matchesPattern, resolveCommit } from '../refs.js';
import type { BranchProtectionState, PullRequestState, RepositoryState } from '../state.js';
import { accountByEmail, pullRequestOf, pullRequestsOf, webUrl } from '../world.js';
import { coAuthors } from './co-authors.js';
import {
  type BlobNode,
  type CommitNode,
  commitNode,
  gitObject,
  type RefNode,
  type TreeNode,
} from './nodes.js';

/** GitHub cuts the text of large files. */
const textLimit = 512_000;

export const refFields: Fields<RefNode> = {
  id: ({ repository, ref }) => nodeId('Ref', `${repository.nameWithOwner}@${ref}`),
  name: ({ ref }) => ref.replace(/^refs\/(heads|tags)\//, ''),
  prefix: ({ ref }) => /^refs\/(heads|tags)\//.exec(ref)?.[0] ?? 'refs/',
  target: ({ repository, ref }) => gitObject(repository, repository.git.refs.get(ref)),
  associatedPullRequests: ({ repository, ref }, args, context) => {
    const states = args.states;
    const found = pullRequestsOf(repository).filter(
      ({ headRefName, fork, state }) =>
        fork === null &&
        `refs/heads/${headRefName}` === ref &&
        (!Array.isArray(states) || states.includes(state)),
    );
    return connectionOf(found, args, context);
  },
  refUpdateRule: ({ repository, ref }): BranchProtectionState | null => {
    const branch = ref.replace('refs/heads/', '');
    return repository.branchProtections.find(({ pattern }) => matchesPattern(pattern, branch)) ?? null;
  },
  compare: ({ repository, ref }, args): ComparisonNode | null => {
    const base = repository.git.refs.get(ref);
    const head = resolveCommit(repository, textArgument(args, 'headRef') ?? '');
    if (base === undefined || head === undefined) return null;
    const { git } = repository;
    return {
      aheadBy: commitsBetween(git, base, head.oid).length,
      behindBy: commitsBetween(git, head.oid, base).length,
    };
  },
};

/** What comparing two commits of a repository says, seen from the base. */
interface ComparisonNode {
  readonly aheadBy: number;
  readonly behindBy: number;
}

export const comparisonFields: Fields<ComparisonNode> = {
  status: ({ aheadBy, behindBy }) => {
    if (aheadBy === 0) return behindBy === 0 ? 'IDENTICAL' : 'BEHIND';
    return behindBy === 0 ? 'AHEAD' : 'DIVERGED';
  },
};

export const blobFields: Fields<BlobNode> = {
  id: ({ repository, oid }) => nodeId('Blob', `${repository.nameWithOwner}@${oid}`),
  abbreviatedOid: ({ oid }) => oid.slice(0, 7),
  byteSize: (blob) => contentOf(blob).length,
  isBinary: (blob) => contentOf(blob).includes(0),
  isTruncated: (blob) => contentOf(blob).length > textLimit,
  text: (blob) => {
    const content = contentOf(blob);
    return content.includes(0) ? null : content.subarray(0, textLimit).toString('utf8');
  },
};

interface TreeEntryNode extends TreeEntry {
  readonly repository: RepositoryState;
  readonly path: string;
}

export const treeFields: Fields<TreeNode & { readonly path?: string }> = {
  id: ({ repository, oid }) => nodeId('Tree', `${repository.nameWithOwner}@${oid}`),
  abbreviatedOid: ({ oid }) => oid.slice(0, 7),
  entries: ({ repository, oid, path }): readonly TreeEntryNode[] =>
    (repository.git.trees.get(oid) ?? []).map((entry) => ({
      ...entry,
      repository,
      path: path === undefined ? entry.name : `${path}/${entry.name}`,
    })),
};

export const treeEntryFields: Fields<TreeEntryNode> = {
  type: ({ mode }) => (mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'),
  mode: ({ mode }) => Number.parseInt(mode, 8),
  extension: ({ name }) => /\.[^.]*$/.exec(name)?.[0] ?? '',
  object: ({ repository, oid, path }) => {
    const object = gitObject(repository, oid);
    return object?.__typename === 'Tree' ? { ...object, path } : object;
  },
};

export const commitFields: Fields<CommitNode> = {
  id: ({ repository, commit }) => nodeId('Commit', `${repository.nameWithOwner}@${commit.oid}`),
  oid: ({ commit }) => commit.oid,
  abbreviatedOid: ({ commit }) => commit.oid.slice(0, 7),
  url: ({ repository, commit }) => `${webUrl}/${repository.nameWithOwner}/commit/${commit.oid}`,
  message: ({ commit }) => commit.message,
  messageHeadline: ({ commit }) => headlineAndBody(commit.message).headline,
  messageBody: ({ commit }) => headlineAndBody(commit.message).body,
  committedDate: ({ commit }) => commit.committer.date,
  authoredDate: ({ commit }) => commit.author.date,
  author: ({ commit }) => commit.author,
  committer: ({ commit }) => commit.committer,
  authors: ({ commit }, args, context) => connectionOf(authorsOf(commit), args, context),
  tree: ({ repository, commit }) => gitObject(repository, commit.tree),
  file: ({ repository, commit }, args): TreeEntryNode | null => {
    const path = textArgument(args, 'path') ?? '';
    const entry = entryAt(repository.git, commit.tree, path);
    return entry === undefined || path === '' ? null : { ...entry, repository, path };
  },
  parents: ({ repository, commit }, args, context) => {
    const parents = commit.parents.flatMap((oid) => commitNode(repository, oid) ?? []);
    return connectionOf(parents, args, context);
  },
  history: ({ repository, commit }, args, context) =>
    connectionOf(historyOf(repository, commit, args), args, context),
  associatedPullRequests: ({ repository, commit }, args, context) =>
    connectionOf(pullRequestsWith(repository, commit, context), args, context),
  signature: ({ commit }) =>
    commit.isSigned
      ? { __typename: 'GpgSignature', isValid: true, wasSignedByGitHub: true, state: 'VALID' }
      : null,
  additions: (node) => sum(filesOf(node).map(({ additions }) => additions)),
  deletions: (node) => sum(filesOf(node).map(({ deletions }) => deletions)),
  changedFilesIfAvailable: (node) => filesOf(node).length,
};

export const gitActorFields: Fields<Pick<Signature, 'name' | 'email'>> = {
  user: ({ email }, _, { world }) => {
    const account = accountByEmail(world, email);
    if (account === undefined || account.__typename === 'Organization') return null;
    return account.__typename === 'Bot' && !world.botsAreUsers ? null : account;
  },
};

/** The commit's own author first, then its co-authors. */
function authorsOf(commit: GitCommit): readonly Pick<Signature, 'name' | 'email'>[] {
  return commit.recordedAuthors ?? [commit.author, ...coAuthors(commit.message)];
}

/** GitHub cuts a long first line, and the body begins with the rest (github.com/cli/cli, issues 9680 and 11438). */
const LONGEST_HEADLINE = 72;
const CUT_HEADLINE = 69;

function headlineAndBody(message: string): { readonly headline: string; readonly body: string } {
  const [line = '', ...rest] = message.split('\n');
  const body = rest.join('\n').trim();
  if (line.length <= LONGEST_HEADLINE) return { headline: line, body };
  const cut = `…${line.slice(CUT_HEADLINE)}`;
  return {
    headline: `${line.slice(0, CUT_HEADLINE)}…`,
    body: body === '' ? cut : `${cut}\n\n${body}`,
  };
}

function historyOf(repository: RepositoryState, head: GitCommit, args: Arguments): readonly CommitNode[] {
  const { git } = repository;
  const since = toTime(textArgument(args, 'since'), Number.NEGATIVE_INFINITY);
  const until = toTime(textArgument(args, 'until'), Number.POSITIVE_INFINITY);
  const path = textArgument(args, 'path');
  return history(git, head.oid)
    .filter((commit) => {
      const time = Date.parse(commit.committer.date);
      return time >= since && time <= until && (path === undefined || touches(git, commit, path));
    })
    .map((commit) => ({ __typename: 'Commit', repository, commit }));
}

function pullRequestsWith(
  repository: RepositoryState,
  commit: GitCommit,
  { world, principal }: Context,
): readonly PullRequestState[] {
  if (!canRead(world, principal, repository)) return [];
  const numbers = [...(repository.introducedBy.get(commit.oid) ?? [])].sort((a, b) => a - b);
  return numbers.map((number) => pullRequestOf(repository, number));
}

function filesOf({ repository, commit }: CommitNode) {
  const parent = repository.git.commits.get(commit.parents[0] ?? '');
  return changedFiles(repository.git, parent?.tree ?? null, commit.tree);
}

function contentOf({ repository, oid }: BlobNode): Buffer {
  return repository.git.blobs.get(oid) ?? Buffer.alloc(0);
}

function toTime(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(text);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
