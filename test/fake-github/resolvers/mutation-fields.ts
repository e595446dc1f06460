import { actorOf, canWrite, readableRepository, requireWrite, type Scope } from '../access.js';
import { react, unreact } from '../comments.js';
import { type Arguments, type Context, type Fields, textArgument } from '../fields.js';
import { entryAt, type FileChanges } from '../git-store.js';
import { decodeNodeId, splitKey } from '../node-ids.js';
import { setDraft } from '../pull-requests.js';
import { branchOid, commitOnBranch } from '../refs.js';
import { notFound, Refusal } from '../refusal.js';
import type { PullRequestState, RepositoryState } from '../state.js';
import { changeComment, commentOn, removeComment } from './comment-mutations.js';
import { commitNode, nodeOf, refNode } from './nodes.js';
import { changeReaction } from './reaction-mutations.js';

interface CreateCommitInput {
  readonly clientMutationId?: string;
  readonly branch: {
    readonly id?: string;
    readonly repositoryNameWithOwner?: string;
    readonly branchName?: string;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string };
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions?: readonly { readonly path: string }[];
  };
}

export const mutationFields: Fields<unknown> = {
  createCommitOnBranch: (_, args, context) => createCommitOnBranch(args.input as CreateCommitInput, context),
  markPullRequestReadyForReview: (_, args, context) => changeDraft(args, context, false),
  convertPullRequestToDraft: (_, args, context) => changeDraft(args, context, true),
  addComment: (_, args, context) => commentOn(args, context),
  updateIssueComment: (_, args, context) => changeComment(args, context),
  deleteIssueComment: (_, args, context) => removeComment(args, context),
  addReaction: (_, args, context) => changeReaction(args, context, react),
  removeReaction: (_, args, context) => changeReaction(args, context, unreact),
};

function createCommitOnBranch(input: CreateCommitInput, context: Context) {
  const { world, principal } = context;
  const { repository, branch } = targetOf(input.branch, context);
  requirePermission(context, repository, 'contents', 'CreateCommitOnBranch');
  const head = branchOid(repository, branch);
  if (head === undefined) throw notFound(`Could not resolve to a Ref with the name 'refs/heads/${branch}'.`);
  if (head !== input.expectedHeadOid) {
    // With two spaces: so GitHub writes it.
    const message = `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`;
    throw new Refusal(200, 'STALE_DATA', message);
  }
  const { headline, body } = input.message;
  const commit = commitOnBranch(world, repository, {
    branch,
    message: body ? `${headline}\n\n${body}` : headline,
    author: actorOf(world, principal),
    changes: fileChanges(repository, head, input),
    isSigned: true,
  });
  return {
    clientMutationId: input.clientMutationId ?? null,
    commit: commitNode(repository, commit.oid),
    ref: refNode(repository, `refs/heads/${branch}`),
  };
}

function targetOf(
  { id, repositoryNameWithOwner, branchName }: CreateCommitInput['branch'],
  context: Context,
): { readonly repository: RepositoryState; readonly branch: string } {
  const named = splitKey(decodeNodeId(id ?? '').key);
  const nameWithOwner = repositoryNameWithOwner ?? named.nameWithOwner;
  const repository = readableRepository(context.world, context.principal, nameWithOwner);
  if (!repository) throw notFound(`Could not resolve to a Repository with the name '${nameWithOwner}'.`);
  return { repository, branch: (branchName ?? named.rest).replace(/^refs\/heads\//, '') };
}

function fileChanges(repository: RepositoryState, head: string, input: CreateCommitInput): FileChanges {
  const { additions = [], deletions = [] } = input.fileChanges ?? {};
  const tree = repository.git.commits.get(head)?.tree ?? '';
  for (const { path } of deletions) {
    if (entryAt(repository.git, tree, path)) continue;
    const message = `A path was requested for deletion which does not exist as of commit oid \`${head}\``;
    throw new Refusal(200, 'UNPROCESSABLE', message);
  }
  return Object.fromEntries<Buffer | null>([
    ...deletions.map(({ path }) => [path, null] as const),
    ...additions.map(({ path, contents }) => [path, Buffer.from(contents, 'base64')] as const),
  ]);
}

function changeDraft(args: Arguments, context: Context, isDraft: boolean) {
  const { world, principal } = context;
  const input = args.input as Arguments;
  const id = textArgument(input, 'pullRequestId') ?? '';
  const pullRequest = nodeOf(id, context) as PullRequestState | null;
  if (pullRequest?.__typename !== 'PullRequest') {
    throw notFound(`Could not resolve to a node with the global id of '${id}'`);
  }
  const mutation = isDraft ? 'ConvertPullRequestToDraft' : 'MarkPullRequestReadyForReview';
  requirePermission(context, pullRequest.repository, 'pull_requests', mutation);
  setDraft(world, pullRequest, isDraft, actorOf(world, principal));
  return { clientMutationId: textArgument(input, 'clientMutationId') ?? null, pullRequest };
}

/** People without permission are told so in GraphQL, where REST says that there is nothing. */
function requirePermission(
  { world, principal }: Context,
  repository: RepositoryState,
  scope: Scope,
  mutation: string,
): void {
  if (principal.kind === 'user' && !canWrite(world, principal, repository, scope)) {
    const message = `${principal.login} does not have the correct permissions to execute \`${mutation}\``;
    throw new Refusal(403, 'FORBIDDEN', message);
  }
  requireWrite(world, principal, repository, scope);
}
