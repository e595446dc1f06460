import type { Draft } from '../newsletter/draft.js';
import type { DraftCommit, DraftPlan } from '../newsletter/plan-draft.js';
import type { Client } from './client.js';
import type { Newsletter } from './read-newsletter.js';

/** What is known of the newsletter and its draft when the plan was made. */
export interface PublishContext {
  readonly newsletter: Newsletter;
  readonly draft: Draft;
}

export const COMMIT = /* GraphQL */ `
  mutation CommitDraft($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

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
    const head = plan.branch === null ? (draft.head?.oid ?? tip) : tip;
    await commit(client, newsletter.nameWithOwner, branch, head, plan.commit);
  }
  return publishPullRequest(client, { newsletter, draft }, plan);
}

async function commit(
  client: Client,
  repositoryNameWithOwner: string,
  branchName: string,
  expectedHeadOid: string,
  { path, text, headline, body }: DraftCommit,
): Promise<void> {
  const contents = Buffer.from(text, 'utf8').toString('base64');
  await client.graphql(COMMIT, {
    input: {
      branch: { repositoryNameWithOwner, branchName },
      expectedHeadOid,
      message: { headline, body },
      fileChanges: { additions: [{ path, contents }] },
    },
  });
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
    await client.rest.pulls.update({ owner, repo, pull_number: draft.pullRequest.number, body });
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
