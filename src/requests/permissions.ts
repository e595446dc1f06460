import { type Command, printReference, type Reference } from '../commands/command.js';
import type { NamedSection, Role } from '../commands/verb.js';
import { nearestNamed, verbOf } from '../commands/verbs.js';
import { repositoryOfKey } from '../newsletter/activity/entry-lines.js';
import { isSameName, NameSet, nameKey, splitName } from '../newsletter/activity/names.js';
import { leadsIn } from '../newsletter/markdown/addresses.js';
import { repositoryMissing, unknownCrate, unknownWork } from '../replies/refusals.js';
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

/** The key of what a command names, or why there is none, a sentence. */
export type FoundWork = { readonly key: string } | { readonly because: string };

/** Finds what a reference names. `near`: key of the work whose repository is meant when none is named. */
export function findWork(reference: Reference, near: string | null, sources: RequestSources): FoundWork {
  const written = printReference(reference);
  const repository = fullName(reference.repository, near, sources.organization);
  if (repository === null) return { because: repositoryMissing(written) };
  const key = nameKey(`${presentName(repository, sources)}${reference.shortName}`);
  const isKnown = sources.pullRequests.some((known) => known.key === key) || sources.commits.includes(key);
  return isKnown ? { key } : { because: unknownWork(written) };
}

/** What the repository of that name, `owner/name`, is called today, in lower case. */
function presentName(nameWithOwner: string, { formerNames }: RequestSources): string {
  return nameKey(formerNames.get(nameWithOwner) ?? nameWithOwner);
}

/** The name with its owner: the organization's, unless it says so; `near` as above. */
function fullName(name: string | null, near: string | null, organization: string): string | null {
  if (name === null) return near === null ? null : repositoryOfKey(near);
  return name.includes('/') ? name : `${organization}/${name}`;
}

/** Finds the section of a repository or of a crate by its name, in any case of letters. */
export function findSection(
  name: string,
  sources: RequestSources,
): NamedSection | { readonly because: string } {
  const present = presentName(name.includes('/') ? name : `${sources.organization}/${name}`, sources);
  const repository = sources.repositories.find(
    ({ repository: full }) =>
      isSameName(full, name) || isSameName(full, present) || isSameName(splitName(full).name, name),
  );
  if (repository !== undefined) return { repository: repository.repository, crate: null };
  for (const { repository: holder, crates } of sources.repositories) {
    const crate = crates.find((candidate) => isSameName(candidate, name));
    if (crate !== undefined) return { repository: holder, crate };
  }
  return { because: unknownCrate(name, nearestSection(name, sources), sources.period) };
}

/** The crate or repository of the edition whose name is most like it; `null`: none is. */
function nearestSection(name: string, { repositories }: RequestSources): string | null {
  const names = repositories.flatMap(({ repository, crates }) => [splitName(repository).name, ...crates]);
  const known = names.map((each) => ({ name: each }));
  return nearestNamed(name.split('/').at(-1) ?? '', known)?.name ?? null;
}

/** More names than people use in a period. */
const MOST_NAMES = 50;

/** The repositories, as `owner/name`, that commands name and in which nothing was done: perhaps by former names. */
export function unknownRepositories(sources: RequestSources): readonly string[] {
  if (sources.repositories.length === 0) return [];
  const known = new NameSet(sources.repositories.map(({ repository }) => repository));
  const named = sources.requests.flatMap(({ parsed }) =>
    'problem' in parsed ? [] : repositoriesIn(parsed.command, sources),
  );
  const unknown = named.map((name) => presentName(name, sources)).filter((name) => !known.has(name));
  return [...new Set(unknown)].slice(0, MOST_NAMES);
}

function repositoriesIn(command: Command, sources: RequestSources): readonly string[] {
  const named = ({ repository }: Pick<Reference, 'repository'>) =>
    fullName(repository, null, sources.organization) ?? [];
  if ('crate' in command) {
    if (command.crate === null) return [];
    return 'because' in findSection(command.crate, sources)
      ? [named({ repository: command.crate })].flat()
      : [];
  }
  const target = 'target' in command ? command.target : null;
  const others = command.verb === 'with' ? command.others : [];
  return [...(target === null ? [] : [target]), ...others].flatMap(named);
}
