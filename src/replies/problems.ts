import { hasSections, TEMPLATE_PLACEHOLDERS } from '../newsletter/edition/template.js';
import {
  type TemplateMistake,
  templateMistake,
  unknownPlaceholders,
} from '../newsletter/edition/template-mistakes.js';

/*
 * Why a run ended or could not do something, and what a person can do: one or two sentences each. Names of repositories,
 * settings and branches, and GitHub's own words without their full stop, are put in as they are.
 */

const PERMISSIONS_NEEDED = 'Give the token or the App the permissions that app.yml lists.';
const OF_WORKFLOWS =
  "In a workflow, `permissions:` says what its token may do, and it can only write to the workflow's own repository.";
const MAY_OPEN_PULL_REQUESTS =
  'Turn on "Allow GitHub Actions to create and approve pull requests" in the settings of the organization and of the repository (Actions, General).';
const CHECK_HOST = 'For GitHub Enterprise, check GHE_HOST and GHE_PROTOCOL.';

export const NOT_GITHUB = `The server that answered is not GitHub: its answer to a GraphQL query is empty. ${CHECK_HOST}`;
export const BAD_CREDENTIALS =
  'GitHub does not accept the credentials (401). Check GITHUB_TOKEN, or APP_ID with PRIVATE_KEY.';
export const UNKNOWN_APP = 'GitHub knows no App with this id (404). Check APP_ID.';
export const TAKEN_OVER =
  'This process lost its database, so another one may do its work. It writes nothing more; nothing is lost.';
export const BRANCH_KEEPS_CHANGING =
  'Others keep changing the branch while the bot writes to it. Nothing is lost; run again.';

/** `when`: such as "in 60 seconds". */
export function rateLimitUsedUp(when: string): string {
  return `GitHub's rate limit is used up. Run again ${when}.`;
}

/** What keeps requests from GitHub: the look-up of its name, its certificate, how it speaks, or anything else. */
export type NetworkTrouble = 'name' | 'certificate' | 'protocol' | 'other';

const NETWORK_ADVICE: Readonly<Record<NetworkTrouble, string>> = {
  name: 'Check the network, its DNS and, for GitHub Enterprise, GHE_HOST.',
  certificate: `Its certificate is not trusted. If your network has a certificate authority of its own, set NODE_EXTRA_CA_CERTS to the file of that authority. ${CHECK_HOST}`,
  protocol: `The server there does not speak HTTPS. ${CHECK_HOST}`,
  other:
    'Check the network and, for GitHub Enterprise, GHE_HOST and GHE_PROTOCOL. If only a proxy leads out of your network, see "Behind a proxy" in docs/running.md.',
};

export function unreachable(origin: string, message: string, trouble: NetworkTrouble): string {
  return `${notReached(origin, message)} ${NETWORK_ADVICE[trouble]}`;
}

export function notReached(origin: string, message: string): string {
  return `GitHub could not be reached at ${origin}: ${message || 'no answer'}.`;
}

/** `why`: a sentence. */
export function tryingAgain(why: string, seconds: number): string {
  return `${why} Trying again in ${seconds} s.`;
}

/** `seconds`: after which the bot gives up. */
export function stillWaiting(seconds: number): string {
  return `GitHub has not answered yet. Waiting for up to ${seconds} s.`;
}

/** `what`: such as "POST /repos/acme/news/pulls (403)". */
export function notAllowed(what: string, message: string): string {
  return `GitHub does not allow ${what}: ${message}. ${adviceOn(message)}`;
}

/** Apps and workflows are integrations to GitHub; its words do not tell which of them it means. */
function adviceOn(message: string): string {
  if (message.includes('not permitted to create or approve pull requests')) return MAY_OPEN_PULL_REQUESTS;
  return message.includes('by integration') ? `${PERMISSIONS_NEEDED} ${OF_WORKFLOWS}` : PERMISSIONS_NEEDED;
}

export function noGraphql(method: string, url: string): string {
  return `GitHub does not find ${method} ${url} (404). ${CHECK_HOST}`;
}

export function notFound(method: string, path: string): string {
  return `GitHub does not find ${method} ${path} (404). Check the names, and that the App is installed there or the token may ${method === 'GET' ? 'see' : 'write to'} it.`;
}

export function cameTooLate(message: string, status: number): string {
  return `GitHub refuses the change (${status}): ${message}. Something else changed it at the same time; run again.`;
}

export function writtenMeanwhile(what: string): string {
  return `Somebody wrote to ${what} at the same time. Nothing is lost; run again.`;
}

export function refused(method: string, path: string, message: string, status: number): string {
  return `GitHub refuses ${method} ${path} (${status}): ${message}. Nothing is lost; the next run tries again.`;
}

/** `isGitHubCom`: whether github.com answered, not a GitHub Enterprise Server. */
export function serverTrouble(status: number, isGitHubCom: boolean): string {
  const where = isGitHubCom ? ' See https://www.githubstatus.com.' : '';
  return `${hasTrouble(status)} Nothing is lost; run again later.${where}`;
}

export function hasTrouble(status: number): string {
  return `GitHub has trouble (${status}).`;
}

/** `isForGood`: whether the next run would fail the same way. */
export function couldNotAnswer(messages: string, isForGood: boolean): string {
  const advice = isForGood
    ? 'Run again. If this stays, the token or App may lack a permission.'
    : 'Nothing is lost; run again later.';
  return `GitHub could not answer: ${messages}. ${advice}`;
}

export function unexpected(message: string): string {
  return `Something unexpected happened: ${message}. LOG_LEVEL=debug shows where.`;
}

/** `page`: the App's own, on GitHub. */
export function appNotInstalled(newsletter: string, page: string): string {
  return `The App is not installed on ${newsletter}, or there is no such repository. Open ${page}/installations/new to install it, with access to that repository.`;
}

/** `page`: that of the installation, on GitHub. */
export function appSuspended(account: string, page: string): string {
  return `The App's installation on ${account} is suspended. Open ${page} to unsuspend it.`;
}

export function noNewsletter(newsletter: string): string {
  return `The newsletter repository ${newsletter} does not exist or cannot be read. Check its name, and that the App is installed there or the token may see it.`;
}

export function emptyNewsletter(newsletter: string): string {
  return `The newsletter repository ${newsletter} is empty. Push a first commit to it.`;
}

export function tooManyFiles(newsletter: string): string {
  return `${newsletter} has more files than GitHub lists at once. Clone it, and run "this-month-bot init" in the clone.`;
}

/** Of the settings file. */
export const NOT_TEXT = 'is not a text file. Write it as YAML in UTF-8.';

export function noTemplate(template: string, newsletter: string): string {
  return `The template ${template} is not in ${newsletter}. Add it, or remove the setting "template".`;
}

/** `phrases`: each with its text. */
export function stillInEnglish(phrases: readonly (readonly [name: string, text: string])[]): string {
  if (phrases.length === 0) return '';
  const lines = phrases.map(([name, text]) => `  ${name}: ${text}\n`);
  return `Editions would still have these phrases in English. Add them to the setting "phrases":\n${lines.join('')}`;
}

/** What keeps the bot from using the text of a template, or `null`. `path`: where it is. */
export function templateProblem(path: string, text: string): string | null {
  if (!hasSections(text))
    return `The template ${path} has no line with {sections} alone, so the bot does not know where the sections go. Add that line, or remove the setting "template".`;
  const mistake = templateMistake(text);
  if (mistake !== null)
    return `The template ${path} cannot be used. Line ${mistake.line} ${TEMPLATE_MISTAKES[mistake.kind](mistake.reason)}`;
  const unknown = unknownPlaceholders(text);
  if (unknown.length === 0) return null;
  const found = unknown.slice(0, MOST_PLACEHOLDERS).map(({ written, line, nearest }) => {
    if (written.includes('sections')) return `${written} in line ${line}, which must be alone on one line`;
    return `${written} in line ${line}${nearest === null ? '' : `, where {${nearest}} may be meant`}`;
  });
  const known = TEMPLATE_PLACEHOLDERS.map((name) => `{${name}}`).join(', ');
  return `The template ${path} has placeholders that the bot cannot fill in: ${found.join('; ')}. It can fill in ${known}. To keep a brace, write \\{ or put it in code.`;
}

/** What is wrong with the line, and what would be right. */
const TEMPLATE_MISTAKES: Readonly<Record<TemplateMistake['kind'], (reason: string) => string>> = {
  'front matter never ends': () =>
    'begins its front matter, which never ends. Add the same line where it ends.',
  'front matter cannot be read': (reason) =>
    `is in its front matter, which no site can read: ${reason.replace(/\.$/, '')}. Put values with signs into quotes.`,
  'mark never ends': () =>
    "begins the bot's part of the page, and no line ends it. Add a line with newsletter:end.",
  'mark never begins': () =>
    "ends the bot's part of the page, and no line begins it. Add a line with newsletter:begin.",
  'mark twice': () => "marks the bot's part of the page a second time. Delete one of the two.",
  'sections outside of the marks': () =>
    "has {sections} outside of the bot's part of the page. Put it between the lines with newsletter:begin and newsletter:end.",
  'sections in front matter': () => 'has {sections} in the front matter. Put it below.',
  'sections in a comment': () => 'has {sections} in a comment, which nobody would see. Put it outside.',
  'sections in code': () => 'has {sections} in a block of code. Put it outside, or end the block.',
};

/** More than anybody mends at once. */
const MOST_PLACEHOLDERS = 10;

export function noOrganization(login: string): string {
  return `There is no organization ${login} on GitHub. Check the setting "organization".`;
}

export function emptyOrganization(login: string): string {
  return `The organization ${login} has no repositories that can be read, so there is nothing to collect.`;
}

export function namesUnknown(reason: string): string {
  return `GitHub does not tell what some repositories are called today: ${reason}. Nothing is changed; run again.`;
}

/** `branch`: whose pull requests are listed; `null`: all. */
export function tooManyPullRequests(nameWithOwner: string, most: number, branch: string | null): string {
  const whose = branch === null ? '' : ` whose branch is called ${branch}`;
  const advice = branch === null ? '' : ' Set another "branch" in .github/newsletter.yml.';
  return `${nameWithOwner} has more than ${most} pull requests${whose}. The bot does not read them all, so it cannot tell which one is the draft. Nothing is changed.${advice}`;
}

export function descriptionKeepsChanging(nameWithOwner: string, number: number): string {
  return `Others keep editing the description of ${nameWithOwner}#${number} while the bot writes. Its edit history has what was overwritten.`;
}

export function noIssue(nameWithOwner: string, number: number, settings: string): string {
  return `There is no issue #${number} in ${nameWithOwner}, or it cannot be read. Check "announce.issue" in ${settings}.`;
}

export function issueClosedToComments(nameWithOwner: string, number: number, settings: string): string {
  return `${nameWithOwner}#${number} takes no comments (410): it was deleted, or issues are turned off. Check "announce.issue" in ${settings}.`;
}

/** `settings`: where another issue can be named; `null`: it is a pull request. */
export function locked(nameWithOwner: string, number: number, settings: string | null): string {
  const remedy = settings === null ? '' : `, or name another issue in "announce.issue" in ${settings}`;
  return `${nameWithOwner}#${number} is locked, and only people who may write there can comment. Unlock #${number}${remedy}.`;
}

export function notReadWhole(gap: string): string {
  return `${gap} Nothing is changed; run again.`;
}

export function unreadableLedger(path: string): string {
  return `The bot cannot read what it remembers of ${path}; a newer version may have written it. It only adds to the file, so what people deleted there may come back.`;
}

export function branchNotRestored(branch: string, number: number, because: string): string {
  return `The bot could not restore the branch ${branch}, so the draft waits. Open #${number} and press "Restore branch", or allow the bot to create that branch. ${because}`;
}

export function commitsNotRestored(branch: string, oid: string, number: number, because: string): string {
  return `The bot could not merge what #${number} had into the branch ${branch}, which was made anew, so the draft waits. Merge the commit ${oid} into it, or delete the branch: the bot then restores it. ${because}`;
}

/** `posts`: the paths of what is in the folder of the editions. */
export function noneLikeEditions(file: string, posts: readonly string[]): string {
  const newest = posts.toSorted().at(-1);
  return `None of the ${posts.length} posts in that folder is called like ${file}, so the bot starts without a model. The last of them by name is ${newest}. Correct the setting "file", unless this will be the first edition.`;
}
