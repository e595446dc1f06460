import { restoreBody } from '../../newsletter/draft/restore-body.js';
import type { Client, Clients } from '../connection/client.js';
import { ActionNeeded } from '../connection/errors.js';
import { query } from '../connection/graphql.js';

/** A pull request by its number. */
export interface PullRequestPlace {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

export const BODY_VERSIONS = /* GraphQL */ `
  query BodyVersions($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { userContentEdits(first: 5) { nodes { diff } } }
    }
  }
`;

interface Answer {
  readonly repository: {
    readonly pullRequest: {
      readonly userContentEdits: {
        readonly nodes: readonly ({ readonly diff: string | null } | null)[] | null;
      } | null;
    };
  };
}

/** How often an edit that was overwritten is restored, each time over another one. */
const ATTEMPTS = 4;

/**
 * Writes a pull request's body that was made from `read`. GitHub knows no precondition for that, so what somebody else
 * wrote in between is looked for afterwards, and restored. Throws `ActionNeeded` when that never ends.
 */
export async function writeBody(
  { reader, writer }: Clients,
  place: PullRequestPlace,
  read: string,
  body: string,
): Promise<void> {
  const { owner, repo, number } = place;
  let [before, written] = [read, body];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await writer.rest.pulls.update({ owner, repo, pull_number: number, body: written });
    const versions = await readVersions(reader, place);
    const restored = restoreBody({ read: before, written, versions });
    if (restored === null) return;
    [before, written] = [versions[0] ?? written, restored];
  }
  throw new ActionNeeded(
    `Others keep editing the description of ${owner}/${repo}#${number} while the bot writes. Its edit history has what was overwritten.`,
  );
}

/** The latest first. What GitHub calls a diff is the whole body after the edit; `null` where a person erased it. */
async function readVersions(
  client: Client,
  { owner, repo, number }: PullRequestPlace,
): Promise<readonly string[]> {
  const { repository } = await query<Answer>(client, BODY_VERSIONS, { owner, name: repo, number });
  return (repository.pullRequest.userContentEdits?.nodes ?? []).flatMap((node) => node?.diff ?? []);
}
