import { type Contributor, isPerson } from '../activity/contributor.js';
import type { PullRequest } from '../activity/pull-request.js';
import { byUserId } from '../edition/credit.js';
import { type EarlierEdition, sectionsIn } from '../house-style/earlier-edition.js';
import { loginsIn } from '../markdown/logins-in.js';

const CREDIT = /\bthanks to\b/i;

/** Logins, in lower case, of all whom the editions thank or name as maintainers. */
export function creditedIn(editions: readonly EarlierEdition[]): ReadonlySet<string> {
  const parts = editions.flatMap((edition) => edition.parts);
  const sections = editions.flatMap(sectionsIn);
  const credits = [...parts, ...sections]
    .flatMap(({ blocks }) => blocks.map(({ text }) => text))
    .filter((text) => CREDIT.test(text));
  const thanked = credits.flatMap(loginsIn);
  const maintainers = sections.flatMap((section) => section.maintainers);
  return new Set([...thanked, ...maintainers].map((login) => login.toLowerCase()));
}

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
