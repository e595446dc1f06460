import type { Month } from '../../newsletter/activity/month.js';
import { splitName } from '../../newsletter/activity/repository.js';
import { monthAt } from '../../newsletter/edition/edition-file.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { pageQuery } from '../connection/adaptive-query.js';
import type { Client } from '../connection/client.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';
import { listPullRequests } from './list-pull-requests.js';

/** A pull request that was merged into the default branch. */
export interface MergedPullRequest {
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
    .flatMap(({ number, title, headRefName, mergedAt }) =>
      mergedAt === null ? [] : [{ number, title, headRefName, mergedAt }],
    )
    .sort((left, right) => compareText(left.mergedAt, right.mergedAt) || left.number - right.number);
}

export const CHANGED_FILES = /* GraphQL */ `
  query ChangedFiles($owner: String!, $name: String!, $number: Int!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        files(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { path changeType } }
      }
    }
  }
`;

interface FilePage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly { readonly path: string; readonly changeType: string }[];
}

interface ChangedFiles {
  readonly repository: { readonly pullRequest: { readonly files: FilePage | null } };
}

/** The months whose editions the pull request brought: `file` is the path of an edition, with `{month}`. */
export async function readMonthsBrought(
  client: Client,
  nameWithOwner: string,
  number: number,
  file: string,
): Promise<readonly Month[]> {
  const months: Month[] = [];
  let after: string | null = null;
  do {
    const page: FilePage = await readFilePage(client, nameWithOwner, number, after);
    const added = page.nodes.filter(({ changeType }) => changeType === 'ADDED');
    months.push(...added.flatMap(({ path }) => monthAt(file, path) ?? []));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return months.sort();
}

async function readFilePage(
  client: Client,
  nameWithOwner: string,
  number: number,
  after: string | null,
): Promise<FilePage> {
  const { owner, name } = splitName(nameWithOwner);
  const variables = { owner, name, number, after };
  const { repository } = await pageQuery<ChangedFiles>(client, 'ChangedFiles', CHANGED_FILES, variables);
  return repository.pullRequest.files ?? { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
}
