import type { Client } from './client.js';
import { partialQuery } from './graphql.js';
import {
  type CommitNode,
  type FileNode,
  MORE_OF_PULL_REQUEST,
  type Page,
  type PullRequestNode,
} from './pull-request-query.js';

/** Whether a list that GitHub gave in part is worth the requests for the rest. */
export interface Completeness {
  /** Files decide something only where sections are crates or paths are hidden. */
  readonly files: boolean;
}

interface More {
  readonly node: {
    readonly files?: Page<FileNode> | null;
    readonly commits?: Page<CommitNode> | null;
  } | null;
}

/** The pull request with all its commits and, if wanted, all its files. What GitHub does not give is reported. */
export async function completePullRequest(
  client: Client,
  pullRequest: PullRequestNode,
  wanted: Completeness,
  report: (gap: string) => void,
): Promise<PullRequestNode> {
  let { files, commits } = pullRequest;
  for (;;) {
    const moreFiles = wanted.files && files?.pageInfo.hasNextPage === true;
    const moreCommits = commits.pageInfo.hasNextPage;
    if (!moreFiles && !moreCommits) return { ...pullRequest, files, commits };
    const { data, errors } = await partialQuery<More>(client, MORE_OF_PULL_REQUEST, {
      id: pullRequest.id,
      files: files?.pageInfo.endCursor ?? null,
      commits: commits.pageInfo.endCursor,
      moreFiles,
      moreCommits,
    });
    const more = { files: data.node?.files ?? null, commits: data.node?.commits ?? null };
    if (files !== null && more.files !== null) files = append(files, more.files);
    if (more.commits !== null) commits = append(commits, more.commits);
    const isMissing = (moreFiles && more.files === null) || (moreCommits && more.commits === null);
    if (isMissing || errors.length > 0) {
      const { repository, number } = pullRequest;
      report(`GitHub did not give all files and commits of ${repository.nameWithOwner}#${number}.`);
      return { ...pullRequest, files, commits };
    }
  }
}

function append<Node>(page: Page<Node>, next: Page<Node>): Page<Node> {
  return { pageInfo: next.pageInfo, nodes: [...(page.nodes ?? []), ...(next.nodes ?? [])] };
}
