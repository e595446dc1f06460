/*
 * The room `replies/` holds every sentence that the bot says to a person: here and in the files beside this one the
 * sentences themselves, which know nothing but the words put into them; in `replies/comments/` the comments of the bot that
 * are made of them. So `commands`, `requests` and `github` import this folder, and `replies/comments` imports them.
 */

/** Why something else was asked in vain: what counts instead. `comment`: `null` for a description. */
export function whatCounts({
  comment,
  login,
}: {
  readonly comment: { readonly url: string } | null;
  readonly login: string | null;
}): string {
  if (comment === null) return 'Something else in the description counts instead.';
  return `[Another command](${comment.url}) of ${login} counts instead.`;
}
