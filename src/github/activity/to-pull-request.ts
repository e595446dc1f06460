import type { Contributor } from '../../newsletter/activity/contributor.js';
import type { PullRequest } from '../../newsletter/activity/work.js';
import type { Actor, CommitNode, PullRequestNode } from './pull-request-query.js';

/** GitHub's answer as the newsletter's own value. `mergedAt` must be set: the pull request is merged. */
export function toPullRequest(node: PullRequestNode, mergedAt: string): PullRequest {
  return {
    repository: node.repository.nameWithOwner,
    number: node.number,
    title: node.title,
    url: node.url,
    mergedAt,
    baseRefName: node.baseRefName,
    mergeCommitOid: node.mergeCommit?.oid ?? null,
    author: node.author === null ? null : toContributor(node.author),
    mergedBy: node.mergedBy === null ? null : toContributor(node.mergedBy),
    coAuthors: coAuthorsOf(present(node.commits.nodes)),
    labels: present(node.labels?.nodes).map(({ name }) => name),
    files: present(node.files?.nodes),
  };
}

/** From `Co-authored-by` trailers: GitHub lists a commit's own author first, the trailers' after. */
function coAuthorsOf(commits: readonly CommitNode[]): readonly Contributor[] {
  const users = commits.flatMap(({ commit }) =>
    (commit.authors.nodes ?? []).slice(1).flatMap((author) => author?.user ?? []),
  );
  return [...new Map(users.map((user) => [user.login, toContributor(user)])).values()];
}

export function toContributor({ login, databaseId, __typename, url }: Actor): Contributor {
  return { login, databaseId: databaseId ?? null, type: __typename, url };
}

function present<Node>(nodes: readonly (Node | null)[] | null | undefined): readonly Node[] {
  return (nodes ?? []).filter((node) => node !== null);
}
