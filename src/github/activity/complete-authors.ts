import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import type { Page } from '../connection/page.js';
import { pageSizeOf } from '../connection/page-size.js';
import {
  type AuthorNode,
  type CommitNode,
  moreAuthorsQuery,
  type PullRequestNode,
} from './pull-request-query.js';

type Answer = Readonly<Record<string, { readonly authors?: Page<AuthorNode> | null } | null | undefined>>;

/** Commits whose authors go on in one request, up to 100 authors each. */
const COMMITS_A_REQUEST = { first: 20, largest: 50, smallest: 1 };

interface Unfinished {
  /** Of the commit. */
  readonly id: string;
  readonly after: string | null;
}

/**
 * The pull requests with all authors of their commits: a pull request that was merged as one commit may name a hundred
 * people in its trailers. What GitHub does not give is reported, a sentence for each pull request.
 */
export async function completeAuthors(
  client: Client,
  pullRequests: readonly PullRequestNode[],
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const commits = new Map(pullRequests.flatMap(commitsOf).map(({ commit }) => [commit.id, commit]));
  const { found, cut } = await readAuthors(
    client,
    [...commits.values()].flatMap(({ id, authors }) => goesOn(id, authors)),
    log,
  );
  if (found.size === 0 && cut.size === 0) return pullRequests;
  for (const pullRequest of pullRequests) {
    if (commitsOf(pullRequest).some(({ commit }) => cut.has(commit.id))) report(cutSentence(pullRequest));
  }
  return pullRequests.map((pullRequest) => withAuthors(pullRequest, found));
}

/** The further authors of each commit, by its node id, and the commits of which GitHub did not give all. */
async function readAuthors(client: Client, commits: readonly Unfinished[], log: Log) {
  const size = pageSizeOf(client, 'MoreAuthors', COMMITS_A_REQUEST);
  const found = new Map<string, (AuthorNode | null)[]>();
  const cut = new Set<string>();
  let unfinished = commits;
  while (unfinished.length > 0) {
    const batches = await queryInBatches<Unfinished, Answer>(client, unfinished, size, requestFor, log);
    unfinished = batches.flatMap(({ items, data, errors }) =>
      items.flatMap(({ id }, index) => {
        const alias = `commit${index}`;
        const authors = data[alias]?.authors ?? null;
        found.set(id, [...(found.get(id) ?? []), ...(authors?.nodes ?? [])]);
        if (authors !== null && !errors.some(({ path }) => path === undefined || path[0] === alias)) {
          return goesOn(id, authors);
        }
        cut.add(id);
        return [];
      }),
    );
  }
  return { found, cut };
}

function requestFor(commits: readonly Unfinished[]) {
  return {
    document: moreAuthorsQuery(commits.length),
    variables: Object.fromEntries(
      commits.flatMap(({ id, after }, index) => [
        [`id${index}`, id],
        [`after${index}`, after],
      ]),
    ),
  };
}

function goesOn(id: string, { pageInfo }: Page<AuthorNode>): readonly Unfinished[] {
  return pageInfo.hasNextPage ? [{ id, after: pageInfo.endCursor }] : [];
}

function withAuthors(
  pullRequest: PullRequestNode,
  found: ReadonlyMap<string, readonly (AuthorNode | null)[]>,
): PullRequestNode {
  const nodes = commitsOf(pullRequest).map(({ commit }) => {
    const { pageInfo, nodes: first } = commit.authors;
    const authors = { pageInfo, nodes: [...(first ?? []), ...(found.get(commit.id) ?? [])] };
    return { commit: { ...commit, authors } };
  });
  return { ...pullRequest, commits: { ...pullRequest.commits, nodes } };
}

function commitsOf({ commits }: PullRequestNode): readonly CommitNode[] {
  return (commits.nodes ?? []).filter((node) => node !== null);
}

function cutSentence({ repository, number }: PullRequestNode): string {
  return `GitHub did not give all authors of the commits of ${repository.nameWithOwner}#${number}.`;
}
