import type { Month } from '../../newsletter/activity/month.js';
import { splitName } from '../../newsletter/activity/name-with-owner.js';
import { monthAt } from '../../newsletter/edition/edition-file.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { pageQuery } from '../connection/adaptive-query.js';
import type { Client } from '../connection/client.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';

/** Where drafts come from. */
export interface MergedDraftPlace {
  readonly newsletter: Newsletter;
  /** The draft branch. */
  readonly branch: string;
}

/** A pull request that was merged into the default branch. */
export interface MergedPullRequest {
  readonly number: number;
  readonly title: string;
  readonly headRefName: string;
  readonly mergedAt: string;
}

export const MERGED_DRAFTS = /* GraphQL */ `
  query MergedDrafts($owner: String!, $name: String!, $branch: String!, $base: String!, $first: Int!) {
    repository(owner: $owner, name: $name) {
      drafts: pullRequests(
        states: MERGED, headRefName: $branch, baseRefName: $base, first: 10
        orderBy: { field: CREATED_AT, direction: DESC }
      ) { nodes { ...Merged } }
      latest: pullRequests(
        states: MERGED, baseRefName: $base, first: $first, orderBy: { field: UPDATED_AT, direction: DESC }
      ) { nodes { ...Merged } }
    }
  }
  fragment Merged on PullRequest { number title headRefName mergedAt isCrossRepository }
`;

/** Pull requests of other branches that are looked at. */
const LATEST = { first: 50, largest: 50, smallest: 10 };

interface MergedDrafts {
  readonly repository: { readonly drafts: PullRequests; readonly latest: PullRequests };
}

interface PullRequests {
  /** A fork's branch of the same name is not the draft. */
  readonly nodes: readonly (MergedPullRequest & { readonly isCrossRepository: boolean })[];
}

/**
 * What was merged lately, in the order of the merges: the newest pull requests of the draft branch, and those of other
 * branches of the repository, since a person may have renamed the draft's.
 */
export async function readMergedDrafts(
  client: Client,
  { newsletter, branch }: MergedDraftPlace,
): Promise<readonly MergedPullRequest[]> {
  const { owner, name } = splitName(newsletter.nameWithOwner);
  const variables = { owner, name, branch, base: newsletter.defaultBranch.name };
  const { drafts, latest } = (
    await pageQuery<MergedDrafts>(client, 'MergedDrafts', MERGED_DRAFTS, variables, LATEST)
  ).repository;
  const own = [...drafts.nodes, ...latest.nodes].filter(({ isCrossRepository }) => !isCrossRepository);
  return [...new Map(own.map((each) => [each.number, each])).values()]
    .map(({ isCrossRepository, ...merged }) => merged)
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
