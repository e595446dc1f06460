/** What of a webhook delivery decides whether it matters. Names are those of GitHub's payloads. */
export interface Delivery {
  readonly name: string;
  readonly payload: {
    readonly action?: string;
    readonly ref?: string;
    readonly repository?: { readonly full_name?: string; readonly default_branch?: string };
    readonly pull_request?: { readonly merged?: boolean | null; readonly merged_at?: string | null };
  };
}

/**
 * Whether the event can change a draft: what happens in the newsletter repository, pull requests that are merged,
 * default branches that move, releases, and repositories that come and go. The rest, such as every push to a topic
 * branch, is not worth a run.
 */
export function mayChangeDraft({ name, payload }: Delivery, newsletter: string): boolean {
  const { repository, pull_request: pullRequest, ref } = payload;
  if (repository?.full_name?.toLowerCase() === newsletter.toLowerCase()) return true;
  switch (name) {
    case 'pull_request':
      return pullRequest?.merged === true || typeof pullRequest?.merged_at === 'string';
    case 'push':
      return ref === `refs/heads/${repository?.default_branch}`;
    case 'issue_comment':
      return false;
    default:
      return true;
  }
}
