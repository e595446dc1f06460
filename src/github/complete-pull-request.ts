import type { Client } from './client.js';
import { query } from './graphql.js';
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
  readonly node: { readonly files?: Page<FileNode>; readonly commits?: Page<CommitNode> } | null;
}

/** The pull request with all its commits and, if wanted, all its files. */
export async function completePullRequest(
  client: Client,
  pullRequest: PullRequestNode,
  wanted: Completeness,
): Promise<PullRequestNode> {
  let { files, commits } = pullRequest;
  for (;;) {
    const moreFiles = wanted.files && files?.pageInfo.hasNextPage === true;
    const moreCommits = commits.pageInfo.hasNextPage;
    if (!moreFiles && !moreCommits) return { ...pullRequest, files, commits };
    const { data } = await query<More>(client, MORE_OF_PULL_REQUEST, {
      id: pullRequest.id,
      files: files?.pageInfo.endCursor ?? null,
      commits: commits.pageInfo.endCursor,
      moreFiles,
      moreCommits,
    });
    if (data.node === null) return { ...pullRequest, files, commits };
    files = files === null ? null : append(files, data.node.files);
    commits = append(commits, data.node.commits);
  }
}

function append<Node>(page: Page<Node>, next: Page<Node> | undefined): Page<Node> {
  return next === undefined
    ? page
    : { pageInfo: next.pageInfo, nodes: [...(page.nodes ?? []), ...(next.nodes ?? [])] };
}
