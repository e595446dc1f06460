import { RequestError } from '@octokit/request-error';
import type { RestEndpointMethodTypes } from '@octokit/rest';
import { splitName } from '../../newsletter/activity/names.js';
import type { Draft } from '../../newsletter/draft/draft.js';
import { restoreBody } from '../../newsletter/draft/pull-request-body.js';
import { codeSpan } from '../../newsletter/markdown/markdown.js';
import { descriptionKeepsChanging } from '../../replies/problems.js';
import { askForHistory } from '../comments/edit-history.js';
import type { Client, Clients, Log, WritingClient } from '../connection/client.js';
import { ActionNeeded, isForbidden, Outdated } from '../connection/errors.js';
import { query } from '../connection/graphql.js';
import type { NewsletterRepository } from '../newsletter/read-newsletter.js';
import { bodyVersions, type DraftPullRequestNode } from './read-draft-pull-request.js';

/** Creations are not repeated by the client: one that was answered 502 may have been done. */
const ONCE = { request: { retries: 0 } };

/** Where a person can open the pull request that the bot may not open. */
export function openingPage({ url, defaultBranch }: NewsletterRepository, branch: string): string {
  const range = `${defaultBranch.name}...${branch}`;
  return `${url}/compare/${range.split('/').map(encodeURIComponent).join('/')}`;
}

/** What becomes of the draft branch. */
export interface BranchChange {
  readonly branch: string;
  /** Its tip as it was read; `null`: there is no branch. */
  readonly head: string | null;
  readonly change: 'create' | 'fast-forward' | 'merge';
}

/** A branch after it was made, moved or merged into. */
export interface MovedBranch {
  /** On which to commit. */
  readonly tip: string;
  /** What people should know of it, sentences. */
  readonly remarks: readonly string[];
}

/**
 * Makes the draft branch, moves it forward to the default branch's tip, or merges that into it. Throws GitHub's own error, or
 * `Outdated`, when the branch is not at `head` any more.
 */
export async function moveBranch(
  { writer }: Clients,
  newsletter: NewsletterRepository,
  { branch, head, change }: BranchChange,
): Promise<MovedBranch> {
  const { owner, name: repo } = splitName(newsletter.nameWithOwner);
  const repository = { owner, repo };
  const { name, oid: tip } = newsletter.defaultBranch;
  switch (change) {
    case 'create':
      await writer.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha: tip, ...ONCE });
      return { tip, remarks: [] };
    case 'fast-forward':
      await writer.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha: tip, force: false });
      return { tip, remarks: [] };
    case 'merge': {
      const merge = {
        ...repository,
        base: branch,
        head: tip,
        commit_message: `Merge ${name} into ${branch}`,
      };
      return mergeInto(writer, merge, head ?? tip, mergeByHand(name, branch));
    }
  }
}

/**
 * GitHub refuses a merge that changes workflow files with 403 to tokens without the permission `workflows`: "refusing to
 * allow a GitHub App to create or update workflow" (github.com/chdsbd/kodiak/issues/853).
 */
function mergeByHand(base: string, branch: string): string {
  return `GitHub does not let the bot merge ${codeSpan(base)} into ${codeSpan(branch)}, as is usual where workflow files changed. A person can do it with the button "Update branch"; the draft goes on without.`;
}

/**
 * The merge commit; the old tip when there is a conflict, which is for people: GitHub shows it on the pull request.
 * `refused` is the remark where GitHub refuses the merge.
 */
async function mergeInto(
  writer: WritingClient,
  merge: RestEndpointMethodTypes['repos']['merge']['parameters'],
  expectedHeadOid: string,
  refused: string,
): Promise<MovedBranch> {
  try {
    const { data, status } = await writer.rest.repos.merge({ ...merge, ...ONCE });
    // There was nothing to merge any more.
    if (Number(status) === 204) return { tip: expectedHeadOid, remarks: [] };
    // GitHub merges into whatever the branch is by then, also into an edit that was not read.
    if (data.parents[0]?.sha !== expectedHeadOid) throw new Outdated(`the branch ${merge.base}`);
    return { tip: data.sha, remarks: [] };
  } catch (error) {
    if (error instanceof RequestError && error.status === 409) return { tip: expectedHeadOid, remarks: [] };
    if (isForbidden(error)) return { tip: expectedHeadOid, remarks: [refused] };
    throw error;
  }
}

/** A pull request to open. */
export interface NewPullRequest {
  readonly branch: string;
  readonly title: string;
  /** Paragraphs of its body. */
  readonly paragraphs: readonly string[];
  /** Ready for review from the beginning; a draft otherwise. */
  readonly isReady?: boolean;
}

/** A pull request that was opened just now. */
export interface OpenedPullRequest {
  /** Node id. */
  readonly id: string;
  readonly number: number;
  readonly url: string;
}

/**
 * Opens the draft pull request. A private repository of a free plan takes no drafts: there, the pull request is ready from the
 * beginning, and a paragraph below the dashboard, which people may take away, says so.
 */
export async function openPullRequest(
  { writer }: Clients,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  { branch: head, title, paragraphs, isReady = false }: NewPullRequest,
  log: Log,
): Promise<OpenedPullRequest> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const open = async (draft: boolean, paragraphs: readonly string[]) => {
    const pullRequest = { owner, repo, head, base: defaultBranch.name, title, draft };
    const { data } = await writer.rest.pulls.create({
      ...pullRequest,
      body: paragraphs.join('\n\n'),
      ...ONCE,
    });
    return { id: data.node_id, number: data.number, url: data.html_url };
  };
  try {
    return await open(!isReady, paragraphs);
  } catch (error) {
    if (!isWithoutDrafts(error)) throw error;
    log.warn(NO_DRAFTS);
    return open(false, [...paragraphs, note(NO_DRAFTS)]);
  }
}

const NO_DRAFTS =
  'This repository takes no draft pull requests, so the pull request is ready for review from the beginning. That sets no date of publication: an editor sets it by the comment `/newsletter publish` or `/newsletter date YYYY-MM-DD`.';

/** Other refusals have the same status; github.com/SWE-agent/SWE-agent/issues/179 has GitHub's whole answer. */
function isWithoutDrafts(error: unknown): boolean {
  return (
    error instanceof RequestError &&
    error.status === 422 &&
    /draft pull requests are not supported/i.test(error.message)
  );
}

/** A paragraph that stands out. */
export function note(sentences: string): string {
  return `> [!NOTE]\n> ${sentences}`;
}

export const MARK_READY = /* GraphQL */ `
  mutation MarkReady($input: MarkPullRequestReadyForReviewInput!) {
    markPullRequestReadyForReview(input: $input) { clientMutationId }
  }
`;

/** Marks a draft pull request ready for review. */
export async function markReady(writer: WritingClient, pullRequestId: string): Promise<void> {
  await writer.graphql(MARK_READY, { input: { pullRequestId } });
}

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

interface BodyAnswer {
  readonly repository: {
    readonly pullRequest: Pick<DraftPullRequestNode, 'body' | 'lastEditedAt' | 'userContentEdits'>;
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
  return `GitHub does not show the bot the edit history of ${owner}/${repo}#${number}. What somebody writes into its description at the same moment as the bot may be lost.`;
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
): Promise<BodyAnswer['repository']['pullRequest']> {
  const { repository } = await query<BodyAnswer>(client, BODY_VERSIONS, { owner, name: repo, number });
  return repository.pullRequest;
}
