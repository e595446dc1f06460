import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import { isPullRequest, workKey } from '../newsletter/activity/work.js';
import { entryInFile } from '../newsletter/draft/locate-entries.js';
import type { Edition } from '../newsletter/edition/edition.js';

/** Whoever merged something longer ago need not be reminded. */
const DAYS = 3;

/**
 * Keys of the pull requests, oldest first, whose authors may be invited to a note: people's, lately merged, and shown in
 * the file. `logins`: of these people only; `null`: of all.
 */
export function invitees(
  { sections }: Edition,
  text: string,
  logins: readonly string[] | null,
  now: Date,
): readonly string[] {
  const wanted = logins === null ? null : new Set(logins.map((login) => login.toLowerCase()));
  const since = subDays(now, DAYS, { in: utc });
  return sections
    .flatMap(({ shown }) => shown.map(({ work }) => work))
    .filter(isPullRequest)
    .filter(({ author, mergedAt }) => author?.type === 'User' && new Date(mergedAt) >= since)
    .filter(({ author }) => wanted === null || wanted.has(author?.login.toLowerCase() ?? ''))
    .toSorted((left, right) => (left.mergedAt < right.mergedAt ? -1 : 1))
    .map(workKey)
    .filter((key) => entryInFile(text, key)?.isHidden === false);
}
