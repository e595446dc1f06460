import type { RestEndpointMethodTypes } from '@octokit/rest';
import { authorAssociation } from '../author-association.js';
import { nodeId } from '../node-ids.js';
import type { CommentState, IssueState, PullRequestState } from '../state.js';
import { type World, webUrl } from '../world.js';
import { authorShape } from './account-shape.js';
import type { Shape } from './shape.js';

type Issue = Shape<RestEndpointMethodTypes['issues']['get']['response']['data']>;
type Comment = Shape<RestEndpointMethodTypes['issues']['getComment']['response']['data']>;

/** An issue; a pull request as the issue that it is, too. */
export function issueShape(world: World, issue: IssueState | PullRequestState): Issue {
  const { repository, number, __typename } = issue;
  const isPullRequest = __typename === 'PullRequest';
  return {
    id: issue.databaseId,
    node_id: nodeId(__typename, `${repository.nameWithOwner}#${number}`),
    number,
    url: `${world.apiUrl}/repos/${repository.nameWithOwner}/issues/${number}`,
    html_url: issueUrl(issue),
    state: issue.state === 'OPEN' ? 'open' : 'closed',
    title: issue.title,
    body: issue.body === '' ? null : issue.body,
    user: authorShape(world, issue.author),
    author_association: authorAssociation(world, repository, issue.author),
    labels: issue.labels.map(labelShape),
    locked: issue.isLocked,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    ...(isPullRequest && {
      draft: issue.isDraft,
      pull_request: {
        url: `${world.apiUrl}/repos/${repository.nameWithOwner}/pulls/${number}`,
        html_url: issueUrl(issue),
        merged_at: issue.mergedAt,
      },
    }),
  };
}

export function commentShape(world: World, comment: CommentState): Comment {
  const { issue, databaseId } = comment;
  const { nameWithOwner } = issue.repository;
  return {
    id: databaseId,
    node_id: nodeId('IssueComment', `${nameWithOwner}#${databaseId}`),
    url: `${world.apiUrl}/repos/${nameWithOwner}/issues/comments/${databaseId}`,
    html_url: `${issueUrl(issue)}#issuecomment-${databaseId}`,
    issue_url: `${world.apiUrl}/repos/${nameWithOwner}/issues/${issue.number}`,
    body: comment.body,
    user: authorShape(world, comment.author),
    author_association: authorAssociation(world, issue.repository, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}

export function labelShape(name: string): { name: string; color: string; description: null } {
  return { name, color: 'ededed', description: null };
}

/** Where people read it. */
export function issueUrl({ __typename, repository, number }: IssueState | PullRequestState): string {
  const kind = __typename === 'PullRequest' ? 'pull' : 'issues';
  return `${webUrl}/${repository.nameWithOwner}/${kind}/${number}`;
}
