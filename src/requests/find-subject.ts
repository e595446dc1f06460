import { type Command, printReference, type Reference } from '../commands/command.js';
import type { NamedSection } from '../commands/verb.js';
import { nearestNamed } from '../commands/verbs.js';
import { repositoryOfKey } from '../newsletter/activity/entry-lines.js';
import { isSameName, NameSet, nameKey, splitName } from '../newsletter/activity/names.js';
import { repositoryMissing, unknownCrate, unknownWork } from '../replies/refusals.js';
import type { RequestSources } from './request.js';

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
export function presentName(nameWithOwner: string, { formerNames }: RequestSources): string {
  return nameKey(formerNames.get(nameWithOwner) ?? nameWithOwner);
}

/** The name with its owner: the organization's, unless it says so; `near` as above. */
export function fullName(name: string | null, near: string | null, organization: string): string | null {
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
