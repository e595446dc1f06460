import type { Draft } from '../newsletter/draft.js';
import type { DraftPlan } from '../newsletter/plan-draft.js';
import { storeInArchive } from './archive.js';
import type { Client } from './client.js';
import { COMMIT_DRAFT, commitFile } from './commit-file.js';
import type { Newsletter } from './read-newsletter.js';
import { writeBody } from './write-body.js';

/** What is known of the newsletter and its draft when the plan was made. */
export interface PublishContext {
  readonly newsletter: Newsletter;
  readonly draft: Draft;
}

/** Creations are not repeated by the client: one that was answered 502 may have been done. */
const ONCE = { request: { retries: 0 } };

/**
 * Applies the plan, write by write, each with its precondition; the address of the pull request, or of the newsletter
 * when there is none. Throws GitHub's own error when a precondition no longer holds: nothing was overwritten.
 */
export async function publishDraft(
  client: Client,
  { newsletter, draft }: PublishContext,
  plan: DraftPlan,
): Promise<string> {
  const [owner = '', repo = ''] = newsletter.nameWithOwner.split('/');
  const repository = { owner, repo };
  const { branch } = draft;
  const tip = newsletter.defaultBranch.oid;
  if (plan.branch === 'create') {
    await client.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha: tip, ...ONCE });
  }
  if (plan.branch === 'fast-forward') {
    await client.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha: tip, force: false });
  }
  if (plan.commit !== null) {
    const { base, ...file } = plan.commit;
    const offer = { path: file.path, text: base, draftCommit: null };
    await storeInArchive(client, newsletter, draft.archive, offer);
    await commitFile(client, COMMIT_DRAFT, {
      ...file,
      repositoryNameWithOwner: newsletter.nameWithOwner,
      branchName: branch,
      expectedHeadOid: plan.branch === null ? (draft.head?.oid ?? tip) : tip,
    });
  }
  if (plan.offer !== null) {
    const offer = { path: draft.path, text: plan.offer, draftCommit: draft.fileCommit };
    await storeInArchive(client, newsletter, draft.archive, offer);
  }
  return publishPullRequest(client, { newsletter, draft }, plan);
}

async function publishPullRequest(
  client: Client,
  { newsletter, draft }: PublishContext,
  plan: DraftPlan,
): Promise<string> {
  const [owner = '', repo = ''] = newsletter.nameWithOwner.split('/');
  if (plan.pullRequest === null) return draft.pullRequest?.url ?? newsletter.url;
  const { title, body } = plan.pullRequest;
  if (draft.pullRequest !== null) {
    const { number, body: read } = draft.pullRequest;
    await writeBody(client, { owner, repo, number }, read, body);
    return draft.pullRequest.url;
  }
  const base = newsletter.defaultBranch.name;
  const { data } = await client.rest.pulls.create({
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
