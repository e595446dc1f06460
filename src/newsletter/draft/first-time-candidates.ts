import { type Contributor, isPerson } from '../activity/contributor.js';
import type { PullRequest } from '../activity/work.js';
import { byUserId } from '../edition/credit.js';

/**
 * The people who may have contributed for the first time: authors of the pull requests who are not among the known
 * (logins in lower case), by ascending user id. Bots are no candidates.
 */
export function firstTimeCandidates(
  pullRequests: readonly PullRequest[],
  known: ReadonlySet<string>,
): readonly Contributor[] {
  const authors = new Map<string, Contributor>();
  for (const { author } of pullRequests) {
    if (author !== null && isPerson(author)) authors.set(author.login.toLowerCase(), author);
  }
  return [...authors].flatMap(([login, author]) => (known.has(login) ? [] : [author])).sort(byUserId);
}
