import { actorOf, canWrite } from '../access.js';
import { authorAssociation } from '../author-association.js';
import { type Connection, connectionOf } from '../connections.js';
import type { Arguments, Context, Fields } from '../fields.js';
import { nodeId } from '../node-ids.js';
import { changesOf } from '../pull-request-branches.js';
import { isMergeable } from '../pull-requests.js';
import { issueUrl } from '../rest/issue-shape.js';
import type {
  AccountState,
  BodyVersion,
  IssueState,
  PullRequestState,
  ReleaseState,
  RepositoryState,
} from '../state.js';
import { findAccount, type World, webUrl } from '../world.js';
import { commitNode, type LabelNode, refNode } from './nodes.js';

const numberedFields: Fields<IssueState | PullRequestState> = {
  id: ({ __typename, repository, number }) => nodeId(__typename, `${repository.nameWithOwner}#${number}`),
  url: (issue) => issueUrl(issue),
  author: ({ author }, _, { world }) => actor(world, author),
  authorAssociation: ({ repository, author }, _, { world }) => authorAssociation(world, repository, author),
  closed: ({ state }) => state !== 'OPEN',
  labels: (issue, args, context) => connectionOf(labelsOf(issue), args, context),
  locked: ({ isLocked }) => isLocked,
  comments: ({ comments }, args, context) => connectionOf(comments, args, context),
  viewerDidAuthor: ({ author }, _, { world, principal }) => author === actorOf(world, principal).login,
  lastEditedAt: ({ bodyVersions }) => bodyVersions.at(-1)?.editedAt ?? null,
  userContentEdits: ({ bodyVersions, repository }, args, context) =>
    historyOf(bodyVersions, repository, args, context),
};

export const issueFields: Fields<IssueState> = numberedFields;

export const pullRequestFields: Fields<PullRequestState> = {
  ...numberedFields,
  merged: ({ state }) => state === 'MERGED',
  mergedBy: ({ mergedBy }, _, { world }) => actor(world, mergedBy),
  mergeCommit: ({ repository, mergeCommitOid }) => commitNode(repository, mergeCommitOid),
  mergeable: (pullRequest) =>
    pullRequest.state !== 'OPEN' ? 'UNKNOWN' : isMergeable(pullRequest) ? 'MERGEABLE' : 'CONFLICTING',
  baseRepository: ({ repository }) => repository,
  headRepository: ({ repository }) => repository,
  headRef: ({ repository, headRefName, fork }) =>
    fork === null ? refNode(repository, `refs/heads/${headRefName}`) : null,
  baseRef: ({ repository, baseRefName }) => refNode(repository, `refs/heads/${baseRefName}`),
  baseRefOid: ({ repository, baseRefName }) => repository.git.refs.get(`refs/heads/${baseRefName}`) ?? '',
  isCrossRepository: ({ fork }) => fork !== null,
  additions: (pullRequest) => changesOf(pullRequest).additions,
  deletions: (pullRequest) => changesOf(pullRequest).deletions,
  changedFiles: (pullRequest) => changesOf(pullRequest).files.length,
  files: (pullRequest, args, context) => connectionOf(changesOf(pullRequest).files, args, context, 3000),
  commits: (pullRequest, args, context) => commitsOf(pullRequest, args, context),
  reviews: ({ reviews }, args, context) => connectionOf(reviews, args, context),
  timelineItems: (pullRequest, args, context) => {
    const types = Array.isArray(args.itemTypes) ? args.itemTypes : [];
    const [type] = types;
    if (types.length !== 1) throw new Error('The fake GitHub tells a timeline of one type of events only.');
    return connectionOf(eventsOf(pullRequest, type, context.world), args, context);
  },
};

function eventsOf(
  { repository, readyForReviewAt, deletedComments, labelings }: PullRequestState,
  type: unknown,
  world: World,
): readonly object[] {
  if (type === 'READY_FOR_REVIEW_EVENT') {
    return readyForReviewAt.map((createdAt) => ({ __typename: 'ReadyForReviewEvent', createdAt }));
  }
  if (type === 'LABELED_EVENT') {
    return labelings.map(({ label, actor: login, createdAt }) => ({
      __typename: 'LabeledEvent',
      actor: actor(world, login),
      label: { __typename: 'Label', repository, name: label },
      createdAt,
    }));
  }
  if (type === 'COMMENT_DELETED_EVENT') {
    const __typename = 'CommentDeletedEvent';
    return deletedComments.map(({ author, actor: login, createdAt }) => ({
      __typename,
      createdAt,
      actor: actor(world, login),
      deletedCommentAuthor: actor(world, author),
    }));
  }
  throw new Error(`The fake GitHub keeps no timeline of ${String(type)}.`);
}

/** The versions of a text, newest first, as far as they are shown to who asks. */
export function historyOf(
  versions: readonly BodyVersion[],
  repository: RepositoryState,
  args: Arguments,
  context: Context,
): Connection<object> | null {
  const { world, principal } = context;
  const hidden = world.hiddenHistory;
  const isHidden =
    hidden !== null && (hidden.from === 'everybody' || !canWrite(world, principal, repository, 'issues'));
  if (isHidden && hidden.as === 'list') return null;
  const shown = versions.map((version) => (isHidden ? { ...version, body: null } : version));
  return connectionOf(shown.reverse(), args, context);
}

/** What GitHub calls a diff is the whole body as it was after the edit. */
export const bodyVersionFields: Fields<BodyVersion> = {
  editor: ({ editor }, _, { world }) => actor(world, editor),
  diff: ({ body, deletedAt }) => (deletedAt === undefined ? body : null),
  createdAt: ({ editedAt }) => editedAt,
  deletedAt: ({ deletedAt }) => deletedAt ?? null,
};

export const labelFields: Fields<LabelNode> = {
  id: ({ repository, name }) => nodeId('Label', `${repository.nameWithOwner}#${name}`),
  color: () => 'ededed',
  description: () => null,
};

export const releaseFields: Fields<ReleaseState> = {
  author: ({ author }, _, { world }) => findAccount(world, author) ?? null,
  createdAt: ({ publishedAt }) => publishedAt,
  isDraft: () => false,
  isPrerelease: () => false,
  url: (release, _, { world }) => {
    const repository = [...world.repositories.values()].find(({ releases }) => releases.includes(release));
    return `${webUrl}/${repository?.nameWithOwner}/releases/tag/${release.tagName}`;
  },
};

/** GitHub lists the first 250 commits of a pull request. */
function commitsOf(pullRequest: PullRequestState, args: Arguments, context: Context) {
  const nodes = changesOf(pullRequest).commits.map((oid) => ({
    pullRequest,
    commit: commitNode(pullRequest.repository, oid),
    url: `${webUrl}/${pullRequest.repository.nameWithOwner}/pull/${pullRequest.number}/commits/${oid}`,
  }));
  return connectionOf(nodes, args, context, 250);
}

function labelsOf({ repository, labels }: IssueState | PullRequestState): readonly LabelNode[] {
  return labels.map((name) => ({ __typename: 'Label', repository, name }));
}

function actor(world: World, login: string | null): AccountState | null {
  return (login === null ? undefined : findAccount(world, login)) ?? null;
}
