import { isSameName } from '../../newsletter/activity/names.js';
import { notAllAuthors, notAllCommits } from '../../replies/gaps.js';
import { type BatchQuery, queryEach, queryNodes, queryOn } from '../connection/batch-query.js';
import type { Client, Reading } from '../connection/client.js';
import { gapOf } from '../connection/errors.js';
import { type Page, remember } from '../connection/graphql.js';
import { readLabels } from './labels.js';
import {
  AUTHORS,
  type AuthorNode,
  COMMIT_FIELDS,
  type CommitNode,
  type FileNode,
  type PullRequestNode,
  withHeadline,
} from './pull-requests.js';

/** Whether a list that GitHub gave in part is worth the requests for the rest. */
export interface Completeness {
  /** Files decide something only where sections are crates or paths are hidden. */
  readonly files: boolean;
}

/**
 * The pull requests with all their commits, all authors of these, all labels and, if wanted, all files. The lists of many pull
 * requests go on together, page by page. What GitHub does not give is reported, a sentence for each pull request.
 */
export async function completePullRequests(
  reading: Reading,
  pullRequests: readonly PullRequestNode[],
  wanted: Completeness,
): Promise<readonly PullRequestNode[]> {
  const { client, report, log } = reading;
  const complete = new Map(pullRequests.map((pullRequest) => [pullRequest.id, pullRequest]));
  let unfinished = pullRequests.flatMap((pullRequest) => unfinishedOf(pullRequest, wanted));
  while (unfinished.length > 0) {
    const question = ['more of pull requests', unfinished];
    const ask = () => queryEach<Unfinished, More>(client, MORE_OF_PULL_REQUESTS, unfinished, log);
    const answers = await remember(client, question, ask, (all) =>
      all.every(({ errors }) => errors.length === 0),
    );
    unfinished = answers.flatMap(({ item, data, errors }) => {
      const before = complete.get(item.id);
      if (before === undefined) return [];
      const pullRequest = extend(before, data);
      complete.set(item.id, pullRequest);
      const isMissing =
        (item.withFiles && data?.files == null) || (item.withCommits && data?.commits == null);
      if (!isMissing && errors.length === 0) return unfinishedOf(pullRequest, wanted);
      report(notAllCommits(nameOf(pullRequest)));
      return [];
    });
  }
  const labelled: PullRequestNode[] = [];
  for (const each of complete.values()) labelled.push(await withAllLabels(client, each));
  return withForeignCommits(reading, await completeAuthors(reading, labelled));
}

/** The lists of a pull request that go on: where they do, and how much of each is asked for. */
interface Unfinished {
  /** Node id. */
  readonly id: string;
  readonly withFiles: boolean;
  readonly files: string | null;
  readonly moreFiles: number;
  readonly withCommits: boolean;
  readonly commits: string | null;
  readonly moreCommits: number;
}

/** What comes next of these lists. */
interface More {
  readonly files?: Page<FileNode> | null;
  readonly commits?: Page<CommitNode> | null;
}

/** Each pull request brings as many files and commits as are left. */
export const MORE_OF_PULL_REQUESTS: BatchQuery<Unfinished> = {
  operation: 'MoreOfPullRequests',
  alias: 'pullRequest',
  field: `node(id: $id) {
    ... on PullRequest {
      files(first: $moreFiles, after: $files) @include(if: $withFiles) { ...Files }
      commits(first: $moreCommits, after: $commits) @include(if: $withCommits) { ...Commits }
    }
  }`,
  types: {
    id: 'ID!',
    files: 'String',
    moreFiles: 'Int!',
    withFiles: 'Boolean!',
    commits: 'String',
    moreCommits: 'Int!',
    withCommits: 'Boolean!',
  },
  variables: (unfinished) => ({ ...unfinished }),
  fragments: `
    fragment Files on PullRequestChangedFileConnection {
      pageInfo { hasNextPage endCursor }
      nodes { path additions deletions }
    }
    fragment Commits on PullRequestCommitConnection {
      pageInfo { hasNextPage endCursor }
      nodes { commit { ...CommitFields } }
    }
    ${COMMIT_FIELDS}
  `,
  limits: { first: 40, largest: 50, smallest: 1 },
};

/** Nothing where all lists that are wanted are whole. */
function unfinishedOf({ id, files, commits }: PullRequestNode, wanted: Completeness): readonly Unfinished[] {
  const withFiles = wanted.files && files?.pageInfo.hasNextPage === true;
  const withCommits = commits.pageInfo.hasNextPage;
  if (!withFiles && !withCommits) return [];
  return [
    {
      id,
      withFiles,
      files: files?.pageInfo.endCursor ?? null,
      moreFiles: leftIn(files),
      withCommits,
      commits: commits.pageInfo.endCursor,
      moreCommits: leftIn(commits),
    },
  ];
}

const LARGEST_PAGE = 100;

/** GitHub takes a page for as heavy as it may be, so no more is asked for than there is. */
function leftIn(list: PullRequestNode['files' | 'commits']): number {
  if (list?.totalCount === undefined) return LARGEST_PAGE;
  return Math.max(1, Math.min(LARGEST_PAGE, list.totalCount - (list.nodes?.length ?? 0)));
}

function extend(pullRequest: PullRequestNode, more: More | null): PullRequestNode {
  const { files, commits } = pullRequest;
  return {
    ...pullRequest,
    files: files !== null && more?.files != null ? append(files, more.files) : files,
    commits: more?.commits != null ? append(commits, withHeadlines(more.commits)) : commits,
  };
}

function withHeadlines({ nodes, ...page }: Page<CommitNode>): Page<CommitNode> {
  return { ...page, nodes: (nodes ?? []).map(({ commit }) => ({ commit: withHeadline(commit) })) };
}

function append<Node>(page: Page<Node>, next: Page<Node>): Page<Node> {
  return { ...page, pageInfo: next.pageInfo, nodes: [...(page.nodes ?? []), ...(next.nodes ?? [])] };
}

/** Labels come and go after a merge, so they are not remembered. */
async function withAllLabels(client: Client, pullRequest: PullRequestNode): Promise<PullRequestNode> {
  if (pullRequest.labels?.pageInfo.hasNextPage !== true) return pullRequest;
  const names = await readLabels(client, pullRequest);
  const pageInfo = { hasNextPage: false, endCursor: null };
  return { ...pullRequest, labels: { pageInfo, nodes: names.map((name) => ({ name })) } };
}

type Commit = CommitNode['commit'];

/** A commit whose authors go on after this cursor. */
interface UnfinishedCommit {
  /** Node id. */
  readonly id: string;
  readonly after: string | null;
}

/** Up to 100 further authors of each commit. */
export const MORE_AUTHORS: BatchQuery<UnfinishedCommit> = {
  operation: 'MoreAuthors',
  alias: 'commit',
  field: 'node(id: $id) { ... on Commit { authors(first: 100, after: $after) { ...Authors } } }',
  types: { id: 'ID!', after: 'String' },
  variables: (commit) => ({ ...commit }),
  fragments: AUTHORS,
  limits: { first: 20, largest: 50, smallest: 1 },
};

/** A pull request that was merged as one commit may name a hundred people in its trailers. */
async function completeAuthors(
  { client, report, log }: Reading,
  pullRequests: readonly PullRequestNode[],
): Promise<readonly PullRequestNode[]> {
  const commits = new Map(pullRequests.flatMap(commitsOf).map((commit) => [commit.id, commit]));
  const unfinished = [...commits.values()].flatMap(({ id, authors }) => unfinishedCommit(id, authors));
  if (unfinished.length === 0) return pullRequests;
  const found = new Map<string, AuthorNode[]>();
  const cut = new Set<string>();
  await queryOn<UnfinishedCommit, { readonly authors?: Page<AuthorNode> | null }>(
    client,
    MORE_AUTHORS,
    unfinished,
    ({ item: { id }, data, errors }) => {
      const authors = data?.authors ?? null;
      found.set(id, [...(found.get(id) ?? []), ...(authors?.nodes ?? [])]);
      if (authors !== null && errors.length === 0) return unfinishedCommit(id, authors);
      cut.add(id);
      return [];
    },
    log,
  );
  for (const pullRequest of pullRequests) {
    if (commitsOf(pullRequest).some(({ id }) => cut.has(id))) report(notAllAuthors(nameOf(pullRequest)));
  }
  return pullRequests.map((pullRequest) => withAuthors(pullRequest, found));
}

function unfinishedCommit(id: string, authors: Page<AuthorNode>): readonly UnfinishedCommit[] {
  const after = authors.pageInfo.endCursor;
  return after === null ? [] : [{ id, after }];
}

/** Its commits, and the one that merged it. */
function commitsOf({ commits, mergeCommit }: PullRequestNode): readonly Commit[] {
  const own = (commits.nodes ?? []).map(({ commit }) => commit);
  return mergeCommit === null ? own : [...own, mergeCommit];
}

function withAuthors(
  pullRequest: PullRequestNode,
  found: ReadonlyMap<string, readonly AuthorNode[]>,
): PullRequestNode {
  const { commits, mergeCommit } = pullRequest;
  const complete = (commit: Commit): Commit => {
    const { pageInfo, nodes } = commit.authors;
    return { ...commit, authors: { pageInfo, nodes: [...(nodes ?? []), ...(found.get(commit.id) ?? [])] } };
  };
  return {
    ...pullRequest,
    mergeCommit: mergeCommit === null ? null : complete(mergeCommit),
    commits: { ...commits, nodes: (commits.nodes ?? []).map(({ commit }) => ({ commit: complete(commit) })) },
  };
}

function nameOf({ repository, number }: PullRequestNode): string {
  return `${repository.nameWithOwner}#${number}`;
}

/** Which merged pull requests brought a commit. */
export const COMMIT_ORIGINS = /* GraphQL */ `
  query CommitOrigins($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Commit {
        oid
        associatedPullRequests(first: 5) { nodes { id mergedAt baseRefName } }
      }
    }
  }
`;

const COMMITS_A_REQUEST = { first: 100, largest: 100, smallest: 1 };

interface OriginNode {
  readonly oid: string;
  readonly associatedPullRequests: {
    readonly nodes:
      | readonly { readonly id: string; readonly mergedAt: string | null; readonly baseRefName: string }[]
      | null;
  } | null;
}

/**
 * The pull requests with the ids of the commits that another one had brought to the default branch before. GitHub lists
 * them if the base is another branch, and answers for each commit "the merged pull request that introduced the commit"
 * (GitHub's GraphQL reference, `Commit.associatedPullRequests`). No request unless somebody else than the opener would be
 * thanked for commits that go to another branch.
 */
async function withForeignCommits(
  { client, report, log }: Reading,
  pullRequests: readonly PullRequestNode[],
): Promise<readonly PullRequestNode[]> {
  const doubtful = new Map(pullRequests.map((node) => [node.id, doubtfulCommits(node)]));
  const ids = new Set([...doubtful.values()].flat().map(({ id }) => id));
  if (ids.size === 0) return pullRequests;
  const question = { document: COMMIT_ORIGINS, limits: COMMITS_A_REQUEST };
  const { data, errors } = await queryNodes<OriginNode>(client, question, [...ids], log);
  errors.map(gapOf).forEach(report);
  const origins = new Map(
    data.map(({ oid, associatedPullRequests }) => [oid, associatedPullRequests?.nodes]),
  );
  return pullRequests.map((node) => {
    const { id, mergedAt, repository } = node;
    const isForeign = ({ oid }: CommitNode['commit']) =>
      (origins.get(oid) ?? []).some(
        (origin) =>
          origin.id !== id &&
          origin.baseRefName === repository.defaultBranchRef?.name &&
          origin.mergedAt !== null &&
          origin.mergedAt < (mergedAt ?? ''),
      );
    const foreign = (doubtful.get(id) ?? []).filter(isForeign).map(({ oid }) => oid);
    return foreign.length === 0 ? node : { ...node, foreignCommits: foreign };
  });
}

/** Commits to another branch than the default one that somebody else than the opener wrote. */
function doubtfulCommits({
  author,
  baseRefName,
  repository,
  commits,
}: PullRequestNode): readonly CommitNode['commit'][] {
  if (repository.defaultBranchRef === null || baseRefName === repository.defaultBranchRef.name) return [];
  return (commits.nodes ?? [])
    .map(({ commit }) => commit)
    .filter(({ authors }) =>
      (authors.nodes ?? []).some(({ user }) => !isSameName(user?.login, author?.login ?? '')),
    );
}
