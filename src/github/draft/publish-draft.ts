import { RequestError } from '@octokit/request-error';
import type { RestEndpointMethodTypes } from '@octokit/rest';
import { splitName } from '../../newsletter/activity/name-with-owner.js';
import type { Draft } from '../../newsletter/draft/draft.js';
import type { DraftPlan } from '../../newsletter/draft/plan-draft.js';
import type { Clients, Log, WritingClient } from '../connection/client.js';
import { BranchMoved, explain, isForbidden } from '../connection/errors.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';
import { storeInArchive } from './archive.js';
import { COMMIT_DRAFT, commitFile } from './commit-file.js';
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
  const expectedHeadOid = await publishBranch(writer, { newsletter, draft }, plan);
  if (plan.commit !== null) {
    const { base, ...file } = plan.commit;
    const offer = { path: file.path, text: base, draftCommit: null };
    await storeInArchive(writer, newsletter, draft.archive, offer);
    await commitFile(writer, COMMIT_DRAFT, {
      ...file,
      repositoryNameWithOwner: newsletter.nameWithOwner,
      branchName: draft.branch,
      expectedHeadOid,
    });
  }
  if (plan.offer !== null) {
    const offer = { path: draft.path, text: plan.offer, draftCommit: draft.fileCommit };
    await storeInArchive(writer, newsletter, draft.archive, offer);
  }
  try {
    return { url: await publishPullRequest(clients, { newsletter, draft }, plan), isWhole: true };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const wanted = draft.pullRequest === null ? 'opened; a person can do it' : 'brought up to date';
    log.warn(
      `The draft is on the branch ${draft.branch}, but its pull request could not be ${wanted}. ${explain(error)}`,
    );
    return { url: draft.pullRequest?.url ?? openingPage(newsletter, draft), isWhole: false };
  }
}

function openingPage({ url, defaultBranch }: Newsletter, { branch }: Draft): string {
  const range = `${defaultBranch.name}...${branch}`;
  return `${url}/compare/${range.split('/').map(encodeURIComponent).join('/')}`;
}

/** The branch as planned; its tip, on which to commit. */
async function publishBranch(
  writer: WritingClient,
  { newsletter, draft: { branch, head } }: PublishContext,
  plan: DraftPlan,
): Promise<string> {
  const { owner, name: repo } = splitName(newsletter.nameWithOwner);
  const repository = { owner, repo };
  const { name, oid: tip } = newsletter.defaultBranch;
  switch (plan.branch) {
    case 'create':
      await writer.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha: tip, ...ONCE });
      return tip;
    case 'fast-forward':
      await writer.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha: tip, force: false });
      return tip;
    case 'merge': {
      const merge = {
        ...repository,
        base: branch,
        head: tip,
        commit_message: `Merge ${name} into ${branch}`,
      };
      return mergeInto(writer, merge, head?.oid ?? tip);
    }
    case null:
      return head?.oid ?? tip;
  }
}

/** The merge commit; the old tip when there is a conflict, which is for people: the pull request will say so. */
async function mergeInto(
  writer: WritingClient,
  merge: RestEndpointMethodTypes['repos']['merge']['parameters'],
  expectedHeadOid: string,
): Promise<string> {
  try {
    const { data, status } = await writer.rest.repos.merge({ ...merge, ...ONCE });
    // There was nothing to merge any more.
    if (Number(status) === 204) return expectedHeadOid;
    // GitHub merges into whatever the branch is by then, also into an edit that was not read.
    if (data.parents[0]?.sha !== expectedHeadOid) throw new BranchMoved(merge.base);
    return data.sha;
  } catch (error) {
    if (error instanceof RequestError && error.status === 409) return expectedHeadOid;
    throw error;
  }
}

async function publishPullRequest(
  clients: Clients,
  { newsletter, draft }: PublishContext,
  plan: DraftPlan,
): Promise<string> {
  const { owner, name: repo } = splitName(newsletter.nameWithOwner);
  if (plan.pullRequest === null) return draft.pullRequest?.url ?? newsletter.url;
  const { title, body } = plan.pullRequest;
  if (draft.pullRequest !== null) {
    const { number, body: read } = draft.pullRequest;
    await writeBody(clients, { owner, repo, number }, read, body);
    return draft.pullRequest.url;
  }
  const base = newsletter.defaultBranch.name;
  const { data } = await clients.writer.rest.pulls.create({
    owner,
    repo,
    head: draft.branch,
    base,
    title,
    body,
    draft: true,
    ...ONCE,
  });
  return data.html_url;
}
