import type { WritingClient } from '../connection/client.js';

/**
 * Ends the headline of a commit on the bot's own branch: with it, a push starts no workflow (GitHub docs, "Skipping
 * workflow runs").
 */
export const SKIP_CI = '[skip ci]';

/** A commit of one file on a branch that must not have moved. */
export interface FileCommit {
  readonly repositoryNameWithOwner: string;
  readonly branchName: string;
  readonly expectedHeadOid: string;
  readonly path: string;
  /** `null`: the file is deleted. */
  readonly text: string | null;
  readonly headline: string;
  readonly body: string;
}

/** Two names for one write, so that a log of requests tells them apart. */
export const COMMIT_DRAFT = /* GraphQL */ `
  mutation CommitDraft($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

export const STORE_RENDERED = /* GraphQL */ `
  mutation StoreRendered($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

interface Committed {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } };
}

/** Commits through the API, so that GitHub signs it, and returns the commit's id. Throws GitHub's `STALE_DATA` when the branch has moved. */
export async function commitFile(
  writer: WritingClient,
  document: string,
  commit: FileCommit,
): Promise<string> {
  const { repositoryNameWithOwner, branchName, expectedHeadOid, path, text, headline, body } = commit;
  const fileChanges =
    text === null
      ? { deletions: [{ path }] }
      : { additions: [{ path, contents: Buffer.from(text, 'utf8').toString('base64') }] };
  const { createCommitOnBranch } = await writer.graphql<Committed>(document, {
    input: {
      branch: { repositoryNameWithOwner, branchName },
      expectedHeadOid,
      message: { headline, body },
      fileChanges,
    },
  });
  return createCommitOnBranch.commit.oid;
}
