import type { Command, Reference } from '../commands/command.js';
import type { Role } from '../commands/verb.js';
import { verbOf } from '../commands/verbs.js';
import { findSection, findWork, repositoryOf } from './find-subject.js';
import type { RequestSources } from './request.js';

/** Who a person is to a pull request or commit; `key` is `null` for the edition as a whole. */
export function roleOf(login: string | null, key: string | null, sources: RequestSources): Role {
  if (login === null) return 'anyone';
  const name = login.toLowerCase();
  if (sources.permissions.editors.has(name)) return 'editor';
  if (key === null) return 'anyone';
  if (isMaintainer(name, repositoryOf(key), sources)) return 'maintainer';
  const authors = sources.pullRequests.find((pullRequest) => pullRequest.key === key)?.authors ?? [];
  return authors.some((author) => author.toLowerCase() === name) ? 'author' : 'anyone';
}

/** Who a person is to a crate of a repository. */
export function roleInRepository(login: string | null, nameWithOwner: string, sources: RequestSources): Role {
  const role = roleOf(login, null, sources);
  if (role === 'editor' || login === null) return role;
  return isMaintainer(login.toLowerCase(), nameWithOwner.toLowerCase(), sources) ? 'maintainer' : 'anyone';
}

function isMaintainer(name: string, repository: string, { permissions }: RequestSources): boolean {
  return permissions.maintainers.get(repository)?.has(name) ?? false;
}

/** A permission that has to be looked up; both in lower case. */
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
    const right = { login: login.toLowerCase(), repository: repository?.toLowerCase() ?? null };
    wanted.set(`${right.login} ${right.repository ?? ''}`, right);
  };
  for (const { login, on, source, parsed } of sources.requests) {
    if (login === null || 'problem' in parsed) continue;
    // What stands in a description is its author's word, whoever that is; only of newcomers more must be known.
    if (source === 'body' && sources.known.has(login.toLowerCase())) continue;
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
  if (command.verb === 'intro') {
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
  return [...about, ...others].map(repositoryOf);
}
