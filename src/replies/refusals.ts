import type { Period } from '../newsletter/activity/period.js';

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
  if (comment === null) return 'Another command in the description counts instead.';
  return `[Another command](${comment.url}) by ${login} counts instead.`;
}

export function botCredited(login: string): string {
  return `\`${login}\` is a bot; only people are credited.`;
}

export function organizationCredited(login: string): string {
  return `\`${login}\` is an organization; only people are credited.`;
}

export function noSuchAccount(login: string): string {
  return `There is no account \`${login}\`. If the person was renamed, write the present name.`;
}

export function neverThanked(login: string): string {
  return `\`${login}\` asked never to be credited. Only \`${login}\` can change that, by deleting the comment and asking an editor to remove the name from the list.`;
}

export const LINK_TO_OWN_WORK =
  'Pull requests and commits of the organization have entries of their own: `now` adds one to the draft, and `highlight` puts it first.';

export function ownRepository(repository: string): string {
  return `\`${repository}\` belongs to the organization. Use \`intro\` to put text above its list.`;
}

export function workInProse(key: string): string {
  return `A list item that links to \`${key}\` would be mistaken for its entry. Mention it in a sentence instead.`;
}

export function linkInEdition(period: string): string {
  return `The edition of ${period} already has this link.`;
}

/** `url`: where the draft has it. */
export function linkInDraft(url: string): string {
  return `The draft already has this link, [here](${url}).`;
}

export function dayIsOver(day: string): string {
  return `${day} was over already. Name a day to come, or set a day that is over by \`date\`.`;
}

export const EVERYBODY_FOR_THEMSELVES = 'People can ask for that only for themselves.';

export const CO_AUTHORS_FOR_THEMSELVES = 'Co-authors can ask for that only for themselves.';

export function pastEdition(period: Period): string {
  return `The edition of ${period.name} is in the past.`;
}

/** `example`: the period of the draft. */
export function editionNamedOtherwise({ kind, key }: Period): string {
  return `This newsletter has an edition for each ${kind}. Name it like \`${key}\`, or write \`now\`.`;
}

export function commitNotPostponed({ kind }: Period): string {
  return `A commit without a pull request stays in the edition of its ${kind}.`;
}

export const POSTPONE_THERE = 'Write this on the pull request itself: the later edition looks for it there.';

/** `key`: of a pull request. */
export function mayNotChange(key: string): string {
  return `You may not change \`${key}\`.`;
}

export const OTHER_PULL_REQUEST = 'Name a pull request other than this one.';

/** Who may use the verb; `about`: key of the pull request that the command is about. */
export function whoMay(
  verb: string,
  role: 'anyone' | 'author' | 'maintainer' | 'editor',
  about: string | null,
): string {
  const people = {
    anyone: 'people who are logged in',
    author: 'the authors of the pull request and people with write access to its repository',
    maintainer: 'people with write access to the repository',
    editor: 'people with write access to the newsletter',
  };
  const what = about === null ? `\`${verb}\`` : `\`${verb}\` for \`${about}\``;
  return `Only ${people[role]} can use ${what}.`;
}

export const TOO_MANY_SUGGESTIONS = 'You already have ten open suggestions.';

export const NOTHING_TO_UNDO = 'There is nothing left to undo.';

/** `url`: where it was suggested; without one it is a candidate. */
export function sameLinkBefore(url: string | undefined): string {
  if (url === undefined) return 'The same link is a candidate that an editor ticked.';
  return `[The same link](${url}) was suggested before.`;
}

export function listedByToo(holder: string, key: string): string {
  return `The entry of \`${holder}\` also lists \`${key}\`. Write the command there.`;
}

export function listedByAlready(holder: string, key: string): string {
  return `The entry of \`${holder}\` already lists \`${key}\`.`;
}

export function hasOthersAlready(other: string, key: string): string {
  return `The entry of \`${other}\` already lists other pull requests. Add \`${key}\` there.`;
}

export const EDITED_BY_HAND = 'Someone edited this in the draft, and an edit counts more than a command.';

export const HIDDEN_WITH_ENTRY = 'The entry is hidden, and so are the lines below it.';

export function repositoryMissing(reference: string): string {
  return `Name the repository too: \`x86_64${reference}\`.`;
}

export function unknownWork(reference: string): string {
  return `There is no pull request or commit \`${reference}\` that this edition could list.`;
}

/** `nearest`: what was probably meant; `null`: nobody knows. */
export function unknownCrate(name: string, nearest: string | null, { kind }: Period): string {
  const sentence = `Nothing was merged this ${kind} in a crate called \`${name}\`.`;
  return nearest === null ? sentence : `${sentence} Did you mean \`${nearest}\`?`;
}

/** For a wish that holds in all editions, written where no edition hears it. `url`: of the newsletter's repository. */
export function onDraftInstead(url: string): string {
  return `It counts on [the draft](${url}/pulls). Write it there.`;
}
