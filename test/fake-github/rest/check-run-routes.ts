import { actorOf, requireRead, requireWrite } from '../access.js';
import { resolveCommit } from '../refs.js';
import { notFound, unprocessable } from '../refusal.js';
import type { CheckRunState, RepositoryState } from '../state.js';
import { nextId, pullRequestsOf, type World } from '../world.js';
import {
  pageParts,
  parameter,
  type RestRequest,
  type Route,
  repositoryIn,
  requiredText,
  route,
} from './router.js';

const repo = '/repos/{owner}/{repo}';

export const checkRunRoutes: readonly Route[] = [
  route(`POST ${repo}/check-runs`, (request) => {
    const repository = checkedRepository(request);
    const headOid = requiredText(request, 'head_sha');
    if (!repository.git.commits.has(headOid)) throw unprocessable(`No commit found for SHA: ${headOid}`);
    requiredText(request, 'name');
    const { principal, world } = request;
    const isOfFork = pullRequestsOf(repository).some(
      (each) => each.fork !== null && each.headRefOid === headOid,
    );
    // GitHub does not document it; github.com/opendatahub-io/odh-dashboard/pull/7549 reports that it takes them.
    if (isOfFork && !world.takesForkCheckRuns) throw unprocessable(`No commit found for SHA: ${headOid}`);
    const body = checkedBody(request);
    const appId = principal.kind === 'installation' ? principal.installation.appId : '';
    const checkRun: CheckRunState = { databaseId: nextId(world), headOid, appId, fields: body };
    repository.checkRuns.push(checkRun);
    publish(request, repository, checkRun, 'created');
    return { status: 201, body: checkRunShape(world, checkRun) };
  }),
  route(`PATCH ${repo}/check-runs/{id}`, (request) => {
    const repository = checkedRepository(request);
    const id = Number(parameter(request, 'id'));
    const checkRun = repository.checkRuns.find(({ databaseId }) => databaseId === id);
    if (!checkRun) throw notFound();
    checkRun.fields = updated(checkRun.fields, checkedBody(request));
    publish(request, repository, checkRun, 'completed');
    return { status: 200, body: checkRunShape(request.world, checkRun) };
  }),
  route(`GET ${repo}/commits/{ref}/check-runs`, (request) => {
    const repository = repositoryIn(request);
    requireRead(request.principal, repository, 'checks');
    const oid = resolveCommit(repository, parameter(request, 'ref'))?.oid;
    const name = request.query.get('check_name');
    const all = repository.checkRuns.filter(
      ({ headOid, fields }) => headOid === oid && (name === null || fields.name === name),
    );
    const found = request.query.get('filter') === 'all' ? all : latest(all);
    const shapes = found.map((each) => checkRunShape(request.world, each));
    const wrap = (page: unknown) => ({ total_count: found.length, check_runs: page });
    return { status: 200, ...pageParts(request, shapes, wrap) };
  }),
];

function checkedRepository(request: RestRequest): RepositoryState {
  const repository = repositoryIn(request);
  requireWrite(request.world, request.principal, repository, 'checks');
  return repository;
}

/** The newest of each name and App, which is what GitHub lists unless all are asked for. */
function latest(checkRuns: readonly CheckRunState[]): readonly CheckRunState[] {
  const newest = new Map(checkRuns.map((each) => [`${each.appId} ${each.fields.name}`, each]));
  return [...newest.values()];
}

type Fields = CheckRunState['fields'];

/** What was sent, or GitHub's 422: for too many annotations, and for an end without a conclusion. */
function checkedBody({ body }: RestRequest): Fields {
  const annotations = annotationsIn(body);
  if (annotations.length > 50) {
    throw unprocessable('Invalid request.\n\nNo more than 50 items are allowed; more were supplied.');
  }
  const isWrong = annotations.some(
    ({ path, start_line, end_line, annotation_level, message }) =>
      ![path, annotation_level, message].every((text) => typeof text === 'string' && text !== '') ||
      !(Number(start_line) >= 1 && Number(end_line) >= Number(start_line)),
  );
  if (isWrong) throw unprocessable('Invalid request.\n\nAn annotation lacks something.');
  if (body.status === 'completed' && body.conclusion === undefined) {
    throw unprocessable('Invalid request.\n\nMissing conclusion');
  }
  return body;
}

/** An update's annotations come to those that are there. */
function updated(fields: Fields, body: Fields): Fields {
  if (body.output === undefined) return { ...fields, ...body };
  const annotations = [...annotationsIn(fields), ...annotationsIn(body)];
  return { ...fields, ...body, output: { ...Object(fields.output), ...Object(body.output), annotations } };
}

function annotationsIn({ output }: Fields): readonly Fields[] {
  return Object(output).annotations ?? [];
}

/** GitHub tells a check run's app of it, under `completed` once it has a conclusion. */
function publish(request: RestRequest, repository: RepositoryState, checkRun: CheckRunState, action: string) {
  if (action === 'completed' && checkRun.fields.conclusion === undefined) return;
  request.world.publish({
    event: 'check_run',
    repository,
    sender: actorOf(request.world, request.principal),
    payload: { action, check_run: checkRunShape(request.world, checkRun) },
  });
}

function checkRunShape(world: World, { databaseId, headOid, appId, fields }: CheckRunState) {
  const conclusion = fields.conclusion ?? null;
  const { annotations: _, ...output } = Object(fields.output);
  return {
    ...fields,
    output: { ...output, annotations_count: annotationsIn(fields).length },
    id: databaseId,
    head_sha: headOid,
    status: fields.status ?? (conclusion === null ? 'queued' : 'completed'),
    conclusion,
    app: { id: Number(appId), slug: world.apps.get(appId)?.slug },
  };
}
