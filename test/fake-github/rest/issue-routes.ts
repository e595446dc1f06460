import { actorOf, canWrite, requireComment, requireWrite } from '../access.js';
import { addComment, commentOf, deleteComment, editComment, setLabels } from '../comments.js';
import { notFound, Refusal } from '../refusal.js';
import type { CommentState, IssueState, PullRequestState } from '../state.js';
import { issueOf } from '../world.js';
import { commentShape, issueShape, labelShape } from './issue-shape.js';
import {
  pageOf,
  parameter,
  type RestAnswer,
  type RestRequest,
  type Route,
  repositoryIn,
  requiredText,
  route,
} from './router.js';

const issues = '/repos/{owner}/{repo}/issues';

export const issueRoutes: readonly Route[] = [
  route(`GET ${issues}/{number}`, (request) => ({
    status: 200,
    body: issueShape(request.world, issueIn(request)),
  })),
  route(`GET ${issues}/{number}/comments`, (request) => {
    const { comments } = issueIn(request);
    return pageOf(
      request,
      comments.map((each) => commentShape(request.world, each)),
    );
  }),
  route(`POST ${issues}/{number}/comments`, (request) => {
    const { world, principal } = request;
    const issue = issueIn(request);
    requireComment(world, principal, issue);
    const comment = addComment(world, issue, requiredText(request, 'body'), actorOf(world, principal));
    return { status: 201, body: commentShape(world, comment) };
  }),
  route(`GET ${issues}/comments/{id}`, (request) => answer(request, commentIn(request))),
  route(`PATCH ${issues}/comments/{id}`, (request) => {
    const { world, principal } = request;
    const comment = changeableComment(request);
    editComment(world, comment, requiredText(request, 'body'), actorOf(world, principal));
    return answer(request, comment);
  }),
  route(`DELETE ${issues}/comments/{id}`, (request) => {
    const { world, principal } = request;
    deleteComment(world, changeableComment(request), actorOf(world, principal));
    return { status: 204 };
  }),
  route(`GET ${issues}/{number}/labels`, (request) =>
    pageOf(request, issueIn(request).labels.map(labelShape)),
  ),
  route(`POST ${issues}/{number}/labels`, (request) => {
    const issue = labelledIssue(request);
    const labels = request.body.labels;
    const added = Array.isArray(labels) ? labels.map(String) : [];
    setLabels(request.world, issue, [...issue.labels, ...added], actorOf(request.world, request.principal));
    return { status: 200, body: issue.labels.map(labelShape) };
  }),
  route(`DELETE ${issues}/{number}/labels/{name}`, (request) => {
    const issue = labelledIssue(request);
    const name = parameter(request, 'name');
    if (!issue.labels.includes(name)) throw notFound('Label does not exist');
    const kept = issue.labels.filter((label) => label !== name);
    setLabels(request.world, issue, kept, actorOf(request.world, request.principal));
    return { status: 200, body: kept.map(labelShape) };
  }),
];

function issueIn(request: RestRequest): IssueState | PullRequestState {
  return issueOf(repositoryIn(request), Number(parameter(request, 'number')));
}

function labelledIssue(request: RestRequest): IssueState | PullRequestState {
  const issue = issueIn(request);
  const scope = issue.__typename === 'PullRequest' ? 'pull_requests' : 'issues';
  requireWrite(request.world, request.principal, issue.repository, scope);
  return issue;
}

function commentIn(request: RestRequest): CommentState {
  return commentOf(repositoryIn(request), Number(parameter(request, 'id')));
}

/** One's own comment, or anyone's with write access. */
function changeableComment(request: RestRequest): CommentState {
  const { world, principal } = request;
  const comment = commentIn(request);
  requireComment(world, principal, comment.issue);
  const isOwn = comment.author === actorOf(world, principal).login;
  if (isOwn || canWrite(world, principal, comment.issue.repository, 'issues')) return comment;
  throw new Refusal(403, 'FORBIDDEN', 'You do not have permission to change this comment.');
}

function answer({ world }: RestRequest, comment: CommentState): RestAnswer {
  return { status: 200, body: commentShape(world, comment) };
}
