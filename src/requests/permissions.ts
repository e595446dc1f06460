import type { Command, Reference } from '../commands/command.js';
import type { Role } from '../commands/verb.js';
import { verbOf } from '../commands/verbs.js';
import { repositoryOfKey } from '../newsletter/activity/entry-lines.js';
import { isSameName, nameKey } from '../newsletter/activity/names.js';
import { leadsIn } from '../newsletter/markdown/addresses.js';
import { findSection, findWork } from './find-subject.js';
import type { RequestSources } from './request.js';

/** The role of a person in a pull request or commit; `key` is `null` for the edition as a whole. */
export function roleOf(login: string | null, key: string | null, sources: RequestSources): Role {
  if (login === null) return 'anyone';
  if (sources.permissions.editors.has(login)) return 'editor';
  if (key === null) return 'anyone';
  if (isMaintainer(login, repositoryOfKey(key), sources)) return 'maintainer';
  const authors = sources.pullRequests.find((pullRequest) => pullRequest.key === key)?.authors ?? [];
  return authors.some((author) => isSameName(author, login)) ? 'author' : 'anyone';
}

/** The role of a person in a crate of a repository. */
export function roleInRepository(login: string | null, nameWithOwner: string, sources: RequestSources): Role {
  const role = roleOf(login, null, sources);
  if (role === 'editor' || login === null) return role;
  return isMaintainer(login, nameWithOwner, sources) ? 'maintainer' : 'anyone';
}

function isMaintainer(login: string, repository: string, { permissions }: RequestSources): boolean {
  return permissions.maintainers.get(repository)?.has(login) ?? false;
}

/** A permission that has to be looked up; both by their keys, see `nameKey`. */
export interface NeededPermission {
  readonly login: string;
  /** `nameWithOwner`; `null`: the newsletter. */
  readonly repository: string | null;
}

/**
 * The permissions without which it cannot be said who may do what was asked, each once, in order. Questions need
 * none.
 */
export function neededPermissions(sources: RequestSources): readonly NeededPermission[] {
  const wanted = new Map<string, NeededPermission>();
  const want = (login: string, repository: string | null) => {
    const right = { login: nameKey(login), repository: repository === null ? null : nameKey(repository) };
    wanted.set(`${right.login} ${right.repository ?? ''}`, right);
  };
  for (const { login, on, source, parsed } of sources.requests) {
    if (login === null || 'problem' in parsed) continue;
    // A description is by the author of the pull request; only for newcomers more must be known.
    if (source === 'body' && sources.known.has(login)) continue;
    const { command } = parsed;
    if (verbOf(command).about === 'question') continue;
    want(login, null);
    for (const repository of repositoriesOf(command, on?.key ?? null, sources)) want(login, repository);
  }
  for (const { login } of sources.approvals) want(login, null);
  return [...wanted].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, right]) => right);
}

/** The repositories that the command is about, as far as they are known. */
function repositoriesOf(command: Command, here: string | null, sources: RequestSources): readonly string[] {
  if ('crate' in command) {
    if (command.crate === null) return [];
    const found = findSection(command.crate, sources);
    return 'because' in found ? [] : [found.repository];
  }
  const keysOf = (reference: Reference, near: string | null): readonly string[] => {
    const found = findWork(reference, near, sources);
    return 'because' in found ? [] : [found.key];
  };
  const target = 'target' in command ? command.target : null;
  const about = target === null ? (here === null ? [] : [here]) : keysOf(target, here);
  const others =
    command.verb === 'with' ? command.others.flatMap((other) => keysOf(other, about[0] ?? null)) : [];
  return [...about, ...others].map(repositoryOfKey);
}

/** What of a newcomer's request has to be looked at first: links to other places, or other people's names. */
export type Newcomer = 'links' | 'names';

/**
 * Why an author's command about their own pull request waits for an editor; `null`: it does not. Whoever no earlier
 * edition names is a newcomer: in plain words they may say what their change means, but neither send readers elsewhere
 * nor put others into the newsletter.
 */
export function newcomerWaits(login: string, command: Command, sources: RequestSources): Newcomer | null {
  if (sources.known.has(login)) return null;
  const verb = verbOf(command);
  if (verb.about !== 'entry') return null;
  const others = verb.shownLogins(command).filter((other) => !isSameName(other, login));
  if (others.some((other) => !sources.known.has(other))) return 'names';
  return verb.shownTexts(command).some((text) => leadsElsewhere(text, sources)) ? 'links' : null;
}

/** Whether the text leads to anything but the organization's own pages. */
function leadsElsewhere(text: string, sources: RequestSources): boolean {
  return !leadsIn(text).every((address) => isOwnPage(address, sources));
}

/** A branch or tag. An id of a commit may be one of a fork: GitHub shows those below the organization's name, too. */
const NAMED = String.raw`(?!refs/|pull/|[\da-f]{7,}(?:[./]|$))[\w.-]+`;

/**
 * Pages of a repository that only its own people fill, below its root: pull requests, commits, releases, and files and
 * comparisons of its branches and tags. Anybody may write issues, discussions and wikis, and a comparison with a fork
 * (`main...eve:main`) shows the fork's text. What is percent-encoded is not looked into.
 */
const OWN_PAGE = new RegExp(
  String.raw`^/[\w.-]+(?:/(?:|pulls?(?:/\d+(?:/\w+)?)?|commits?(?:/[\w./-]*)?|releases(?:/[\w.+/-]*)?|(?:blob|tree)/${NAMED}(?:/[\w.+/-]*)?|compare/${NAMED}\.\.\.${NAMED}))?/?$`,
  'i',
);

/** Whether the address, as a browser reads it, is that of one of the organization's own pages. */
function isOwnPage(address: string, { origin, organization }: RequestSources): boolean {
  // What ends a sentence, or emphasis, is not linked.
  const written = address.replace(/[.,:;!?*_~]+$/, '');
  if (!URL.canParse(written)) return false;
  const page = new URL(written).href.replace(/#.*$/, '').toLowerCase();
  const own = `${origin}/${organization}`.toLowerCase();
  return page === own || (page.startsWith(`${own}/`) && OWN_PAGE.test(page.slice(own.length)));
}
