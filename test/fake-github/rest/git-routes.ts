import { actorOf, requireWrite } from '../access.js';
import { isAncestor, mergeCommits } from '../git-history.js';
import type { TreeEntry } from '../git-objects.js';
import { type FileEntry, readFiles, writeBlob, writeCommit, writeTree } from '../git-store.js';
import { nodeId } from '../node-ids.js';
import { createRef, deleteRef, refOf, resolveCommit, updateRef } from '../refs.js';
import { notFound, Refusal, unprocessable } from '../refusal.js';
import type { RepositoryState } from '../state.js';
import { emailOf, now, type World } from '../world.js';
import { gitCommitShape } from './commit-shape.js';
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

const git = '/repos/{owner}/{repo}/git';

export const gitRoutes: readonly Route[] = [
  route(`GET ${git}/ref/{ref*}`, (request) => {
    const repository = repositoryIn(request);
    const { ref } = refOf(repository, parameter(request, 'ref'));
    return { status: 200, body: refShape(request.world, repository, ref) };
  }),
  route(`GET ${git}/matching-refs/{ref*}`, (request) => {
    const repository = repositoryIn(request);
    const prefix = `refs/${parameter(request, 'ref')}`;
    const found = [...repository.git.refs.keys()].filter((ref) => ref.startsWith(prefix)).sort();
    return pageOf(
      request,
      found.map((ref) => refShape(request.world, repository, ref)),
    );
  }),
  route(`POST ${git}/refs`, (request) => {
    const repository = writableRepository(request);
    const ref = requiredText(request, 'ref');
    createRef(
      request.world,
      repository,
      ref,
      requiredText(request, 'sha'),
      actorOf(request.world, request.principal),
    );
    return { status: 201, body: refShape(request.world, repository, ref) };
  }),
  route(`PATCH ${git}/refs/{ref*}`, (request) => {
    const repository = writableRepository(request);
    const ref = `refs/${parameter(request, 'ref')}`;
    const actor = actorOf(request.world, request.principal);
    const force = request.body.force === true;
    updateRef(request.world, repository, ref, requiredText(request, 'sha'), actor, { force });
    return { status: 200, body: refShape(request.world, repository, ref) };
  }),
  route(`DELETE ${git}/refs/{ref*}`, (request) => {
    const repository = writableRepository(request);
    deleteRef(
      request.world,
      repository,
      `refs/${parameter(request, 'ref')}`,
      actorOf(request.world, request.principal),
    );
    return { status: 204 };
  }),
  route(`GET ${git}/blobs/{oid}`, (request) => {
    const oid = parameter(request, 'oid');
    const content = repositoryIn(request).git.blobs.get(oid);
    if (!content) throw notFound();
    const body = { sha: oid, size: content.length, encoding: 'base64', content: content.toString('base64') };
    return { status: 200, body };
  }),
  route(`POST ${git}/blobs`, (request) => {
    const repository = writableRepository(request);
    const encoding = request.body.encoding === 'base64' ? 'base64' : 'utf8';
    const sha = writeBlob(repository.git, Buffer.from(requiredText(request, 'content'), encoding));
    return { status: 201, body: { sha, url: `${urlOf(request.world, repository)}/blobs/${sha}` } };
  }),
  route(`GET ${git}/trees/{oid}`, (request) => answerTree(request, parameter(request, 'oid'), 200)),
  route(`POST ${git}/trees`, createTree),
  route(`GET ${git}/commits/{oid}`, (request) => {
    const repository = repositoryIn(request);
    const commit = repository.git.commits.get(parameter(request, 'oid'));
    if (!commit) throw notFound();
    return { status: 200, body: gitCommitShape(request.world, repository, commit) };
  }),
  route(`POST ${git}/commits`, createCommit),
  route('POST /repos/{owner}/{repo}/merges', mergeBranch),
];

/** Merges a commit into a branch. Signed by GitHub, which is the committer. */
function mergeBranch(request: RestRequest): RestAnswer {
  const repository = writableRepository(request);
  const { world, principal } = request;
  const [base, head] = [requiredText(request, 'base'), requiredText(request, 'head')];
  const into = resolveCommit(repository, `refs/heads/${base}`);
  const other = resolveCommit(repository, head);
  if (!into || !other) throw new Refusal(404, 'NOT_FOUND', `${into ? 'Head' : 'Base'} does not exist`);
  if (isAncestor(repository.git, other.oid, into.oid)) return { status: 204 };
  const tree = mergeCommits(repository.git, into.oid, other.oid);
  if (tree === undefined) throw new Refusal(409, 'UNPROCESSABLE', 'Merge conflict');
  refuseWorkflows(request, repository, [into.tree, tree]);
  const actor = actorOf(world, principal);
  const author = { name: actor.name ?? actor.login, email: emailOf(actor), date: now(world) };
  const commit = writeCommit(
    repository.git,
    {
      tree,
      parents: [into.oid, other.oid],
      message: `Merge ${head} into ${base}`,
      author,
      committer: { name: 'GitHub', email: 'noreply@github.com', date: author.date },
    },
    { isSigned: true },
  );
  updateRef(world, repository, `refs/heads/${base}`, commit.oid, actor, { force: false });
  return { status: 201, body: gitCommitShape(world, repository, commit) };
}

/**
 * Tokens without the permission `workflows` may not change workflow files: so merges of Apps are refused
 * (github.com/chdsbd/kodiak/issues/853). GitHub documents of the scope `workflow` that files which are the same on another
 * branch of the repository need none ("Scopes for OAuth apps"); whether that holds for Apps, too, can be switched.
 */
function refuseWorkflows(
  { principal, world }: RestRequest,
  { git: store }: RepositoryState,
  trees: [string, string],
): void {
  if (principal.kind === 'user' && principal.narrowed === undefined) return;
  const permissions = principal.kind === 'installation' ? principal.permissions : {};
  if (permissions.workflows === 'write') return;
  const [before, after] = trees.map((tree) => readFiles(store, tree));
  const branches = [...store.refs].filter(([ref]) => ref.startsWith('refs/heads/'));
  const isElsewhere = (path: string, oid: string) =>
    !world.refusesKnownWorkflows &&
    branches.some(([, head]) => {
      const tree = store.commits.get(head)?.tree;
      return tree !== undefined && readFiles(store, tree).get(path)?.oid === oid;
    });
  const changed = [...(after ?? [])].find(
    ([path, { oid }]) =>
      path.startsWith('.github/workflows/') && before?.get(path)?.oid !== oid && !isElsewhere(path, oid),
  );
  if (changed === undefined) return;
  const message = `refusing to allow a GitHub App to create or update workflow \`${changed[0]}\` without \`workflows\` permission`;
  throw new Refusal(403, 'FORBIDDEN', message);
}

function createTree(request: RestRequest): RestAnswer {
  const { git: store } = writableRepository(request);
  const base = request.body.base_tree;
  if (typeof base === 'string' && !store.trees.has(base)) throw notFound();
  const files = new Map<string, FileEntry>(typeof base === 'string' ? readFiles(store, base) : []);
  const entries = request.body.tree;
  if (!Array.isArray(entries)) throw unprocessable('Invalid tree info');
  for (const { path, mode, sha, content } of entries as readonly Record<
    string,
    string | null | undefined
  >[]) {
    if (!path) throw unprocessable('tree.path is missing');
    if (sha === null) files.delete(path);
    else {
      const oid = typeof content === 'string' ? writeBlob(store, content) : sha;
      if (!oid || !store.blobs.has(oid)) throw unprocessable('tree.sha is not a valid blob');
      files.set(path, { mode: (mode ?? '100644') as TreeEntry['mode'], oid });
    }
  }
  return answerTree(request, writeTree(store, files), 201);
}

function answerTree(request: RestRequest, oid: string, status: number): RestAnswer {
  const repository = repositoryIn(request);
  const store = repository.git;
  const tree = store.commits.get(oid)?.tree ?? oid;
  const entries = store.trees.get(tree);
  if (!entries) throw notFound();
  const isRecursive = request.query.has('recursive');
  const listed = isRecursive
    ? [...readFiles(store, tree)].map(([path, file]) => ({ path, ...file }))
    : entries.map(({ name, mode, oid: entryOid }) => ({ path: name, mode, oid: entryOid }));
  const shapes = listed.map(({ path, mode, oid: sha }) => ({
    path,
    mode,
    type: mode === '040000' ? 'tree' : 'blob',
    sha,
    ...(mode !== '040000' && { size: store.blobs.get(sha)?.length ?? 0 }),
  }));
  const url = `${urlOf(request.world, repository)}/trees/${tree}`;
  return { status, body: { sha: tree, url, tree: shapes, truncated: false } };
}

/** Signed by GitHub if the App's bot is the author, as when the request names no author of its own. */
function createCommit(request: RestRequest): RestAnswer {
  const repository = writableRepository(request);
  const { world, principal, body } = request;
  const tree = requiredText(request, 'tree');
  if (!repository.git.trees.has(tree)) throw unprocessable('Tree SHA does not exist');
  const parents = Array.isArray(body.parents) ? body.parents.map(String) : [];
  if (parents.some((oid) => !repository.git.commits.has(oid))) {
    throw unprocessable('Parent SHA does not exist or is not a commit object');
  }
  const actor = actorOf(world, principal);
  const own = { name: actor.name ?? actor.login, email: emailOf(actor), date: now(world) };
  const author = typeof body.author === 'object' ? { ...own, ...body.author } : own;
  const commit = writeCommit(
    repository.git,
    { tree, parents, message: requiredText(request, 'message'), author, committer: author },
    { isSigned: principal.kind === 'installation' && body.author === undefined },
  );
  return { status: 201, body: gitCommitShape(world, repository, commit) };
}

function writableRepository(request: RestRequest): RepositoryState {
  const repository = repositoryIn(request);
  requireWrite(request.world, request.principal, repository, 'contents');
  return repository;
}

function refShape(world: World, repository: RepositoryState, ref: string) {
  const sha = repository.git.refs.get(ref) ?? '';
  return {
    ref,
    node_id: nodeId('Ref', `${repository.nameWithOwner}@${ref}`),
    url: `${urlOf(world, repository)}/${ref}`,
    object: { type: 'commit', sha, url: `${urlOf(world, repository)}/commits/${sha}` },
  };
}

function urlOf(world: World, { nameWithOwner }: RepositoryState): string {
  return `${world.apiUrl}/repos/${nameWithOwner}/git`;
}
