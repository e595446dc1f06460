import { actorOf, canRead, covers, permissionOf, requireWrite } from '../access.js';
import { changedFiles, renamings } from '../git-diff.js';
import { history, isAncestor, mergeBase, reachable, touches } from '../git-history.js';
import { entryAt, type GitCommit } from '../git-store.js';
import { hourlyLimit } from '../rate-limit.js';
import { branchOid, matchesPattern, resolveCommit } from '../refs.js';
import { notFound, Refusal } from '../refusal.js';
import { searchCommits } from '../search.js';
import type { RepositoryState } from '../state.js';
import { findAccount, pullRequestOf, type World, webUrl } from '../world.js';
import { accountShape } from './account-shape.js';
import { commitShape } from './commit-shape.js';
import { pullRequestShape } from './pull-request-shape.js';
import { legacyPermission, repositoryShape } from './repository-shape.js';
import {
  pageOf,
  pageParts,
  parameter,
  type RestAnswer,
  type RestRequest,
  type Route,
  repositoryIn,
  route,
} from './router.js';

export const repositoryRoutes: readonly Route[] = [
  route('GET /user', ({ world, principal }) => {
    if (principal.kind !== 'user') {
      throw new Refusal(403, 'FORBIDDEN', 'Resource not accessible by integration');
    }
    return { status: 200, body: accountShape(world, actorOf(world, principal)) };
  }),
  route('GET /rate_limit', ({ rateLimit }) => {
    const resources = Object.fromEntries(
      Object.entries(rateLimit.used).map(([name, used]) => [
        name,
        { limit: hourlyLimit, used, remaining: Math.max(0, hourlyLimit - used), reset: rateLimit.reset },
      ]),
    );
    return { status: 200, body: { resources, rate: resources.core } };
  }),
  route('GET /search/commits', (request) => {
    const { world, principal, query } = request;
    const found = searchCommits(world, principal, query.get('q') ?? '');
    const wrap = (page: typeof found) => ({
      total_count: found.length,
      incomplete_results: false,
      items: page.map(({ repository, commit }) => ({
        ...commitShape(world, repository, commit),
        repository: repositoryShape(world, repository),
      })),
    });
    return { status: 200, ...pageParts(request, found, wrap) };
  }),
  route('GET /orgs/{login}/repos', (request) => {
    const { world, principal } = request;
    const owner = findAccount(world, parameter(request, 'login'));
    if (owner?.__typename !== 'Organization') throw notFound();
    const found = [...world.repositories.values()].filter(
      (each) => each.owner === owner && canRead(world, principal, each),
    );
    return pageOf(
      request,
      found.map((each) => repositoryShape(world, each)),
    );
  }),
  route('GET /repos/{owner}/{repo}', (request) => {
    const { world, principal } = request;
    const repository = repositoryIn(request);
    const viewer =
      principal.kind === 'user' ? permissionOf(actorOf(world, principal), repository) : undefined;
    return { status: 200, body: repositoryShape(world, repository, viewer) };
  }),
  // The branch need not exist (docs.github.com, "Get rules for a branch").
  route('GET /repos/{owner}/{repo}/rules/branches/{branch*}', (request) => {
    const found = repositoryIn(request).branchRules.filter(({ pattern }) =>
      matchesPattern(pattern, parameter(request, 'branch')),
    );
    return pageOf(
      request,
      found.map(({ type }) => ({ type, ruleset_source_type: 'Repository', ruleset_id: 1 })),
    );
  }),
  route('GET /repos/{owner}/{repo}/contents', contents),
  route('GET /repos/{owner}/{repo}/contents/{path*}', contents),
  route('GET /repos/{owner}/{repo}/branches/{branch*}', (request) => {
    const repository = repositoryIn(request);
    const commit = repository.git.commits.get(branchOid(repository, parameter(request, 'branch')) ?? '');
    if (!commit) throw new Refusal(404, 'NOT_FOUND', 'Branch not found');
    const body = {
      name: parameter(request, 'branch'),
      commit: commitShape(request.world, repository, commit),
      protected: repository.branchProtections.some(({ pattern }) =>
        matchesPattern(pattern, parameter(request, 'branch')),
      ),
    };
    return { status: 200, body };
  }),
  route('GET /repos/{owner}/{repo}/compare/{range*}', compare),
  route('GET /repos/{owner}/{repo}/commits', (request) => {
    const repository = repositoryIn(request);
    const head = resolveCommit(repository, request.query.get('sha') ?? 'HEAD');
    if (!head) throw emptyOrMissing(repository);
    const path = request.query.get('path');
    const found = history(repository.git, head.oid).filter(
      (commit) => path === null || touches(repository.git, commit, path),
    );
    return pageOf(
      request,
      found.map((commit) => commitShape(request.world, repository, commit)),
    );
  }),
  route('GET /repos/{owner}/{repo}/commits/{oid}/pulls', (request) => {
    const repository = repositoryIn(request);
    const numbers = [...(repository.introducedBy.get(parameter(request, 'oid')) ?? [])].sort((a, b) => a - b);
    const found = numbers.map((number) => pullRequestOf(repository, number));
    return pageOf(
      request,
      found.map((each) => pullRequestShape(request.world, each)),
    );
  }),
  route('GET /repos/{owner}/{repo}/commits/{ref*}', (request) => {
    const repository = repositoryIn(request);
    const commit = resolveCommit(repository, parameter(request, 'ref'));
    if (commit) return { status: 200, body: wholeCommit(request.world, repository, commit) };
    throw new Refusal(422, 'UNPROCESSABLE', `No commit found for SHA: ${parameter(request, 'ref')}`);
  }),
  route('GET /repos/{owner}/{repo}/collaborators/{login}/permission', (request) => {
    const repository = repositoryIn(request);
    requireCollaboratorView(request, repository);
    const account = findAccount(request.world, parameter(request, 'login'));
    if (!account) throw notFound(`${parameter(request, 'login')} is not a user`);
    const permission = permissionOf(account, repository);
    const body = {
      permission: legacyPermission(permission),
      role_name: permission,
      user: accountShape(request.world, account),
    };
    return { status: 200, body };
  }),
];

/** A commit with its files, compared with its first parent. */
function wholeCommit(world: World, repository: RepositoryState, commit: GitCommit) {
  const before = repository.git.commits.get(commit.parents[0] ?? '')?.tree ?? null;
  const moved = renamings(repository.git, before, commit.tree);
  const changed = changedFiles(repository.git, before, commit.tree);
  const files = changed
    .filter(({ path }) => !moved.some(({ from }) => from === path))
    .map(({ path, additions, deletions, changeType }) => {
      const from = moved.find(({ to }) => to === path)?.from;
      const status = { ADDED: 'added', DELETED: 'removed', MODIFIED: 'modified' }[changeType];
      return {
        filename: path,
        status: from === undefined ? status : 'renamed',
        ...(from !== undefined && { previous_filename: from }),
        additions,
        deletions,
        changes: additions + deletions,
      };
    });
  return { ...commitShape(world, repository, commit), files };
}

/**
 * An App's token, and a workflow's, may look in the repositories that it was made for, with no more than `metadata: read`;
 * people need write access themselves (docs.github.com, "Get repository permissions for a user").
 */
function requireCollaboratorView({ world, principal }: RestRequest, repository: RepositoryState): void {
  if (principal.kind === 'installation') {
    if (covers(principal, repository)) return;
    throw new Refusal(403, 'FORBIDDEN', 'Resource not accessible by integration');
  }
  requireWrite(world, principal, repository, 'pull_requests');
}

function contents(request: RestRequest): RestAnswer {
  const repository = repositoryIn(request);
  const path = parameter(request, 'path').replace(/\/$/, '');
  const name = request.query.get('ref') ?? 'HEAD';
  const commit = resolveCommit(repository, name);
  if (!commit) {
    const isEmpty = repository.git.refs.size === 0;
    throw notFound(isEmpty ? 'This repository is empty.' : `No commit found for the ref ${name}`);
  }
  const entry = entryAt(repository.git, commit.tree, path);
  if (!entry) throw notFound();
  if (entry.mode === '040000') {
    const children = repository.git.trees.get(entry.oid) ?? [];
    const listed = children.map((child) => {
      const childPath = path === '' ? child.name : `${path}/${child.name}`;
      return contentShape(request.world, repository, { commit, path: childPath, oid: child.oid });
    });
    return { status: 200, body: listed };
  }
  const blob = repository.git.blobs.get(entry.oid) ?? Buffer.alloc(0);
  if (/\braw\b/.test(request.accept)) {
    const headers = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' };
    return { status: 200, body: blob.toString('utf8'), headers };
  }
  const shape = contentShape(request.world, repository, { commit, path, oid: entry.oid });
  return { status: 200, body: { ...shape, encoding: 'base64', content: blob.toString('base64') } };
}

function contentShape(
  world: World,
  repository: RepositoryState,
  { commit, path, oid }: { readonly commit: GitCommit; readonly path: string; readonly oid: string },
) {
  const { nameWithOwner, git } = repository;
  return {
    type: git.blobs.has(oid) ? 'file' : 'dir',
    name: path.split('/').at(-1) ?? '',
    path,
    sha: oid,
    size: git.blobs.get(oid)?.length ?? 0,
    url: `${world.apiUrl}/repos/${nameWithOwner}/contents/${path}?ref=${commit.oid}`,
    html_url: `${webUrl}/${nameWithOwner}/blob/${commit.oid}/${path}`,
    git_url: `${world.apiUrl}/repos/${nameWithOwner}/git/blobs/${oid}`,
    download_url: null,
  };
}

function compare(request: RestRequest): RestAnswer {
  const repository = repositoryIn(request);
  const { git } = repository;
  const [baseName = '', headName = ''] = parameter(request, 'range').split('...');
  const [base, head] = [baseName, headName].map((name) => resolveCommit(repository, name));
  if (!base || !head) throw notFound();
  const start = git.commits.get(mergeBase(git, base.oid, head.oid) ?? '');
  if (!start) throw notFound(`No common ancestor between ${baseName} and ${headName}.`);
  const [inBase, inHead] = [reachable(git, base.oid), reachable(git, head.oid)];
  const ahead = history(git, head.oid).filter(({ oid }) => !inBase.has(oid));
  const behind = [...inBase].filter((oid) => !inHead.has(oid)).length;
  const status =
    ahead.length > 0
      ? behind > 0
        ? 'diverged'
        : 'ahead'
      : isAncestor(git, base.oid, head.oid)
        ? 'identical'
        : 'behind';
  const shapes = [...ahead].reverse().map((commit) => commitShape(request.world, repository, commit));
  return {
    status: 200,
    body: {
      status,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      base_commit: commitShape(request.world, repository, base),
      merge_base_commit: commitShape(request.world, repository, start),
      commits: shapes.slice(0, 250),
    },
  };
}

function emptyOrMissing(repository: RepositoryState): Refusal {
  return repository.git.refs.size === 0
    ? new Refusal(409, 'CONFLICT', 'Git Repository is empty.')
    : notFound();
}
