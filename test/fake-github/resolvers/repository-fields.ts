import { actorOf, permissionOf, requireRead, type Scope } from '../access.js';
import { connectionOf } from '../connections.js';
import {
  type Arguments,
  type Fields,
  listArgument,
  numberArgument,
  orderArgument,
  textArgument,
} from '../fields.js';
import { entryAt } from '../git-store.js';
import { nodeId } from '../node-ids.js';
import { resolveCommit } from '../refs.js';
import { notFound } from '../refusal.js';
import type { IssueState, PullRequestState, RepositoryState } from '../state.js';
import { pullRequestsOf, webUrl } from '../world.js';
import { type GitObjectNode, gitObject, type LabelNode, refNode } from './nodes.js';

const fields: Fields<RepositoryState> = {
  id: ({ nameWithOwner }) => nodeId('Repository', nameWithOwner),
  url: ({ nameWithOwner }) => `${webUrl}/${nameWithOwner}`,
  visibility: ({ isPrivate }) => (isPrivate ? 'PRIVATE' : 'PUBLIC'),
  isEmpty: ({ git }) => git.refs.size === 0,
  updatedAt: ({ pushedAt, createdAt }) => pushedAt ?? createdAt,
  defaultBranchRef: (repository) => refNode(repository, `refs/heads/${repository.defaultBranch}`),
  ref: (repository, args) => {
    const name = textArgument(args, 'qualifiedName') ?? '';
    const candidates = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
    return candidates.map((ref) => refNode(repository, ref)).find((node) => node !== null) ?? null;
  },
  refs: (repository, args, context) => {
    const prefix = textArgument(args, 'refPrefix') ?? '';
    const wanted = textArgument(args, 'query') ?? '';
    const refs = [...repository.git.refs.keys()].filter(
      (ref) => ref.startsWith(prefix) && ref.slice(prefix.length).includes(wanted),
    );
    const nodes = sortRefs(repository, refs, args).flatMap((ref) => refNode(repository, ref) ?? []);
    return connectionOf(nodes, args, context);
  },
  object: (repository, args) => {
    const oid = textArgument(args, 'oid');
    if (oid !== undefined) return gitObject(repository, oid);
    return objectOf(repository, textArgument(args, 'expression') ?? '');
  },
  pullRequest: (repository, args) => {
    const number = numberArgument(args, 'number') ?? 0;
    const found = repository.numbered.get(number);
    if (found?.__typename === 'PullRequest') return found;
    throw notFound(`Could not resolve to a PullRequest with the number of ${number}.`);
  },
  issue: (repository, args) => {
    const number = numberArgument(args, 'number') ?? 0;
    const found = repository.numbered.get(number);
    if (found?.__typename === 'Issue') return found;
    throw notFound(`Could not resolve to an Issue with the number of ${number}.`);
  },
  pullRequests: (repository, args, context) =>
    connectionOf(filterPullRequests(repository, args), args, context),
  labels: (repository, args, context) => connectionOf(labelsOf(repository), args, context),
  releases: (repository, args, context) => connectionOf([...repository.releases].reverse(), args, context),
  viewerPermission: (repository, _, { world, principal }) => {
    if (principal.kind !== 'user') return null;
    const permission = permissionOf(actorOf(world, principal), repository);
    return permission === 'none' ? null : permission.toUpperCase();
  },
};

/** The permission that a field of a private repository asks for. */
const SCOPES: Readonly<Record<string, Scope>> = {
  defaultBranchRef: 'contents',
  ref: 'contents',
  refs: 'contents',
  object: 'contents',
  pullRequest: 'pull_requests',
  pullRequests: 'pull_requests',
  issue: 'issues',
};

export const repositoryFields: Fields<RepositoryState> = Object.fromEntries(
  Object.entries(fields).map(([name, resolve]) => {
    const scope = SCOPES[name];
    const guarded: typeof resolve = (repository, args, context) => {
      if (scope !== undefined) requireRead(context.principal, repository, scope);
      return resolve(repository, args, context);
    };
    return [name, guarded];
  }),
);

/** `HEAD:path`, `branch:path`, `branch:` (the root folder), `branch`, or an object id with or without a path. */
function objectOf(repository: RepositoryState, expression: string): GitObjectNode | null {
  const colon = expression.indexOf(':');
  const name = colon < 0 ? expression : expression.slice(0, colon);
  const commit = resolveCommit(repository, name);
  if (colon < 0) return gitObject(repository, commit?.oid ?? name);
  const tree = commit?.tree ?? (repository.git.trees.has(name) ? name : undefined);
  const entry = tree && entryAt(repository.git, tree, expression.slice(colon + 1));
  return entry ? gitObject(repository, entry.oid) : null;
}

function filterPullRequests(repository: RepositoryState, args: Arguments): readonly PullRequestState[] {
  const states = listArgument(args, 'states');
  const labels = listArgument(args, 'labels');
  const head = textArgument(args, 'headRefName');
  const base = textArgument(args, 'baseRefName');
  const order = orderArgument(args) ?? { field: 'CREATED_AT', isDescending: false };
  const found = pullRequestsOf(repository).filter(
    (each) =>
      (states?.includes(each.state) ?? true) &&
      (labels?.some((label) => each.labels.includes(label)) ?? true) &&
      (head === undefined || each.headRefName === head) &&
      (base === undefined || each.baseRefName === base),
  );
  const key = ({ createdAt, updatedAt, number }: PullRequestState) =>
    `${order.field === 'UPDATED_AT' ? updatedAt : createdAt} ${String(number).padStart(9, '0')}`;
  const sorted = [...found].sort((a, b) => compare(key(a), key(b)));
  return order.isDescending ? sorted.reverse() : sorted;
}

function sortRefs(repository: RepositoryState, refs: readonly string[], args: Arguments): readonly string[] {
  const order = orderArgument(args) ?? { field: 'ALPHABETICAL', isDescending: false };
  const dateOf = (ref: string) =>
    repository.git.commits.get(repository.git.refs.get(ref) ?? '')?.committer.date ?? '';
  const key = (ref: string) => (order.field === 'TAG_COMMIT_DATE' ? `${dateOf(ref)} ${ref}` : ref);
  const sorted = [...refs].sort((a, b) => compare(key(a), key(b)));
  return order.isDescending ? sorted.reverse() : sorted;
}

function labelsOf(repository: RepositoryState): readonly LabelNode[] {
  const used = [...repository.numbered.values()].flatMap(
    (each: IssueState | PullRequestState) => each.labels,
  );
  const names = [...new Set([...repository.labels, ...used])].sort();
  return names.map((name) => ({ __typename: 'Label', repository, name }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
