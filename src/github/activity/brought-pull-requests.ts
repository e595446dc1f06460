import { pullRequestKey } from '../../newsletter/activity/entry-lines.js';
import { isLastingBranch } from '../../newsletter/edition/branches.js';
import type { Client, Log } from '../connection/client.js';
import { keyOf, type PullRequestNode, readNamedPullRequests } from './pull-requests.js';

/** What GitHub writes at the head of a merge, and at the end of a squashed pull request. */
const NUMBERS = [/^Merge pull request #(\d+) from /u, /\(#(\d+)\)$/u];

/**
 * The pull requests of earlier months that were merged into a feature branch which one of the month brings: its commits name
 * them. No request where none does.
 */
export async function readBrought(
  client: Client,
  merged: readonly PullRequestNode[],
  conversations: boolean,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const known = new Set(merged.map(keyOf));
  const bringing = merged.filter((node) => !node.isCrossRepository && !isLastingBranch(node.headRefName));
  const named = new Map(
    bringing.flatMap((node) =>
      numbersIn(node).map((number) => {
        const repository = node.repository.nameWithOwner;
        const key = pullRequestKey(repository, number);
        return [key, { repository, number, key, branch: node.headRefName }] as const;
      }),
    ),
  );
  const asked = [...named.values()].filter(({ key }) => !known.has(key));
  const nodes = await readNamedPullRequests(client, asked, conversations, report, log);
  return nodes.filter(
    (node) => node.mergedAt !== null && node.baseRefName === named.get(keyOf(node))?.branch,
  );
}

function numbersIn({ number, commits }: PullRequestNode): readonly number[] {
  const headlines = (commits.nodes ?? []).map(({ commit }) => commit.messageHeadline);
  const found = headlines.flatMap((headline) => NUMBERS.flatMap((form) => form.exec(headline)?.[1] ?? []));
  return [...new Set(found.map(Number))].filter((each) => each !== number);
}
