import { splitName } from '../../newsletter/activity/repository.js';
import type { Draft } from '../../newsletter/draft/draft.js';
import { restoreBody } from '../../newsletter/draft/pull-request-body.js';
import { descriptionKeepsChanging } from '../../replies/problems.js';
import { askForHistory } from '../comments/edit-history.js';
import type { Client, Clients, Log } from '../connection/client.js';
import { ActionNeeded, Outdated } from '../connection/errors.js';
import { query } from '../connection/graphql.js';
import { bodyVersions, type PullRequestNode } from './read-draft-pull-request.js';

/** A pull request by its number. */
export interface PullRequestPlace {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

export const BODY_VERSIONS = /* GraphQL */ `
  query BodyVersions($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        body lastEditedAt userContentEdits(first: 5) { nodes { diff deletedAt } }
      }
    }
  }
`;

interface Answer {
  readonly repository: {
    readonly pullRequest: Pick<PullRequestNode, 'body' | 'lastEditedAt' | 'userContentEdits'>;
  };
}

/** A new body. */
export interface BodyChange {
  /** What it was made from. */
  readonly read: string;
  /** The latest versions that were read, newest first; `null`: GitHub does not show them. */
  readonly versions: readonly string[] | null;
  readonly written: string;
}

/** How often an edit that was overwritten is restored, each time over another one. */
const ATTEMPTS = 4;

/**
 * Writes a pull request's body. GitHub knows no precondition for that, so what somebody else wrote in between is looked for
 * afterwards, and restored. As long as no version could be read, nobody knows whether that will be possible: then the body
 * is compared just before. Throws `Outdated` when it is another one, `ActionNeeded` when others never stop.
 */
export async function writeBody(
  { reader, writer }: Clients,
  place: PullRequestPlace,
  change: BodyChange,
  log: Log,
): Promise<void> {
  const { owner, repo, number } = place;
  const isUnsure = change.versions === null || change.versions.length === 0;
  if (isUnsure && (await readBody(reader, place)).body !== change.read)
    throw new Outdated(`the description of #${number}`);
  let [before, written] = [change.read, change.written];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await writer.rest.pulls.update({ owner, repo, pull_number: number, body: written });
    const versions = await askForVersions([reader, writer], place);
    if (versions === null) return log.warn(historyHidden(place));
    const restored = restoreBody({ read: before, written, versions });
    if (restored === null) return;
    [before, written] = [versions[0] ?? written, restored];
  }
  throw new ActionNeeded(descriptionKeepsChanging(`${owner}/${repo}`, number));
}

function historyHidden({ owner, repo, number }: PullRequestPlace): string {
  return `GitHub does not show the bot the edit history of ${owner}/${repo}#${number}. What somebody writes into its description in the very moment in which the bot does may be lost.`;
}

/** The draft with the versions of its body, where GitHub shows them to none but the token that writes. */
export async function withBodyVersions<AnyDraft extends Draft>(
  { writer }: Pick<Clients, 'writer'>,
  nameWithOwner: string,
  draft: AnyDraft,
): Promise<AnyDraft> {
  const { pullRequest } = draft;
  if (pullRequest === null || pullRequest.bodyVersions !== null) return draft;
  const { owner, name: repo } = splitName(nameWithOwner);
  const versions = await askForVersions([writer], { owner, repo, number: pullRequest.number });
  return { ...draft, pullRequest: { ...pullRequest, bodyVersions: versions } };
}

async function askForVersions(
  tokens: readonly Pick<Client, 'graphql'>[],
  place: PullRequestPlace,
): Promise<readonly string[] | null> {
  return askForHistory(tokens, async (client) => bodyVersions(await readBody(client, place)));
}

async function readBody(
  client: Pick<Client, 'graphql'>,
  { owner, repo, number }: PullRequestPlace,
): Promise<Answer['repository']['pullRequest']> {
  const { repository } = await query<Answer>(client, BODY_VERSIONS, { owner, name: repo, number });
  return repository.pullRequest;
}
