import { type Month, monthName } from '../newsletter/activity/month.js';

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

export function botCredited(login: string): string {
  return `Only people are thanked, and \`${login}\` is none.`;
}

export function neverThanked(login: string): string {
  return `\`${login}\` asked never to be thanked. Only \`${login}\` can take that back: by deleting that comment, and asking an editor to take the name off the list.`;
}

export const LINK_TO_OWN_WORK =
  'Pull requests and commits of the organization have entries of their own: `now` brings one in, and `highlight` puts it first.';

export function ownRepository(repository: string): string {
  return `\`${repository}\` is of the organization; \`intro\` puts prose above its list.`;
}

export function workInProse(key: string): string {
  return `A list item with a link to \`${key}\` would be taken for its entry; tell of it in a sentence instead.`;
}

export function linkInEdition(month: string): string {
  return `The edition of ${month} has that link.`;
}

/** `url`: where the draft has it. */
export function linkInDraft(url: string): string {
  return `The draft has that link already, [there](${url}).`;
}

export const EVERYBODY_FOR_THEMSELVES = 'Everybody can ask for that for themselves only.';

export const CO_AUTHORS_FOR_THEMSELVES = 'Co-authors can ask for that for themselves only.';

export function pastEdition(month: Month): string {
  return `The edition of ${monthName(month)} is in the past.`;
}

export const COMMIT_NOT_POSTPONED = 'A commit without a pull request stays in the edition of its month.';

export const POSTPONE_THERE = 'Write that on the pull request itself, where the later edition will find it.';

/** `key`: of a pull request. */
export function mayNotChange(key: string): string {
  return `You have no say about \`${key}\`.`;
}

export const OTHER_PULL_REQUEST = 'Name another pull request than this one.';

/** Who may use the verb; `about`: key of the pull request that the command is about. */
export function whoMay(
  verb: string,
  role: 'anyone' | 'author' | 'maintainer' | 'editor',
  about: string | null,
): string {
  const people = {
    anyone: 'people who are logged in',
    author: 'the authors of the pull request and people who may write to its repository',
    maintainer: 'people who may write to the repository',
    editor: 'people who may write to the newsletter',
  };
  const what = about === null ? `\`${verb}\`` : `\`${verb}\` about \`${about}\``;
  return `${what} is for ${people[role]}.`;
}

export const TOO_MANY_SUGGESTIONS = 'Ten suggestions of yours wait already.';

export const NOTHING_TO_UNDO = 'There is nothing left to take back.';

/** `url`: of the comment. */
export function sameLinkBefore(url: string | undefined): string {
  return `[The same link](${url}) was offered before.`;
}

export function listedByToo(holder: string, key: string): string {
  return `The entry of \`${holder}\` tells of \`${key}\` too; say it there.`;
}

export function listedByAlready(holder: string, key: string): string {
  return `The entry of \`${holder}\` tells of \`${key}\` already.`;
}

export function hasOthersAlready(other: string, key: string): string {
  return `The entry of \`${other}\` tells of others already; say there that it tells of \`${key}\` too.`;
}

export const EDITED_BY_HAND =
  'Somebody edited this by hand in the draft, and that counts more than a command.';

export const HIDDEN_WITH_ENTRY = 'The entry is hidden, and what stands below it with it.';

export function repositoryMissing(reference: string): string {
  return `Name the repository too: \`x86_64${reference}\`.`;
}

export function unknownWork(reference: string): string {
  return `\`${reference}\` is no pull request or commit that this edition could tell of.`;
}

export function unknownCrate(name: string): string {
  return `Nothing was merged this month in a crate that is called \`${name}\`.`;
}
