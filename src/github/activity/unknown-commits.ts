import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import { commitAuthorship } from '../../newsletter/activity/authorship.js';
import { commitKey, pullRequestKey } from '../../newsletter/activity/entry-lines.js';
import { isLandedBy, type Landing, landingsIn, titleWithoutMark } from '../../newsletter/activity/landing.js';
import { revertedIn } from '../../newsletter/activity/references.js';
import { byTime, type DirectCommit } from '../../newsletter/activity/work.js';
import { queryNodes } from '../connection/batch-query.js';
import type { Client, Log, Reading } from '../connection/client.js';
import { gapOf } from '../connection/errors.js';
import {
  AUTHORS,
  type CommitNode,
  isNumbered,
  type PullRequestNode,
  readNamedPullRequests,
  splitMessage,
  toNamedAuthors,
  wholeTitle,
  withHeadline,
} from './pull-requests.js';
import type { ActiveRepository } from './read-repositories.js';

/** What the commits are that no known pull request accounts for. */
export interface UnknownCommits {
  /** Belong to no merged pull request, and merge nothing. */
  readonly direct: readonly DirectCommit[];
  /** Those that belong to no merged pull request, with each one that their messages say they bring. */
  readonly landings: readonly LandingCommit[];
  /** Pull requests that the others belong to, each once. */
  readonly pullRequests: readonly MergedReference[];
}

/** A merged pull request, by its node id. */
export interface MergedReference {
  readonly id: string;
  readonly mergedAt: string;
}

/** Commits by node id, with the pull requests that they belong to. */
export const COMMITS = /* GraphQL */ `
  query Commits($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Commit {
        id
        oid
        url
        message
        committedDate
        repository { nameWithOwner }
        parents(first: 2) { nodes { oid } }
        authors(first: 10) { ...Authors }
        associatedPullRequests(first: 5) { nodes { id mergedAt } }
      }
    }
  }
  ${AUTHORS}
`;

/** GitHub takes no more node ids at once. */
const MOST_COMMITS = 100;
const COMMITS_A_REQUEST = { first: MOST_COMMITS, largest: MOST_COMMITS, smallest: 1 };

type UnknownCommit = CommitNode['commit'] & {
  readonly url: string;
  readonly committedDate: string;
  readonly repository: { readonly nameWithOwner: string };
  readonly associatedPullRequests: {
    readonly nodes: readonly { readonly id: string; readonly mergedAt: string | null }[] | null;
  } | null;
};

/** Looks at the commits of the histories that none of the pull requests brought, a hundred a request. */
export async function readUnknownCommits(
  reading: Reading,
  repositories: readonly ActiveRepository[],
  pullRequests: readonly PullRequestNode[],
): Promise<UnknownCommits> {
  const known = new Set(pullRequests.flatMap(oidsOf));
  const ids = repositories.flatMap(({ history }) =>
    history.filter(({ oid }) => !known.has(oid)).map(({ id }) => id),
  );
  const { commits, alone } = await readCommits(reading, ids);
  return {
    direct: directCommits(alone),
    landings: alone.flatMap(landingCommits),
    pullRequests: [
      ...new Map(commits.flatMap(mergedOf).map((reference) => [reference.id, reference])).values(),
    ],
  };
}

/** Commits by node id; `alone`: those that belong to no merged pull request. */
async function readCommits(
  { client, report, log }: Reading,
  ids: readonly string[],
): Promise<{ readonly commits: readonly UnknownCommit[]; readonly alone: readonly UnknownCommit[] }> {
  const question = { document: COMMITS, limits: COMMITS_A_REQUEST };
  const { data: commits, errors } = await queryNodes<UnknownCommit>(client, question, ids, log);
  errors.map(gapOf).forEach(report);
  return { commits, alone: commits.filter((commit) => mergedOf(commit).length === 0) };
}

/** Those that merge nothing. */
function directCommits(commits: readonly UnknownCommit[]): readonly DirectCommit[] {
  return commits.filter(({ parents }) => (parents.nodes ?? []).length < 2).map(toDirectCommit);
}

/**
 * The commits that belong to no pull request and were made since the period was over to take something back; no request where
 * there are none. An edition is complete without them, so a refusal here is no gap.
 */
export async function readLaterReverts(
  client: Client,
  repositories: readonly ActiveRepository[],
  log: Log,
): Promise<readonly DirectCommit[]> {
  const ids = repositories.flatMap(({ laterReverts }) => laterReverts);
  if (ids.length === 0) return [];
  try {
    const { alone } = await readCommits({ client, report: (gap) => log.warn(gap), log }, ids);
    return directCommits(alone).toSorted(byTime);
  } catch (error) {
    if (!(error instanceof RequestError || error instanceof GraphqlResponseError)) throw error;
    log.warn('GitHub did not tell which commits took something back since the period was over.');
    return [];
  }
}

/** Ids of all commits that the pull request is known to have brought. */
function oidsOf({ mergeCommit, commits }: PullRequestNode): readonly string[] {
  const own = (commits.nodes ?? []).map(({ commit }) => commit.oid);
  return mergeCommit === null ? own : [mergeCommit.oid, ...own];
}

function mergedOf({ associatedPullRequests }: UnknownCommit): readonly MergedReference[] {
  return (associatedPullRequests?.nodes ?? []).flatMap(({ id, mergedAt }) =>
    mergedAt === null ? [] : [{ id, mergedAt }],
  );
}

function landingCommits(node: UnknownCommit): readonly LandingCommit[] {
  const { headline, body } = splitMessage(node.message);
  const landings = landingsIn(headline, body, node.repository.nameWithOwner);
  return landings.map((landing) => ({ commit: toDirectCommit(node), node, landing }));
}

function toDirectCommit({ repository, authors, message, ...commit }: UnknownCommit): DirectCommit {
  const { headline, body } = splitMessage(message);
  const named = toNamedAuthors(withHeadline({ message, authors }).authors.nodes);
  return {
    kind: 'commit',
    key: commitKey(repository.nameWithOwner, commit.oid),
    repository: repository.nameWithOwner,
    oid: commit.oid,
    messageHeadline: headline,
    url: commit.url,
    committedDate: commit.committedDate,
    author: named[0]?.account ?? null,
    ...commitAuthorship(named),
    takesBack: revertedIn(body, repository.nameWithOwner),
  };
}

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
  reading: Reading,
  commits: readonly LandingCommit[],
  known: readonly PullRequestNode[],
  conversations: boolean,
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
  const nodes = await readNamedPullRequests(reading, asked, conversations);
  const landed = nodes.flatMap((node) => {
    const own = named.filter((each) => isNumbered(node, each) && isLanded(each, node));
    const last = own.toSorted(byDate).at(-1);
    return last === undefined
      ? []
      : [{ node: asMerged(node, last), keys: own.map(({ commit }) => commit.key) }];
  });
  if (landed.length > 0)
    reading.log.info(`${landed.length} pull requests were closed when their commits came to the branch.`);
  return {
    nodes: landed.map(({ node }) => node),
    commits: new Set(landed.flatMap((each) => each.keys)),
  };
}

function isLanded(
  { commit, landing }: LandingCommit,
  { title: cut, author, mergedAt, closedAt, commits }: PullRequestNode,
): boolean {
  if (mergedAt !== null || closedAt === null) return false;
  const title = wholeTitle({ title: titleWithoutMark(cut), commits });
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
