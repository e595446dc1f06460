import { splitName } from '../../newsletter/activity/repository.js';
import type { DirectCommit } from '../../newsletter/activity/work.js';
import type { NamedPullRequest } from '../comments/read-edition-overrides.js';
import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { gapOf } from '../connection/graphql.js';
import { pageSizeOf } from '../connection/page-size.js';
import { type AssociatedCommitNode, COMMITS, type CommitsAnswer, MOST_COMMITS } from './commits-query.js';
import {
  isReadable,
  namedPullRequestsQuery,
  PULL_REQUESTS,
  type PullRequestNode,
} from './pull-request-query.js';
import type { MonthRepository } from './read-histories.js';
import { toContributor } from './to-pull-request.js';

/** What the commits are that no known pull request accounts for. */
export interface UnknownCommits {
  /** Belong to no merged pull request, and merge nothing. */
  readonly direct: readonly DirectCommit[];
  /** Pull requests that the others belong to, each once. */
  readonly pullRequests: readonly MergedReference[];
}

/** A merged pull request, by its node id. */
export interface MergedReference {
  readonly id: string;
  readonly mergedAt: string;
}

const COMMITS_A_REQUEST = { first: MOST_COMMITS, largest: MOST_COMMITS, smallest: 1 };
/** Pull requests come with much of their own. */
const PULL_REQUESTS_A_REQUEST = { first: 25, largest: 50, smallest: 1 };

type NamedAnswer = Readonly<
  Record<string, { readonly pullRequest: PullRequestNode | null } | null | undefined>
>;

interface PullRequestsAnswer {
  /** Absent where GitHub's limits leave nothing. */
  readonly nodes?: readonly (PullRequestNode | null)[];
}

/** Looks at the commits of the histories that none of the pull requests brought, a hundred a request. */
export async function readUnknownCommits(
  client: Client,
  repositories: readonly MonthRepository[],
  pullRequests: readonly PullRequestNode[],
  report: (gap: string) => void,
  log: Log,
): Promise<UnknownCommits> {
  const known = new Set(pullRequests.flatMap(oidsOf));
  const ids = repositories.flatMap(({ history }) =>
    history.filter(({ oid }) => !known.has(oid)).map(({ id }) => id),
  );
  const size = pageSizeOf(client, 'Commits', COMMITS_A_REQUEST);
  const requestFor = (asked: readonly string[]) => ({ document: COMMITS, variables: { ids: asked } });
  const batches = await queryInBatches<string, CommitsAnswer>(client, ids, size, requestFor, log);
  const commits = batches.flatMap(({ data, errors }) => {
    errors.map(gapOf).forEach(report);
    return (data.nodes ?? []).filter((node) => node !== null);
  });
  const merged = commits.map(mergedOf);
  return {
    direct: commits
      .filter((commit, index) => merged[index]?.length === 0 && commit.parents.totalCount < 2)
      .map(toDirectCommit),
    pullRequests: [...new Map(merged.flat().map((reference) => [reference.id, reference])).values()],
  };
}

/** The pull requests with these node ids, with what people wrote on them if that is wanted. */
export async function readPullRequests(
  client: Client,
  ids: readonly string[],
  conversations: boolean,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const size = pageSizeOf(client, 'PullRequests', PULL_REQUESTS_A_REQUEST);
  const requestFor = (asked: readonly string[]) => ({
    document: PULL_REQUESTS,
    variables: { ids: asked, conversations },
  });
  const batches = await queryInBatches<string, PullRequestsAnswer>(client, ids, size, requestFor, log);
  return batches.flatMap(({ data, errors }) => {
    errors.map(gapOf).forEach(report);
    return (data.nodes ?? []).filter(isReadable);
  });
}

/** The pull requests of these names; one that there is not is left out. */
export async function readNamedPullRequests(
  client: Client,
  names: readonly NamedPullRequest[],
  conversations: boolean,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const size = pageSizeOf(client, 'NamedPullRequests', PULL_REQUESTS_A_REQUEST);
  const requestFor = (asked: readonly NamedPullRequest[]) => ({
    document: namedPullRequestsQuery(asked.length),
    variables: {
      conversations,
      ...Object.fromEntries(
        asked.flatMap(({ repository, number }, index) => {
          const { owner, name } = splitName(repository);
          return [
            [`owner${index}`, owner],
            [`name${index}`, name],
            [`number${index}`, number],
          ];
        }),
      ),
    },
  });
  const batches = await queryInBatches<NamedPullRequest, NamedAnswer>(client, names, size, requestFor, log);
  return batches.flatMap(({ items, data, errors }) => {
    errors
      .filter(({ type }) => type !== 'NOT_FOUND')
      .map(gapOf)
      .forEach(report);
    return items.map((_, index) => data[`named${index}`]?.pullRequest ?? null).filter(isReadable);
  });
}

/** Ids of all commits that the pull request is known to have brought. */
function oidsOf({ mergeCommit, commits }: PullRequestNode): readonly string[] {
  const own = (commits.nodes ?? []).flatMap((node) => node?.commit.oid ?? []);
  return mergeCommit === null ? own : [mergeCommit.oid, ...own];
}

function mergedOf({ associatedPullRequests }: AssociatedCommitNode): readonly MergedReference[] {
  return (associatedPullRequests?.nodes ?? []).flatMap((node) =>
    node !== null && node.mergedAt !== null ? [{ id: node.id, mergedAt: node.mergedAt }] : [],
  );
}

function toDirectCommit({ repository, authors, ...commit }: AssociatedCommitNode): DirectCommit {
  const [author = null, ...coAuthors] = (authors.nodes ?? []).map((node) => node?.user ?? null);
  return {
    repository: repository.nameWithOwner,
    oid: commit.oid,
    messageHeadline: commit.messageHeadline,
    url: commit.url,
    committedDate: commit.committedDate,
    author: author === null ? null : toContributor(author),
    coAuthors: coAuthors.filter((user) => user !== null).map(toContributor),
  };
}
