import { actorOf, requireWrite } from '../access.js';
import { resolveCommit } from '../refs.js';
import { notFound, unprocessable } from '../refusal.js';
import type { CheckRunState, RepositoryState } from '../state.js';
import { nextId, type World } from '../world.js';
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
    const { principal, world, body } = request;
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
    checkRun.fields = { ...checkRun.fields, ...request.body };
    publish(request, repository, checkRun, 'completed');
    return { status: 200, body: checkRunShape(request.world, checkRun) };
  }),
  route(`GET ${repo}/commits/{ref}/check-runs`, (request) => {
    const repository = repositoryIn(request);
    const oid = resolveCommit(repository, parameter(request, 'ref'))?.oid;
    const name = request.query.get('check_name');
    const found = repository.checkRuns.filter(
      ({ headOid, fields }) => headOid === oid && (name === null || fields.name === name),
    );
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
  return {
    ...fields,
    id: databaseId,
    head_sha: headOid,
    status: fields.status ?? (conclusion === null ? 'queued' : 'completed'),
    conclusion,
    app: { id: Number(appId), slug: world.apps.get(appId)?.slug },
  };
}
