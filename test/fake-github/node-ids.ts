/** Opaque global ids, as GraphQL gives them. The key says where the object is: `owner/name`, `owner/name#12`. */
export type NodeKind =
  | 'Account'
  | 'Repository'
  | 'PullRequest'
  | 'Issue'
  | 'IssueComment'
  | 'PullRequestReview'
  | 'PullRequestReviewComment'
  | 'Commit'
  | 'Tree'
  | 'Blob'
  | 'Ref'
  | 'Label'
  | 'Release';

export function nodeId(kind: NodeKind, key: string): string {
  return Buffer.from(`${kind}:${key}`).toString('base64url');
}

export function decodeNodeId(id: string): { readonly kind: string; readonly key: string } {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  return { kind: text.slice(0, colon), key: text.slice(colon + 1) };
}

/** The repository and the rest of a key: `owner/name#12`, `owner/name@refs/heads/main`. */
export function splitKey(key: string): { readonly nameWithOwner: string; readonly rest: string } {
  const [, nameWithOwner = key, rest = ''] = /^([^#@]+)[#@](.*)$/s.exec(key) ?? [];
  return { nameWithOwner, rest };
}
