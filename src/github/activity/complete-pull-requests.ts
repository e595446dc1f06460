import { type Batch, queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import type { Page } from '../connection/page.js';
import { pageSizeOf } from '../connection/page-size.js';
import { remember } from '../connection/remember.js';
import { completeAuthors } from './complete-authors.js';
import {
  type CommitNode,
  type FileNode,
  morePullRequestsQuery,
  type PullRequestNode,
} from './pull-request-query.js';
import { readLabels } from './read-labels.js';

/** Whether a list that GitHub gave in part is worth the requests for the rest. */
export interface Completeness {
  /** Files decide something only where sections are crates or paths are hidden. */
  readonly files: boolean;
}

interface More {
  readonly files?: Page<FileNode> | null;
  readonly commits?: Page<CommitNode> | null;
}

type Answer = Readonly<Record<string, More | null | undefined>>;

/** Pull requests whose lists go on in one request: each brings as many files and commits as are left. */
const PULL_REQUESTS_A_REQUEST = { first: 40, largest: 50, smallest: 1 };

/**
 * The pull requests with all their commits, all authors of these, all labels and, if wanted, all files. The lists of many pull
 * requests go on together, page by page. What GitHub does not give is reported, a sentence for each pull request.
 */
export async function completePullRequests(
  client: Client,
  pullRequests: readonly PullRequestNode[],
  wanted: Completeness,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const size = pageSizeOf(client, 'MoreOfPullRequests', PULL_REQUESTS_A_REQUEST);
  const complete = new Map(pullRequests.map((pullRequest) => [pullRequest.id, pullRequest]));
  let unfinished = pullRequests.filter((pullRequest) => goesOn(pullRequest, wanted));
  while (unfinished.length > 0) {
    const requestFor = (asked: readonly PullRequestNode[]) => ({
      document: morePullRequestsQuery(asked.length),
      variables: variablesFor(asked, wanted),
    });
    const cursors = unfinished.map((pullRequest) => [pullRequest.id, variablesFor([pullRequest], wanted)]);
    const ask = () => queryInBatches<PullRequestNode, Answer>(client, unfinished, size, requestFor, log);
    const batches = await remember(client, ['more of pull requests', cursors], ask, isWhole);
    const read = batches.flatMap((batch) =>
      // What is remembered was asked for when the pull request perhaps had another title.
      batch.items.map((each, index) => extend(complete.get(each.id) ?? each, batch, index, wanted)),
    );
    for (const { pullRequest } of read) complete.set(pullRequest.id, pullRequest);
    for (const { pullRequest } of read.filter(({ isCut }) => isCut)) report(cutSentence(pullRequest));
    unfinished = read.flatMap(({ pullRequest, isCut }) =>
      !isCut && goesOn(pullRequest, wanted) ? [pullRequest] : [],
    );
  }
  const labelled: PullRequestNode[] = [];
  for (const each of complete.values()) labelled.push(await withAllLabels(client, each));
  return completeAuthors(client, labelled, report, log);
}

/** Labels come and go after a merge, so they are not remembered. */
async function withAllLabels(client: Client, pullRequest: PullRequestNode): Promise<PullRequestNode> {
  const { labels } = pullRequest;
  if (labels?.pageInfo.hasNextPage !== true) return pullRequest;
  const names = await readLabels(client, pullRequest);
  const pageInfo = { hasNextPage: false, endCursor: null };
  return { ...pullRequest, labels: { pageInfo, nodes: names.map((name) => ({ name })) } };
}

function isWhole(batches: readonly Batch<PullRequestNode, Answer>[]): boolean {
  return batches.every(({ errors }) => errors.length === 0);
}

function goesOn(pullRequest: PullRequestNode, wanted: Completeness): boolean {
  return moreFilesOf(pullRequest, wanted) || moreCommitsOf(pullRequest);
}

function moreFilesOf({ files }: PullRequestNode, wanted: Completeness): boolean {
  return wanted.files && files?.pageInfo.hasNextPage === true;
}

function moreCommitsOf({ commits }: PullRequestNode): boolean {
  return commits.pageInfo.hasNextPage;
}

function variablesFor(pullRequests: readonly PullRequestNode[], wanted: Completeness) {
  return Object.fromEntries(
    pullRequests.flatMap((pullRequest, index) => [
      [`id${index}`, pullRequest.id],
      [`files${index}`, pullRequest.files?.pageInfo.endCursor ?? null],
      [`withFiles${index}`, moreFilesOf(pullRequest, wanted)],
      [`moreFiles${index}`, leftIn(pullRequest.files)],
      [`commits${index}`, pullRequest.commits.pageInfo.endCursor],
      [`withCommits${index}`, moreCommitsOf(pullRequest)],
      [`moreCommits${index}`, leftIn(pullRequest.commits)],
    ]),
  );
}

/** GitHub takes a page for as heavy as it may be, so no more is asked for than there is. */
function leftIn(list: PullRequestNode['files' | 'commits']): number {
  if (list?.totalCount === undefined) return LARGEST_PAGE;
  return Math.max(1, Math.min(LARGEST_PAGE, list.totalCount - (list.nodes?.length ?? 0)));
}

const LARGEST_PAGE = 100;

/** The pull request with what came for it, and whether something of that was missing. */
function extend(
  pullRequest: PullRequestNode,
  { data, errors }: Batch<PullRequestNode, Answer>,
  index: number,
  wanted: Completeness,
): { readonly pullRequest: PullRequestNode; readonly isCut: boolean } {
  const alias = `pullRequest${index}`;
  const { files, commits } = pullRequest;
  const more = data[alias] ?? {};
  const isMissing =
    (moreFilesOf(pullRequest, wanted) && more.files == null) ||
    (moreCommitsOf(pullRequest) && more.commits == null);
  return {
    pullRequest: {
      ...pullRequest,
      files: files !== null && more.files != null ? append(files, more.files) : files,
      commits: more.commits != null ? append(commits, more.commits) : commits,
    },
    isCut: isMissing || errors.some(({ path }) => path === undefined || path[0] === alias),
  };
}

function append<Node>(page: Page<Node>, next: Page<Node>): Page<Node> {
  return { ...page, pageInfo: next.pageInfo, nodes: [...(page.nodes ?? []), ...(next.nodes ?? [])] };
}

function cutSentence({ repository, number }: PullRequestNode): string {
  return `GitHub did not give all files and commits of ${repository.nameWithOwner}#${number}.`;
}
