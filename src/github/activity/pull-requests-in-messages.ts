import { pullRequestKey } from '../../newsletter/activity/entry-lines.js';
import { isLandedBy, type Landing, titleWithoutMark } from '../../newsletter/activity/landing.js';
import type { DirectCommit } from '../../newsletter/activity/work.js';
import { isLastingBranch } from '../../newsletter/edition/branches.js';
import type { Client, Log } from '../connection/client.js';
import { type CommitNode, isNumbered, type PullRequestNode, readNamedPullRequests } from './pull-requests.js';

/** A commit of a default branch, and a pull request that its message says it brings. */
export interface LandingCommit {
  readonly commit: DirectCommit;
  /** The commit, as GitHub answers it. */
  readonly node: CommitNode['commit'];
  readonly landing: Landing;
}

/** Pull requests that were closed instead of merged, as if their commits had merged them. */
export interface LandedPullRequests {
  readonly nodes: readonly PullRequestNode[];
  /** Keys of the commits that brought them. */
  readonly commits: ReadonlySet<string>;
}

/**
 * The pull requests that commits of the default branches brought though GitHub does not call them merged, each at the time of
 * the last of its commits. No request where no message names one that is not among the `known`.
 */
export async function readLanded(
  client: Client,
  commits: readonly LandingCommit[],
  known: readonly PullRequestNode[],
  conversations: boolean,
  report: (gap: string) => void,
  log: Log,
): Promise<LandedPullRequests> {
  const named = commits
    .map((each) => {
      const { repository } = each.commit;
      const { number } = each.landing;
      return { ...each, repository, number, key: pullRequestKey(repository, number) };
    })
    .filter((each) => !known.some((node) => isNumbered(node, each)));
  const asked = [
    ...new Map(named.map(({ repository, number, key }) => [key, { repository, number, key }])).values(),
  ];
  const nodes = await readNamedPullRequests(client, asked, conversations, report, log);
  const landed = nodes.flatMap((node) => {
    const own = named.filter((each) => isNumbered(node, each) && isLanded(each, node));
    const last = own.toSorted(byDate).at(-1);
    return last === undefined
      ? []
      : [{ node: asMerged(node, last), keys: own.map(({ commit }) => commit.key) }];
  });
  if (landed.length > 0)
    log.info(`${landed.length} pull requests were closed when their commits came to the branch.`);
  return {
    nodes: landed.map(({ node }) => node),
    commits: new Set(landed.flatMap((each) => each.keys)),
  };
}

function isLanded(
  { commit, landing }: LandingCommit,
  { title, author, mergedAt, closedAt }: PullRequestNode,
): boolean {
  if (mergedAt !== null || closedAt === null) return false;
  return isLandedBy({ title, author: author?.login ?? null, closedAt }, commit, landing);
}

function asMerged(node: PullRequestNode, { commit, node: mergeCommit }: LandingCommit): PullRequestNode {
  const baseRefName = node.repository.defaultBranchRef?.name ?? node.baseRefName;
  const title = titleWithoutMark(node.title);
  return { ...node, title, mergedAt: commit.committedDate, mergeCommit, baseRefName };
}

function byDate({ commit: left }: LandingCommit, { commit: right }: LandingCommit): number {
  return Date.parse(left.committedDate) - Date.parse(right.committedDate);
}

/** What GitHub writes at the head of a merge, and at the end of a squashed pull request. */
const NUMBERS = [/^Merge pull request #(\d+) from /u, /\(#(\d+)\)$/u];

/**
 * The pull requests of earlier periods that were merged into a feature branch which one of the period brings: its commits name
 * them. No request where none does.
 */
export async function readBrought(
  client: Client,
  merged: readonly PullRequestNode[],
  conversations: boolean,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const bringing = merged.filter((node) => !node.isCrossRepository && !isLastingBranch(node.headRefName));
  const named = new Map(
    bringing.flatMap((node) =>
      numbersIn(node).map((number) => {
        const repository = node.repository.nameWithOwner;
        const key = pullRequestKey(repository, number);
        return [key, { repository, number, key, branch: node.headRefName }] as const;
      }),
    ),
  );
  const asked = [...named.values()].filter((each) => !merged.some((node) => isNumbered(node, each)));
  const nodes = await readNamedPullRequests(client, asked, conversations, report, log);
  return nodes.filter(
    (node) =>
      node.mergedAt !== null &&
      asked.some((each) => isNumbered(node, each) && each.branch === node.baseRefName),
  );
}

function numbersIn({ number, commits }: PullRequestNode): readonly number[] {
  const headlines = (commits.nodes ?? []).map(({ commit }) => commit.messageHeadline);
  const found = headlines.flatMap((headline) => NUMBERS.flatMap((form) => form.exec(headline)?.[1] ?? []));
  return [...new Set(found.map(Number))].filter((each) => each !== number);
}
