import { actorOf, requireWrite } from '../access.js';
import { changesOf } from '../pull-request-branches.js';
import { editPullRequest, mergePullRequest, openPullRequest } from '../pull-requests.js';
import { notFound, unprocessable } from '../refusal.js';
import type { PullRequestState, RepositoryState } from '../state.js';
import { pullRequestOf, pullRequestsOf } from '../world.js';
import { commitShape } from './commit-shape.js';
import { pullRequestShape } from './pull-request-shape.js';
import {
  pageOf,
  parameter,
  type RestAnswer,
  type RestRequest,
  type Route,
  repositoryIn,
  requiredText,
  route,
  textIn,
} from './router.js';

const pulls = '/repos/{owner}/{repo}/pulls';

export const pullRequestRoutes: readonly Route[] = [
  route(`GET ${pulls}`, (request) => {
    const repository = repositoryIn(request);
    const found = listed(request, repository);
    return pageOf(
      request,
      found.map((each) => pullRequestShape(request.world, each)),
    );
  }),
  route(`POST ${pulls}`, (request) => {
    const repository = repositoryIn(request);
    const { world, principal, body } = request;
    requireWrite(world, principal, repository, 'pull_requests');
    if (body.draft === true && !repository.takesDrafts) {
      // So github.com/SWE-agent/SWE-agent/issues/179 has it: the message alone, without `errors`.
      throw unprocessable('Draft pull requests are not supported in this repository.');
    }
    const input = {
      title: requiredText(request, 'title'),
      body: textIn(request, 'body') ?? '',
      headRefName: requiredText(request, 'head').replace(`${repository.owner.login}:`, ''),
      baseRefName: requiredText(request, 'base'),
      isDraft: body.draft === true,
    };
    const opened = openPullRequest(world, repository, input, actorOf(world, principal));
    return { status: 201, body: pullRequestShape(world, opened) };
  }),
  route(`GET ${pulls}/{number}`, (request) => answer(request, pullRequestIn(request))),
  route(`PATCH ${pulls}/{number}`, (request) => {
    const pullRequest = writablePullRequest(request);
    const state = textIn(request, 'state');
    const input = {
      title: textIn(request, 'title'),
      body: textIn(request, 'body'),
      baseRefName: textIn(request, 'base'),
      state: state === 'open' || state === 'closed' ? state : undefined,
    } as const;
    editPullRequest(request.world, pullRequest, input, actorOf(request.world, request.principal));
    return answer(request, pullRequest);
  }),
  route(`GET ${pulls}/{number}/files`, (request) => {
    const { files } = changesOf(pullRequestIn(request));
    const shapes = files.map(({ path, additions, deletions, changeType }) => ({
      filename: path,
      status: { ADDED: 'added', DELETED: 'removed', MODIFIED: 'modified' }[changeType],
      additions,
      deletions,
      changes: additions + deletions,
    }));
    return pageOf(request, shapes);
  }),
  route(`GET ${pulls}/{number}/commits`, (request) => {
    const pullRequest = pullRequestIn(request);
    const { repository } = pullRequest;
    const commits = changesOf(pullRequest).commits.flatMap((oid) => repository.git.commits.get(oid) ?? []);
    return pageOf(
      request,
      commits.slice(0, 250).map((each) => commitShape(request.world, repository, each)),
    );
  }),
  route(`GET ${pulls}/{number}/merge`, (request) => {
    if (pullRequestIn(request).state !== 'MERGED') throw notFound();
    return { status: 204 };
  }),
  route(`PUT ${pulls}/{number}/merge`, merge),
];

function merge(request: RestRequest): RestAnswer {
  const { world, principal } = request;
  const pullRequest = pullRequestIn(request);
  requireWrite(world, principal, pullRequest.repository, 'contents');
  const method = textIn(request, 'merge_method');
  const title = textIn(request, 'commit_title');
  const text = textIn(request, 'commit_message');
  const commit = mergePullRequest(
    world,
    pullRequest,
    {
      method: method === 'squash' || method === 'rebase' ? method : 'merge',
      message: title === undefined ? undefined : text ? `${title}\n\n${text}` : title,
      expectedHeadOid: textIn(request, 'sha'),
    },
    actorOf(world, principal),
  );
  return {
    status: 200,
    body: { sha: commit.oid, merged: true, message: 'Pull Request successfully merged' },
  };
}

function listed({ query }: RestRequest, repository: RepositoryState): readonly PullRequestState[] {
  const state = query.get('state') ?? 'open';
  const head = query.get('head')?.replace(`${repository.owner.login}:`, '');
  const base = query.get('base');
  const field = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const isAscending = query.get('direction') === 'asc';
  const found = pullRequestsOf(repository).filter(
    (each) =>
      (state === 'all' || (state === 'open') === (each.state === 'OPEN')) &&
      (head === undefined || each.headRefName === head) &&
      (base === null || each.baseRefName === base),
  );
  const key = (each: PullRequestState) => `${each[field]} ${String(each.number).padStart(9, '0')}`;
  const sorted = [...found].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return isAscending ? sorted : sorted.reverse();
}

function pullRequestIn(request: RestRequest): PullRequestState {
  return pullRequestOf(repositoryIn(request), Number(parameter(request, 'number')));
}

function writablePullRequest(request: RestRequest): PullRequestState {
  const pullRequest = pullRequestIn(request);
  requireWrite(request.world, request.principal, pullRequest.repository, 'pull_requests');
  return pullRequest;
}

function answer({ world }: RestRequest, pullRequest: PullRequestState): RestAnswer {
  return { status: 200, body: pullRequestShape(world, pullRequest) };
}
