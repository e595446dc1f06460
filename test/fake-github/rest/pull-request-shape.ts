import type { RestEndpointMethodTypes } from '@octokit/rest';
import { authorAssociation } from '../author-association.js';
import { nodeId } from '../node-ids.js';
import { changesOf } from '../pull-request-branches.js';
import { isMergeable } from '../pull-requests.js';
import type { PullRequestState } from '../state.js';
import { type World, webUrl } from '../world.js';
import { authorShape } from './account-shape.js';
import { labelShape } from './issue-shape.js';
import { repositoryShape } from './repository-shape.js';
import type { Shape } from './shape.js';

type PullRequestData = RestEndpointMethodTypes['pulls']['get']['response']['data'];
type PullRequest = Shape<Omit<PullRequestData, 'head' | 'base'>> & {
  readonly head: BranchShape;
  readonly base: BranchShape;
};

interface BranchShape {
  readonly label: string;
  readonly ref: string;
  readonly sha: string;
  readonly user: ReturnType<typeof authorShape>;
  readonly repo: ReturnType<typeof repositoryShape>;
}

export function pullRequestShape(world: World, pullRequest: PullRequestState): PullRequest {
  const { repository, number, state, headRefOid } = pullRequest;
  const { nameWithOwner, git } = repository;
  const changes = changesOf(pullRequest);
  const base = git.refs.get(`refs/heads/${pullRequest.baseRefName}`) ?? '';
  return {
    id: pullRequest.databaseId,
    node_id: nodeId('PullRequest', `${nameWithOwner}#${number}`),
    number,
    url: `${world.apiUrl}/repos/${nameWithOwner}/pulls/${number}`,
    html_url: `${webUrl}/${nameWithOwner}/pull/${number}`,
    issue_url: `${world.apiUrl}/repos/${nameWithOwner}/issues/${number}`,
    state: state === 'OPEN' ? 'open' : 'closed',
    locked: false,
    title: pullRequest.title,
    body: pullRequest.body === '' ? null : pullRequest.body,
    user: authorShape(world, pullRequest.author),
    author_association: authorAssociation(world, repository, pullRequest.author),
    labels: pullRequest.labels.map(labelShape),
    draft: pullRequest.isDraft,
    merged: state === 'MERGED',
    mergeable: state === 'OPEN' ? isMergeable(pullRequest) : null,
    merged_by: pullRequest.mergedBy === null ? null : authorShape(world, pullRequest.mergedBy),
    merge_commit_sha: pullRequest.mergeCommitOid,
    created_at: pullRequest.createdAt,
    updated_at: pullRequest.updatedAt,
    closed_at: pullRequest.closedAt,
    merged_at: pullRequest.mergedAt,
    head: branchShape(world, pullRequest, pullRequest.headRefName, headRefOid, pullRequest.fork ?? undefined),
    base: branchShape(world, pullRequest, pullRequest.baseRefName, base),
    comments: pullRequest.comments.length,
    commits: changes.commits.length,
    additions: changes.additions,
    deletions: changes.deletions,
    changed_files: changes.files.length,
  };
}

function branchShape(
  world: World,
  { repository }: Pick<PullRequestState, 'repository'>,
  branch: string,
  oid: string,
  owner = repository.owner.login,
): BranchShape {
  return {
    label: `${owner}:${branch}`,
    ref: branch,
    sha: oid,
    user: authorShape(world, owner),
    repo: repositoryShape(world, repository),
  };
}
