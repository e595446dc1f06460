import type { Activity } from '../newsletter/activity.js';
import type { Month } from '../newsletter/month.js';
import { compareText } from '../newsletter/order.js';
import type { Repository } from '../newsletter/repository.js';
import { byTime } from '../newsletter/work.js';
import type { Client, Log } from './client.js';
import { completePullRequests } from './complete-pull-requests.js';
import { readCrates } from './crates.js';
import { findMerged } from './merged-pull-requests.js';
import type { PullRequestNode } from './pull-request-query.js';
import { toPullRequest } from './to-pull-request.js';

/** Whose activity is read, and how closely. */
export interface ActivityScope {
  readonly organization: string;
  /** GitHub searches organizations and users under different qualifiers. */
  readonly isOrganization: boolean;
  /** `nameWithOwner` of repositories that are never collected. */
  readonly exclude: readonly string[];
  readonly includePrivate: boolean;
  /** Whether all files of large pull requests are needed, not just the first page. */
  readonly allFiles: boolean;
}

/** Everything that was merged in the month, in any branch of the organization's repositories that are no forks. */
export async function readActivity(
  client: Client,
  scope: ActivityScope,
  month: Month,
  log: Log,
): Promise<Activity> {
  const { organization, isOrganization, exclude, includePrivate } = scope;
  const owner = `${isOrganization ? 'org' : 'user'}:${organization}`;
  const { nodes, gaps } = await findMerged(client, { owner, month, exclude, includePrivate }, log);
  const moreGaps: string[] = [];
  const report = (gap: string) => moreGaps.push(gap);
  const complete = await completePullRequests(client, nodes, { files: scope.allFiles }, report, log);
  const repositories = await readRepositories(client, complete, report);
  log.info(`Read the crates of ${repositories.length} repositories.`);
  return {
    month,
    organization,
    repositories,
    pullRequests: complete
      .flatMap((node) => (node.mergedAt === null ? [] : toPullRequest(node, node.mergedAt)))
      .sort(byTime),
    commits: [],
    gaps: [...new Set([...gaps, ...moreGaps])],
  };
}

async function readRepositories(
  client: Client,
  pullRequests: readonly PullRequestNode[],
  report: (gap: string) => void,
): Promise<readonly Repository[]> {
  const nodes = [...new Map(pullRequests.map(({ repository }) => [repository.id, repository])).values()];
  const crates = await readCrates(client, nodes, report);
  return nodes
    .map(({ id, name, nameWithOwner, url, description, isPrivate }) => ({
      name,
      nameWithOwner,
      url,
      description,
      isPrivate,
      crates: crates.get(id) ?? [],
    }))
    .sort((left, right) => compareText(left.nameWithOwner, right.nameWithOwner));
}
