import { type Command, parseReference } from '../commands/command.js';
import { isPerson } from '../newsletter/activity/contributor.js';
import { linksToWork, listedKeys } from '../newsletter/activity/entry-lines.js';
import { type Month, shiftMonth } from '../newsletter/activity/month.js';
import { isOwnedBy } from '../newsletter/activity/repository.js';
import { blocksFrom } from '../newsletter/markdown/markdown.js';
import { repositoryOf } from './find-subject.js';
import type { RequestSources } from './request-sources.js';

/** Why nobody may have that, a sentence; `null`: it depends on who asks. */
export function whyNever(command: Command, sources: RequestSources): string | null {
  switch (command.verb) {
    case 'section':
      return isOwn(command.repository, sources)
        ? `\`${command.repository}\` is of the organization; \`intro\` puts prose above its list.`
        : whyNoProse(command.text, sources);
    case 'intro':
      return whyNoProse(command.text, sources);
    case 'link':
      return isWork(command.url, sources)
        ? 'Pull requests and commits of the organization have entries of their own: `now` brings one in, and `highlight` puts it first.'
        : null;
    case 'credit':
      return whyNotThanked(command.logins, sources);
    default:
      return null;
  }
}

function whyNoProse(text: string, sources: RequestSources): string | null {
  const listed = workListedIn(text, sources);
  if (listed === null) return null;
  return `A list item with a link to \`${listed}\` would be taken for its entry; tell of it in a sentence instead.`;
}

function whyNotThanked(logins: readonly string[], { optOuts, origin }: RequestSources): string | null {
  const machine = logins.find(
    (login) => !isPerson({ login, type: 'User', databaseId: null, url: `${origin}/${login}` }),
  );
  if (machine !== undefined) return `Only people are thanked, and \`${machine}\` is none.`;
  const unwilling = logins.find((login) => optOuts.has(login.toLowerCase()));
  if (unwilling === undefined) return null;
  return `\`${unwilling}\` asked never to be thanked. Only \`${unwilling}\` can take that back: by deleting that comment, and asking an editor to take the name off the list.`;
}

/** Whether the repository is one of the organization's. */
export function isOwn(repository: string, { organization }: Pick<RequestSources, 'organization'>): boolean {
  return isOwnedBy(repository, organization);
}

/**
 * Whether the address is that of a pull request or commit of the organization: a link to it would be taken for its entry,
 * in this edition and by those that follow.
 */
export function isWork(url: string, sources: Pick<RequestSources, 'organization' | 'origin'>): boolean {
  const repository = parseReference(url)?.repository ?? null;
  return repository !== null && new URL(url).origin === sources.origin && isOwn(repository, sources);
}

/**
 * The key of the first work of the organization that a list item of the prose links to; `null`: there is none. It would be
 * taken for an entry as well, and be told of by no later edition.
 */
export function workListedIn(prose: string, sources: Pick<RequestSources, 'organization'>): string | null {
  if (!linksToWork(prose)) return null;
  const listed = listedKeys(blocksFrom(prose));
  return listed.find((key) => isOwn(repositoryOf(key), sources)) ?? null;
}

/** A run reads the last ten drafts. */
const MOST_MONTHS_AHEAD = 6;

/**
 * Why work cannot be postponed to the month by a comment on the draft; `null`: it can. The run of the later edition must
 * find that, or it would be told of nowhere.
 */
export function whyNotPostponed(
  month: Month,
  about: string | null,
  { month: present, commits, isFollowed }: RequestSources,
): string | null {
  if (month <= present) return null;
  if (about !== null && commits.includes(about)) {
    return 'A commit without a pull request stays in the edition of its month.';
  }
  if (isFollowed && month <= shiftMonth(present, MOST_MONTHS_AHEAD)) return null;
  return 'Write that on the pull request itself, where the later edition will find it.';
}
