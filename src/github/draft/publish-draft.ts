import { RequestError } from '@octokit/request-error';
import type { RestEndpointMethodTypes } from '@octokit/rest';
import { splitName } from '../../newsletter/activity/repository.js';
import type { Draft } from '../../newsletter/draft/draft.js';
import type { DraftPlan } from '../../newsletter/draft/plan-draft.js';
import { codeSpan } from '../../newsletter/markdown/markdown.js';
import type { Conversation } from '../comments/conversation.js';
import type { Clients, Log, WritingClient } from '../connection/client.js';
import { explain, isForbidden, Outdated } from '../connection/errors.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';
import { storeInArchive } from './archive.js';
import { COMMIT_DRAFT, commitFile } from './own-commit.js';
import { writeBody } from './write-body.js';

/** What is known of the newsletter and its draft when the plan was made. */
export interface PublishContext {
  readonly newsletter: Newsletter;
  readonly draft: Draft;
}

/** What came of a plan. */
export interface Published {
  /** Of the pull request; where there is none, a page on which a person can open it, or the newsletter. */
  readonly url: string;
  /** Whether all was written that was planned. */
  readonly isWhole: boolean;
  /** The pull request, if it was opened just now. */
  readonly opened: Pick<Conversation, 'id' | 'number' | 'body'> | null;
}

/** Creations are not repeated by the client: one that was answered 502 may have been done. */
const ONCE = { request: { retries: 0 } };

/**
 * Applies the plan, write by write, each with its precondition. Throws GitHub's own error when a precondition no longer
 * holds: nothing was overwritten. Without the permission for pull requests, the file is written all the same.
 */
export async function publishDraft(
  clients: Clients,
  { newsletter, draft }: PublishContext,
  plan: DraftPlan,
  log: Log,
): Promise<Published> {
  const { writer } = clients;
  const branch = await publishBranch(writer, { newsletter, draft }, plan);
  for (const remark of branch.remarks) log.warn(remark);
  if (plan.commit !== null) {
    const { base, ...file } = plan.commit;
    const offer = { path: file.path, text: base, draftCommit: null };
    await storeInArchive(writer, newsletter, draft.archive, offer);
    await commitFile(writer, COMMIT_DRAFT, {
      ...file,
      repositoryNameWithOwner: newsletter.nameWithOwner,
      branchName: draft.branch,
      expectedHeadOid: branch.tip,
    });
  }
  if (plan.offer !== null) {
    const offer = { path: draft.path, text: plan.offer, draftCommit: draft.fileCommit };
    await storeInArchive(writer, newsletter, draft.archive, offer);
  }
  try {
    const { remarks } = branch;
    const published = await publishPullRequest(clients, { newsletter, draft }, { ...plan, remarks }, log);
    return { ...published, isWhole: true };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const wanted = draft.pullRequest === null ? 'opened; a person can do it' : 'brought up to date';
    log.warn(
      `The draft is on the branch ${draft.branch}, but its pull request could not be ${wanted}. ${explain(error)}`,
    );
    return { url: draft.pullRequest?.url ?? openingPage(newsletter, draft), isWhole: false, opened: null };
  }
}

function openingPage({ url, defaultBranch }: Newsletter, { branch }: Draft): string {
  const range = `${defaultBranch.name}...${branch}`;
  return `${url}/compare/${range.split('/').map(encodeURIComponent).join('/')}`;
}

/** The draft branch as planned. */
interface PublishedBranch {
  /** On which to commit. */
  readonly tip: string;
  /** What people should know of it, sentences. */
  readonly remarks: readonly string[];
}

/** Brings the branch into the planned state. */
async function publishBranch(
  writer: WritingClient,
  { newsletter, draft: { branch, head } }: PublishContext,
  plan: DraftPlan,
): Promise<PublishedBranch> {
  const { owner, name: repo } = splitName(newsletter.nameWithOwner);
  const repository = { owner, repo };
  const { name, oid: tip } = newsletter.defaultBranch;
  switch (plan.branch) {
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
      return mergeInto(writer, merge, head?.oid ?? tip, mergeByHand(name, branch));
    }
    case null:
      return { tip: head?.oid ?? tip, remarks: [] };
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
 * The merge commit; the old tip when there is a conflict, which is for people: GitHub shows it on the pull request. Of a
 * refusal, `refused` tells them.
 */
async function mergeInto(
  writer: WritingClient,
  merge: RestEndpointMethodTypes['repos']['merge']['parameters'],
  expectedHeadOid: string,
  refused: string,
): Promise<PublishedBranch> {
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

async function publishPullRequest(
  clients: Clients,
  { newsletter, draft }: PublishContext,
  plan: DraftPlan & Pick<PublishedBranch, 'remarks'>,
  log: Log,
): Promise<Pick<Published, 'url' | 'opened'>> {
  const { owner, name: repo } = splitName(newsletter.nameWithOwner);
  if (plan.pullRequest === null) return { url: draft.pullRequest?.url ?? newsletter.url, opened: null };
  const { title, body } = plan.pullRequest;
  if (draft.pullRequest !== null) {
    const { number, body: read, bodyVersions } = draft.pullRequest;
    await writeBody(clients, { owner, repo, number }, { read, written: body, versions: bodyVersions }, log);
    return { url: draft.pullRequest.url, opened: null };
  }
  const base = newsletter.defaultBranch.name;
  const opened = { owner, repo, head: draft.branch, base, title };
  return openPullRequest(clients.writer, opened, [body, ...plan.remarks.map(note)], log);
}

/** A pull request to open. */
interface OpenedPullRequest {
  readonly owner: string;
  readonly repo: string;
  readonly head: string;
  readonly base: string;
  readonly title: string;
}

/**
 * Opens a draft or, in a private repository of a free plan, which takes none, a pull request that is ready from the
 * beginning: its body says so, below the dashboard, for people to take away. */
async function openPullRequest(
  writer: WritingClient,
  pullRequest: OpenedPullRequest,
  paragraphs: readonly string[],
  log: Log,
): Promise<Pick<Published, 'url' | 'opened'>> {
  const open = async (draft: boolean, paragraphs: readonly string[]) => {
    const body = paragraphs.join('\n\n');
    const { data } = await writer.rest.pulls.create({ ...pullRequest, draft, body, ...ONCE });
    return { url: data.html_url, opened: { id: data.node_id, number: data.number, body } };
  };
  try {
    return await open(true, paragraphs);
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
function note(sentences: string): string {
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
