import type { WritingClient } from '../connection/client.js';

export const MARK_READY = /* GraphQL */ `
  mutation MarkReady($input: MarkPullRequestReadyForReviewInput!) {
    markPullRequestReadyForReview(input: $input) { clientMutationId }
  }
`;

/** Marks a draft pull request ready for review. */
export async function markReady(writer: WritingClient, pullRequestId: string): Promise<void> {
  await writer.graphql(MARK_READY, { input: { pullRequestId } });
}
