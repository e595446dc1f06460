import type { NewRepository, Repository } from '../../newsletter/activity/repository.js';
import type { DirectCommit } from '../../newsletter/activity/work.js';
import { compareText } from '../../newsletter/markdown/order.js';
import type { Client, Log } from '../connection/client.js';
import { readCrates } from './crates.js';
import type { PullRequestNode, RepositoryNode } from './pull-request-query.js';
import type { MonthRepository } from './read-histories.js';

/** What was done, and where something was pushed at all. */
interface Done {
  readonly pushed: readonly MonthRepository[];
  readonly merged: readonly PullRequestNode[];
  readonly direct: readonly DirectCommit[];
}

interface ActiveReading {
  readonly client: Client;
  /** Whether the crates below a repository's root are needed, by `nameWithOwner`. */
  readonly scope: { memberCrates(repository: string): boolean };
  readonly report: (gap: string) => void;
  readonly log: Log;
}

/** The repositories in which something was done, with their crates. */
export async function readActive(
  { client, scope, report, log }: ActiveReading,
  { pushed, merged, direct }: Done,
): Promise<readonly Repository[]> {
  const listed = new Map(pushed.map(({ node }) => [node.nameWithOwner, node]));
  const committed = direct.flatMap(({ repository }) => listed.get(repository) ?? []);
  const nodes: readonly RepositoryNode[] = [...merged.map(({ repository }) => repository), ...committed];
  const active = [...new Map(nodes.map((node) => [node.id, node])).values()];
  const manifestOf = ({ nameWithOwner }: RepositoryNode) => {
    const node = listed.get(nameWithOwner);
    return node === undefined ? undefined : (node.manifest?.text ?? null);
  };
  const crates = await readCrates(
    client,
    active.map((node) => ({
      id: node.id,
      nameWithOwner: node.nameWithOwner,
      manifest: manifestOf(node),
      wantsMembers: scope.memberCrates(node.nameWithOwner),
    })),
    report,
    log,
  );
  return active
    .map((node) => ({ ...toNewRepository({ node }), crates: crates.get(node.id) ?? [] }))
    .sort(byName);
}

/** What is told of a repository without its crates. */
export function toNewRepository({ node }: { readonly node: RepositoryNode }): NewRepository {
  const { name, nameWithOwner, url, description, isPrivate } = node;
  return { name, nameWithOwner, url, description, isPrivate };
}

/** In order of their names. */
export function byName(left: NewRepository, right: NewRepository): number {
  return compareText(left.nameWithOwner, right.nameWithOwner);
}
