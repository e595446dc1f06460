/** Asks what must be known of a pull request of which the edition tells nothing, to say why. */
export const STRAY_FIELDS = /* GraphQL */ `
  fragment StrayFields on PullRequest {
    id
    number
    title
    url
    state
    mergedAt
    repository { nameWithOwner isPrivate isFork }
    ...ConversationFields
  }
`;
