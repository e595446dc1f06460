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
  readonly text: string;
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

/** Commits through the API, so that GitHub signs it. Throws GitHub's `STALE_DATA` when the branch has moved. */
export async function commitFile(writer: WritingClient, document: string, commit: FileCommit): Promise<void> {
  const { repositoryNameWithOwner, branchName, expectedHeadOid, path, text, headline, body } = commit;
  const contents = Buffer.from(text, 'utf8').toString('base64');
  await writer.graphql(document, {
    input: {
      branch: { repositoryNameWithOwner, branchName },
      expectedHeadOid,
      message: { headline, body },
      fileChanges: { additions: [{ path, contents }] },
    },
  });
}
