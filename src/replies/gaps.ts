/*
 * What GitHub did not give: a sentence for each gap in an edition, which the pull request's body lists. `reason`: GitHub's
 * own words, or that it had trouble.
 */

/** `path`: where in the answer; `null`: all of it. */
export function answeredInPart(reason: string, path: string | null): string {
  return `GitHub answered in part only: ${reason}${path === null ? '' : ` (at ${path})`}.`;
}

export const HAD_TROUBLE = 'it had trouble of its own';

export const VANISHED = 'Merged pull requests vanished while GitHub listed them; others may be missing.';

/** `what` was counted: "merged pull requests". */
export function notShown(what: string, count: number, missing: number): string {
  return `GitHub counted ${count} ${what} but did not show ${missing} of them.`;
}

export function notAllShown(what: string, reason: string): string {
  return `GitHub did not show all ${what}: ${reason}.`;
}

/** The only gap that is the bot's own limit. */
export function tooManyRepositories(owner: string, most: number): string {
  return `More than ${most.toLocaleString('en')} repositories of ${owner} changed in this time; the bot reads the ${most.toLocaleString('en')} that changed last.`;
}

export function notSearched(what: string): string {
  return `GitHub did not search for ${what}.`;
}

/** `pullRequest`: `owner/name#number`. */
export function notAllCommits(pullRequest: string): string {
  return `GitHub did not give all files and commits of ${pullRequest}.`;
}

export function notAllAuthors(pullRequest: string): string {
  return `GitHub did not give all authors of the commits of ${pullRequest}.`;
}

export function notAllComments(pullRequest: string): string {
  return `GitHub did not give all comments of ${pullRequest}.`;
}

/** `path`: `''` for the list of the root's files. */
export function fileNotGiven(path: string, nameWithOwner: string, reason: string): string {
  return `GitHub did not give ${path === '' ? 'the files' : path} of ${nameWithOwner}: ${reason}.`;
}

export function editionNotText(path: string): string {
  return `${path} is not a text file.`;
}

export function editionTooLarge(path: string): string {
  return `${path} is too large for GitHub to give it whole.`;
}

/* What is wrong with a source of candidates: sentences without their subject, the source. */

/** `because`: a clause. */
export function sourceUnreadable(because: string): string {
  return `could not be read: ${because}. What was found before stays listed.`;
}

export const FEEDS_NOT_READ =
  'is not read: this server does not read pages on the web. The operator may allow it with FETCH_TITLES=true.';

export const NOTHING_DATED = 'gives no dates, so nobody knows what belongs to this edition.';

export function itemsWithoutDate(count: number): string {
  return `gives no date for ${count} of its items; the bot does not list ${count === 1 ? 'it' : 'them'}.`;
}

export function itemsOfFuture(count: number): string {
  return `has ${count} ${count === 1 ? 'item' : 'items'} dated in the future; the bot does not list ${count === 1 ? 'it' : 'them'} yet.`;
}

/** `most`: as many as were read. */
export function itemsUnread(most: number): string {
  return `has more than ${most.toLocaleString('en')} items. The bot reads the first ${most.toLocaleString('en')}.`;
}

export const NO_REPOSITORY = 'does not exist, or not everybody may see it. Check the setting `sources`.';

export const OWN_REPOSITORY =
  'is collected anyway: its pull requests have entries. Only its releases can be candidates.';

export const GITHUB_SILENT = 'could not be read: GitHub did not answer. What was found before stays listed.';

/** `name`: `owner/name`. */
export function renamedTo(name: string): string {
  return `is called \`${name}\` now. Write that name in the setting \`sources\`.`;
}

/** `most`: as many as GitHub was asked for. */
export function pullRequestsUnread(count: number, most: number): string {
  return `has ${count.toLocaleString('en')} more pull ${count === 1 ? 'request' : 'requests'} of this time. The bot looks at the ${most} that changed last; labels, paths or words narrow the search.`;
}
