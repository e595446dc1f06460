import type { EditionFiles } from '../../newsletter/activity/edition-files.js';
import { splitName } from '../../newsletter/activity/names.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { tooManyPullRequests } from '../../replies/problems.js';
import type { Client } from '../connection/client.js';
import { ActionNeeded } from '../connection/errors.js';
import { type ListQuery, type Page, pages } from '../connection/graphql.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';

/** A pull request whose branch is in the newsletter repository itself, as a list has it. */
export interface ListedPullRequest {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly headRefName: string;
  readonly mergedAt: string | null;
}

const PAGE = /* GraphQL */ `
  fragment ListedPage on PullRequestConnection {
    pageInfo { hasNextPage endCursor }
    nodes { id number title state headRefName updatedAt mergedAt isCrossRepository }
  }
`;

/** By creation, nothing moves to a page that was read already. */
export const BRANCH_PULL_REQUESTS = /* GraphQL */ `
  query BranchPullRequests($owner: String!, $name: String!, $head: String!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      pullRequests(
        headRefName: $head, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }
      ) { ...ListedPage }
    }
  }
  ${PAGE}
`;

export const OPEN_BRANCHES = /* GraphQL */ `
  query OpenBranches($owner: String!, $name: String!, $base: String!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      pullRequests(
        states: OPEN, baseRefName: $base, first: $first, after: $after
        orderBy: { field: CREATED_AT, direction: DESC }
      ) { ...ListedPage }
    }
  }
  ${PAGE}
`;

/** By the last change, so that a list can end before the first one that was merged too early. */
export const MERGED_DRAFTS = /* GraphQL */ `
  query MergedDrafts($owner: String!, $name: String!, $base: String!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      pullRequests(
        states: MERGED, baseRefName: $base, first: $first, after: $after
        orderBy: { field: UPDATED_AT, direction: DESC }
      ) { ...ListedPage }
    }
  }
  ${PAGE}
`;

/** A list of pull requests: the newest of any fork are among them. */
export type PullRequestList =
  | { readonly of: 'BranchPullRequests'; readonly head: string }
  | { readonly of: 'OpenBranches'; readonly base: string }
  | { readonly of: 'MergedDrafts'; readonly base: string; readonly since: string };

const DOCUMENTS: Readonly<Record<PullRequestList['of'], string>> = {
  BranchPullRequests: BRANCH_PULL_REQUESTS,
  OpenBranches: OPEN_BRANCHES,
  MergedDrafts: MERGED_DRAFTS,
};

interface ListAnswer {
  readonly repository: {
    readonly pullRequests: Page<ListedNode>;
  };
}

interface ListedNode extends ListedPullRequest {
  readonly updatedAt: string;
  /** A fork's branch of the same name is not the draft, and anybody can open a pull request from one. */
  readonly isCrossRepository: boolean;
}

/** More than anybody can open unnoticed. */
const MOST = 5000;

/**
 * The repository's own pull requests, the newest first, from a list that is read to its end: strangers' pull requests make
 * it longer, and hide nothing. Throws `ActionNeeded` where it goes on and on.
 */
export async function listPullRequests(
  client: Client,
  repository: { readonly owner: string; readonly name: string },
  list: PullRequestList,
): Promise<readonly ListedPullRequest[]> {
  const { of, ...variables } = list;
  const since = list.of === 'MergedDrafts' ? list.since : '';
  const found: ListedNode[] = [];
  const query = { document: DOCUMENTS[of], pageIn: (answer: ListAnswer) => answer.repository.pullRequests };
  for await (const { nodes } of pages(client, query, { ...repository, ...variables })) {
    found.push(...nodes);
    if (found.length > MOST) {
      const { owner, name } = repository;
      const branch = list.of === 'BranchPullRequests' ? list.head : null;
      throw new ActionNeeded(tooManyPullRequests(`${owner}/${name}`, MOST, branch));
    }
    if (nodes.some(({ updatedAt }) => updatedAt < since)) break;
  }
  const own = found.filter((node) => !node.isCrossRepository && node.updatedAt >= since);
  return [...new Map(own.map((node) => [node.number, toListed(node)])).values()].sort(
    (left, right) => right.number - left.number,
  );
}

function toListed({ updatedAt, isCrossRepository, ...listed }: ListedNode): ListedPullRequest {
  return listed;
}

/** A pull request that was merged into the default branch. */
export interface MergedPullRequest {
  /** Node id. */
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly headRefName: string;
  readonly mergedAt: string;
}

/**
 * What was merged into the default branch since then, in the order of the merges. A person may have renamed the draft's
 * branch, so all branches of the repository count, and none of a fork.
 */
export async function readMergedDrafts(
  client: Client,
  { nameWithOwner, defaultBranch }: Newsletter,
  since: Date,
): Promise<readonly MergedPullRequest[]> {
  const list = { of: 'MergedDrafts', base: defaultBranch.name, since: since.toISOString() } as const;
  const listed = await listPullRequests(client, splitName(nameWithOwner), list);
  return listed
    .flatMap(({ id, number, title, headRefName, mergedAt }) =>
      mergedAt === null ? [] : [{ id, number, title, headRefName, mergedAt }],
    )
    .sort((left, right) => compareText(left.mergedAt, right.mergedAt) || left.number - right.number);
}

export const CHANGED_FILES: ListQuery<ChangedFiles, ChangedFileNode> = {
  document: /* GraphQL */ `
    query ChangedFiles($owner: String!, $name: String!, $number: Int!, $first: Int!, $after: String) {
      repository(owner: $owner, name: $name) {
        pullRequest(number: $number) {
          files(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { path changeType } }
        }
      }
    }
  `,
  pageIn: ({ repository }) => repository.pullRequest.files,
};

interface ChangedFileNode {
  readonly path: string;
  readonly changeType: string;
}

interface ChangedFiles {
  readonly repository: { readonly pullRequest: { readonly files: Page<ChangedFileNode> | null } };
}

/** The keys of the periods whose editions the pull request brought. */
export async function readPeriodsBrought(
  client: Client,
  nameWithOwner: string,
  number: number,
  files: EditionFiles,
): Promise<ReadonlySet<string>> {
  const periods = new Set<string>();
  for await (const { nodes } of pages(client, CHANGED_FILES, { ...splitName(nameWithOwner), number })) {
    const added = nodes.filter(({ changeType }) => changeType === 'ADDED');
    for (const { key } of added.flatMap(({ path }) => files.periodAt(path) ?? [])) periods.add(key);
  }
  return periods;
}
