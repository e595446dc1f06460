import { isSameName } from '../../newsletter/activity/names.js';
import { queryNodes } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { gapOf } from '../connection/errors.js';
import type { CommitNode, PullRequestNode } from './pull-requests.js';

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
 * The pull requests with the ids of those of their commits that another one had brought to the default branch before. GitHub
 * lists them where the base is another branch, and tells of each commit "the merged pull request that introduced the commit"
 * (GitHub's GraphQL reference, `Commit.associatedPullRequests`). No request unless somebody else than the opener would be
 * thanked for commits that go to another branch.
 */
export async function withForeignCommits(
  client: Client,
  pullRequests: readonly PullRequestNode[],
  report: (gap: string) => void,
  log: Log,
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
